"""What the pages and the round get of duty: frozen values, codes and moments."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from kmt.duty.carried import Work
from kmt.duty.rules import Days


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One thing to do, with its page; ``name`` is of the colleague one stands in for."""

    kind: str
    words: str | Promise
    work: Work
    url: str
    late: bool
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """A colleague one stands in for, up to and including which day, and what is due of theirs."""

    name: str
    last_day: date
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nobodys:
    """How much of one kind nobody carries yet, and where that list is.

    ``works``: the first of them, for the team lead to give to somebody.
    """

    words: str | Promise
    number: int
    url: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Of one colleague: how much they carry of each kind, and how much of all is due."""

    account: str
    name: str
    numbers: tuple[int, ...]
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInLine:
    """Who stands in for one kind of work; ``there``: and is not away today."""

    kind: str
    words: str | Promise
    names: tuple[str, ...]
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """One absence as the list shows it; ``mine`` to change it without leading the team."""

    id: UUID
    account: str
    name: str
    days: Days
    now: bool
    mine: bool
    stand_ins: tuple[StandInLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A colleague who works here today, and the absence they are in, if they are in one."""

    account: str
    name: str
    role: str
    away: AbsenceLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One thing that was handed over; ``url`` is empty when who looks cannot open it."""

    id: UUID
    words: str | Promise
    number: str
    url: str
    name: str
    reason: str
    at: datetime
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What happened while somebody was away: what fell due and still waits, and what went."""

    days: Days
    fell_due: tuple[WorkLine, ...]
    went: tuple[Moved, ...]
    came: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The first page of duty; ``addressed`` is what others wrote to whoever looks.

    For the team lead besides: ``loads``, and ``gaps``: who is away and carries something for which
    nobody who is here stands in.
    """

    own: tuple[WorkLine, ...]
    covering: tuple[Covering, ...]
    addressed: tuple[Nobodys, ...]
    nobodys: tuple[Nobodys, ...]
    people: tuple[Person, ...]
    received: int
    back: Back | None
    kinds: tuple[str | Promise, ...]
    loads: tuple[Load, ...]
    gaps: tuple[str, ...]
