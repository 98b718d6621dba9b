"""What the actions of finance take: what a form or an imported row holds once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from kmt.finance.reckoning import Certainty, CostKind, KeyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBudget:
    """A budget that begins: its title and its years, both inclusive."""

    title: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamGiven:
    """A stream as it was typed; the fields are those of :class:`kmt.finance.reckoning.Stream`."""

    name: str
    source: str = ""
    purpose: str = ""
    certainty: str = Certainty.UNCERTAIN
    probability: Decimal | None = None
    from_year: int
    until_year: int | None = None
    amount: Decimal
    exceptions: Mapping[int, Decimal] = field(default_factory=dict)
    index: str = ""
    price_year: int = 0
    conditions: str = ""
    decision: str = ""
    divided: bool = False
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CostGiven:
    """A cost as it was typed; the fields are those of :class:`kmt.finance.reckoning.Cost`."""

    name: str
    kind: str = CostKind.POST
    amount: Decimal
    fte: Decimal = Decimal(1)
    scale: str = ""
    index: str = ""
    price_year: int = 0
    from_year: int
    until_year: int | None = None
    source: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGiven:
    """By how many percent an index rises in a year."""

    code: str
    name: str
    year: int
    percent: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyGiven:
    """A cost key; ``parts`` are weights per kind, ``own`` bounds per municipality (floor, cap)."""

    name: str
    kind: str = KeyKind.INHABITANTS
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    floor: Decimal | None = None
    cap: Decimal | None = None
    own: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountGiven:
    """A count per municipality, with its year and source."""

    kind: str
    year: int
    source: str
    numbers: Mapping[str, int]
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualGiven:
    """What a row brought or took in a year; ``row`` is the id it has in every version."""

    row: str
    year: int
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGiven:
    """A row of a file: the row it changes with the version that was seen, or None for a new one."""

    row: UUID | None
    version: int
    given: StreamGiven | CostGiven | ActualGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopting:
    """Who adopted a budget, when, and where that is written down."""

    on: date
    body: str
    decision: str
