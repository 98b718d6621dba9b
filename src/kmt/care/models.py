"""Care cases, their forms, timeline and next actions; every text about a person is sealed.

Persons, reports and accounts are known by id and pseudonym only: no keys to other rooms. The
sealed texts of a case share one data key, that of the subject ``care_case:<id>``.
"""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.care.states import ENDED, State
from kmt.kernel.ids import new_id
from kmt.triage.rules.places import Basis


def _choices(values: type[State] | type[Basis]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_ENDED = sorted(one.value for one in ENDED)


class CareCase(GatedModel):
    """The care coordination for one victim, opened from a report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    person_id = models.UUIDField()
    person_label = models.CharField(max_length=8)
    report_id = models.UUIDField()
    report_number = models.CharField(max_length=16)
    first_report_year = models.PositiveSmallIntegerField()
    municipality = models.CharField(max_length=6, blank=True)
    municipality_basis = models.CharField(max_length=16, choices=_choices(Basis))
    state = models.CharField(max_length=24, choices=_choices(State), db_index=True)
    state_before = models.CharField(max_length=24, choices=_choices(State), blank=True)
    state_since = models.DateTimeField()
    shielded = models.BooleanField(default=False)
    closing_reason = models.CharField(max_length=40, blank=True)
    coordinator = models.CharField(max_length=64, db_index=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    #: The codes of its forms, for the page; the rows of ``forms`` are what is counted.
    form_codes = models.CharField(max_length=160, blank=True)
    #: Kept with every change of what hangs under it, so that a list of many is one look.
    attention_on = models.DateField(null=True, blank=True)
    last_contact = models.DateField(null=True, blank=True)
    last_spoken = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        indexes = (
            models.Index(
                fields=("coordinator", "attention_on", "number", "municipality"),
                name="care_open_of_coordinator",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("attention_on", "number", "municipality"),
                name="care_open_by_due",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("-closed_at", "number", "municipality"), name="care_closed_latest"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("report_id", "person_id"), name="care_one_case_per_person_and_report"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_ENDED, closed_at__isnull=False)
                | (~models.Q(state__in=_ENDED) & models.Q(closed_at__isnull=True)),
                name="care_closed_has_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseForm(GatedModel):
    """One form of exploitation in a case, by code; a case can have several, or none known."""

    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="forms")
    form = models.CharField(max_length=8)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("case", "form"), name="care_form_once_per_case"),
        )

    def __str__(self) -> str:
        return self.form


class CaseEvent(GatedModel):
    """What happened in a case, by whom and when. Rows are added, never changed.

    ``token`` is the mark of the form that was sent: the same form twice makes one event.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    happened_on = models.DateField()
    by = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=0)
    to_state = models.CharField(max_length=24, blank=True)
    action_id = models.UUIDField(null=True, blank=True)
    text = models.BinaryField(blank=True)
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(GatedModel.Meta):
        indexes = (
            models.Index(fields=("case", "-happened_on", "-at"), name="care_event_latest"),
            models.Index(
                fields=("at", "by", "minutes"),
                name="care_event_minutes",
                condition=models.Q(minutes__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add once: a timeline that can be rewritten proves nothing."""
        if not kwargs.get("force_insert"):
            raise TypeError("A case event is added, never changed.")
        super().save(*args, **kwargs)


class NextAction(GatedModel):
    """What must happen, by whom, before when; ``owner_account`` empty means somebody outside.

    ``source`` is the room above that put it there, and ``source_key`` what it is to that room;
    ``rule`` the rule of the law or of practice that gives the day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="actions")
    what = models.BinaryField()
    owner_account = models.CharField(max_length=64, blank=True)
    owner_text = models.BinaryField(blank=True)
    source = models.CharField(max_length=24, blank=True)
    source_key = models.CharField(max_length=64, blank=True)
    rule = models.CharField(max_length=16, blank=True)
    due = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=8, blank=True)
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(GatedModel.Meta):
        indexes = (models.Index(fields=("case", "done_at", "due")),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "source", "source_key"),
                name="care_one_open_line_per_key",
                condition=models.Q(done_at=None) & ~models.Q(source=""),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Glance(GatedModel):
    """What a room above says of a case in one line, with codes for the rules; its words sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(CareCase, on_delete=models.CASCADE, related_name="glances")
    room = models.CharField(max_length=24)
    text = models.BinaryField(blank=True)
    kind = models.CharField(max_length=8, blank=True)
    until = models.DateField(null=True, blank=True)
    facts = models.CharField(max_length=200, blank=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("case", "room"), name="care_one_glance_per_room"),
        )

    def __str__(self) -> str:
        return self.room


class CaseNumber(models.Model):
    """The last case number given out in a year; it says nothing about anybody."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def next_of(cls, year: int) -> int:
        """The next number of a year; the row is held, so that openings follow each other."""
        row, _ = cls.objects.select_for_update().get_or_create(year=year)
        row.last += 1
        row.save()
        return row.last


def subject_of(case_id: object) -> str:
    """The name under which the vault keeps the data key of a case."""
    return f"care_case:{case_id}"
