"""Tables of the entrance: reports, their attachments, triages, steps and the people they name.

Free text is sealed under the key of its report, who the reporter is under a key of its own; only
codes, dates and pseudonyms stand in the open. Persons are kept by pseudonym, never by a foreign
key to the vault.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class ReceiptAttempt(models.Model):
    """How many wrong receipts were tried in one minute: a count and nothing about who tried."""

    minute = models.DateTimeField(primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.minute}: {self.number}"


class Report(GatedModel):
    """What somebody told; found again by its reporter through ``find_id``, which is no code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    find_id = models.CharField(max_length=64, unique=True)
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
    contact = models.BinaryField(default=b"")
    reporter_name = models.BinaryField(default=b"")
    summary = models.BinaryField(default=b"")
    state = models.CharField(max_length=16)
    urgency = models.CharField(max_length=2, blank=True)
    form = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24, blank=True)
    due_at = models.DateTimeField(null=True)
    handler = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["state", "due_at"], name="report_to_do"),
            models.Index(fields=["municipality", "year"], name="report_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                name="anonymous_means_no_name_and_no_contact",
                condition=~Q(anonymity="anonymous_to_centre") | Q(contact=b"", reporter_name=b""),
            )
        ]

    def __str__(self) -> str:
        return self.number


class _Written(GatedModel):
    """A row that is written once: it tells what was, and what was does not change."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: saving a second time fails on the primary key."""
        super().save(*args, **{**kwargs, "force_insert": True})


class Attachment(_Written):
    """A file sent along: sealed whole, in quarantine, opened by nobody until it can be cleaned."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="attachments")
    name = models.BinaryField()
    content = models.BinaryField()
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()

    class Meta(_Written.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)


class Triage(_Written):
    """One weighing of a report by one person; a second look is a second row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="triages")
    suspicion = models.CharField(max_length=16)
    urgency = models.CharField(max_length=2)
    urgency_reason = models.BinaryField(default=b"")
    forms = models.JSONField()
    outcome = models.CharField(max_length=24)
    reasons = models.BinaryField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(_Written.Meta):
        constraints = [
            models.CheckConstraint(name="triage_has_reasons", condition=~Q(reasons=b"")),
        ]

    def __str__(self) -> str:
        return str(self.id)


class IndicatorObservation(_Written):
    """The answer to one indicator in one triage, with the version of the words it answered."""

    triage = models.ForeignKey(Triage, on_delete=models.PROTECT, related_name="observations")
    indicator = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=16)

    class Meta(_Written.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["triage", "indicator"], name="indicator_asked_once_per_triage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.answer}"


class ReportSubject(_Written):
    """A person a report is about, by pseudonym and screen label, in a role."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="subjects")
    person = models.UUIDField()
    label = models.CharField(max_length=8)
    role = models.CharField(max_length=16)
    reason = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta(_Written.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "person"], name="person_once_per_report")
        ]

    def __str__(self) -> str:
        return self.label


class ReportStep(_Written):
    """A report went from one state to another: the history that the desk reads."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=16)
    to_state = models.CharField(max_length=16)
    detail = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(_Written.Meta):
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
WHO_REPORTED = ("contact", "reporter_name")


def key_of(report_id: object, column: str) -> str:
    """Under which key a text of a report is sealed."""
    return reporter_of(report_id) if column in WHO_REPORTED else subject_of(report_id)
