"""Tables of this room: a transition with its conditions, tasks, risks and go/no-go moments.

Nothing here is about a person: owners are organisations of the region with a function in words.
What was shown, and what was decided, is added and never changed.
"""

from django.db import models

from kmt.kernel.ids import new_id
from kmt.transition.states import BEGIN, ConditionState, RiskState, TaskState, TransitionState


class Transition(models.Model):
    """From a decision to how it works: what must be shown, done and watched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    aim = models.TextField()
    decision_id = models.UUIDField(null=True)
    begins_on = models.DateField()
    aims_at = models.DateField()
    state = models.CharField(
        max_length=12, default=BEGIN, choices=[(one, one) for one in TransitionState]
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-begins_on", "title")

    def __str__(self) -> str:
        return self.title


class Condition(models.Model):
    """What the decision was made dependent on, and how it is shown to be met."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    words = models.TextField()
    source = models.CharField(max_length=200)
    shown_by = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, default=ConditionState.OPEN, choices=[(one, one) for one in ConditionState]
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["transition", "number"], name="one_condition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Showing(models.Model):
    """Somebody showed that a condition is met, or said that it no longer is; never changed."""

    id = models.BigAutoField(primary_key=True)
    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="showings")
    state = models.CharField(max_length=10, choices=[(one, one) for one in ConditionState])
    words = models.TextField()
    evidence = models.CharField(max_length=200)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.state} {self.on}"


class Task(models.Model):
    """What must be done, by which organisation, before which day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="tasks")
    condition = models.ForeignKey(
        Condition, null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    area = models.CharField(max_length=20)
    what = models.CharField(max_length=200)
    owner = models.CharField(max_length=20)
    owner_function = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    state = models.CharField(
        max_length=10, default=TaskState.TO_DO, choices=[(one, one) for one in TaskState]
    )
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "what")

    def __str__(self) -> str:
        return self.what


class TaskOrder(models.Model):
    """One task waits for another of the same transition."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="waits_for")
    after = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="waited_for")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "after"], name="one_wait_a_pair_of_tasks")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.after_id}"


class Risk(models.Model):
    """What could go wrong, what is done about it, and who minds it. Words, never a product."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="risks")
    what = models.CharField(max_length=200)
    chance = models.CharField(max_length=10)
    effect = models.CharField(max_length=10)
    measure = models.TextField()
    owner = models.CharField(max_length=20)
    state = models.CharField(
        max_length=10, default=RiskState.OPEN, choices=[(one, one) for one in RiskState]
    )
    came_of_it = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("state", "what")

    def __str__(self) -> str:
        return self.what


class GoNoGo(models.Model):
    """A moment at which people said go or no go, with how each condition stood; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="moments")
    outcome = models.CharField(max_length=10)
    held_on = models.DateField()
    body = models.CharField(max_length=120)
    reasons = models.TextField()
    stood = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        ordering = ("-held_on", "-at")

    def __str__(self) -> str:
        return f"{self.outcome} {self.held_on}"
