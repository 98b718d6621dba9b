"""Tables of teamwork: who is let into a case from outside, what they got, tasks, comments, feeds.

A case is known by its id only. Every text is sealed under the key of its case. The id of a letting
in is what a partner knows a case by: nothing leads from it to the number of the case.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class LetIn(GatedModel):
    """One person of another organisation is let into one case: why, on what ground, until when.

    ``label`` is the neutral number under which they know it. ``recipient``, ``purpose`` and
    ``data`` (parted by ``|``) are codes of the sharing matrix, as they were decided.
    ``by_consent``: it rests on what the person said, who can take that back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    account = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=40)
    label = models.CharField(max_length=12, unique=True)
    disclosure_id = models.UUIDField()
    recipient = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    data = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    by_consent = models.BooleanField()
    until = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)
    ended_why = models.CharField(max_length=24, blank=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("case_id", "account"),
                name="let_in_once_at_a_time",
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="let_in_has_a_ground", condition=~Q(purpose="") & ~Q(recipient="")
            ),
        )

    def __str__(self) -> str:
        return self.label


class Given(WrittenOnce):
    """Something that a partner was given to read: what was shared, or an agreement.

    ``name`` is that of the person, only where the decision to share says so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    let_in = models.ForeignKey(LetIn, on_delete=models.CASCADE, related_name="given")
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12)
    disclosure_id = models.UUIDField(null=True)
    data = models.TextField(blank=True)
    words = models.BinaryField()
    name = models.BinaryField(default=b"")
    until = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("at",)
        constraints = (
            models.CheckConstraint(
                name="shared_on_a_decision",
                condition=~Q(kind="shared") | Q(disclosure_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.kind


class PartnerTask(GatedModel):
    """A task that is asked of a partner who is let in; its words and what came of it are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    let_in = models.ForeignKey(LetIn, on_delete=models.CASCADE, related_name="tasks")
    case_id = models.UUIDField(db_index=True)
    what = models.BinaryField()
    due = models.DateField()
    state = models.CharField(max_length=12)
    words = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("due", "at")
        indexes = (models.Index(fields=("let_in", "state", "due"), name="partner_task_open"),)

    def __str__(self) -> str:
        return self.state


class CaseComment(GatedModel):
    """Words to one named person about a case: a colleague, or a partner who is let in.

    ``let_in``: the part of a partner in which it stands, to or from them; none between colleagues.
    ``read_at``: when whoever it is for said to have read it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    let_in = models.ForeignKey(LetIn, null=True, on_delete=models.CASCADE, related_name="comments")
    answers = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    to_account = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    text = models.BinaryField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("at",)
        indexes = (models.Index(fields=("to_account", "read_at"), name="comment_unread"),)
        constraints = (
            models.CheckConstraint(
                name="comment_to_somebody_else", condition=~Q(to_account=F("by"))
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class KnownThing(WrittenOnce):
    """What somebody got to know of a case: who, what kind, on what ground, until when.

    ``account`` is empty for who has none; ``receiver`` (sealed) says in words who it is, ``words``
    (sealed) what it was where the kind does not say enough. ``data``: codes of the matrix.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=24)
    account = models.CharField(max_length=64, blank=True)
    organisation = models.CharField(max_length=40, blank=True)
    receiver = models.BinaryField(default=b"")
    words = models.BinaryField(default=b"")
    data = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    until = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(WrittenOnce.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return self.kind


class CalendarFeed(GatedModel):
    """The secret address of somebody's own calendar; only a keyed digest of it is kept."""

    account = models.CharField(primary_key=True, max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        pass

    def __str__(self) -> str:
        return str(self.made_at)


class FeedUse(models.Model):
    """How often a calendar was asked for in an hour, to slow down what runs wild; for a day."""

    feed = models.CharField(max_length=64)
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "hour"], name="feed_counted_once_per_hour")
        ]

    def __str__(self) -> str:
        return f"{self.number} in an hour"
