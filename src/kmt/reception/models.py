"""One table: a draft of a report, its words sealed as one text under a key of its own."""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id
from kmt.reception.states import DROPPED, OPEN, SENT


class Draft(GatedModel):
    """What a colleague is typing of a call, or what came in by mail and waits to be taken up.

    ``owner`` is the account that types, empty for a mail that nobody took up. ``beside`` names the
    draft of which this is a second text: two windows never overwrite each other. Of a draft that
    was sent the words are gone, the moments are to the hour, and ``report`` says what it became.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=8, unique=True)
    origin = models.CharField(max_length=8)
    channel = models.CharField(max_length=24)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    owner = models.CharField(max_length=40, blank=True, db_index=True)
    state = models.CharField(max_length=8, default=OPEN, db_index=True)
    content = models.BinaryField(default=b"")
    beside = models.UUIDField(null=True)
    report = models.UUIDField(null=True)
    reason = models.CharField(max_length=16, blank=True)
    over_on = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_sent_draft_is_a_report_and_keeps_no_words",
                condition=(Q(state=SENT, content=b"") & ~Q(report=None))
                | (~Q(state=SENT) & Q(report=None) & ~Q(content=b"")),
            ),
            models.CheckConstraint(
                name="a_dropped_draft_says_why", condition=~Q(state=DROPPED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="a_draft_is_over_or_open",
                condition=Q(state=OPEN, over_on=None) | (~Q(state=OPEN) & ~Q(over_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.label


def subject_of(draft_id: object) -> str:
    """The name under which the vault keeps the data key of a draft."""
    return f"draft:{draft_id}"
