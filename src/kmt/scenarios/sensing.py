"""What each assumption does: one of them changed at a time, up and down, the others as they are.

Reckoned is the lowest coverage of all years. It tells which assumption carries the budget, not how
probable its change is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kmt.finance.reckoning import (
    Budget,
    Cost,
    CostKind,
    Coverage,
    Index,
    Stream,
    cost_amount,
    coverage,
)
from kmt.finance.reckoning import stream_amount as amount_of
from kmt.scenarios.changing import Change, ChangeKind, applied

#: By how much amounts move, and by how many percentage points indexes do. Our proposal.
PART = Decimal("0.10")
POINT = Decimal(1)

Vary = Callable[[Budget, int], Budget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowest:
    """The lowest coverage of all years, its year, and whether every year is closed."""

    ratio: Decimal | None
    year: int
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensed:
    """One assumption: what it is (code and name) and the lowest coverage when it moves.

    ``kind``: ``ends``, ``stream``, ``cost``, ``index`` or ``leaves``; for ``ends`` and ``leaves``
    there is no ``better``.
    """

    kind: str
    row: str
    name: str
    worse: Lowest
    better: Lowest | None


def lowest(found: Sequence[Coverage]) -> Lowest:
    """The lowest coverage of these years; a year without cost counts as closed."""
    worst = min(found, key=lambda one: (one.closed, one.ratio if one.ratio is not None else 99))
    return Lowest(ratio=worst.ratio, year=worst.year, closed=all(one.closed for one in found))


def sensed(budget: Budget, changes: Sequence[Change]) -> tuple[Sensed, ...]:
    """Every assumption of a budget with its changes, the one that hurts most first."""
    there = {year: applied(budget, changes, year) for year in budget.years}

    def with_it(vary: Vary) -> Lowest:
        return lowest([coverage(vary(one, year), year) for year, one in there.items()])

    found = [
        Sensed(
            kind=kind,
            row=row,
            name=name,
            worse=with_it(worse),
            better=with_it(better) if better else None,
        )
        for kind, row, name, worse, better in _assumptions(there)
    ]
    return tuple(sorted(found, key=lambda one: (one.worse.closed, one.worse.ratio or 0)))


Assumption = tuple[str, str, str, Vary, Vary | None]


def _assumptions(there: dict[int, Budget]) -> Iterator[Assumption]:
    some = next(iter(there.values()))
    streams = {one.id: one for year, b in there.items() for one in b.streams if one.runs(year)}
    for row, one in streams.items():
        if one.secured:
            yield "ends", row, one.name, _times_stream(row, Decimal(0)), None
            yield (
                "stream",
                row,
                one.name,
                _times_stream(row, 1 - PART),
                _times_stream(row, 1 + PART),
            )
    costs = {one.id: one for year, b in there.items() for one in b.costs if one.runs(year)}
    for row, cost in costs.items():
        if cost.kind == CostKind.ONE_OFF:
            continue  # what passes does not count for coverage
        yield "cost", row, cost.name, _times_cost(row, 1 + PART), _times_cost(row, 1 - PART)
    used = {one.index for b in there.values() for one in b.streams}
    used |= {one.index for b in there.values() for one in b.costs}
    for index in some.indexes:
        if index.code in used:
            yield "index", index.code, index.name, _points(index, POINT), _points(index, -POINT)
    for code in some.basis.municipalities:
        yield "leaves", code, code, _without(code), None


def _times_stream(row: str, times: Decimal) -> Vary:
    def vary(budget: Budget, year: int) -> Budget:
        def put(one: Stream) -> Stream:
            if one.id != row:
                return one
            kept = tuple(pair for pair in one.exceptions if pair[0] != year)
            return replace(one, exceptions=(*kept, (year, amount_of(budget, one, year) * times)))

        return replace(budget, streams=tuple(put(one) for one in budget.streams))

    return vary


def _times_cost(row: str, times: Decimal) -> Vary:
    def vary(budget: Budget, year: int) -> Budget:
        def put(one: Cost) -> Cost:
            if one.id != row:
                return one
            now = cost_amount(budget, one, year)
            return replace(one, amount=now * times, fte=Decimal(1), price_year=0, index="")

        return replace(budget, costs=tuple(put(one) for one in budget.costs))

    return vary


def _points(index: Index, points: Decimal) -> Vary:
    """Every rate from the first year of the budget on, so many percentage points higher."""

    def vary(budget: Budget, _year: int) -> Budget:
        def put(one: Index) -> Index:
            if one.code != index.code:
                return one
            rates = tuple(
                replace(rate, percent=rate.percent + points)
                if rate.year >= budget.first_year
                else rate
                for rate in one.rates
            )
            return replace(one, rates=rates)

        return replace(budget, indexes=tuple(put(one) for one in budget.indexes))

    return vary


def _without(code: str) -> Vary:
    leaving = Change(
        id=f"leaves:{code}", kind=ChangeKind.LEAVES, year=0, municipality=code, carried=False
    )

    def vary(budget: Budget, year: int) -> Budget:
        return applied(budget, [leaving], year)

    return vary
