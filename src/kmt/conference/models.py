"""Conferences: the agenda, who takes part and on what basis, who was present when, what was agreed.

What is about a person is sealed under the key of their file, so that it goes dark with the file;
what is about the meeting (place, names of who comes from outside) under the key of the conference.
Files, persons and accounts are known by id and pseudonym only.
"""

from django.db import models

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.conference.rules import Capacity, Informed, Outcome
from kmt.conference.states import State
from kmt.kernel.ids import new_id


def _choices(
    values: type[State] | type[Capacity] | type[Informed] | type[Outcome],
) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class _Row(GatedModel):
    """What most tables here have: a random id, by which a row without a number is called."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta(GatedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class Conference(_Row):
    """One meeting; ``emptied_on`` is the day on which its last file was destroyed."""

    number = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=20, choices=_choices(State), db_index=True)
    state_since = models.DateTimeField()
    chair = models.CharField(max_length=64, db_index=True)
    convened_by = models.CharField(max_length=64, db_index=True)
    convened_at = models.DateTimeField()
    meets_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.BinaryField(blank=True)
    called_off = models.BinaryField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=64, blank=True)
    emptied_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(_Row.Meta):
        indexes = (models.Index(fields=("-convened_at", "number"), name="conference_latest"),)

    def __str__(self) -> str:
        return self.number


class AgendaItem(_Row):
    """One file on the agenda of a conference, with the person it is about."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    label = models.CharField(max_length=16)
    person_id = models.UUIDField()
    person_label = models.CharField(max_length=8)
    municipality = models.CharField(max_length=6, blank=True)
    added_at = models.DateTimeField()
    goal = models.BinaryField(blank=True)
    goal_with = models.BinaryField(blank=True)
    goal_on = models.DateField(null=True, blank=True)
    informed = models.CharField(max_length=12, choices=_choices(Informed), blank=True)
    informed_on = models.DateField(null=True, blank=True)
    why_not_told = models.BinaryField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    summary = models.BinaryField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(_Row.Meta):
        indexes = (models.Index(fields=("kind", "object_id"), name="conference_item_of_file"),)
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "kind", "object_id"), name="conference_file_once"
            ),
        )

    def __str__(self) -> str:
        return self.label


class Participant(_Row):
    """Who takes part: a colleague by account, or somebody from outside with a sealed name.

    ``party`` is what kind of organisation it is, as an actor of the sharing matrix.
    """

    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, related_name="participants"
    )
    account = models.CharField(max_length=64, blank=True, db_index=True)
    party = models.CharField(max_length=40)
    capacity = models.CharField(max_length=24, choices=_choices(Capacity))
    who = models.BinaryField(blank=True)
    declared_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(_Row.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "account"),
                name="conference_colleague_once",
                condition=~models.Q(account=""),
            ),
        )


class Admission(_Row):
    """That somebody may be there while one person is discussed: why, and on what basis.

    ``rows`` are rows of the sharing matrix; ``disclosure_id`` the decision to share of who comes
    from outside.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="admissions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="admissions"
    )
    why = models.BinaryField()
    rows = models.CharField(max_length=120)
    disclosure_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(_Row.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("item", "participant"), name="conference_admitted_once"
            ),
        )


class Attendance(_Row):
    """From when until when an admitted participant sat there while this person was discussed."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="attendances")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=64)

    class Meta(_Row.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("admission",),
                name="conference_inside_once",
                condition=models.Q(left_at=None),
            ),
        )


class Contribution(WrittenOnce):
    """What a participant brought in about a person; the supplier stays with it (BGS 1.7).

    ``datum_id`` is its place among the supplied data, in a workshop where each datum has one.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="contributions")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="contributions"
    )
    text = models.BinaryField()
    datum_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        pass


class Agreement(_Row):
    """What was agreed about a person: what, who, before when, and what came of it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="agreements")
    owner = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, related_name="agreements", null=True, blank=True
    )
    owner_text = models.BinaryField(blank=True)
    what = models.BinaryField()
    due = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    outcome = models.CharField(max_length=8, choices=_choices(Outcome), blank=True)
    note = models.BinaryField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=64, blank=True)
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(_Row.Meta):
        indexes = (models.Index(fields=("item", "due"), name="conference_agreement_due"),)


class MinutesHanded(WrittenOnce):
    """That a participant got the minutes of what they attended, and on what basis."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="handed")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="handed")
    rows = models.CharField(max_length=120)
    disclosure_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(fields=("participant", "item"), name="conference_handed_once"),
        )


class ConferenceNumber(models.Model):
    """The last conference number given out in a year; it says nothing about anybody."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def next_of(cls, year: int) -> int:
        """The next number of a year; the row is held, so that proposals follow each other."""
        row, _ = cls.objects.select_for_update().get_or_create(year=year)
        row.last += 1
        row.save()
        return row.last


def subject_of(conference_id: object) -> str:
    """The name under which the vault keeps the data key of a conference."""
    return f"conference:{conference_id}"
