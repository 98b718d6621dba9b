"""Indications from how many lists people are on: Chao and Zelterman.

Only the numbers of people on exactly one and two lists are used (f1, f2). Cheap, hard to upset,
and blind to which lists overlap: an indication beside an estimate, never instead of one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import exp, expm1

import numpy as np

from unlisted.errors import BadRequest
from unlisted.estimators.one_inflation import OneInflation, one_inflation
from unlisted.intervals.lognormal import log_normal
from unlisted.lattice import Floats
from unlisted.results import Caution, CautionCode, Estimate, Plain
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

UNEQUAL = 2.0  # largest list over smallest from which lists are called unequal
SIGNIFICANT = 0.05  # level of the one-inflation check


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What every function here is asked besides the table."""

    method: str
    began: float
    bootstrap: int
    level: float


def by_chao(
    table: CountTable,
    *,
    bootstrap: int = 1000,
    level: float = 0.95,
) -> Estimate:
    """Give Chao's bias-corrected estimate: a lower bound where lists are interchangeable.

    Formula: ``n + f0`` with ``f0 = f1 (f1 - 1) / (2 (f2 + 1))``; variance
    ``f0 + f1 (2 f1 - 1)**2 / (4 (f2 + 1)**2) + f1**2 f2 (f1 - 1)**2 / (4 (f2 + 1)**4)``, which is
    Chao's (1987) delta-method variance for this form; log-normal limits.

    Assumes that every person is on a Poisson number of lists, with a rate that may differ
    between people but not between lists. Then it is a lower bound in the mean.

    *When not to use it*: as a bound, when lists differ in reach or repel each other (referral):
    it is then too high even for independent lists, by ``excess_if_independent`` in the details.
    With few lists the count is not Poisson either: ``with_list_correction`` is the bound for k
    equal lists, ``n + f0 (k - 1) / k``.

    Parameters
    ----------
    table : CountTable
        Two or more lists.
    bootstrap : int
        0 for the point alone; the interval is a formula and resamples nothing.
    level : float
        Nominal level of the interval.

    Raises
    ------
    BadRequest
        `level` is not between 0 and 1.

    References
    ----------
    Chao, A. (1987). Estimating the population size for capture-recapture data with unequal
    catchability. Biometrics 43(4), 783-791. doi:10.2307/2531532
    Chao, A. (1989). Estimating population size for sparse data in capture-recapture experiments.
    Biometrics 45(2), 427-438. doi:10.2307/2531487

    Examples
    --------
    >>> from unlisted.tables.catalogue import published
    >>> round(by_chao(published("united_kingdom_2013")).point)
    15570
    """
    request = _Request(
        method="chao", began=time.perf_counter(), bootstrap=bootstrap, level=_level(level)
    )
    frequencies = frequencies_of(table)
    once, twice = float(frequencies[1]), float(frequencies[2])
    unseen = once * (once - 1.0) / (2.0 * (twice + 1.0))
    by_once = (2.0 * once - 1.0) / (2.0 * (twice + 1.0))
    by_twice = once * (once - 1.0) / (2.0 * (twice + 1.0) ** 2)
    variance = unseen + once * by_once**2 + twice * by_twice**2
    corrected = table.observed + unseen * (1.0 - 1.0 / len(table.lists))
    known = unseen > 0 and table.on_two_or_more > 0
    return _told(
        table,
        request,
        (unseen, variance) if known else None,
        {"with_list_correction": corrected if known else None},
    )


def by_zelterman(
    table: CountTable,
    *,
    bootstrap: int = 1000,
    level: float = 0.95,
) -> Estimate:
    """Give Zelterman's estimate: a Poisson rate read from one and two lists only.

    Formula: ``n / (1 - exp(-r))`` with ``r = 2 f2 / f1``; variance
    ``n G (1 + n G r**2 (1 / f1 + 1 / f2))`` with ``G = exp(-r) / (1 - exp(-r))**2``; log-normal
    limits.

    Assumes a Poisson number of lists near 1 and 2. Unlike `by_chao` it is no lower bound: when
    people differ, it may be too high.

    *When not to use it*: as for `by_chao`; also when almost everybody is on one list.

    Parameters
    ----------
    table : CountTable
        Two or more lists.
    bootstrap : int
        0 for the point alone; the interval is a formula and resamples nothing.
    level : float
        Nominal level of the interval.

    Raises
    ------
    BadRequest
        `level` is not between 0 and 1.

    References
    ----------
    Zelterman, D. (1988). Robust estimation in truncated discrete distributions with application
    to capture-recapture experiments. J. Statistical Planning and Inference 18, 225-237.
    doi:10.1016/0378-3758(88)90007-9
    Boehning, D. (2008). A simple variance formula for population size estimators by
    conditioning. Statistical Methodology 5, 410-423. doi:10.1016/j.stamet.2007.10.001

    Examples
    --------
    >>> from unlisted.tables.catalogue import published
    >>> round(by_zelterman(published("korea_palembang")).point)
    136
    """
    request = _Request(
        method="zelterman", began=time.perf_counter(), bootstrap=bootstrap, level=_level(level)
    )
    frequencies = frequencies_of(table)
    once, twice = float(frequencies[1]), float(frequencies[2])
    found = None
    if once > 0 and twice > 0:
        rate, observed = 2.0 * twice / once, float(table.observed)
        seen = -expm1(-rate)
        spread = observed * exp(-rate) / seen**2
        variance = spread * (1.0 + spread * rate**2 * (1.0 / once + 1.0 / twice))
        found = observed / seen - observed, variance
    return _told(table, request, found, {})


