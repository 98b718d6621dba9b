"""What the pages of trainings get to read, and what other rooms count; no person in the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kmt.kernel.refusals import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedShare:
    """How many people of a department were at a training in a year, of how many who work there.

    ``municipality`` is a CBS code, ``department`` a code of the list. Somebody counts once however
    often they came. ``staff`` is None where nobody said how many work there that year.
    """

    municipality: str
    department: str
    trained: int
    staff: int | None
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSeen:
    """A training as it is offered."""

    id: UUID
    title: str
    subject: str
    level: str
    audience: str
    minutes: int
    about: str
    example: bool
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSeen:
    """A session and how full it is; ``mine``: the own place (``placed``, ``waiting``) or empty."""

    id: UUID
    training: TrainingSeen
    starts_at: datetime
    minutes: int
    place: str
    online: bool
    places: int
    trainer: str
    closes_on: date
    called_off: bool
    version: int
    placed: int
    waiting: int
    mine: str
    open: Decision

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def free(self) -> int:
        """How many places are free; none as long as somebody waits."""
        return 0 if self.waiting else max(0, self.places - self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSeen:
    """One's own place: in which session, and what can be done with it."""

    id: UUID
    session: SessionSeen
    place: str
    before_me: int
    attended: bool | None
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody in a session, for who keeps the trainings."""

    id: UUID
    name: str
    municipality: str
    department: str
    place: str
    attended: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What who came thought: how many answered, and per question and mark how often.

    ``counts`` is empty as long as fewer answered than may be shown.
    """

    answers: int
    counts: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """A session with one's own place; participants and evaluation for who keeps the trainings."""

    session: SessionSeen
    place: PlaceSeen | None
    participants: tuple[Participant, ...]
    evaluation: Evaluation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """A number of staff, with its source."""

    municipality: str
    department: str
    year: int
    staff: int
    source: str
