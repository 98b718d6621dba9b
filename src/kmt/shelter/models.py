"""Requests for shelter, whom was asked and what they answered, and stays; every text is sealed.

The case is known by id, without a key of the database. Asks and answers stay after a refusal:
what was refused, and why, is what this room is for.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id
from kmt.shelter.rules import Reply, Stand


class ShelterRequest(GatedModel):
    """What shelter somebody needs, by when, and which municipality pays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    urgency = models.CharField(max_length=12)
    needed_by = models.DateField()
    age = models.CharField(max_length=8)
    alone = models.CharField(max_length=8)
    dutch = models.CharField(max_length=8)
    reflection = models.CharField(max_length=8)
    children = models.PositiveSmallIntegerField(default=0)
    contra = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    contra_words = models.BinaryField(default=b"")
    access_words = models.BinaryField(default=b"")
    wishes = models.BinaryField(default=b"")
    municipality = models.CharField(max_length=12, blank=True)
    payer_basis = models.CharField(max_length=12)
    payer_reason = models.BinaryField(default=b"")
    stand = models.CharField(max_length=8, default=Stand.OPEN)
    end = models.CharField(max_length=16, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    asked_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_words = models.BinaryField(default=b"")
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.CheckConstraint(
                name="shelter_request_over_has_a_moment",
                condition=Q(stand=Stand.OPEN, ended_at=None)
                | (~Q(stand=Stand.OPEN) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="shelter_other_payer_has_a_reason",
                condition=~Q(payer_basis="override") | ~Q(payer_reason=b""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ShelterAsk(GatedModel):
    """One organisation that was asked; ``reply`` is its last answer.

    ``decision`` is the decision to share on which personal data went along; None: without them.
    ``organisation`` is a code of the list; empty: one that is named in ``other``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    request = models.ForeignKey(ShelterRequest, on_delete=models.CASCADE, related_name="asks")
    organisation = models.CharField(max_length=40, blank=True)
    other = models.BinaryField(default=b"")
    channel = models.CharField(max_length=12)
    contact = models.BinaryField(default=b"")
    decision = models.UUIDField(null=True, blank=True)
    reply = models.CharField(max_length=8, default=Reply.PENDING)
    due = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.CheckConstraint(
                name="shelter_ask_names_whom", condition=~Q(organisation="") | ~Q(other=b"")
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.id}"


class ShelterAnswer(WrittenOnce):
    """What an organisation answered, and on which day; another answer later is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    ask = models.ForeignKey(ShelterAsk, on_delete=models.CASCADE, related_name="answers")
    reply = models.CharField(max_length=8)
    answered_on = models.DateField()
    waiting_days = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    contra = models.JSONField(default=list)
    words = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.CheckConstraint(
                name="shelter_refusal_has_a_reason",
                condition=~Q(reply=Reply.REFUSED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="shelter_waiting_list_has_days",
                condition=~Q(reply=Reply.WAITING) | Q(waiting_days__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reply} {self.id}"


class Stay(GatedModel):
    """A placement: where somebody stayed from when until when, who paid, and where they went.

    Where it is (``location``) is opened on its own, and each such look is recorded.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    request = models.ForeignKey(
        ShelterRequest, on_delete=models.SET_NULL, related_name="stays", null=True, blank=True
    )
    kind = models.CharField(max_length=40)
    organisation = models.CharField(max_length=40, blank=True)
    other = models.BinaryField(default=b"")
    location = models.BinaryField(default=b"")
    start = models.DateField(db_index=True)
    until = models.DateField(null=True, blank=True)
    children = models.PositiveSmallIntegerField(default=0)
    municipality = models.CharField(max_length=12, blank=True)
    payer_basis = models.CharField(max_length=12)
    payer_reason = models.BinaryField(default=b"")
    exit_to = models.CharField(max_length=24, blank=True)
    exit_reason = models.CharField(max_length=24, blank=True)
    exit_words = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                name="shelter_one_stay_at_a_time", fields=("case_id",), condition=Q(until=None)
            ),
            models.CheckConstraint(
                name="shelter_stay_in_order", condition=Q(until=None) | Q(until__gte=F("start"))
            ),
            models.CheckConstraint(
                name="shelter_left_for_a_reason",
                condition=Q(until=None) | (~Q(exit_reason="") & ~Q(exit_to="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
