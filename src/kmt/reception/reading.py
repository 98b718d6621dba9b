"""What the queries and actions of this room hand out: frozen values, never a row."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.kernel import clock
from kmt.reception.rules import WARNING, DraftContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft as it stands in a list: whose, by which way, since when; nothing of its words."""

    id: UUID
    label: str
    origin: str
    channel: str
    started_at: datetime
    saved_at: datetime
    version: int
    owner: str
    owner_name: str
    state: str
    reason: str
    beside: UUID | None
    last_day: date

    @property
    def days_left(self) -> int:
        """Days until its last day; below zero it is over."""
        return (self.last_day - clock.today()).days

    @property
    def ends_soon(self) -> bool:
        """Whether the list must warn that it goes."""
        return self.days_left <= WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftList:
    """The drafts that are open: my own, mail that waits, what others type; and what was put away.

    The last is what I put away myself, or what nobody had, and can still be put back.
    """

    mine: tuple[DraftLine, ...]
    untaken: tuple[DraftLine, ...]
    others: tuple[DraftLine, ...]
    dropped: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherText:
    """A second text of the same call or mail, typed in another window or by somebody else."""

    line: DraftLine
    content: DraftContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRead:
    """One draft with its words, and the other texts of it; ``report`` when it was sent."""

    line: DraftLine
    content: DraftContent
    others: tuple[OtherText, ...]
    report: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where a text was kept: in which draft, as which version, and when.

    ``beside`` is the draft it could not be written over: then this one is a draft of its own.
    """

    draft_id: UUID
    version: int
    saved_at: datetime
    beside: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A draft that became a report; the receipt exists in this answer only."""

    draft_id: UUID
    report_id: UUID
    receipt: str
    again: bool
