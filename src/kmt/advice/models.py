"""Tables of advice: what was asked without names, what was answered, and the steps in between.

Every text is sealed under the key of its request, though it holds no personal data: the search
for those finds much and not all. A request has no key to the report that grew out of it: its id.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class AdviceRequest(GatedModel):
    """Somebody asks what to do, without saying about whom.

    ``asked_at`` is to the hour; ``asked_by`` the account of a professional who was logged in,
    empty for everybody else. ``unread`` and after it: what the one with the code says since then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    year = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40, blank=True, db_index=True)
    language = models.CharField(max_length=5)
    capacity = models.CharField(max_length=40)
    secrecy = models.CharField(max_length=16)
    consent = models.CharField(max_length=16)
    danger = models.CharField(max_length=8)
    at_home = models.CharField(max_length=8)
    form = models.CharField(max_length=8)
    municipality = models.CharField(max_length=6, blank=True)
    outside_region = models.BooleanField(default=False)
    situation = models.BinaryField()
    question = models.BinaryField(default=b"")
    consent_reason = models.BinaryField(default=b"")
    state = models.CharField(max_length=12)
    due_at = models.DateTimeField(null=True)
    handler = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    feedback = models.CharField(max_length=12, blank=True)
    report = models.UUIDField(null=True)
    ground = models.CharField(max_length=24, blank=True)
    ground_reason = models.BinaryField(default=b"")
    unread = models.PositiveSmallIntegerField(default=0)
    unsafe_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["state", "due_at"], name="advice_to_do")]
        constraints = [
            models.CheckConstraint(
                name="a_report_grows_on_a_ground", condition=Q(report=None) | ~Q(ground="")
            )
        ]

    def __str__(self) -> str:
        return self.number


class AdviceAnswer(WrittenOnce):
    """What the desk answered. It stays as long as the request, longer than the conversation."""

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="answers")
    text = models.BinaryField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)


class AdviceStep(WrittenOnce):
    """A request went from one state to another: the history that the desk reads."""

    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    detail = models.CharField(max_length=24, blank=True)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.event}: {self.to_state}"


def subject_of(request_id: object) -> str:
    """The name under which the vault keeps the data key of a request."""
    return f"advice_request:{request_id}"
