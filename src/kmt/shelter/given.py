"""What the actions of shelter take: codes, days and texts as somebody typed them. Pure values."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kmt.shelter.rules import Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What shelter is needed. ``payer`` empty: the municipality that the rule says."""

    kind: str
    urgency: str
    who: Who = field(default_factory=Who)
    needed_by: date | None = None
    children: int = 0
    contra: tuple[str, ...] = ()
    contra_words: str = ""
    languages: tuple[str, ...] = ()
    access_words: str = ""
    wishes: str = ""
    payer: str = ""
    why_other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom was asked, when and how. ``decision``: personal data went along, on this decision."""

    organisation: str
    channel: str
    at: datetime
    other: str = ""
    contact: str = ""
    decision: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an organisation answered, on which day."""

    reply: str
    on: date
    waiting_days: int | None = None
    reason: str = ""
    contra: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where somebody stays from a day on. ``onward``: it follows the stay that is open now."""

    kind: str
    start: date
    organisation: str
    other: str = ""
    location: str = ""
    children: int = 0
    payer: str = ""
    why_other: str = ""
    onward: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How a stay ended: the day of leaving, where to, and why."""

    on: date
    to: str
    reason: str
    words: str = ""
