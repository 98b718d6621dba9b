"""Chao, Zelterman and the check on people seen once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import binom, chi2

from unlisted.errors import BadRequest
from unlisted.estimators.bounds import (
    by_chao,
    by_zelterman,
    excess_if_independent,
    frequencies_of,
)
from unlisted.estimators.one_inflation import one_inflation
from unlisted.intervals.lognormal import log_normal
from unlisted.results import CautionCode, Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

UK, NED = published("united_kingdom_2013"), published("netherlands_2010_2015")


def codes(found: Estimate) -> set[CautionCode]:
    return {caution.code for caution in found.warnings}


def table_of(*frequencies: int) -> CountTable:
    """Equal lists with these many people on one, two, ... of them (multiples of the cells)."""
    lists = len(frequencies)
    cells: dict[int, int] = {}
    for mask in range(1, 1 << lists):
        alike = [c for c in range(1, 1 << lists) if c.bit_count() == mask.bit_count()]
        share, rest = divmod(frequencies[mask.bit_count() - 1], len(alike))
        cells[mask] = share + (alike.index(mask) < rest)
    return CountTable(lists=tuple("ABCDEFGH"[:lists]), cells=cells)


@pytest.mark.parametrize(
    ("table", "point"),
    [
        (UK, 15_570),
        (UK.merged(("PF", "NCA")), 17_542),
        (NED, 81_563),
        (NED.merged(("I", "O")), 81_056),
        (published("new_orleans_five_lists"), 1_426),
        (published("western_united_states"), 2_694),
        (published("korea_palembang"), 144),
    ],
)
def test_chao_follows_from_the_published_tables(table: CountTable, point: int) -> None:
    """By n + f1 (f1 - 1) / (2 (f2 + 1)) from the published counts."""
    assert round(by_chao(table).point or 0) == point


def test_chao_of_korea_by_hand() -> None:
    """f1 = 51, f2 = 60, n = 123."""
    found = by_chao(published("korea_palembang"))
    assert found.details["frequencies"] == [51, 60, 12]
    unseen = 51 * 50 / 122
    variance = unseen + 51 * (101 / 122) ** 2 + 60 * (51 * 50 / (2 * 61**2)) ** 2
    assert found.point == pytest.approx(123 + unseen)
    assert found.details["standard_error"] == pytest.approx(variance**0.5)
    ratio = np.exp(1.959963985 * np.sqrt(np.log(1 + variance / unseen**2)))
    assert found.low == pytest.approx(123 + unseen / ratio)
    assert found.high == pytest.approx(123 + unseen * ratio)
    assert found.interval == "log-normal"


def test_the_variance_of_chao_is_that_of_1987_when_counts_are_large() -> None:
    """Chao (1987): f2 (r**4 / 4 + r**3 + r**2 / 2), r = f1 / f2."""
    found = by_chao(table_of(300_000, 100_000, 20_000, 1_000))
    variance = 100_000 * (3.0**4 / 4 + 3.0**3 + 3.0**2 / 2)
    assert found.details["standard_error"] == pytest.approx(variance**0.5, rel=1e-4)


@pytest.mark.parametrize("method", [by_chao, by_zelterman])
def test_standard_errors_are_those_of_repeated_sampling(method) -> None:
    """Four equal lists, 2,000 people: the formula against the spread of 400 tables."""
    generator = np.random.default_rng(7)
    masks = generator.random((400, 2000, 4)) < 0.2
    found = []
    for people in masks:
        cells = np.bincount(people @ (1 << np.arange(4)), minlength=16)
        table = CountTable(
            lists=tuple("ABCD"), cells={c: int(cells[c]) for c in range(1, 16) if cells[c]}
        )
        one = method(table)
        found.append((one.point, one.details["standard_error"]))
    points, errors = np.array(found).T
    assert errors.mean() == pytest.approx(points.std(ddof=1), rel=0.15)


def test_zelterman_by_hand() -> None:
    """By n / (1 - exp(-2 f2 / f1)), with the variance of Boehning (2008)."""
    found = by_zelterman(published("korea_palembang"))
    rate = 120 / 51
    seen = 1 - np.exp(-rate)
    spread = np.exp(-rate) / seen**2
    variance = 123 * spread * (1 + 123 * spread * rate**2 * (1 / 51 + 1 / 60))
    assert found.point == pytest.approx(123 / seen)
    assert found.details["standard_error"] == pytest.approx(variance**0.5)
    assert found.low is not None
    assert found.low > 123


def test_limits_lie_around_the_point_and_above_those_seen() -> None:
    for method in (by_chao, by_zelterman):
        narrow, wide = (method(UK, level=level) for level in (0.8, 0.99))
        ladder = [UK.observed, wide.low, narrow.low, narrow.point, narrow.high, wide.high]
        assert ladder == sorted(ladder)
        assert len(set(ladder)) == 6


def test_the_log_normal_interval_is_even_around_the_logarithm() -> None:
    low, high = log_normal(100, 50, 400.0, 0.95)
    assert (low - 100) * (high - 100) == pytest.approx(50**2)


def test_no_bootstrap_asked_means_the_point_alone() -> None:
    alone = by_chao(UK, bootstrap=0)
    assert (alone.low, alone.high, alone.interval) == (None, None, "none")
    assert alone.point == by_chao(UK).point


def test_every_such_number_is_an_indication() -> None:
    for method in (by_chao, by_zelterman):
        assert CautionCode.INDICATION_ONLY in codes(method(UK))


def test_without_overlap_there_is_no_number() -> None:
    apart = CountTable(lists=("A", "B", "C"), cells={1: 10, 2: 12, 4: 9})
    for method in (by_chao, by_zelterman):
        found = method(apart)
        assert (found.point, found.low, found.high) == (None, None, None)
        assert CautionCode.NO_ESTIMATE in codes(found)


def test_without_people_on_one_list_there_is_no_number() -> None:
    together = CountTable(lists=("A", "B", "C"), cells={3: 10, 6: 12, 7: 9})
    for method in (by_chao, by_zelterman):
        assert method(together).point is None


def test_a_level_outside_0_and_1_is_refused() -> None:
    for method in (by_chao, by_zelterman):
        with pytest.raises(BadRequest, match="level"):
            method(UK, level=1.5)


# Lists that are not alike


def test_unequal_lists_are_told_with_the_reason() -> None:
    found = by_chao(UK)
    [caution] = [c for c in found.warnings if c.code is CautionCode.LISTS_NOT_EXCHANGEABLE]
    assert "not a lower bound" in caution.sentence
    assert "1.34 times" in caution.sentence
    assert CautionCode.LISTS_NOT_EXCHANGEABLE not in codes(by_chao(table_of(300, 60, 10)))


def test_the_excess_is_what_independent_lists_give() -> None:
    """Expected cells of 4 independent lists, 10,000 people: f1**2 / (2 f2) over the unseen."""
    chances, people = np.array([0.06, 0.02, 0.01, 0.005]), 10_000_000
    cells = {
        mask: round(
            people * float(np.prod([p if mask >> j & 1 else 1 - p for j, p in enumerate(chances)]))
        )
        for mask in range(16)
    }
    unseen = cells.pop(0)
    table = CountTable(lists=tuple("ABCD"), cells=cells)
    found = by_chao(table)
    assert ((found.point or 0) - table.observed) / unseen == pytest.approx(
        excess_if_independent(table), rel=0.02
    )


def test_k_equal_lists_need_the_correction_for_few_lists() -> None:
    """Expected cells of 3 equal independent lists: the corrected bound is the truth."""
    people, chance = 1_000_000, 0.2
    table = table_of(*(round(people * float(binom.pmf(j, 3, chance))) for j in (1, 2, 3)))
    found = by_chao(table)
    assert found.details["with_list_correction"] == pytest.approx(people, rel=1e-4)
    assert found.point == pytest.approx(table.observed + 1.5 * (people - table.observed), rel=1e-4)
    assert excess_if_independent(table) == pytest.approx(1.5, rel=1e-6)


@given(order=st.permutations(list(UK.lists)))
def test_the_order_of_the_lists_changes_nothing(order: list[str]) -> None:
    here, there = by_chao(UK), by_chao(UK.rearranged(order))
    assert (here.low, here.point, here.high) == (there.low, there.point, there.high)


# People seen once


def test_the_check_predicts_the_singletons_of_a_binomial() -> None:
    people = 100_000 * binom.pmf(np.arange(6), 5, 0.15)
    found = one_inflation(np.concatenate(([0.0], people[1:])))
    assert found is not None
    assert found.expected == pytest.approx(found.seen, rel=1e-9)
    assert found.population == pytest.approx(100_000, rel=1e-9)
    assert found.p_value == pytest.approx(0.5, abs=1e-4)


def test_the_check_is_a_likelihood_ratio_test() -> None:
    """By scipy's own binomial and a general minimiser."""
    frequencies = np.array([0.0, 900.0, 110.0, 14.0, 2.0])
    counts, number = frequencies[1:], np.arange(1, 5)

    def truncated(chance: float, least: int) -> float:
        kept = number >= least
        whole = binom.sf(least - 1, 4, chance)
        return float(counts[kept] @ np.log(binom.pmf(number[kept], 4, chance) / whole))

    def best(least: int) -> tuple[float, float]:
        found = minimize_scalar(
            lambda p: -truncated(p, least),
            bounds=(1e-4, 0.9),
            method="bounded",
            options={"xatol": 1e-12},
        )
        return float(found.x), -float(found.fun)

    chance, beyond = best(2)
    more = counts[1:].sum()
    free = beyond + 900 * np.log(900 / 1026) + more * np.log(more / 1026)
    ratio = 2 * (free - best(1)[1])
    expected = more * binom.pmf(1, 4, chance) / binom.sf(1, 4, chance)
    found = one_inflation(frequencies)
    assert found is not None
    assert found.expected == pytest.approx(expected, rel=1e-5)
    assert found.p_value == pytest.approx(chi2.sf(ratio, 1) / 2, rel=1e-4)
    assert found.population == pytest.approx(
        1026 + more * binom.pmf(0, 4, chance) / binom.sf(1, 4, chance), rel=1e-5
    )


