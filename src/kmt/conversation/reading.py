"""What reading a conversation gives: frozen values for pages and for the rooms above."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.conversation.topics import Standing, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message or button; ``of_reporter`` by the one with the code.

    ``written_at`` is to the hour for the reporter. ``read_on`` is the day on which the other side
    first had it before them, None when they have not. ``by_name`` is a colleague's, for the desk.
    """

    kind: str
    of_reporter: bool
    text: str
    written_at: datetime
    read_on: date | None
    files: int = 0
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A conversation as the one with the code sees it: nothing in it tells which record it is."""

    standing: Standing
    topic: Topic
    turns: tuple[Turn, ...]
    may_write: bool
    takes_files: bool
    unsafe: bool
    withdrawn: bool
    ends_on: date | None
    ends_soon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDesk:
    """A conversation as the desk sees it beside the record; ``unread`` by the desk so far."""

    id: UUID
    object_type: str
    object_id: UUID
    language: str
    turns: tuple[Turn, ...]
    unread: int
    unsafe_since: datetime | None
    withdrawn_at: datetime | None
    may_answer: bool
