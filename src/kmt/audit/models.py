"""The tables of the record. Events, heads and log-ins are added, never changed: triggers on both
databases refuse it.
"""

import uuid

from django.db import models

from kmt.kernel.ids import new_id


class AuditEvent(models.Model):
    """One thing that was done, tried or looked at.

    Fields follow NEN 7513 and BIO2 8.15.01. There are no keys to other rooms: what an event
    describes may be destroyed, the event stays. ``object_id`` is a pseudonymous id, never a name;
    that of a person is sealed under the person's own key (:mod:`kmt.audit.subjects`).
    """

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    timestamp_utc = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=24)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    result = models.CharField(max_length=8)
    origin = models.CharField(max_length=64)
    actor_id = models.CharField(max_length=64)
    on_behalf_of = models.CharField(max_length=64)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=64)
    legal_basis = models.CharField(max_length=64)
    case_state = models.CharField(max_length=40)
    reason_text = models.CharField(max_length=200)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=["object_type", "object_id"]),)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_type} {self.result}"


class ChainHead(models.Model):
    """The last link of a chain: one row, locked by whoever adds the next event.

    Row 1 is that of the events, row 2 that of the log-ins.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"head {self.seq}"


class TreeHead(models.Model):
    """A signed head of the tree: the root over the first ``size`` events, and the signed note.

    ``peaks`` are the roots of the full subtrees, in hexadecimal with spaces between: the next head
    goes on from there without reading the events before it.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    peaks = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"tree head {self.size}"


class HeadDelivery(models.Model):
    """Whether a signed head reached one of the places outside, and what was in the way."""

    size = models.BigIntegerField()
    place = models.CharField(max_length=16)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField()
    delivered = models.BooleanField(default=False)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["size", "place"], name="head_once_a_place"),)

    def __str__(self) -> str:
        return f"head {self.size} to {self.place}"


class LoginEvent(models.Model):
    """One log-in, or a try: in a log of its own that lives six months (Selectielijst 19.1.24).

    ``account_id`` is empty for an address that nobody has; ``step`` says which part failed.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    account_id = models.CharField(max_length=64, blank=True)
    result = models.CharField(max_length=8)
    step = models.CharField(max_length=24, blank=True)
    origin = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=["account_id", "at"]),)

    def __str__(self) -> str:
        return f"log-in {self.seq} {self.result}"


class SampleCheck(models.Model):
    """The yearly check by the privacy officer of looks drawn by lot; the seed draws them again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=64)
    out_of = models.PositiveIntegerField()

    class Meta:
        ordering = ("-drawn_at",)

    def __str__(self) -> str:
        return f"sample of {self.year}"


class SampledLook(models.Model):
    """One look of a sample and what the officer found: a code, never free text."""

    sample = models.ForeignKey(SampleCheck, on_delete=models.PROTECT, related_name="looks")
    seq = models.BigIntegerField()
    outcome = models.CharField(max_length=24, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=["sample", "seq"], name="look_once_a_sample"),
        )

    def __str__(self) -> str:
        return f"look {self.seq} {self.outcome}"