def test_one_inflation_is_found_and_the_number_without_it_told() -> None:
    """1,500 of the people who would be on more lists come off all but one."""
    people = 20_000 * binom.pmf(np.arange(6), 5, 0.15)
    plain = table_of(*(round(count) for count in people[1:]))
    inflated = table_of(round(people[1]) + 3000, *(round(count) for count in people[2:]))
    assert CautionCode.ONE_INFLATION not in codes(by_chao(plain))
    found = by_chao(inflated)
    assert CautionCode.ONE_INFLATION in codes(found)
    assert found.details["singletons_expected"] == pytest.approx(people[1], rel=0.01)
    assert found.details["without_singletons"] == pytest.approx(23_000, rel=0.01)
    assert (found.point or 0) > 30_000


def test_too_few_singletons_are_no_inflation() -> None:
    found = by_chao(table_of(100, 500, 400, 100))
    assert found.details["one_inflation_p"] > 0.95
    assert CautionCode.ONE_INFLATION not in codes(found)


@pytest.mark.parametrize("frequencies", [(5, 5), (90, 6, 0), (20, 0, 7), (9, 0, 0)])
def test_nothing_is_predicted_where_nothing_can_be(frequencies: tuple[int, ...]) -> None:
    assert one_inflation(np.array([0.0, *frequencies])) is None


def test_the_check_holds_its_level_under_equal_lists() -> None:
    """400 tables of 1,500 people on 5 equal lists: the caution fires in about 5%."""
    generator = np.random.default_rng(11)
    fired, tried = 0, 0
    for _ in range(400):
        on = generator.binomial(5, 0.12, size=1500)
        found = one_inflation(np.bincount(on, minlength=6) * (np.arange(6) > 0).astype(float))
        if found is not None:
            tried += 1
            fired += found.p_value < 0.05
    assert tried > 390
    assert 0.02 < fired / tried < 0.085


def test_frequencies_add_up_to_those_seen() -> None:
    assert frequencies_of(NED).tolist() == [0, 7802, 414, 18, 0, 0, 0]
