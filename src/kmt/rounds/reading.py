"""What the queries of the rounds hand out: rounds, answers, frozen standings, who does what."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.kernel.refusals import Decision
from kmt.rounds.rules import FrozenLine, Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round: how far it is, and how many of the municipalities answered."""

    id: UUID
    year: int
    opens: date
    closes: date
    state: str
    invited: int
    answered: int
    closed_on: date | None
    frozen_on: date | None

    @property
    def waiting(self) -> int:
        """How many municipalities have not answered."""
        return self.invited - self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One municipality in a round; ``met`` of ``whole`` once it is frozen."""

    municipality: str
    name: str
    answered_on: date | None
    met: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalLine:
    """One obligation over the region as it was frozen."""

    code: str
    theme: str
    words: str
    met: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """One round: the municipalities this reader may see, what may be done now, and the total."""

    line: RoundLine
    questions: tuple[str, ...]
    reminded_on: date | None
    close_reason: str
    municipalities: tuple[Invited, ...]
    totals: tuple[TotalLine, ...]
    sha256: str
    intact: bool | None
    leads: bool
    mailed_on: date | None
    may_remind: Decision
    may_close: Decision
    may_freeze: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPair:
    """One frozen line of a municipality beside how many of the region met it."""

    line: FrozenLine
    region_met: int
    region_all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What one municipality answered in one round, and what was frozen of it."""

    line: RoundLine
    municipality: str
    name: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    version: int
    answered_at: datetime | None
    answered_by: str
    may_answer: Decision
    writes: bool
    frozen: tuple[FrozenPair, ...]

    @property
    def met(self) -> int:
        """How many obligations counted as met when it was frozen."""
        return sum(one.line.met for one in self.frozen)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerLine:
    """One of the four roles and who has it."""

    role: str
    office: str
    account: str
    name: str
    version: int

    @property
    def owned(self) -> bool:
        """Whether somebody has it."""
        return bool(self.office or self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """A focal point or a deputy, with the day of the training and what is wrong with it."""

    name: str
    office: str
    account: str
    trained_on: date | None
    valid_until: date | None
    gap: Gap | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalRoles:
    """Who in a municipality answers for what, and what is missing."""

    municipality: str
    name: str
    owners: tuple[OwnerLine, ...]
    focal_points: tuple[ContactLine, ...]
    deputy: ContactLine | None
    deputy_version: int
    gaps: tuple[tuple[Gap, str], ...]
    mailed_on: date | None
    accounts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesOverview:
    """The municipalities this reader may see, and how many of the region have all in order."""

    lines: tuple[MunicipalRoles, ...]
    in_order: int
    whole: int
    leads: bool
