"""Tables of the entrance: reports, their steps and the people they name.

Free text is sealed under the key of its report, who the reporter is under a key of its own; only
codes, dates and pseudonyms stand in the open. Persons are kept by pseudonym, never by a foreign
key to the vault.
"""

from django.db import models
from django.db.models import Case, Q, Value, When

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.intake.states import LIVING
from kmt.kernel.ids import new_id

_STIRS = Q(state__in=LIVING) | Q(unread__gt=0) | Q(unsafe_since__isnull=False)


class Report(GatedModel):
    """What somebody told. ``unread`` and after it: what the one with the code says since then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=24)
    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=8, blank=True)
    municipality = models.CharField(max_length=6, blank=True)
    outside_region = models.BooleanField(default=False)
    ongoing = models.CharField(max_length=8)
    minors = models.CharField(max_length=8)
    anonymity = models.CharField(max_length=32)
    narrative = models.BinaryField()
    place = models.BinaryField(default=b"")
    online = models.BinaryField(default=b"")
    happened = models.BinaryField(default=b"")
    at_risk = models.BinaryField(default=b"")
    form_told = models.CharField(max_length=8, blank=True)
    contact = models.BinaryField(default=b"")
    contact_terms = models.BinaryField(default=b"")
    reporter_name = models.BinaryField(default=b"")
    summary = models.BinaryField(default=b"")
    state = models.CharField(max_length=16)
    urgency = models.CharField(max_length=2, blank=True)
    form = models.CharField(max_length=8)
    more_forms = models.JSONField(default=list)
    outcome = models.CharField(max_length=24, blank=True)
    due_at = models.DateTimeField(null=True)
    handler = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField(null=True)
    second_look = models.BooleanField(default=False)
    #: When it was opened again after it had been closed, as long as it is not closed again.
    reopened_at = models.DateTimeField(null=True)
    #: It tells the same matter as another report, and is counted there.
    duplicate = models.BooleanField(default=False)
    unread = models.PositiveSmallIntegerField(default=0)
    unsafe_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    #: 1 while anything must still happen with it; the database itself keeps this up to date.
    lives = models.GeneratedField(
        expression=Case(When(_STIRS, then=Value(1)), default=Value(0)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    class Meta(GatedModel.Meta):
        # None on the municipality: SQLite would choose it for the whole region, and sort it all.
        indexes = [
            models.Index(fields=["lives", "due_at"], name="report_living"),
            models.Index(fields=["-received_at", "id"], name="report_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="anonymous_means_no_name_and_no_contact",
                condition=~Q(anonymity="anonymous_to_centre")
                | Q(contact=b"", contact_terms=b"", reporter_name=b""),
            )
        ]

    def __str__(self) -> str:
        return self.number


class ReportSubject(WrittenOnce):
    """A person a report is about, by pseudonym and screen label, in a role."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="subjects")
    person = models.UUIDField()
    label = models.CharField(max_length=8)
    role = models.CharField(max_length=16)
    reason = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="person_once_per_report")
        ]

    def __str__(self) -> str:
        return self.label


class ReportStep(WrittenOnce):
    """A report went from one state to another: the history that the desk reads."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=16)
    to_state = models.CharField(max_length=16)
    detail = models.CharField(max_length=24, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.event}: {self.to_state}"


def subject_of(report_id: object) -> str:
    """The name under which the vault keeps the data key of a report."""
    return f"report:{report_id}"


def reporter_of(report_id: object) -> str:
    """The name of the data key of who the reporter is: apart, because it goes much earlier."""
    return f"reporter:{report_id}"


#: What tells who the reporter is.
WHO_REPORTED = ("contact", "contact_terms", "reporter_name")

#: What was told of the matter itself; the desk finds a report again by its words.
MATTER = ("narrative", "place", "online", "happened", "at_risk")


def key_of(report_id: object, column: str) -> str:
    """Under which key a text of a report is sealed."""
    return reporter_of(report_id) if column in WHO_REPORTED else subject_of(report_id)
