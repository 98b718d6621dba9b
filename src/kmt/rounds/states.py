"""The states of a yearly round and every way between them, as one table.

A round only goes forward: what is frozen stays as it was, and a correction goes to the next round.
"""

from enum import StrEnum


class RoundState(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    REMINDING = "reminding"
    CLOSED = "closed"
    FROZEN = "frozen"


BEGIN = RoundState.OPEN
#: Municipalities can still fill in.
ANSWERING = frozenset({RoundState.OPEN, RoundState.REMINDING})

#: From a state to the states that may follow; what is not here does not exist.
WAYS: dict[RoundState, frozenset[RoundState]] = {
    RoundState.OPEN: frozenset({RoundState.REMINDING, RoundState.CLOSED}),
    RoundState.REMINDING: frozenset({RoundState.REMINDING, RoundState.CLOSED}),
    RoundState.CLOSED: frozenset({RoundState.FROZEN}),
    RoundState.FROZEN: frozenset(),
}
