"""What a reader of the room gets: frozen objects with codes and times, never database rows.

Texts are already opened. Who comes from outside is named for who prepares or leads the meeting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.conference.rules import Capacity, Informed, ItemFacts
from kmt.conference.states import State
from kmt.kernel.refusals import Decision
from kmt.sharing.basing import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceLine:
    """One conference in a list; ``files`` are those on its agenda that the reader sees."""

    id: UUID
    number: str
    state: State
    meets_at: datetime | None
    chair: str
    files: tuple[str, ...]
    open_agreements: int
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAtTable:
    """Who takes part; ``words`` is how the table knows them, ``name`` who it is."""

    id: UUID
    account: str
    words: str
    name: str
    party: str
    party_words: str
    capacity: Capacity
    needs_declaration: bool
    declared_on: date | None

    @property
    def full(self) -> str:
        """Both, for who must know whom to call."""
        return f"{self.words}: {self.name}" if self.name and self.name != self.words else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One file on the agenda, as the page of the conference shows it."""

    id: UUID
    label: str
    person_label: str
    kind: str
    object_id: UUID
    goal: str
    informed: Informed | None
    admitted: tuple[PersonAtTable, ...]
    facts: ItemFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOption:
    """A state the conference can go to by the table, and whether it may now."""

    to: State
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a conference stands, for each of its pages."""

    id: UUID
    number: str
    state: State
    version: int
    chair: str
    chair_name: str
    is_chair: bool
    leads: bool
    meets_at: datetime | None
    minutes: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceView:
    """Everything the page of a conference shows; ``elsewhere``: how many files are not seen."""

    head: Head
    called_off: str
    items: tuple[ItemLine, ...]
    elsewhere: int
    people: tuple[PersonAtTable, ...]
    moves: tuple[MoveOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when somebody sat there."""

    came_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionLine:
    """Somebody who was admitted while one person is discussed, with why and on which rows."""

    id: UUID
    person: PersonAtTable
    why: str
    rows: tuple[str, ...]
    disclosure_id: UUID | None
    spans: tuple[Span, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether they sit there now."""
        return any(one.left_at is None for one in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A participant who is not admitted here, and whether there is a basis."""

    person: PersonAtTable
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionLine:
    """What somebody brought in; the supplier stays with it."""

    id: UUID
    supplier: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """What was agreed; ``outcome`` is empty as long as it is open."""

    id: UUID
    what: str
    owner: str
    owner_id: UUID | None
    due: date
    outcome: str
    note: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One file on the agenda: what is prepared for it."""

    head: Head
    id: UUID
    version: int
    label: str
    person_label: str
    kind: str
    kind_words: str
    page: str
    object_id: UUID
    person_id: UUID
    municipality: str
    goal: str
    goal_with: str
    goal_on: date | None
    informed: Informed | None
    informed_on: date | None
    why_not_told: str
    review_on: date | None
    summary: str
    admitted: tuple[AdmissionLine, ...]
    waiting: tuple[Waiting, ...] = ()
    contributions: tuple[ContributionLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()

    @property
    def inside(self) -> tuple[AdmissionLine, ...]:
        """Who sits there now."""
        return tuple(one for one in self.admitted if one.inside)

    @property
    def outside(self) -> tuple[AdmissionLine, ...]:
        """Who is admitted and does not sit there."""
        return tuple(one for one in self.admitted if not one.inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPart:
    """What the minutes of one receiver say of one file that they attended."""

    item_id: UUID
    label: str
    person_label: str
    goal: str
    present: Sequence[str]
    summary: str
    agreements: tuple[AgreementLine, ...]
    handed_at: datetime | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """The minutes for one receiver: only what they attended, and what concerns them."""

    head: Head
    receiver: PersonAtTable
    approved_at: datetime | None
    parts: tuple[MinutesPart, ...]
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfFile:
    """One conference about a file, with who sat there while its person was discussed."""

    conference_id: UUID
    item_id: UUID
    number: str
    state: State
    meets_at: datetime | None
    goal: str
    present: tuple[tuple[str, tuple[Span, ...]], ...]
    open_agreements: int
    opens: bool
