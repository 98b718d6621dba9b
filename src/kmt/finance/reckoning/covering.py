"""Whether a budget is closed ("sluitend"): secured structural income over structural cost.

A temporary stream never counts as structural, and an uncertain one is only shown beside it, as
what one may expect of it. Every figure carries its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from kmt.finance.reckoning.shapes import (
    ZERO,
    Budget,
    Certainty,
    Cost,
    CostKind,
    Figure,
    Line,
    Stream,
)

CENT = Decimal("0.01")
RATIO = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """One thing that would help to close a gap, and how much of the gap it leaves.

    ``kind``: ``temporary`` (this stream would become structural), ``uncertain`` (this stream would
    be decided), ``undecided`` (structural, but nobody decided), ``inhabitant`` (every inhabitant
    that much more), ``cost`` (that much less cost).
    """

    kind: str
    row: str = ""
    name: str = ""
    amount: Decimal
    left: Decimal

    @property
    def closes(self) -> bool:
        """Whether it closes the gap by itself."""
        return self.left == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One year: what counts, what stands beside it, and what follows.

    ``ratio`` is rounded down, so that it never shows 1 where the year is not closed; None when
    there is no structural cost. ``expected`` is the sum of amount times probability over the
    uncertain streams that have one; ``unknown`` are those without.
    """

    year: int
    income: Figure
    cost: Figure
    one_off: Figure
    temporary: Figure
    uncertain: Figure
    expected: Figure
    unknown: tuple[Line, ...]
    ratio: Decimal | None
    gap: Decimal
    surplus: Decimal
    closed: bool
    year_balance: Decimal
    missing: tuple[tuple[str, int], ...]
    closers: tuple[Closer, ...]

    @property
    def year_closed(self) -> bool:
        """Whether all decided money of this year pays all costs of this year; not structural."""
        return self.year_balance >= 0


def euros(amount: Decimal) -> Decimal:
    """An amount to the cent; half a cent goes up, away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def stream_amount(budget: Budget, stream: Stream, year: int) -> Decimal:
    """What a stream is planned to bring in a year: zero when it does not run."""
    if not stream.runs(year):
        return Decimal("0.00")
    for when, amount in stream.exceptions:
        if when == year:
            return euros(amount)
    return euros(stream.amount * _factor(budget, stream.index, stream.price_year, year))


def cost_amount(budget: Budget, cost: Cost, year: int) -> Decimal:
    """What a cost is planned to take in a year: fte × amount × index for staff."""
    if not cost.runs(year):
        return Decimal("0.00")
    number = cost.fte if cost.kind == CostKind.STAFF else Decimal(1)
    return euros(number * cost.amount * _factor(budget, cost.index, cost.price_year, year))


def _factor(budget: Budget, code: str, base: int, year: int) -> Decimal:
    index = budget.index(code)
    return index.factor(base, year) if index and base else Decimal(1)


def income(budget: Budget, year: int, counts: Callable[[Stream], bool]) -> Figure:
    """The streams that run in a year and for which ``counts`` is true."""
    return Figure(
        lines=tuple(
            Line(
                row=one.id,
                name=one.name,
                amount=stream_amount(budget, one, year),
                example=one.example,
            )
            for one in budget.streams
            if one.runs(year) and counts(one)
        )
    )


def spending(budget: Budget, year: int, counts: Callable[[Cost], bool]) -> Figure:
    """The costs that run in a year and for which ``counts`` is true."""
    return Figure(
        lines=tuple(
            Line(
                row=one.id,
                name=one.name,
                amount=cost_amount(budget, one, year),
                example=one.example,
            )
            for one in budget.costs
            if one.runs(year) and counts(one)
        )
    )


def divided(budget: Budget, year: int) -> Figure:
    """What the municipalities bring up together in a year: the amount that a key divides."""
    return income(budget, year, lambda one: one.divided)


def coverage(budget: Budget, year: int) -> Coverage:
    """Coverage of one year: closed when secured structural income pays all structural cost."""
    counted = income(budget, year, lambda one: one.secured)
    cost = spending(budget, year, lambda one: one.kind != CostKind.ONE_OFF)
    one_off = spending(budget, year, lambda one: one.kind == CostKind.ONE_OFF)
    temporary = income(budget, year, lambda one: one.certainty == Certainty.TEMPORARY)
    uncertain = income(budget, year, _open)
    chances = {one.id: one.probability for one in budget.streams}
    gap = max(cost.amount - counted.amount, ZERO)
    return Coverage(
        year=year,
        income=counted,
        cost=cost,
        one_off=one_off,
        temporary=temporary,
        uncertain=uncertain,
        expected=Figure(
            lines=tuple(
                Line(
                    row=one.row,
                    name=one.name,
                    amount=euros(one.amount * chance),
                    example=one.example,
                )
                for one in uncertain.lines
                if (chance := chances[one.row]) is not None
            )
        ),
        unknown=tuple(one for one in uncertain.lines if chances[one.row] is None),
        ratio=_ratio(counted.amount, cost.amount),
        gap=gap,
        surplus=max(counted.amount - cost.amount, ZERO),
        closed=counted.amount >= cost.amount,
        year_balance=counted.amount + temporary.amount - cost.amount - one_off.amount,
        missing=_missing(budget, year),
        closers=_closers(budget, gap, temporary, uncertain) if gap else (),
    )


def _open(stream: Stream) -> bool:
    return not stream.secured and stream.certainty != Certainty.TEMPORARY


def _ratio(counted: Decimal, cost: Decimal) -> Decimal | None:
    if cost <= 0:
        return None
    return (counted / cost).quantize(RATIO, rounding=ROUND_DOWN)


def _missing(budget: Budget, year: int) -> tuple[tuple[str, int], ...]:
    """Index and year for each rate that is needed and not there: counted as no change."""
    rows: list[Stream | Cost] = [*budget.streams, *budget.costs]
    used = {
        (one.index, one.price_year)
        for one in rows
        if one.index and one.price_year and one.runs(year)
    }
    found: set[tuple[str, int]] = set()
    for code, base in used:
        index = budget.index(code)
        years = index.missing(base, year) if index else range(base + 1, year + 1)
        found.update((index.name if index else code, one) for one in years)
    return tuple(sorted(found))


def _closers(
    budget: Budget, gap: Decimal, temporary: Figure, uncertain: Figure
) -> tuple[Closer, ...]:
    structural = {one.id for one in budget.streams if one.certainty == Certainty.STRUCTURAL}
    rows = [
        *(("temporary", one) for one in temporary.lines),
        *(("undecided" if one.row in structural else "uncertain", one) for one in uncertain.lines),
    ]
    helping = [
        Closer(
            kind=kind,
            row=one.row,
            name=one.name,
            amount=one.amount,
            left=max(gap - one.amount, ZERO),
        )
        for kind, one in rows
        if one.amount > 0
    ]
    return (*helping, *_together(budget, gap), Closer(kind="cost", amount=gap, left=ZERO))


def _together(budget: Budget, gap: Decimal) -> tuple[Closer, ...]:
    """The gap as euros per inhabitant, rounded up so that it does close."""
    counts = budget.basis.inhabitants
    people = sum(counts.numbers.get(one, 0) for one in budget.basis.municipalities) if counts else 0
    if not people:
        return ()
    each = (gap / people).quantize(CENT)
    if each * people < gap:
        each += CENT
    return (Closer(kind="inhabitant", amount=each, left=ZERO),)
