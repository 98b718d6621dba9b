"""Tables of duty: absences, who stands in, what was handed over, and the daily mail.

They are about colleagues and their work. Things are known by kind and id only; why somebody is
away is not kept, and neither is anything of what is in the work.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class Absence(GatedModel):
    """A colleague is away from one day up to and including another; never why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.CharField(max_length=64, db_index=True)
    first_day = models.DateField()
    last_day = models.DateField(db_index=True)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class StandIn(WrittenOnce):
    """A colleague stands in for an absent one, for one kind of work."""

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="stand_ins")
    kind = models.CharField(max_length=40)
    account = models.CharField(max_length=64, db_index=True)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "kind", "account"], name="stands_in_once_per_kind"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class HandedOver(GatedModel):
    """One thing went from one colleague to another; ``seen_at``: the receiver took note of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField(db_index=True)
    old = models.CharField(max_length=64, blank=True)
    new = models.CharField(max_length=64)
    reason = models.CharField(max_length=24)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["new", "seen_at"], name="handed_over_to")]

    def __str__(self) -> str:
        return str(self.id)


class MailChoice(GatedModel):
    """When a colleague wants to be mailed that work waits; without a row: the usual way."""

    account = models.CharField(primary_key=True, max_length=64)
    choice = models.CharField(max_length=8)
    hour = models.PositiveSmallIntegerField(null=True)

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.choice


class MailSent(models.Model):
    """That one colleague was mailed for one occasion: noted before it goes, so never twice.

    ``occasion`` is a day, or the moment of what is acute. It says nothing about the work.
    """

    account = models.CharField(max_length=64)
    occasion = models.CharField(max_length=40)
    day = models.DateField(db_index=True)
    state = models.CharField(max_length=8)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "occasion"], name="mailed_once_per_occasion")
        ]

    def __str__(self) -> str:
        return self.state
