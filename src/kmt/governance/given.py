"""What the actions of governance take: what a form holds once it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.attachments.files import SentFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A decision in words: what was asked, what was decided, when, by whom and why."""

    title: str
    question: str
    decided: str
    on: date
    body: str
    grounds: str
    dissent: str = ""
    conditions: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in which words are looked for."""
        own = (self.title, self.question, self.decided, self.grounds)
        return (*own, self.dissent, self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBody:
    """A body: its code in addresses, its name, what it is for and what it may decide."""

    code: str
    name: str
    purpose: str = ""
    mandate: str = ""
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A seat in a body; ``account`` is an id where the member works with the product."""

    organisation: str
    function: str
    since: date
    until: date | None = None
    mandate: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """When a body meets, how long (minutes), and where."""

    meets_at: datetime
    minutes: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """An item of an agenda; ``kind``: a :class:`.Kind`; ``allowed``: minutes; its papers."""

    title: str
    kind: str
    allowed: int = 10
    link: str = ""
    paper: str = ""
    files: Sequence[SentFile] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """What an organisation will do, in which function, before the end of which day."""

    what: str
    organisation: str
    due: date
    function: str = ""
    meeting: UUID | None = None
