"""What reading a report gives: frozen values for pages and for the rooms above, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kmt.attachments.queries import FileLine
from kmt.intake.rules import RouteClock


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One line of the work list; ``title`` is empty for who may not read the narrative.

    ``who`` is the name of the colleague who has it, empty for nobody and for who is not told;
    ``asked``: the desk spoke last, and whoever has the code has not answered.
    """

    id: UUID
    number: str
    title: str
    urgency: str
    form: str
    municipality: str
    state: str
    anonymity: str
    received_at: datetime
    due_at: datetime | None
    mine: bool
    route: RouteClock | None
    came_back: bool
    version: int
    outcome: str
    outside_region: bool
    handler: str
    who: str
    taken: bool
    second_look: bool
    asked: bool
    reopened: bool = False
    unread: int = 0
    unsafe: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acute:
    """The report that cannot wait: by number, and until when."""

    id: UUID
    number: str
    due_at: datetime | None
    unsafe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """A page of the work list, how many lines each view has, and the acute one that waits.

    ``counts`` are of the views of what lives and of the one that is shown; ``choices`` say per
    facet and code how many lines it would keep, for what lives only.
    """

    lines: tuple[ReportLine, ...]
    page: int
    total: int
    counts: dict[str, int]
    choices: Mapping[str, Mapping[str, int]]
    acute: Acute | None
    acute_waiting: int
    tells_who: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInReport:
    """A person a report is about, by pseudonym and screen label, in a role (``person_role``)."""

    id: UUID
    label: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedRead:
    """One event of the history: a step, and who took it."""

    event: str
    detail: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead:
    """One report. Without the right to read, ``told`` is false and every text is empty.

    ``route`` is the clock of one without a decision; ``back`` why care gave it back;
    ``transfer`` the hand-over that still waits.
    """

    id: UUID
    number: str
    version: int
    received_at: datetime
    language: str
    kind: str
    about: str
    municipality: str
    outside_region: bool
    ongoing: str
    minors: str
    anonymity: str
    state: str
    urgency: str
    form: str
    form_told: str
    outcome: str
    due_at: datetime | None
    second_look: bool
    taken: bool
    mine: bool
    told: bool
    handler: str = ""
    who: str = ""
    route: RouteClock | None = None
    back: str = ""
    came_back: bool = False
    reopened_at: datetime | None = None
    transfer: UUID | None = None
    narrative: str = ""
    place: str = ""
    online: str = ""
    happened: str = ""
    at_risk: str = ""
    contact: str = ""
    contact_terms: Mapping[str, str] = field(default_factory=dict)
    reporter_name: str = ""
    summary: str = ""
    persons: tuple[PersonInReport, ...] = ()
    attachments: tuple[FileLine, ...] = ()
    history: tuple[HappenedRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a report stands, for the rooms above that decide on it; no word of what was told.

    ``runs_from`` is when its terms began: received, or opened again after it had been closed.
    """

    id: UUID
    number: str
    version: int
    state: str
    received_at: datetime
    runs_from: datetime
    municipality: str
    minors: str
    urgency: str
    form: str
    outcome: str
    handler: str
    taken: bool
    second_look: bool
    anonymity: str
    duplicate: bool
    reachable: bool
    language: str
    route_before: date
    persons: tuple[PersonInReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForCare:
    """A report as care receives it: the weighing's outcome and the persons, not the narrative."""

    id: UUID
    number: str
    received_at: datetime
    municipality: str
    forms: tuple[str, ...]
    urgency: str
    summary: str
    persons: tuple[PersonInReport, ...]
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFound:
    """A report that shares words with what was asked: by number, and how many of how many."""

    id: UUID
    number: str
    received_at: datetime
    shared: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCount:
    """How many reports: per form, municipality ("" is unknown) and year of receipt."""

    form: str
    municipality: str
    year: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the reporter gets back; ``again`` when this very report was already in."""

    report_id: UUID
    receipt: str
    again: bool
