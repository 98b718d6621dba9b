"""The states of an estimate run and every move between them, as one table."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a run of the estimate stands."""

    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    REUSED = "reused"
    FAILED = "failed"


BEGIN = RunState.QUEUED
OPEN = frozenset({RunState.QUEUED, RunState.RUNNING})

#: From a state to the states that may follow; what is not here does not exist.
TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.REUSED, RunState.FAILED}),
    RunState.RUNNING: frozenset({RunState.FINISHED, RunState.FAILED}),
    RunState.FINISHED: frozenset(),
    RunState.REUSED: frozenset(),
    RunState.FAILED: frozenset(),
}
