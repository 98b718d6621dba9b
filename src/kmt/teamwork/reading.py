"""What the pages get of teamwork: frozen values, texts opened, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.teamwork.states import Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task that was asked; ``words`` why it was declined or what came of it."""

    id: UUID
    what: str
    due: date
    late: bool
    state: str
    words: str
    asked_at: datetime
    asked_by: str
    changed_at: datetime
    may: tuple[Transition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """Something that was given to read; ``name`` only where that was shared."""

    id: UUID
    kind: str
    words: str
    name: str
    data: tuple[str, ...]
    until: date | None
    over: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """Words to a named person; ``mine``: to whoever looks; ``may_answer``: and not answered yet."""

    id: UUID
    to: str
    by: str
    text: str
    at: datetime
    read_at: datetime | None
    mine: bool
    answered: bool
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part of a case: who has it, until when, with everything in it.

    For the partner ``label`` is all they know the case by. ``open``: not ended and not over.
    """

    id: UUID
    label: str
    name: str
    organisation: str
    recipient: str
    purpose: str
    basis: str
    data: tuple[str, ...]
    since: datetime
    until: date
    by: str
    open: bool
    ended_at: datetime | None
    ended_why: str
    shaky: bool
    tasks: tuple[TaskLine, ...]
    given: tuple[GivenLine, ...]
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part in the list of a partner: what waits in it, without a word of content."""

    id: UUID
    label: str
    until: date
    tasks: int
    due: date | None
    late: bool
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A decision or a consent that can be the ground: its code in the form, and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The page of a case: who is and was let in, talk between colleagues, whom one can write to."""

    parts: tuple[PartView, ...]
    before: tuple[PartView, ...]
    comments: tuple[CommentLine, ...]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What can be chosen to let somebody in: who, and on what ground."""

    guests: tuple[tuple[str, str], ...]
    grounds: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMe:
    """A comment to a colleague that waits, as their list shows it: where it is, not the words."""

    number: str
    url: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """One thing that somebody got to know: when, what, on what ground, which kinds of data."""

    at: datetime
    what: str
    words: str
    data: str
    basis: str
    until: date | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knower:
    """One organisation or person with everything they ever got, oldest first."""

    receiver: str
    lines: tuple[KnownLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """What one colleague coordinates, in plain numbers; never a score."""

    name: str
    open_cases: int
    due_cases: int
    hours_short: str
    hours_long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An open case whose person was not spoken to for some days; ``days`` None: never."""

    number: str
    coordinator: str
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """The page for who divides the work."""

    loads: tuple[LoadLine, ...]
    silent: tuple[Silent, ...]
