"""Versions of the policy frame with goals, results and actions; what was measured, done and found.

A version is written as a draft and frozen when it is adopted. A part keeps its ``key`` in every
version, so that versions can be compared and what was measured stays with the result. What was
measured, what came of an action and evaluations are written once.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id
from kmt.policy_frame.rules import Direction, FrameState, Progress


class PolicyFrame(GatedModel):
    """One version: ambition in words; adopted by the decision of this id, on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    ambition = models.TextField()
    state = models.CharField(max_length=8, default=FrameState.DRAFT)
    decision = models.UUIDField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                name="policy_frame_adopted_by_a_decision",
                condition=Q(state=FrameState.DRAFT, decision=None, adopted_on=None)
                | Q(state=FrameState.ADOPTED, decision__isnull=False, adopted_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Goal(GatedModel):
    """What the region wants to reach."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    frame = models.ForeignKey(PolicyFrame, on_delete=models.CASCADE, related_name="goals")
    key = models.UUIDField(default=new_id)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(name="policy_goal_once", fields=("frame", "key")),)

    def __str__(self) -> str:
        return self.title


class Result(GatedModel):
    """How one sees that a goal comes nearer: an indicator with its target, before which day.

    ``indicator`` is a code of a named query, or empty for one that is typed in with its source.
    ``start`` is where it stood on ``start_on``; without it one only knows whether it is reached.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="results")
    key = models.UUIDField(default=new_id)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    indicator = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=8, choices=[(one, one) for one in Direction])
    target = models.DecimalField(max_digits=14, decimal_places=2)
    target_on = models.DateField()
    start = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    start_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(name="policy_result_once", fields=("goal", "key")),
            models.CheckConstraint(
                name="policy_result_start_has_a_day",
                condition=Q(start=None, start_on=None)
                | (Q(start__isnull=False) & Q(start_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="policy_result_names_its_measure",
                condition=~Q(indicator="") | ~Q(measure=""),
            ),
        )

    def __str__(self) -> str:
        return self.title


class PolicyAction(GatedModel):
    """What an organisation does for a result, before the end of a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="actions")
    key = models.UUIDField(default=new_id)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    organisation = models.CharField(max_length=40)
    due = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(name="policy_action_once", fields=("result", "key")),
        )

    def __str__(self) -> str:
        return self.what


class Measurement(WrittenOnce):
    """A value that somebody typed for a result, with where it comes from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    result = models.UUIDField(db_index=True)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    on = models.DateField()
    base = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("-on", "-at")

    def __str__(self) -> str:
        return f"{self.value} {self.on}"


class ActionProgress(WrittenOnce):
    """How far an action is, on a day; the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.UUIDField(db_index=True)
    progress = models.CharField(max_length=8, choices=[(one, one) for one in Progress])
    words = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.progress} {self.id}"


class PolicyEvaluation(WrittenOnce):
    """What was found when a version was looked back on, and what changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    frame = models.ForeignKey(PolicyFrame, on_delete=models.PROTECT, related_name="evaluations")
    found = models.TextField()
    changes = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        ordering = ("-on", "-at")

    def __str__(self) -> str:
        return f"{self.on} {self.id}"
