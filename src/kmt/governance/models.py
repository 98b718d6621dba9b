"""Bodies with their members, meetings with their minutes, what is to be done, questions, decisions.

All of it is gated to who may read the papers of governance; nothing is about somebody in view.
Colleagues are known by account id, others by their function only. Decisions, what came of them and
answers are written once: a correction is a new row.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.governance.rules import ActionStand, Kind, Presence
from kmt.kernel.ids import new_id


class Body(GatedModel):
    """Who meets and decides: a working group, a steering group, the meeting of portfolio holders.

    ``wanted``: codes of organisations (region file) that belong in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    mandate = models.TextField(blank=True)
    wanted = models.JSONField(default=list)
    ended_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Member(GatedModel):
    """Who sits in a body for an organisation, from when until when; ``account`` where there is one.

    ``until`` is the last day; None: no end agreed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    organisation = models.CharField(max_length=40)
    function = models.CharField(max_length=120)
    account = models.CharField(max_length=64, blank=True)
    mandate = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        constraints = (
            models.CheckConstraint(
                name="governance_member_in_order",
                condition=Q(until=None) | Q(until__gte=models.F("since")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.id}"


class Meeting(GatedModel):
    """When and where a body meets; ``adopted_on``: the day of the one that adopted its minutes.

    Not that meeting itself, which can be gone earlier: each year of a body has its own term.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    meets_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=120)
    called_off = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("-meets_at",)

    def __str__(self) -> str:
        return f"{self.meets_at:%Y-%m-%d} {self.id}"


class AgendaItem(GatedModel):
    """One item: to inform, discuss or decide, its paper (link or text) and what was said of it.

    Papers as files stand in ``attachments``. ``version`` counts the times that its minutes or its
    papers were written, so that two who write meet one another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=[(one, one) for one in Kind])
    allowed = models.PositiveSmallIntegerField(default=10)
    link = models.URLField(max_length=500, blank=True)
    paper = models.TextField(blank=True)
    said = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                name="governance_one_item_per_place", fields=("meeting", "position")
            ),
        )

    def __str__(self) -> str:
        return self.title


class Attendance(GatedModel):
    """Whether an organisation was at a meeting; functions and names are not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    organisation = models.CharField(max_length=40)
    presence = models.CharField(max_length=8, choices=[(one, one) for one in Presence])

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                name="governance_attendance_once", fields=("meeting", "organisation")
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.presence}"


class ActionItem(GatedModel):
    """What an organisation does before a day; ``stand`` and ``result`` say what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, related_name="actions", null=True, blank=True
    )
    what = models.CharField(max_length=300)
    organisation = models.CharField(max_length=40)
    function = models.CharField(max_length=120, blank=True)
    due = models.DateField(db_index=True)
    stand = models.CharField(max_length=8, default=ActionStand.OPEN)
    result = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("due", "what")
        constraints = (
            models.CheckConstraint(
                name="governance_action_over_has_a_day",
                condition=Q(stand=ActionStand.OPEN, ended_on=None)
                | (~Q(stand=ActionStand.OPEN) & Q(ended_on__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.what


class Question(GatedModel):
    """A question put to the members of a body as sounding board, open until a day (inclusive)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="questions")
    title = models.CharField(max_length=200)
    text = models.TextField()
    open_until = models.DateField(db_index=True)
    summary = models.TextField(blank=True)
    summary_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        ordering = ("-asked_on",)

    def __str__(self) -> str:
        return self.title


class Answer(WrittenOnce):
    """What a member answered; another thought later is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    organisation = models.CharField(max_length=40)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.organisation} {self.id}"


class Decision(WrittenOnce):
    """What was decided, by whom, on which grounds; ``corrects``: the row that this one replaces.

    ``body`` is the code of a body, or in words who decided where that is no body of this room.
    ``first`` is the first row of a line of corrections (its own id for that row itself).
    ``stems`` are the cut words that searching looks in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.UUIDField(db_index=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="corrected_by", null=True, blank=True
    )
    why_corrected = models.TextField(blank=True)
    title = models.CharField(max_length=200)
    question = models.TextField()
    decided = models.TextField()
    on = models.DateField(db_index=True)
    body = models.CharField(max_length=120)
    grounds = models.TextField()
    conditions = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    meeting = models.UUIDField(null=True, blank=True, db_index=True)
    stems = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("-on", "-at")

    def __str__(self) -> str:
        return self.title


class FollowUp(WrittenOnce):
    """What came of a decision, on which day; ``decision`` is the first row of its line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.TextField()
    on = models.DateField()
    stems = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("-on", "-at")

    def __str__(self) -> str:
        return f"{self.on} {self.id}"
