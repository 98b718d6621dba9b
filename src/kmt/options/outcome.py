"""The arithmetic of a weighing, exact: whole numbers and fractions, no floats, no chance.

A cell (alternative, criterion) holds the scores that people gave, 0 to 4. It is read as a range:
from the lowest to the highest score, and from 0 to 4 where nobody gave one. So what is not known
stays visible as width, and no score is invented. An outcome is the weighted mean of the cells,
again as a range. "First" is said in two ways: *surely* (its lowest is above the highest of every
other) and *possibly* (nothing is surely above it).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

LOWEST, HIGHEST = 0, 4
#: The grid of all weightings is as fine as fits in this many (steps of 5% for four criteria).
MOST_WEIGHTINGS = 2_500
FINEST = 20


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest to the highest that it can be; both ends count."""

    low: Fraction
    high: Fraction

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


UNKNOWN = Range(Fraction(LOWEST), Fraction(HIGHEST))
#: Per alternative, in the order of the criteria, the range of its cell.
Cells = Mapping[str, Sequence[Range]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The weight at which the first place changes, as weight and as share; who may be first then.

    The other weights stay as they are. ``tie`` holds who may be first exactly at that weight.
    """

    weight: Fraction
    share: Fraction
    tie: frozenset[str]
    beyond: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """What happens to the first place when one criterion weighs less, or more."""

    less: Change | None
    more: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """In which share of the weightings somebody comes first: surely, and possibly."""

    surely: Fraction
    possibly: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Everywhere:
    """All weightings of a grid: per alternative its places; the step and how many there are."""

    places: Mapping[str, Places]
    step: Fraction
    weightings: int


def cell(scores: Sequence[int]) -> Range:
    """The range of the scores that people gave; 0 to 4 where nobody did."""
    if not scores:
        return UNKNOWN
    if min(scores) < LOWEST or max(scores) > HIGHEST:
        raise ValueError("A score is 0, 1, 2, 3 or 4.")
    return Range(Fraction(min(scores)), Fraction(max(scores)))


def shares(weights: Sequence[int]) -> tuple[Fraction, ...]:
    """Each weight as a part of the whole; adds up to 1. Raises ValueError without any weight."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("Weights are whole numbers from 0, and not all of them 0.")
    return tuple(Fraction(weight, total) for weight in weights)


def outcome(cells: Cells, weights: Sequence[int]) -> dict[str, Range]:
    """The weighted mean per alternative, as a range on the scale of the scores (0 to 4)."""
    parts = shares(weights)
    return {name: _mean(row, parts) for name, row in cells.items()}


def _mean(row: Sequence[Range], parts: Sequence[Fraction]) -> Range:
    return Range(
        sum((part * one.low for part, one in zip(parts, row, strict=True)), Fraction(0)),
        sum((part * one.high for part, one in zip(parts, row, strict=True)), Fraction(0)),
    )


def possibly_first(found: Mapping[str, Range]) -> frozenset[str]:
    """Who may be first: nobody's lowest is above their highest."""
    bar = max((one.low for one in found.values()), default=Fraction(0))
    return frozenset(name for name, one in found.items() if one.high >= bar)


def surely_first(found: Mapping[str, Range]) -> str:
    """Who is first whatever the unknown turns out to be; empty when nobody is, or at a tie."""
    first = possibly_first(found)
    return next(iter(first)) if len(first) == 1 else ""


def turning(cells: Cells, weights: Sequence[int], place: int) -> Turning:
    """At which weight of one criterion the set of who may be first changes; others stay.

    Exact: outcomes are straight lines in that weight, so that it can change only where the highest
    line of one meets the lowest of another.
    """
    others = sum(weights) - weights[place]
    if not others:
        return Turning(less=None, more=None)  # alone it decides everything, whatever it weighs
    now, here = Fraction(weights[place]), _first_at(cells, weights, place, Fraction(weights[place]))
    meetings = sorted(_meetings(cells, weights, place))
    below = [one for one in meetings if one <= now]
    above = [one for one in meetings if one >= now]

    def change(at: Fraction, beyond: Fraction) -> Change | None:
        tie = _first_at(cells, weights, place, at)
        after = _first_at(cells, weights, place, beyond)
        if tie == here == after:
            return None
        return Change(weight=at, share=at / (at + others), tie=tie, beyond=after)

    def seek(points: Sequence[Fraction], end: Fraction | None) -> Change | None:
        for index, at in enumerate(points):
            following = points[index + 1] if index + 1 < len(points) else end
            beyond = at + 1 if following is None else (at + following) / 2
            if (found := change(at, beyond)) is not None:
                return found
        return None

    downwards = [*reversed(below)]
    return Turning(less=seek(downwards, Fraction(0)), more=seek(above, None))


def _meetings(cells: Cells, weights: Sequence[int], place: int) -> set[Fraction]:
    """The weights of this criterion (not negative) at which a highest line meets a lowest."""
    found = set()
    rest = [weight if index != place else 0 for index, weight in enumerate(weights)]
    for name, one in cells.items():
        for other, two in cells.items():
            if name == other:
                continue
            apart = sum(w * (a.high - b.low) for w, a, b in zip(rest, one, two, strict=True))
            slope = one[place].high - two[place].low
            if slope and (at := -Fraction(apart) / slope) >= 0:
                found.add(at)
    return found


def _first_at(cells: Cells, weights: Sequence[int], place: int, weight: Fraction) -> frozenset[str]:
    """Who may be first with another weight of one criterion; sums do as well as means here."""
    changed = [weight if index == place else Fraction(one) for index, one in enumerate(weights)]
    return possibly_first({name: _mean(row, changed) for name, row in cells.items()})


def everywhere(cells: Cells) -> Everywhere:
    """Count all weightings of a grid, the weights given or not: nothing is drawn by lot.

    The grid holds every way to divide 1 over the criteria in steps of ``1 / N``, zero included;
    N is the largest, up to 20, with at most 2,500 ways.
    """
    criteria = len(next(iter(cells.values()), ()))
    steps = fineness(criteria)
    surely, possibly = dict.fromkeys(cells, 0), dict.fromkeys(cells, 0)
    number = 0
    for weights in divisions(steps, criteria):
        number += 1
        first = possibly_first({name: _sum(row, weights) for name, row in cells.items()})
        for name in first:
            possibly[name] += 1
        if len(first) == 1:
            surely[next(iter(first))] += 1
    return Everywhere(
        places={
            name: Places(
                surely=Fraction(surely[name], number), possibly=Fraction(possibly[name], number)
            )
            for name in cells
        },
        step=Fraction(1, steps),
        weightings=number,
    )


def _sum(row: Sequence[Range], weights: Sequence[int]) -> Range:
    low = sum(weight * one.low.numerator for weight, one in zip(weights, row, strict=True))
    high = sum(weight * one.high.numerator for weight, one in zip(weights, row, strict=True))
    return Range(Fraction(low), Fraction(high))


def fineness(criteria: int) -> int:
    """Into how many steps a weighting is divided: as many as fit, at most 20, at least 1."""
    if criteria < 1:
        raise ValueError("There is nothing to weigh without a criterion.")
    fitting = (n for n in range(FINEST, 0, -1) if _ways(n, criteria) <= MOST_WEIGHTINGS)
    return next(fitting, 1)


def _ways(steps: int, criteria: int) -> int:
    return comb(steps + criteria - 1, criteria - 1)


def divisions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a whole number over so many parts, zero included, in a fixed order."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in divisions(total - first, parts - 1):
            yield (first, *rest)
