"""Chances, where somebody gave them: exact by counting every outcome, by drawing only when it must.

A stream with a probability comes, or it does not, for all years; streams do not hang together (an
assumption that the page says). With at most twelve of them all outcomes are counted and nothing is
drawn. With more, a fixed number of draws from a fixed seed gives a share with its interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

from kmt.finance.reckoning import Budget, coverage, stream_amount
from kmt.scenarios.changing import Change, applied

MOST_EXACT = 12
DRAWS = 20_000
SEED = 20_200_813
FINE = 1_000_000
#: Of a two-sided interval of 95%.
Z = Decimal("1.96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How probable it is that a year (0: all of them) is closed; an interval when it was drawn."""

    year: int
    closed: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The chances of each year and of all, the streams they come of, and how they were made.

    ``draws`` is 0 when every outcome was counted.
    """

    years: tuple[Chance, ...]
    every: Chance
    streams: tuple[tuple[str, Fraction], ...]
    outcomes: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uncertain:
    name: str
    probability: Fraction
    cents: Mapping[int, int]


def chances(budget: Budget, changes: Sequence[Change]) -> Chances | None:
    """The chances that years are closed; None where nobody gave a probability."""
    there = {year: applied(budget, changes, year) for year in budget.years}
    gaps = {year: _cents(coverage(one, year).gap) for year, one in there.items()}
    found = _uncertain(there)
    if not found:
        return None
    if len(found) <= MOST_EXACT:
        return _counted(found, gaps)
    return _drawn(found, gaps)


def _uncertain(there: Mapping[int, Budget]) -> list[_Uncertain]:
    """Streams that are not secured in some year and have a probability, with what they bring."""
    names: dict[str, tuple[str, Fraction]] = {}
    brings: dict[str, dict[int, int]] = {}
    for year, budget in there.items():
        for one in budget.streams:
            if one.secured or one.probability is None or not one.runs(year):
                continue
            names[one.id] = (one.name, Fraction(one.probability))
            brings.setdefault(one.id, {})[year] = _cents(stream_amount(budget, one, year))
    return [
        _Uncertain(name=name, probability=probability, cents=brings[key])
        for key, (name, probability) in names.items()
    ]


def _counted(found: Sequence[_Uncertain], gaps: Mapping[int, int]) -> Chances:
    """Every outcome with its exact chance."""
    closed = dict.fromkeys(gaps, Fraction(0))
    every = Fraction(0)
    for outcome in range(2 ** len(found)):
        come = [bool(outcome >> at & 1) for at in range(len(found))]
        chance = Fraction(1)
        for one, comes in zip(found, come, strict=True):
            chance *= one.probability if comes else 1 - one.probability
        if not chance:
            continue
        years = _closed(found, come, gaps)
        for year in years:
            closed[year] += chance
        if len(years) == len(gaps):
            every += chance
    return Chances(
        years=tuple(_exact(year, chance) for year, chance in closed.items()),
        every=_exact(0, every),
        streams=tuple((one.name, one.probability) for one in found),
        outcomes=2 ** len(found),
        draws=0,
        seed=0,
    )


def _closed(
    found: Sequence[_Uncertain], come: Sequence[bool], gaps: Mapping[int, int]
) -> list[int]:
    return [
        year
        for year, gap in gaps.items()
        if sum(one.cents.get(year, 0) for one, comes in zip(found, come, strict=True) if comes)
        >= gap
    ]


def _exact(year: int, chance: Fraction) -> Chance:
    return Chance(year=year, closed=chance, low=chance, high=chance)


def _drawn(found: Sequence[_Uncertain], gaps: Mapping[int, int]) -> Chances:
    """Draws by lot from a fixed seed, with whole numbers: the same everywhere, every time."""
    lot = Random(SEED)  # noqa: S311 - to reckon with, nothing secret
    bars = [int(one.probability * FINE) for one in found]
    closed = dict.fromkeys(gaps, 0)
    every = 0
    for _draw in range(DRAWS):
        come = [lot.randrange(FINE) < bar for bar in bars]
        years = _closed(found, come, gaps)
        for year in years:
            closed[year] += 1
        every += len(years) == len(gaps)
    return Chances(
        years=tuple(_wilson(year, times) for year, times in closed.items()),
        every=_wilson(0, every),
        streams=tuple((one.name, one.probability) for one in found),
        outcomes=2 ** len(found),
        draws=DRAWS,
        seed=SEED,
    )


def _wilson(year: int, times: int) -> Chance:
    """The share with its interval of 95% (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    n, share = Decimal(DRAWS), Decimal(times) / Decimal(DRAWS)
    middle = share + Z * Z / (2 * n)
    half = Z * (share * (1 - share) / n + Z * Z / (4 * n * n)).sqrt()
    below = 1 + Z * Z / n
    return Chance(
        year=year,
        closed=Fraction(times, DRAWS),
        low=max(Fraction((middle - half) / below), Fraction(0)),
        high=min(Fraction((middle + half) / below), Fraction(1)),
    )


def _cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(rounding=ROUND_HALF_UP))
