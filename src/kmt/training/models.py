"""Trainings, their sessions, who takes a place, answers counted without who, and numbers of staff.

Who takes part is known by account id. Only who has no account is known by a name, which is sealed;
``person_key`` tells two registrations of one person apart from those of two without opening it. An
evaluation is kept as counts per answer: there is no row of one person's answers to link to anybody.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Training(GatedModel):
    """What is offered: subject, level, for whom, how long. ``example``: invented."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    subject = models.CharField(max_length=24)
    level = models.CharField(max_length=24)
    audience = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveIntegerField()
    about = models.TextField(blank=True)
    example = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class TrainingSession(GatedModel):
    """One time that a training is given. ``trainer`` is a function or organisation, no name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveIntegerField()
    place = models.CharField(max_length=120, blank=True)
    online = models.BooleanField(default=False)
    places = models.PositiveIntegerField()
    trainer = models.CharField(max_length=120, blank=True)
    closes_on = models.DateField()
    called_off = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        ordering = ("starts_at",)
        constraints = (
            models.CheckConstraint(name="session_has_a_place", condition=Q(places__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.id}"


class TrainingPlace(GatedModel):
    """Somebody in a session: placed, waiting (in order of ``number``) or cancelled.

    ``account`` is empty for who has none; then ``name`` holds it, sealed. ``answered``: the
    evaluation was filled in; what was answered is nowhere kept with it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(
        TrainingSession, on_delete=models.PROTECT, related_name="registrations"
    )
    number = models.PositiveIntegerField()
    account = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.BinaryField(default=b"")
    person_key = models.CharField(max_length=64)
    municipality = models.CharField(max_length=6, blank=True)
    department = models.CharField(max_length=24)
    place = models.CharField(max_length=12)
    attended = models.BooleanField(null=True)
    answered = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("session", "number"), name="queue_number_once"),
            models.UniqueConstraint(
                fields=("session", "person_key"),
                name="one_place_for_a_person",
                condition=~Q(place="cancelled"),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class AnswerCount(GatedModel):
    """How often an answer was given to a question about a session; nobody stands with it."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=12)
    mark = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("session", "question", "mark"), name="answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.mark}: {self.count}"


class StaffNumber(GatedModel):
    """How many people work in a department of a municipality in a year, and who says so."""

    municipality = models.CharField(max_length=6)
    department = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    staff = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("municipality", "department", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "department", "year"), name="staff_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.department} {self.year}"
