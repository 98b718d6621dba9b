"""The states of a weighing and every move between them, as one table."""

from enum import StrEnum


class WeighingState(StrEnum):
    """Where a weighing stands."""

    DRAFT = "draft"
    OPEN = "open"
    CONCLUDED = "concluded"


BEGIN = WeighingState.DRAFT

#: From a state to the states that may follow; what is not here does not exist.
TRANSITIONS: dict[WeighingState, frozenset[WeighingState]] = {
    WeighingState.DRAFT: frozenset({WeighingState.OPEN}),
    WeighingState.OPEN: frozenset({WeighingState.DRAFT, WeighingState.CONCLUDED}),
    WeighingState.CONCLUDED: frozenset(),
}
