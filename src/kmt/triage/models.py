"""Tables of the triage: every weighing of a report, and the answers to the indicators in it."""

from django.db import models
from django.db.models import Q

from kmt.access.rows import WrittenOnce
from kmt.kernel.ids import new_id


class Triage(WrittenOnce):
    """One weighing of a report by one person; a second look is a second row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey("intake.Report", on_delete=models.PROTECT, related_name="triages")
    suspicion = models.CharField(max_length=16)
    urgency = models.CharField(max_length=2)
    urgency_reason = models.BinaryField(default=b"")
    forms = models.JSONField()
    outcome = models.CharField(max_length=24)
    reasons = models.BinaryField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(name="triage_has_reasons", condition=~Q(reasons=b"")),
        ]

    def __str__(self) -> str:
        return str(self.id)


class IndicatorObservation(WrittenOnce):
    """The answer to one indicator in one triage, with the version of the words it answered."""

    triage = models.ForeignKey(Triage, on_delete=models.PROTECT, related_name="observations")
    indicator = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=16)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["triage", "indicator"], name="indicator_asked_once_per_triage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.answer}"
