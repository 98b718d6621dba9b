"""Safety assessments, safety plans and incidents of a care case; texts sealed.

A case is known by its id only. Every row is written once: a new judgement stands beside the
earlier one, a changed plan is a next version, and what came of an incident is among what must
happen in the case.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import WrittenOnce
from kmt.kernel.ids import new_id


class SafetyAssessment(WrittenOnce):
    """How safe somebody is by the judgement of one colleague, and until when that holds.

    ``answers`` holds yes, no or unknown by question; ``known`` what is known of each, sealed as one
    text. Where the level is acute ``called_112`` is yes or no, with what is done at once, by whom.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    level = models.CharField(max_length=12)
    answers = models.JSONField()
    known = models.BinaryField(default=b"")
    reasons = models.BinaryField()
    emergency = models.BinaryField(default=b"")
    valid_until = models.DateField()
    called_112 = models.CharField(max_length=4, blank=True)
    done_now = models.BinaryField(default=b"")
    done_by = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.CheckConstraint(name="safety_level_has_reasons", condition=~Q(reasons=b"")),
            models.CheckConstraint(
                name="safety_acute_says_what_is_done",
                condition=~Q(level="acute") | (~Q(called_112="") & ~Q(done_now=b"")),
            ),
        )

    def __str__(self) -> str:
        return self.level


class SafetyPlan(WrittenOnce):
    """What was agreed for when it goes wrong; the highest number of a case is the one that holds.

    ``agreed_on`` is empty as long as the person did not agree to it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    warning_signs = models.BinaryField(default=b"")
    own_steps = models.BinaryField()
    others_steps = models.BinaryField(default=b"")
    call_order = models.BinaryField()
    code_word = models.BinaryField(default=b"")
    agreed_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(fields=("case_id", "number"), name="safety_plan_version_once"),
        )

    def __str__(self) -> str:
        return f"version {self.number}"


class Incident(WrittenOnce):
    """Something that went wrong around a case: what, when, what was done, and who was told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=24)
    happened_on = models.DateField()
    what = models.BinaryField()
    done = models.BinaryField()
    reported_to = models.BinaryField(default=b"")
    follow_up_due = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
