"""What a reader of the room gets: frozen objects with codes and dates, never database rows.

Texts are already opened; the identity of a person is in :class:`Look` alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page

from kmt.care.rules import Due, Urgency
from kmt.care.states import State
from kmt.kernel.refusals import Decision
from kmt.vault.rules import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """Something that must happen; ``owner`` is a name or an organisation.

    ``source`` is the room above that put it there; ``page`` the name of its address.
    """

    id: UUID
    what: str
    owner: str
    mine: bool
    due: Due
    source: str = ""
    source_key: str = ""
    page: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """Something that happened; ``action`` is the text of the action it finished.

    ``undo`` is the action whose tick can still be taken back by this event.
    """

    kind: str
    happened_on: date
    at: datetime
    by: str
    to_state: str
    text: str
    action: str
    minutes: int = 0
    undo: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """What a room above says of a case in one line, and where its page is."""

    room: str
    words: str
    page: str
    text: str
    kind: str
    until: date | None
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOption:
    """A state the case can go to by the table, and whether it may now."""

    to: State
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in a caseload; ``first`` is its earliest open action, its words if it ``opens``."""

    id: UUID
    number: str
    person_label: str
    municipality: str
    state: State
    state_since: datetime
    closing_reason: str
    coordinator: str
    mine: bool
    opens: bool
    shielded: bool
    first: ActionLine | None
    last_spoken: date | None
    actions_open: int
    actions_overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """One page of a list of cases, what needs attention first, with the size of each list."""

    shown: str
    cases: tuple[CaseLine, ...]
    sizes: dict[str, int]
    page: Page[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything the page of a case shows; the identity is not in it.

    ``emergency_until``: the reader is not involved, and this is when their emergency access ends.
    """

    id: UUID
    number: str
    person_id: UUID
    person_label: str
    report_number: str
    municipality: str
    municipality_basis: str
    forms: tuple[str, ...]
    state: State
    state_since: datetime
    closing_reason: str
    coordinator: str
    opened_at: datetime
    version: int
    actions: tuple[ActionLine, ...]
    events: tuple[EventLine, ...]
    moves: tuple[MoveOption, ...]
    last_contact: date | None
    emergency_until: datetime | None
    parts: tuple[PartLine, ...]
    event_page: int
    more_events: bool

    @property
    def overdue(self) -> tuple[ActionLine, ...]:
        """The actions whose day has passed."""
        return tuple(one for one in self.actions if one.due.urgency is Urgency.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Who the person of a case is, for one page and one look."""

    case_id: UUID
    number: str
    person_label: str
    identity: Identity
    emergency_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCount:
    """One person in one form, for counting only; ``person_key`` never leaves the room of counts."""

    person_key: UUID
    form: str
    municipality: str
    year: int
