"""Tables of the conversation: who comes back with a code, what was said, and counted wrong codes.

Texts are sealed under a key of the conversation. That key stands here twice, both times sealed
under the vault key of the conversation: once for the desk, once locked besides under what only
follows from the receipt (:mod:`kmt.conversation.locks`). What the one with the code does is kept
to the hour, and when they read to the day.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id

REPORTER, DESK = "reporter", "desk"
MESSAGE, SAFE, NOT_SAFE, WITHDRAWN = "message", "safe", "not_safe", "withdrawn"


class ReceiptAttempt(models.Model):
    """How many wrong receipts were tried in one minute: a count and nothing about who tried."""

    minute = models.DateTimeField(primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.minute}: {self.number}"


class Conversation(GatedModel):
    """One conversation about one record, found through ``find_id``, which is no code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=24)
    object_id = models.UUIDField()
    find_id = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=5)
    key_of_desk = models.BinaryField()
    key_of_code = models.BinaryField()
    turns = models.PositiveIntegerField(default=0)
    unsafe_since = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"], name="one_conversation_per_record"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Message(GatedModel):
    """One turn: a sealed text of either side, or a button that was pressed.

    The id follows from the page it was sent from and its words, so that it comes in once.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="messages"
    )
    turn = models.PositiveIntegerField()
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    text = models.BinaryField(default=b"")
    files = models.PositiveSmallIntegerField(default=0)
    by_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    read_on = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["conversation", "turn"], name="turns_in_order"),
            models.CheckConstraint(
                name="only_the_desk_has_a_name", condition=Q(side=DESK) | Q(by_name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.kind}"
