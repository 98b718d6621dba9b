"""What is reckoned with: streams, costs, indices, keys and what they divide by, as plain values.

Amounts are euros as :class:`~decimal.Decimal`. Each row carries the ``id`` by which a figure says
where it comes from. A change is a new value: ``dataclasses.replace``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Certainty(StrEnum):
    """How sure a stream is: decided without an end, decided until a day, or not decided."""

    STRUCTURAL = "structural"
    TEMPORARY = "temporary"
    UNCERTAIN = "uncertain"


class CostKind(StrEnum):
    """What a cost is: a post, staff, or a one-off or passing cost of a transition."""

    POST = "post"
    STAFF = "staff"
    ONE_OFF = "one_off"


class KeyKind(StrEnum):
    """By what a key divides; ``MIXED`` is several of the others, each with its weight."""

    INHABITANTS = "inhabitants"
    FIXED = "fixed"
    CASES = "cases"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """By how many percent prices rose, or are thought to rise, in one year, and who says so."""

    year: int
    percent: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A row of yearly rates with a name, such as wages."""

    code: str
    name: str
    rates: tuple[Rate, ...] = ()

    def factor(self, base: int, year: int) -> Decimal:
        """What one euro of ``base`` is in ``year``; a year without a rate counts as no change.

        Prices are not reckoned back: for a year before ``base`` the factor is one.
        """
        found = Decimal(1)
        for one in self.rates:
            if base < one.year <= year:
                found *= 1 + one.percent / 100
        return found

    def missing(self, base: int, year: int) -> tuple[int, ...]:
        """Years between ``base`` and ``year`` of which no rate is known."""
        known = {one.year for one in self.rates}
        return tuple(one for one in range(base + 1, year + 1) if one not in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Money that comes in each year from ``from_year`` to ``until_year`` (None: no end).

    ``decision`` names the decision behind it: without one a stream is not secured, whatever its
    certainty. ``probability`` (0 to 1) is of an uncertain one; None: nobody gave one.
    ``exceptions`` hold the amount of single years. ``divided``: the municipalities bring it up
    together, by the key. ``example``: the amount is invented, to try the reckoning with.
    """

    id: str
    name: str
    source: str = ""
    purpose: str = ""
    certainty: Certainty
    probability: Decimal | None = None
    from_year: int
    until_year: int | None = None
    amount: Decimal
    exceptions: tuple[tuple[int, Decimal], ...] = ()
    index: str = ""
    price_year: int = 0
    conditions: str = ""
    decision: str = ""
    divided: bool = False
    example: bool = False

    def runs(self, year: int) -> bool:
        """Whether it brings money in this year."""
        return self.from_year <= year and (self.until_year is None or year <= self.until_year)

    @property
    def chance(self) -> Decimal | None:
        """The probability in percent."""
        return None if self.probability is None else self.probability * 100

    @property
    def secured(self) -> bool:
        """Whether it is structural and decided: only this counts for coverage."""
        return self.certainty == Certainty.STRUCTURAL and bool(self.decision.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What is spent each year; ``amount`` is per fte and year for staff, else per year."""

    id: str
    name: str
    kind: CostKind
    amount: Decimal
    fte: Decimal = Decimal(1)
    scale: str = ""
    index: str = ""
    price_year: int = 0
    from_year: int
    until_year: int | None = None
    source: str = ""
    example: bool = False

    def runs(self, year: int) -> bool:
        """Whether it is spent in this year."""
        return self.from_year <= year and (self.until_year is None or year <= self.until_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """What a stream brought or a cost took in a year in truth; ``row`` is their id."""

    id: str
    row: str
    year: int
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A count per municipality, with its year and source: inhabitants, cases, or fixed shares."""

    id: str
    year: int
    source: str
    numbers: Mapping[str, int]
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Who divides, and the counts a key may divide by; None: not known."""

    municipalities: tuple[str, ...]
    inhabitants: Counts | None = None
    cases: Counts | None = None
    fixed: Counts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The least and the most that one municipality pays a year; None: no bound."""

    municipality: str
    floor: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """How an amount is divided: by what, and between which bounds.

    ``parts`` hold the weights of a mixed key: kind and weight, in any unit. ``floor`` and ``cap``
    hold for every municipality; ``own`` replaces both for the ones it names. Without counts a
    fixed key gives everybody the same share.
    """

    id: str
    name: str
    kind: KeyKind
    parts: tuple[tuple[KeyKind, Decimal], ...] = ()
    floor: Decimal | None = None
    cap: Decimal | None = None
    own: tuple[Bound, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A budget as it is reckoned with; ``id`` is empty for one that is only thought of."""

    id: str = ""
    title: str = ""
    version: int = 1
    state: str = ""
    first_year: int
    last_year: int
    streams: tuple[Stream, ...] = ()
    costs: tuple[Cost, ...] = ()
    indexes: tuple[Index, ...] = ()
    actuals: tuple[Actual, ...] = ()
    key: Key | None = None
    basis: Basis

    @property
    def years(self) -> tuple[int, ...]:
        """The years of this budget, in order."""
        return tuple(range(self.first_year, self.last_year + 1))

    def index(self, code: str) -> Index | None:
        """The index with this code; None: not indexed."""
        return next((one for one in self.indexes if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row behind a figure: which, and how many euros of it are in the figure."""

    row: str
    name: str
    amount: Decimal
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount in euros with the rows it is the sum of."""

    lines: tuple[Line, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The sum of the rows."""
        return sum((one.amount for one in self.lines), Decimal("0.00"))

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows."""
        return tuple(one.row for one in self.lines)

    @property
    def example(self) -> bool:
        """Whether an invented amount is in it."""
        return any(one.example for one in self.lines)
