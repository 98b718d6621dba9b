"""What the queries of governance answer with: frozen, and in order."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.attachments.queries import FileLine
from kmt.governance.rules import Gap
from kmt.governance.subjects import SubjectSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in a list: its newest wording, of which line of corrections (``id``)."""

    id: UUID
    title: str
    on: date
    body: str
    decided: str
    about_words: str
    corrected: bool
    follow_ups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier wording of a decision, and why it was corrected."""

    title: str
    question: str
    decided: str
    grounds: str
    conditions: str
    dissent: str
    on: date
    body: str
    at: datetime
    by: str
    why_corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpLine:
    """What came of a decision, and who wrote that down."""

    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """One decision with everything that is known of it; ``id`` is that of its first row."""

    id: UUID
    newest: UUID
    title: str
    question: str
    decided: str
    on: date
    body: str
    body_code: str
    grounds: str
    conditions: str
    dissent: str
    about: str
    about_words: str
    subject: SubjectSeen | None
    meeting: UUID | None
    meeting_words: str
    at: datetime
    by: str
    earlier: tuple[Earlier, ...]
    follow_ups: tuple[FollowUpLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The decisions that were asked for, and by which years and bodies one can narrow them."""

    lines: tuple[DecisionLine, ...]
    years: tuple[int, ...]
    bodies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A seat in a body: for whom, in what function, with what mandate, until when."""

    id: UUID
    organisation: str
    organisation_code: str
    function: str
    name: str
    mandate: str
    since: date
    until: date | None
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """An organisation that lacks a member, and why."""

    organisation: str
    gap: Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list."""

    id: UUID
    body: str
    body_code: str
    meets_at: datetime
    minutes: int
    place: str
    called_off: bool
    items: int
    written: bool
    adopted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """Something that is to be done."""

    id: UUID
    what: str
    who: str
    organisation_code: str
    due: date
    stand: str
    late: bool
    result: str
    ended_on: date | None
    body: str
    meeting: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of an agenda with its papers and what was said of it."""

    id: UUID
    position: int
    title: str
    kind: str
    allowed: int
    link: str
    paper: str
    files: tuple[FileLine, ...]
    said: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLine:
    """An organisation and whether it was there; ``presence`` is empty where nobody noted it."""

    organisation: str
    organisation_code: str
    presence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting with its agenda, who was there, what was decided and what is to be done."""

    line: MeetingLine
    items: tuple[ItemView, ...]
    attendance: tuple[AttendanceLine, ...]
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    adopted_on: date | None
    adopters: tuple[tuple[str, str], ...]
    number: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """What somebody answered to a question."""

    organisation: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question to the members in a list; ``mine``: the reader answered it."""

    id: UUID
    title: str
    body: str
    asked_on: date
    open_until: date
    open: bool
    answers: int
    mine: bool
    summed_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with its answers; ``silent``: organisations that did not answer."""

    line: QuestionLine
    text: str
    summary: str
    summary_on: date | None
    answers: tuple[AnswerLine, ...]
    silent: tuple[str, ...]
    may_answer: bool
    asks_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A body in a list, with how many seats it holds now and how many it lacks."""

    id: UUID
    code: str
    name: str
    purpose: str
    seats: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """One body with its members, gaps and meetings."""

    line: BodyLine
    mandate: str
    wanted: tuple[str, ...]
    members: tuple[MemberLine, ...]
    past: tuple[MemberLine, ...]
    gaps: tuple[GapLine, ...]
    meetings: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the working group sees first."""

    next_meeting: MeetingLine | None
    bodies: tuple[BodyLine, ...]
    actions: tuple[ActionLine, ...]
    late: int
    questions: tuple[QuestionLine, ...]
    decisions: tuple[DecisionLine, ...]