def frequencies_of(table: CountTable) -> Floats:
    """People on exactly 0, 1, ..., k lists; the first is 0, for nobody has counted them."""
    out = np.zeros(len(table.lists) + 1)
    for cell, count in table.cells.items():
        out[cell.bit_count()] += count
    return out


def excess_if_independent(table: CountTable) -> float:
    """By how much Chao's unseen would exceed the truth if these lists were independent.

    Formula: ``1 / (1 - sum of s_j**2)``, s_j the share of list j in all registrations. With
    small chances of capture ``f1**2 / (2 f2)`` is that many times the number unseen; at best
    (equal lists) it is k / (k - 1).
    """
    sizes = np.array([_size(table, position) for position in range(len(table.lists))])
    shares = sizes / sizes.sum()
    return float(1.0 / (1.0 - shares @ shares))


def _level(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise BadRequest(f"level = {level!r}: a level lies between 0 and 1, as 0.95")
    return level


def _size(table: CountTable, position: int) -> int:
    return sum(count for cell, count in table.cells.items() if cell >> position & 1)


def _told(
    table: CountTable,
    request: _Request,
    found: tuple[float, float] | None,
    details: dict[str, Plain],
) -> Estimate:
    """Estimate from the unseen and its variance, with the checks that go with it."""
    frequencies = frequencies_of(table)
    check = one_inflation(frequencies)
    limits = None
    if found is not None and request.bootstrap > 0:
        limits = log_normal(table.observed, *found, request.level)
    return Estimate(
        method=request.method,
        lists=table.lists,
        observed=table.observed,
        point=table.observed + found[0] if found else None,
        low=limits[0] if limits else None,
        high=limits[1] if limits else None,
        level=request.level,
        interval="log-normal" if limits else "none",
        details={
            "frequencies": [int(count) for count in frequencies[1:]],
            "standard_error": found[1] ** 0.5 if found else None,
            **details,
            "excess_if_independent": excess_if_independent(table),
            "singletons_expected": check.expected if check else None,
            "one_inflation_p": check.p_value if check else None,
            "without_singletons": check.population if check else None,
        },
        warnings=_cautions(table, found is not None, check),
        fits=1,
        seconds=time.perf_counter() - request.began,
        version=VERSION,
        data_hash=table.data_hash,
    )


def _cautions(table: CountTable, known: bool, check: OneInflation | None) -> tuple[Caution, ...]:
    found = [_indication() if known else _none(table)]
    sizes = {name: _size(table, position) for position, name in enumerate(table.lists)}
    small, large = min(sizes.values()), max(sizes.values())
    if large > UNEQUAL * small:
        found.append(_unequal(table, small, large))
    if check is not None and check.p_value < SIGNIFICANT and check.seen > check.expected:
        found.append(_inflated(check))
    return tuple(found)


def _indication() -> Caution:
    return Caution(
        code=CautionCode.INDICATION_ONLY,
        sentence="An indication, not an estimate: it uses only how many people are on one and on "
        "two lists, and not which lists overlap.",
    )


def _none(table: CountTable) -> Caution:
    return Caution(
        code=CautionCode.NO_ESTIMATE,
        sentence=f"There is no estimate: of the {table.observed:,} people "
        f"{table.on_two_or_more:,} are on two or more lists, and this method needs people on "
        "exactly one list as well as people on two.",
    )


def _unequal(table: CountTable, small: int, large: int) -> Caution:
    return Caution(
        code=CautionCode.LISTS_NOT_EXCHANGEABLE,
        sentence=f"The largest list has {large:,} people and the smallest {small:,}: the lists "
        "are not interchangeable, so this is not a lower bound. When most are on one big list, "
        "few are on two even if the lists are independent; the method takes that for people who "
        "are hard to find. For independent lists of these sizes Chao's number of unseen people "
        f"would be {excess_if_independent(table):.2f} times the truth.",
    )


def _inflated(check: OneInflation) -> Caution:
    return Caution(
        code=CautionCode.ONE_INFLATION,
        sentence=f"{check.seen:,.0f} people are on exactly one list, where those on two or more "
        f"predict {check.expected:,.0f} (p = {check.p_value:.2g}). Either people differ much in "
        "how visible they are, or being on one list keeps them off others; in the second case "
        "the number is too high, and without use of the singletons it would be about "
        f"{check.population:,.0f}.",
    )
