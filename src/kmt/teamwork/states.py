"""The states of a task that is asked of a partner, and every step between them, as one table.

A partner accepts or declines what was asked, and says what came of it; whoever asked can take it
back as long as it is not done. The names are our own (``issue 6``: accept, decline, done).
"""

from dataclasses import dataclass
from enum import StrEnum


class TaskState(StrEnum):
    """Where a task stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done to a task."""

    ACCEPT = "accept"
    DECLINE = "decline"
    FINISH = "finish"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """On which side of the table somebody sits."""

    CARE = "care"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step that exists: from, by which side, to; and whether it takes words."""

    source: TaskState
    step: Step
    side: Side
    to: TaskState
    words: bool = False


_A, _P, _C = TaskState.ASKED, Side.PARTNER, Side.CARE
TRANSITIONS = (
    Transition(source=_A, step=Step.ACCEPT, side=_P, to=TaskState.ACCEPTED),
    Transition(source=_A, step=Step.DECLINE, side=_P, to=TaskState.DECLINED, words=True),
    Transition(source=TaskState.ACCEPTED, step=Step.FINISH, side=_P, to=TaskState.DONE, words=True),
    Transition(
        source=TaskState.ACCEPTED, step=Step.DECLINE, side=_P, to=TaskState.DECLINED, words=True
    ),
    Transition(source=_A, step=Step.WITHDRAW, side=_C, to=TaskState.WITHDRAWN),
    Transition(source=TaskState.ACCEPTED, step=Step.WITHDRAW, side=_C, to=TaskState.WITHDRAWN),
    Transition(source=TaskState.DECLINED, step=Step.WITHDRAW, side=_C, to=TaskState.WITHDRAWN),
)
#: In these the partner still has it: it is in their list, and in what must happen in the case.
WITH_PARTNER = frozenset({TaskState.ASKED, TaskState.ACCEPTED})
#: In these somebody still has to do something.
OPEN = WITH_PARTNER | {TaskState.DECLINED}


def step_from(state: str, step: str, side: Side) -> Transition | None:
    """The step of this name from this state for this side; None when there is none."""
    found = (one for one in TRANSITIONS if (one.source, one.step, one.side) == (state, step, side))
    return next(found, None)


def possible(state: str, side: Side) -> tuple[Transition, ...]:
    """What this side can do now."""
    return tuple(one for one in TRANSITIONS if one.source == state and one.side == side)
