"""What a reader of the plan gets: frozen objects with opened texts, never database rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kmt.care.rules import Due
from kmt.plan.rules import PROPOSALS, DomainText, Done, RevisionKind, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """One revision of a domain; number 0 is one of which nothing was written yet."""

    number: int = 0
    kind: str = RevisionKind.SAVED
    text: DomainText = field(default_factory=DomainText)
    by: str = ""
    at: datetime | None = None

    @property
    def proposed(self) -> bool:
        """Whether the goal is still the proposal of a template, not the victim's own words."""
        return self.kind in PROPOSALS and bool(self.text.goal)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRead:
    """A score on a day, and whose judgement it is; one that was taken back is only in the table."""

    id: UUID
    value: int
    judged_by: str
    on: date
    words: str
    by: str
    taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRead:
    """An action of the plan; ``owner`` is the organisation with the person, or the coordinator."""

    id: UUID
    domain: str
    what: str
    organisation: str
    person: str
    owner: str
    due: Due
    standing: str
    result: str
    in_copy: bool
    ended_on: date | None

    @property
    def open(self) -> bool:
        """Whether it must still happen."""
        return self.standing == Standing.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRead:
    """Everything of one domain; ``place`` is its place among the seventeen, from 1."""

    code: str
    place: int
    label: str
    now: TextRead
    scores: tuple[ScoreRead, ...]
    actions: tuple[ActionRead, ...]
    changed: bool

    @property
    def in_use(self) -> bool:
        """Whether the plan says anything of this domain."""
        return not self.now.text.empty or bool(self.scores) or bool(self.actions)

    @property
    def counting(self) -> tuple[ScoreRead, ...]:
        """The scores that hold, oldest first."""
        return tuple(one for one in self.scores if not one.taken_back)

    @property
    def latest(self) -> ScoreRead | None:
        """The last score that holds."""
        return self.counting[-1] if self.counting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedRead:
    """The plan as it was agreed with the victim."""

    on: date
    how: str
    who: tuple[str, ...]
    words: str
    by: str
    revisions: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRead:
    """What an evaluation brought, and when the next one is."""

    on: date
    went_well: str
    must_change: str
    agreed_next: str
    changed: tuple[str, ...]
    next_on: date | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRead:
    """The whole plan of a case; ``last`` is the reader's last act, to be taken back."""

    domains: tuple[DomainRead, ...]
    agreed: AgreedRead | None
    evaluation_due: Due | None
    last: Done | None

    @property
    def in_use(self) -> tuple[DomainRead, ...]:
        """The domains that the plan says something of."""
        return tuple(one for one in self.domains if one.in_use)

    @property
    def free(self) -> tuple[DomainRead, ...]:
        """The domains that the plan says nothing of yet."""
        return tuple(one for one in self.domains if not one.in_use)

    @property
    def goals(self) -> int:
        """In how many domains there is a goal."""
        return sum(1 for one in self.domains if one.now.text.goal)

    @property
    def proposed(self) -> tuple[str, ...]:
        """The domains whose goal still waits for the victim's own words."""
        return tuple(one.label for one in self.domains if one.now.proposed)

    @property
    def changed(self) -> tuple[str, ...]:
        """The domains of which the text changed since the plan was agreed."""
        return tuple(one.label for one in self.domains if one.changed)

    @property
    def open_actions(self) -> tuple[ActionRead, ...]:
        """Every action that must still happen, first things first."""
        found = [action for one in self.domains for action in one.actions if action.open]
        return tuple(sorted(found, key=lambda one: one.due.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRead:
    """What the reader typed of a domain and did not save; ``base`` is where it began."""

    text: DomainText
    base: int
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainPage:
    """One domain, every text that it ever had, newest first, and what the reader is typing."""

    domain: DomainRead
    revisions: tuple[TextRead, ...]
    draft: DraftRead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRead:
    """A copy that the victim got."""

    language: str
    at: datetime
    by: str
