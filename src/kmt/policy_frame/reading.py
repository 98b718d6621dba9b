"""What the queries of the policy frame answer with: frozen, and in order."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kmt.policy_frame.indicators import Reading
from kmt.policy_frame.rules import Change, Judged, Light, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLine:
    """A version in a list."""

    id: UUID
    number: int
    title: str
    state: str
    adopted_on: date | None
    adopted_by: str
    decision: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSeen:
    """What an organisation does, and how far it is."""

    id: UUID
    key: UUID
    what: str
    organisation: str
    organisation_code: str
    due: date
    progress: str
    words: str
    on: date | None
    late: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSeen:
    """A result with what was measured and what follows."""

    id: UUID
    key: UUID
    goal: UUID
    title: str
    indicator: str
    measure: str
    unit: str
    target: Target
    reading: Reading | None
    judged: Judged
    actions: tuple[ActionSeen, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSeen:
    """A goal with its results, and how many of them stand how."""

    id: UUID
    key: UUID
    title: str
    words: str
    results: tuple[ResultSeen, ...]
    tally: dict[Light, int]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSeen:
    """What was found, and what changes."""

    found: str
    changes: str
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """One version with everything in it; ``may_write``: the reader may change it now."""

    line: FrameLine
    ambition: str
    goals: tuple[GoalSeen, ...]
    tally: dict[Light, int]
    evaluations: tuple[EvaluationSeen, ...]
    versions: tuple[FrameLine, ...]
    version: int
    draft: bool
    may_write: bool
    may_lead: bool
    late: int

    @property
    def results(self) -> tuple[ResultSeen, ...]:
        """Every result, in order."""
        return tuple(one for goal in self.goals for one in goal.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredLine:
    """A value that was typed, and by whom."""

    value: Decimal
    on: date
    base: str
    source: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """One result with its values over time."""

    frame: FrameLine
    goal: str
    result: ResultSeen
    measured: tuple[MeasuredLine, ...]
    may_lead: bool
    draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two versions side by side."""

    before: FrameLine
    after: FrameLine
    ambition_before: str
    ambition_after: str
    changes: tuple[Change, ...]
