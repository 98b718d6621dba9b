"""The states of a draft: being written, put before who must agree, decided."""

from enum import StrEnum


class State(StrEnum):
    """Where a draft is. A draft that was refused is open again, with the refusal beside it."""

    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"


#: What may follow what; nothing follows a decision.
NEXT: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.WAITING, State.DECIDED}),
    State.WAITING: frozenset({State.OPEN, State.DECIDED}),
    State.DECIDED: frozenset(),
}
