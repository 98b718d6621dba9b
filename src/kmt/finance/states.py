"""The states of a budget and every move between them, as one table."""

from enum import StrEnum


class BudgetState(StrEnum):
    """Where a budget stands: worked on, adopted and frozen, or followed by a newer version."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"


BEGIN = BudgetState.DRAFT

#: From a state to the states that may follow; what is not here does not exist.
TRANSITIONS: dict[BudgetState, frozenset[BudgetState]] = {
    BudgetState.DRAFT: frozenset({BudgetState.ADOPTED}),
    BudgetState.ADOPTED: frozenset({BudgetState.REPLACED}),
    BudgetState.REPLACED: frozenset(),
}
