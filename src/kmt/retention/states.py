"""The states of a proposal to destroy, and every way from one to the next."""

from enum import StrEnum


class State(StrEnum):
    """Where a proposal stands. ``withdrawn``: the term turned out longer before it was due."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    HELD = "held"
    DESTROYED = "destroyed"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What a person decided about a record."""

    DESTROY = "destroy"
    KEEP = "keep"


#: Proposals about which something can still change.
OPEN = (State.PROPOSED, State.HELD)
WAYS = {
    State.PROPOSED: frozenset({State.DECIDED, State.HELD, State.DESTROYED, State.WITHDRAWN}),
    State.HELD: frozenset({State.PROPOSED, State.WITHDRAWN}),
    State.DECIDED: frozenset({State.HELD, State.DESTROYED}),
    State.DESTROYED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def may_go(source: str, to: State) -> bool:
    """Whether a proposal can go from one state to another."""
    return to in WAYS[State(source)]
