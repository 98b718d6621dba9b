"""Tables of the triage: weighings with their signs, second looks, places, what was forwarded; and
what the reporter heard, closings and openings, duplicates.

Every row is written once: another thought is another row.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import WrittenOnce
from kmt.kernel.ids import new_id


class Triage(WrittenOnce):
    """One weighing of a report by one person; a second look is a second row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    suspicion = models.CharField(max_length=16)
    urgency = models.CharField(max_length=2)
    urgency_reason = models.BinaryField(default=b"")
    forms = models.JSONField()
    safety = models.CharField(max_length=12, blank=True)
    advice = models.BinaryField(default=b"")
    outcome = models.CharField(max_length=24)
    forward_to = models.JSONField(default=list)
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
    source = models.CharField(max_length=24, blank=True)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["triage", "indicator"], name="indicator_asked_once_per_triage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.answer}"


class SecondLook(WrittenOnce):
    """What a colleague thinks of a weighing: agrees, or sees it otherwise and says why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    triage = models.ForeignKey(Triage, on_delete=models.PROTECT, related_name="looks")
    agrees = models.BooleanField()
    reasons = models.BinaryField(default=b"")
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(
                name="who_differs_says_why", condition=Q(agrees=True) | ~Q(reasons=b"")
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Located(WrittenOnce):
    """The four places of a report, and which municipality is responsible by rule or by choice.

    CBS codes; empty is unknown, ``elsewhere`` outside the region.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    residence = models.CharField(max_length=12, blank=True)
    place_found = models.CharField(max_length=12, blank=True)
    exploitation = models.CharField(max_length=12, blank=True)
    reporter = models.CharField(max_length=12, blank=True)
    responsible = models.CharField(max_length=12, blank=True)
    basis = models.CharField(max_length=16)
    reason = models.BinaryField(default=b"")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(
                name="another_municipality_has_a_reason",
                condition=~Q(basis="override") | ~Q(reason=b""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis}: {self.responsible}"


class Forwarded(WrittenOnce):
    """A signal was passed on without personal data; with them it is a disclosure (lawfulness)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    receiver = models.CharField(max_length=24)
    words = models.BinaryField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return self.receiver


class Feedback(WrittenOnce):
    """What the reporter heard back and by which way, or why they could not; may be more than one.

    ``text`` is a standard text, ``words`` what the desk added; ``last`` says that with this the
    reporter has heard back, and not only that we are still looking.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    way = models.CharField(max_length=16)
    text = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=5, blank=True)
    place = models.CharField(max_length=16, blank=True)
    last = models.BooleanField()
    words = models.BinaryField(default=b"")
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(
                name="feedback_says_something_or_why_not",
                condition=(Q(way__in=["not_possible", "not_safe"], text="") & ~Q(words=b""))
                | (~Q(way__in=["not_possible", "not_safe"]) & ~Q(text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.way


class Ending(WrittenOnce):
    """A report was closed, with what came of it; or opened again (``came_of`` empty), with why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    came_of = models.CharField(max_length=24, blank=True)
    words = models.BinaryField(default=b"")
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(
                name="opening_again_has_a_reason", condition=~Q(came_of="") | ~Q(words=b"")
            ),
        ]

    def __str__(self) -> str:
        return self.came_of or "reopened"


class SameMatter(WrittenOnce):
    """A report tells the same matter as another, or no longer does (``holds`` false): with why.

    Nothing is merged. ``other`` is empty when that report was destroyed at the end of its term.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report_id = models.UUIDField(db_index=True)
    other_id = models.UUIDField(null=True, db_index=True)
    holds = models.BooleanField()
    reason = models.BinaryField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(name="same_matter_has_a_reason", condition=~Q(reason=b"")),
        ]

    def __str__(self) -> str:
        return str(self.id)
