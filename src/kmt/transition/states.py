"""In which states a transition and its parts can be."""

from enum import StrEnum


class TransitionState(StrEnum):
    """How far a transition is."""

    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class ConditionState(StrEnum):
    """Whether a condition was shown to be met."""

    OPEN = "open"
    SHOWN = "shown"


class TaskState(StrEnum):
    """How far a task is."""

    TO_DO = "to_do"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class RiskState(StrEnum):
    """Whether a risk is still there."""

    OPEN = "open"
    CLOSED = "closed"


BEGIN = TransitionState.UNDER_WAY
ENDED = frozenset({TaskState.DONE, TaskState.DROPPED})
