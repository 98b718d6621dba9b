"""Tables of professionals: codes and keys that were given, what was sent with them, signs seen.

A code and a key are kept as a keyed digest only. Who a code is for is sealed under a key of its
own. What hangs under a report has its id, no key to it, and goes with it.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class ReportingLink(GatedModel):
    """A code that the desk gave to one professional for one report, or to an organisation.

    ``standing``: it opens until its end, and names nobody. ``who`` is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=40)
    standing = models.BooleanField(default=False)
    who = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        ordering = ("-made_at",)
        constraints = [
            models.CheckConstraint(
                name="a_standing_code_is_never_used_up",
                condition=Q(standing=False) | Q(used_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class PartnerKey(GatedModel):
    """A key with which the system of one organisation sends reports, and does nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    prefix = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    organisation = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.prefix


class KeyUse(models.Model):
    """How often a key was used in an hour, to slow down a system that runs wild; kept for a day."""

    key = models.UUIDField()
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "hour"], name="key_counted_once_per_hour")
        ]

    def __str__(self) -> str:
        return f"{self.number} in an hour"


class SentReport(WrittenOnce):
    """Who sent a report: for which organisation, by which way, on which ground; to the hour.

    ``by`` is the id of the account, of the code or of the key. ``call`` and ``body`` are keyed
    digests of the idempotency key of a system and of what it sent.
    """

    report = models.UUIDField(primary_key=True)
    organisation = models.CharField(max_length=40)
    way = models.CharField(max_length=8)
    by = models.CharField(max_length=64, db_index=True)
    ground = models.CharField(max_length=24)
    secrecy = models.CharField(max_length=16)
    consent = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    call = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique, or none
    body = models.CharField(max_length=64, blank=True)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(name="sent_on_a_ground", condition=~Q(ground="")),
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.organisation}"


class SentSign(WrittenOnce):
    """A sign that the sender says they saw, with the version of its words; never "not seen"."""

    report = models.UUIDField(db_index=True)
    indicator = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=16)
    organisation = models.CharField(max_length=40)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator"], name="sign_sent_once_per_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: observed"


def subject_of(link_id: object) -> str:
    """The name under which the vault keeps the data key of who a code is for."""
    return f"reporting_link:{link_id}"
