"""What reading requests gives: frozen values for the pages and the answer, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.rights.disclosers import Piece
from kmt.rights.rules.asking import Age, Asker, Danger, Kind
from kmt.rights.rules.clocks import Clock
from kmt.rights.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One line of the work list: by number, without a name. ``recheck_on``: an exception ends."""

    id: UUID
    number: str
    kind: Kind
    state: State
    received_on: date
    clock: Clock
    running: bool
    recheck_on: date | None = None
    untold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """What waits, the latest first; what must be looked at again; what is done."""

    running: tuple[RequestLine, ...]
    again: tuple[RequestLine, ...]
    done: tuple[RequestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRead:
    """What was decided about one compartment, by whom, and when it is looked at again."""

    compartment: str
    outcome: str
    ground: str
    reasons: str
    recheck_on: date | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What happens to one file; ``certificate`` when it is gone, ``destroyed_at`` since when."""

    label: str
    what: str
    act: str
    certificate: str
    destroyed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRead:
    """A recipient who must hear, and since when they have."""

    id: UUID
    recipient: str
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRead:
    """That a copy was handed over."""

    sha256: str
    pieces: int
    withheld: int
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a request is about."""

    person: UUID
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a page that shows somebody says of their rights: restricted since, what they state."""

    restricted_since: date | None
    statements: tuple[tuple[date, str], ...]

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.restricted_since or self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRead:
    """One request with everything that came of it; the texts are empty when its key is gone."""

    id: UUID
    number: str
    version: int
    kind: Kind
    asker: Asker
    age: Age
    danger: Danger
    cleared: str
    proof_seen: bool
    received_on: date
    clock: Clock
    extended_on: date | None
    state: State
    refusal: str
    requester: str
    about: str
    wish: str
    safe_way: str
    identity_how: str
    identity_by: str
    identity_at: datetime | None
    answered_at: datetime | None
    subjects: tuple[Subject, ...]
    decisions: tuple[DecisionRead, ...]
    files: tuple[FileRead, ...]
    notices: tuple[NoticeRead, ...]
    corrected: tuple[tuple[str, datetime], ...]
    copies: tuple[CopyRead, ...]
    restricted: bool

    @property
    def persons(self) -> frozenset[UUID]:
        """Whom it is about, by id."""
        return frozenset(one.person for one in self.subjects)

    @property
    def may_give(self) -> bool:
        """Whether nothing stands in the way of giving out anything."""
        return self.danger is Danger.NO or bool(self.cleared)

    def decision(self, compartment: str) -> DecisionRead | None:
        """What was decided about a compartment."""
        return next((one for one in self.decisions if one.compartment == compartment), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A piece with the ground on which it is withheld, or empty when it goes along.

    ``decided``: somebody has said so; before that a delicate piece is proposed as withheld.
    """

    piece: Piece
    ground: str
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartment:
    """What one compartment holds, and what was decided about it."""

    code: str
    name: str
    held: tuple[Held, ...]
    decision: DecisionRead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything held about the persons of a request, per compartment, and who looked."""

    request: RequestRead
    compartments: tuple[Compartment, ...]
    years: int | None
    looks: str = ""
