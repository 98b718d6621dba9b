"""What was shared and handed over, on what ground; rows are added, never changed.

A person is known here by pseudonym and label only; the reasons in words are sealed.
"""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Added(GatedModel):
    """A row that is written once: a second save is an attempt to add it again, and fails."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **{**kwargs, "force_insert": True})


class Disclosure(Added):
    """One decision to share (law README section 4); codes are those of the sharing matrix.

    Lists of codes are kept as text, parted by ``|``. ``texts`` are sealed (:mod:`.texts`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    decided_at = models.DateTimeField(db_index=True)
    decided_by = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64, blank=True)
    municipality = models.CharField(max_length=6, blank=True)
    compartment = models.CharField(max_length=4)
    sender = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    subject_id = models.UUIDField(db_index=True)
    subject_label = models.CharField(max_length=8)
    subject_role = models.CharField(max_length=40)
    subject_age = models.CharField(max_length=8)
    data = models.TextField()
    secrecy = models.BooleanField()
    facts = models.TextField(blank=True)
    outcome = models.CharField(max_length=16)
    rows = models.TextField()
    basis = models.TextField()
    status = models.CharField(max_length=16)
    doubtful = models.BooleanField(db_index=True)
    consent = models.CharField(max_length=16)
    approved = models.TextField(blank=True)
    told = models.CharField(max_length=16)
    told_review_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    feedback_due_on = models.DateField(null=True, blank=True)
    texts = models.BinaryField()

    class Meta(Added.Meta):
        ordering = ("-decided_at",)

    def __str__(self) -> str:
        return str(self.id)


class DisclosureReview(Added):
    """What the privacy officer thought of a doubtful disclosure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="reviews")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64)
    opinion = models.CharField(max_length=16)

    class Meta(Added.Meta):
        ordering = ("-reviewed_at",)

    def __str__(self) -> str:
        return self.opinion


class DisclosureFeedback(Added):
    """What a receiver said that a disclosure brought (WGS 1.7(4)); the words are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="feedback")
    received_on = models.DateField()
    words = models.BinaryField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("received_on", "at")

    def __str__(self) -> str:
        return str(self.id)


class Transfer(Added):
    """A record goes from one compartment to another (README section 1 of the law tables).

    Only what was proposed stands here; where it stands now is its last :class:`TransferStep`.
    ``texts`` are sealed under the key of the record that goes, and go dark with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(db_index=True)
    label = models.CharField(max_length=24)
    municipality = models.CharField(max_length=6, blank=True)
    compartment = models.CharField(max_length=4)
    to_compartment = models.CharField(max_length=4)
    sender = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    data = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    texts = models.BinaryField()

    class Meta(Added.Meta):
        ordering = ("-proposed_at",)

    def __str__(self) -> str:
        return f"{self.label} {self.compartment} {self.to_compartment}"


class TransferStep(Added):
    """One step of a transfer; of two that are taken at once, the second finds its number taken."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    disclosure_id = models.UUIDField(null=True)
    words = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(Added.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("transfer", "number"), name="transfer_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.event}: {self.state}"
