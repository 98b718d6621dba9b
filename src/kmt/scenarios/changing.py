"""Changes on a budget, and the budget as it is with them: pure, nothing of the budget is touched.

Some changes begin in a year, so a budget is changed *for a year*: what comes out is reckoned with
in that year only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kmt.finance.reckoning import (
    Basis,
    Budget,
    CannotDivide,
    Certainty,
    Contribution,
    Counts,
    Index,
    Key,
    KeyKind,
    Rate,
    Stream,
    contributions,
    divided,
    stream_amount,
)


class ChangeKind(StrEnum):
    """What a change does."""

    STREAM_ENDS = "stream_ends"
    STREAM_ADDED = "stream_added"
    STREAM_AMOUNT = "stream_amount"
    STREAM_CERTAINTY = "stream_certainty"
    COST_AMOUNT = "cost_amount"
    KEY = "key"
    INDEX = "index"
    LEAVES = "leaves"
    POPULATION = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. Which values count depends on its kind; the others stay as they are.

    ``year``: from which year on it holds (``STREAM_ENDS``: the last year in which the stream
    comes). ``row``: the stream, cost or index it is about. ``carried``: when a municipality
    leaves, the others bring up its part; else the part is lost.
    """

    id: str
    kind: ChangeKind
    year: int
    row: str = ""
    name: str = ""
    amount: Decimal | None = None
    until_year: int | None = None
    certainty: Certainty = Certainty.STRUCTURAL
    probability: Decimal | None = None
    decision: str = ""
    divided: bool = False
    key: Key | None = None
    percent: Decimal | None = None
    municipality: str = ""
    carried: bool = True
    counts: Counts | None = None
    words: str = ""


def applied(budget: Budget, changes: Iterable[Change], year: int) -> Budget:
    """The budget with these changes, one after the other, as it is to be reckoned with in a year.

    A change on a row that is not in the budget does nothing (:func:`adrift` names those).
    """
    for one in changes:
        budget = _APPLY[one.kind](budget, one, year)
    return budget


def adrift(budget: Budget, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that are about something that is not in this budget (any more)."""
    known = {one.id for one in budget.streams} | {one.id for one in budget.costs}
    known |= {one.code for one in budget.indexes}
    added = {one.id for one in changes if one.kind == ChangeKind.STREAM_ADDED}
    members = set(budget.basis.municipalities)
    return tuple(
        one
        for one in changes
        if (one.row and one.row not in known | added)
        or (one.municipality and one.municipality not in members)
    )


def _streams(budget: Budget, row: str, change: Callable[[Stream], Stream]) -> Budget:
    streams = tuple(change(one) if one.id == row else one for one in budget.streams)
    return replace(budget, streams=streams)


def _ends(budget: Budget, change: Change, _year: int) -> Budget:
    def end(one: Stream) -> Stream:
        until = change.year if one.until_year is None else min(change.year, one.until_year)
        return replace(one, until_year=until)

    return _streams(budget, change.row, end)


def _added(budget: Budget, change: Change, _year: int) -> Budget:
    made = Stream(
        id=change.id,
        name=change.name,
        certainty=change.certainty,
        probability=change.probability,
        from_year=change.year,
        until_year=change.until_year,
        amount=change.amount or Decimal(0),
        decision=change.decision,
        divided=change.divided,
        source=change.words,
        example=True,
    )
    return replace(budget, streams=(*budget.streams, made))


def _amount(budget: Budget, change: Change, year: int) -> Budget:
    """From the year on this amount, as it is: not indexed any more."""
    if year < change.year:
        return budget
    amount = change.amount or Decimal(0)

    def put(one: Stream) -> Stream:
        kept = tuple(pair for pair in one.exceptions if pair[0] != year)
        return replace(one, exceptions=(*kept, (year, amount)))

    return _streams(budget, change.row, put)


def _certainty(budget: Budget, change: Change, year: int) -> Budget:
    if year < change.year:
        return budget
    return _streams(
        budget,
        change.row,
        lambda one: replace(
            one,
            certainty=change.certainty,
            probability=change.probability,
            decision=change.decision,
        ),
    )


def _cost(budget: Budget, change: Change, year: int) -> Budget:
    """From the year on this amount in all, in prices of that year."""
    if year < change.year:
        return budget
    amount = change.amount or Decimal(0)
    costs = tuple(
        replace(one, amount=amount, fte=Decimal(1), price_year=change.year if one.index else 0)
        if one.id == change.row
        else one
        for one in budget.costs
    )
    return replace(budget, costs=costs)


def _key(budget: Budget, change: Change, year: int) -> Budget:
    if year < change.year or change.key is None:
        return budget
    return replace(budget, key=change.key)


def _index(budget: Budget, change: Change, _year: int) -> Budget:
    """From the year on this percentage each year."""
    percent = change.percent or Decimal(0)

    def put(one: Index) -> Index:
        if one.code != change.row:
            return one
        kept = tuple(rate for rate in one.rates if rate.year < change.year)
        new = tuple(
            Rate(year=year, percent=percent, source=change.words)
            for year in range(change.year, budget.last_year + 1)
        )
        return replace(one, rates=kept + new)

    return replace(budget, indexes=tuple(put(one) for one in budget.indexes))


def _leaves(budget: Budget, change: Change, year: int) -> Budget:
    """From the year on without this municipality: the others carry its part, or it is lost."""
    if year < change.year or change.municipality not in budget.basis.municipalities:
        return budget
    if not change.carried:
        budget = _without_part(budget, change.municipality, year)
    left = tuple(one for one in budget.basis.municipalities if one != change.municipality)
    return replace(budget, basis=replace(budget.basis, municipalities=left))


def _without_part(budget: Budget, municipality: str, year: int) -> Budget:
    """The streams that are divided, less what this municipality would have paid of them."""
    part = next(
        (one.amount for one in divided_over(budget, year) if one.municipality == municipality),
        Decimal(0),
    )
    streams = []
    for one in budget.streams:
        if one.divided and part and (now := stream_amount(budget, one, year)):
            less = min(now, part)
            part -= less
            kept = tuple(pair for pair in one.exceptions if pair[0] != year)
            streams.append(replace(one, exceptions=(*kept, (year, now - less))))
        else:
            streams.append(one)
    return replace(budget, streams=tuple(streams))


def _population(budget: Budget, change: Change, year: int) -> Budget:
    if year < change.year or change.counts is None:
        return budget
    basis: Basis = replace(budget.basis, inhabitants=change.counts)
    return replace(budget, basis=basis)


def divided_over(budget: Budget, year: int) -> tuple[Contribution, ...]:
    """What each municipality pays in a year; nothing where there is no key or no answer."""
    if budget.key is None:
        return ()
    try:
        return contributions(budget.key, divided(budget, year).amount, budget.basis)
    except CannotDivide:
        return ()


_APPLY: dict[ChangeKind, Callable[[Budget, Change, int], Budget]] = {
    ChangeKind.STREAM_ENDS: _ends,
    ChangeKind.STREAM_ADDED: _added,
    ChangeKind.STREAM_AMOUNT: _amount,
    ChangeKind.STREAM_CERTAINTY: _certainty,
    ChangeKind.COST_AMOUNT: _cost,
    ChangeKind.KEY: _key,
    ChangeKind.INDEX: _index,
    ChangeKind.LEAVES: _leaves,
    ChangeKind.POPULATION: _population,
}

#: The kinds of keys that can be tried, with the counts they need.
SIMPLE_KEYS = (KeyKind.INHABITANTS, KeyKind.FIXED, KeyKind.CASES)
