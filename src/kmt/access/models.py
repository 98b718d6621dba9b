"""Who is involved in which file, and who looked at one in an emergency.

Files are known by kind and id only. ``person_id`` is whom the file is about, so that who works on
a file may see that person and nobody else.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Involvement(GatedModel):
    """One colleague works on one file, from when until when (WGS art. 2.31(4)).

    What was is never written over: an involvement ends once, and the next one is a new row.
    ``reason`` is why a shielded file was opened to them. ``lapses_at``: when it ends by itself, for
    who stands in for a while; from that moment on it opens nothing, written down or not.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.CharField(max_length=64)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    person_id = models.UUIDField()
    capacity = models.CharField(max_length=16)
    since = models.DateTimeField()
    granted_by = models.CharField(max_length=64)
    reason = models.CharField(max_length=16, blank=True)
    lapses_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True)
    end_reason = models.CharField(max_length=24, blank=True)

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["account", "object_type"], name="involvement_of_account"),
            models.Index(fields=["object_type", "object_id"], name="involvement_in_file"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "object_type", "object_id"],
                condition=Q(until=None),
                name="involved_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="involvement_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity}: {self.object_type}"


class EmergencyAccess(GatedModel):
    """Three hours with one file, for a reason, looked at afterwards by somebody else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    account = models.CharField(max_length=64)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    person_id = models.UUIDField()
    label = models.CharField(max_length=16)
    ground = models.CharField(max_length=24)
    words = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    review_due = models.DateField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True)
    opinion = models.CharField(max_length=16, blank=True)

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["account", "object_type", "until"], name="emergency_of_account")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("account")), name="emergency_reviewed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.object_type}"


class FileOpened(models.Model):
    """That an account opened a file, for an hour: against harvesting (:mod:`kmt.access.limits`)."""

    account = models.CharField(max_length=64)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "object_type", "object_id"], name="opened_counts_once"
            ),
        ]

    def __str__(self) -> str:
        return self.object_type
