"""Where a reasoned assessment file is: being written, or adopted and frozen."""

from enum import StrEnum


class State(StrEnum):
    """An adopted file is never written in again; what became known later goes into a next one."""

    DRAFT = "draft"
    ADOPTED = "adopted"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ADOPTED}),
    State.ADOPTED: frozenset(),
}
