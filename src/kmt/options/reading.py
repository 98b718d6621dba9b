"""What pages of weighings read: frozen values, already counted, with names in the place of ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from kmt.options.outcome import Everywhere, Range, Turning


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One weighing in the list."""

    id: UUID
    title: str
    question: str
    state: str
    example: bool
    made_at: datetime
    alternatives: tuple[str, ...]
    opinions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeSeen:
    """One alternative, with what is said for it in a list."""

    id: UUID
    place: int
    name: str
    words: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionSeen:
    """One criterion with its weight and the share of it in all weights (None: all are 0)."""

    id: UUID
    place: int
    name: str
    words: str
    weight: int
    share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSeen:
    """One score: what, why, who, when; ``by`` is empty once that is not kept any more."""

    value: int
    words: str
    by: str
    given_by: str
    at: datetime

    @property
    def who(self) -> str:
        """Who gave it, in words."""
        return self.by or _("somebody")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSeen:
    """One alternative on one criterion: what is said, and every score apart.

    Empty ``words`` stand for *not stated*: it is shown so, and never filled in.
    """

    alternative: UUID
    criterion: UUID
    words: str
    source: str
    scores: tuple[ScoreSeen, ...]

    @property
    def stated(self) -> bool:
        """Whether anything is said."""
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSeen:
    """What somebody says of the advice; ``earlier``: the advice changed after it."""

    agrees: bool
    words: str
    by: str
    given_by: str
    organisation: str
    at: datetime
    earlier: bool

    @property
    def who(self) -> str:
        """Who says it, with their organisation; once the name is not kept, that alone."""
        if self.by:
            return f"{self.by}, {self.organisation}" if self.organisation else self.by
        if not self.organisation:
            return _("Somebody")
        return _("Somebody of %(organisation)s") % {"organisation": self.organisation}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the scores and weights give: nothing of it is there without any score.

    ``per_person``: per assessor, the outcome of their scores alone. ``unscored``: how many cells
    nobody scored, which count as anything from 0 to 4.
    """

    outcome: Mapping[str, Range]
    per_person: tuple[tuple[str, Mapping[str, Range]], ...]
    first: frozenset[str]
    surely: str
    turnings: tuple[Turning, ...]
    everywhere: Everywhere
    unscored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingView:
    """One weighing as its page shows it; ``may_*`` are what this actor can do now."""

    id: UUID
    title: str
    question: str
    background: str
    source: str
    weights_words: str
    example: bool
    state: str
    version: int
    made_at: datetime
    made_by: str
    opened_at: datetime | None
    concluded_at: datetime | None
    concluded_by: str
    alternatives: tuple[AlternativeSeen, ...]
    criteria: tuple[CriterionSeen, ...]
    cells: Mapping[tuple[UUID, UUID], CellSeen]
    advised: UUID | None
    advice: str
    advice_version: int
    conditions: tuple[str, ...]
    opinions: tuple[OpinionSeen, ...]
    counted: Counted | None
    own_opinion: OpinionSeen | None
    may_write: bool
    may_answer: bool

    def name_of(self, alternative: UUID | str | None) -> str:
        """The name of an alternative by its id."""
        return next((one.name for one in self.alternatives if str(one.id) == str(alternative)), "")
