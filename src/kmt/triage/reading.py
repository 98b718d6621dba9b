"""What reading a triage gives: frozen values for pages, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRead:
    """What a colleague thought of a weighing."""

    agrees: bool
    reasons: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRead:
    """How many signs of a group were seen and not seen, of how many that were asked."""

    group: str
    observed: tuple[str, ...]
    not_observed: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRead:
    """One weighing as it is read back; ``sources`` says per sign where its answer comes from."""

    suspicion: str
    urgency: str
    urgency_reason: str
    forms: tuple[str, ...]
    safety: str
    advice: str
    outcome: str
    forward_to: tuple[str, ...]
    reasons: str
    by: str
    by_name: str
    at: datetime
    observed: tuple[str, ...]
    not_observed: tuple[str, ...]
    asked: int
    groups: tuple[GroupRead, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[LookRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedRead:
    """The four places of a report, the municipality that is responsible, and on what ground."""

    residence: str
    place_found: str
    exploitation: str
    reporter: str
    responsible: str
    basis: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardRead:
    """What went to one receiver: disclosures, and what was passed on without personal data."""

    receiver: str
    chosen: bool
    actor: str
    shared: tuple[tuple[UUID, str, datetime], ...] = ()
    told: tuple[tuple[str, str, datetime], ...] = ()

    @property
    def done(self) -> bool:
        """Whether anything went there."""
        return bool(self.shared or self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRead:
    """What the reporter heard, or why not; ``text`` in full, as the reporter read or heard it."""

    way: str
    last: bool
    text: str
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRead:
    """A closing with what came of it; or an opening again (``came_of`` empty) with its reason."""

    came_of: str
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRead:
    """That a report tells the same matter as another.

    ``other`` and ``number`` name it, as far as it exists for who looks; none when it is gone.
    """

    other: UUID | None
    number: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """By which ways this reporter can hear something, and what is known of the one with the code.

    ``came_back``: somebody used the code since. ``read_on``: when our last message was first read.
    """

    ways: tuple[str, ...]
    talks: bool = False
    came_back: bool = False
    wrote: bool = False
    read_on: date | None = None
    unsafe: bool = False
