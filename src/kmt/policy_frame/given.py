"""What the actions of the policy frame take: what a form holds once it is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGoal:
    """A goal in words."""

    title: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """A result: a named indicator, or ``measure`` and ``unit`` of one that is typed in."""

    title: str
    direction: str
    target: Decimal
    target_on: date
    indicator: str = ""
    measure: str = ""
    unit: str = ""
    start: Decimal | None = None
    start_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """What an organisation will do, before the end of which day."""

    what: str
    organisation: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A measured value: for which day, of how many or whom (``base``), from which source."""

    value: Decimal
    on: date
    base: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """How a version was adopted: by whom, when, on which grounds, and who thought otherwise."""

    body: str
    on: date
    grounds: str
    dissent: str = ""
