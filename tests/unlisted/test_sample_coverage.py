"""Sample coverage: the published example, the truth of simulated lists, and the doubts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.errors import BadRequest, TooFewLists
from unlisted.estimators.sample_coverage import by_sample_coverage, covariations, coverages
from unlisted.intervals.lognormal import log_normal
from unlisted.results import CautionCode, Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

# Hepatitis A in a college in northern Taiwan, 1995; 545 cases in truth. Chao et al. (2001),
# Statistics in Medicine 20, 3123-3157, doi:10.1002/sim.996.
HEPATITIS = CountTable(
    lists=("P", "Q", "E"),
    cells={0b001: 69, 0b010: 55, 0b100: 63, 0b011: 21, 0b101: 17, 0b110: 18, 0b111: 28},
)


def codes(found: Estimate) -> set[CautionCode]:
    return {caution.code for caution in found.warnings}


def drawn(people: int, chances: list[float], generator: np.random.Generator) -> CountTable:
    on = generator.random((people, len(chances))) < np.array(chances)
    cells = np.bincount(on @ (1 << np.arange(len(chances))), minlength=1 << len(chances))
    return CountTable(
        lists=tuple("ABCDEF"[: len(chances)]),
        cells={c: int(cells[c]) for c in range(1, cells.size) if cells[c]},
    )


def figures(table: CountTable) -> dict[str, float]:
    found = coverages(
        np.array(list(table.cells)), np.array([list(table.cells.values())], float), len(table.lists)
    )
    names = ("coverage", "elsewhere", "independent", "high", "one_step")
    return {name: float(getattr(found, name)[0]) for name in names}


def test_the_published_figures_of_hepatitis_a() -> None:
    """C 51.3%, D 208.667; 407 if independent, 971 in full, 508 in one step."""
    found = figures(HEPATITIS)
    assert found["coverage"] == pytest.approx(0.513, abs=5e-4)
    assert found["elsewhere"] == pytest.approx(208.667, abs=5e-4)
    assert round(found["independent"]) == 407
    assert round(found["high"]) == 971
    assert round(found["one_step"]) == 508


def test_three_lists_follow_the_formulas_of_the_paper() -> None:
    """Written out for three lists, with Z as in Chao et al. (2001)."""
    z = {f"{c & 1}{c >> 1 & 1}{c >> 2}": n for c, n in HEPATITIS.cells.items()}

    def total(pattern: str) -> float:
        return sum(
            n
            for key, n in z.items()
            if all(want in ("+", is_) for want, is_ in zip(pattern, key, strict=True))
        )

    n1, n2, n3 = total("1++"), total("+1+"), total("++1")
    cover = 1 - (z["100"] / n1 + z["010"] / n2 + z["001"] / n3) / 3
    both = [total("11+"), total("1+1"), total("+11")]
    off = [
        total("1+0") + total("+10"),
        total("10+") + total("+01"),
        total("01+") + total("0+1"),
    ]
    ratio = [both[0] / (n1 * n2), both[1] / (n1 * n3), both[2] / (n2 * n3)]
    high = (sum(both) / (3 * cover)) / (
        1 - sum(a * r for a, r in zip(off, ratio, strict=True)) / (3 * cover)
    )
    assert figures(HEPATITIS)["high"] == pytest.approx(high, rel=1e-12)


def test_low_coverage_takes_one_step_and_says_so() -> None:
    found = by_sample_coverage(HEPATITIS)
    assert round(found.point or 0) == 508
    assert found.details["form"] == "one step"
    assert CautionCode.LOW_COVERAGE in codes(found)
    assert (found.bootstrap, found.bootstrap_failed) == (1000, 0)
    assert found.interval == "log-normal"
    assert found.low is not None
    assert found.high is not None
    assert 271 < found.low < 508 < found.high


def test_high_coverage_takes_the_dependence_in_full() -> None:
    table = drawn(2000, [0.5, 0.45, 0.6], np.random.default_rng(2))
    found = by_sample_coverage(table)
    assert found.details["form"] == "high coverage"
    assert found.point == pytest.approx(figures(table)["high"])
    assert CautionCode.LOW_COVERAGE not in codes(found)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 2000 < found.high


def test_the_interval_is_log_normal_around_the_standard_error() -> None:
    found = by_sample_coverage(HEPATITIS, level=0.9)
    error = found.details["standard_error"]
    assert isinstance(error, float)
    assert found.point is not None
    assert (found.low, found.high) == log_normal(271, found.point - 271, error**2, 0.9)


def test_the_standard_error_is_that_of_repeated_sampling() -> None:
    """Tables of three independent lists, 800 people."""
    generator = np.random.default_rng(5)
    tables = [drawn(800, [0.3, 0.35, 0.25], generator) for _ in range(200)]
    spread = np.std([figures(table)["one_step"] for table in tables], ddof=1)
    errors = [by_sample_coverage(t, bootstrap=200).details["standard_error"] for t in tables[:20]]
    assert np.mean(np.array(errors, float)) == pytest.approx(spread, rel=0.2)


@pytest.mark.parametrize("chances", [[0.3, 0.3, 0.2], [0.2, 0.3, 0.15, 0.1], [0.1] * 5])
def test_independent_lists_give_the_truth(chances: list[float]) -> None:
    generator = np.random.default_rng(3)
    found = [figures(drawn(3000, chances, generator)) for _ in range(60)]
    for name in ("independent", "one_step"):
        assert np.median([one[name] for one in found]) == pytest.approx(3000, rel=0.03), name


def dependent(lists: int, strength: float) -> tuple[CountTable, int]:
    """Expected cells of lists that two hidden kinds of people make depend on each other."""
    people, chances = 10**12, np.linspace(0.2, 0.4, lists)
    cells = np.zeros(1 << lists)
    for tilt in (1 + strength, 1 - strength):
        for mask in range(1 << lists):
            on = np.array([mask >> j & 1 for j in range(lists)], bool)
            cells[mask] += people / 2 * np.prod(np.where(on, tilt * chances, 1 - tilt * chances))
    kept = {mask: round(cells[mask]) for mask in range(1, 1 << lists)}
    return CountTable(lists=tuple("ABCDEF"[:lists]), cells=kept), people


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_dependence_is_right_to_the_first_order_for_any_number_of_lists(lists: int) -> None:
    """Covariation is strength**2: halving the strength must divide its error by 16, not by 4."""
    errors, naive = [], []
    for strength in (0.2, 0.1):
        table, people = dependent(lists, strength)
        found = figures(table)
        errors.append(abs(found["high"] / people - 1))
        naive.append(abs(found["independent"] / people - 1))
    assert naive[0] / naive[1] == pytest.approx(4, rel=0.15)
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.25)
    assert errors[0] < naive[0] / 5


def test_covariation_is_what_it_says() -> None:
    found = covariations(HEPATITIS, 508.0)
    assert found["P:Q"] == pytest.approx(508 * 49 / (135 * 122) - 1)
    assert set(found) == {"P:Q", "P:E", "Q:E"}


def test_without_overlap_there_is_no_number() -> None:
    found = by_sample_coverage(CountTable(lists=("A", "B", "C"), cells={1: 10, 2: 12, 4: 9}))
    assert (found.point, found.low, found.high) == (None, None, None)
    assert CautionCode.NO_ESTIMATE in codes(found)
    assert found.to_json()


def test_drawn_tables_that_fail_are_counted_and_told() -> None:
    thin = CountTable(lists=("A", "B", "C"), cells={1: 20, 2: 15, 4: 12, 3: 1})
    found = by_sample_coverage(thin)
    assert found.bootstrap_failed > 0
    assert CautionCode.REPLICATES_FAILED in codes(found)


def test_no_bootstrap_asked_means_the_point_alone() -> None:
    found = by_sample_coverage(HEPATITIS, bootstrap=0)
    assert (found.low, found.high, found.interval, found.bootstrap) == (None, None, "none", 0)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(list(published("united_kingdom_2013").lists)))
def test_the_order_of_the_lists_changes_nothing(order: list[str]) -> None:
    table = published("united_kingdom_2013")
    here, there = (by_sample_coverage(t, bootstrap=20) for t in (table, table.rearranged(order)))
    assert (here.low, here.point, here.high) == (there.low, there.point, there.high)


def test_the_seed_decides_and_nothing_else() -> None:
    one, same, other = (by_sample_coverage(HEPATITIS, seed=seed) for seed in (4, 4, 5))
    assert (one.low, one.high) == (same.low, same.high) != (other.low, other.high)


def test_two_lists_are_too_few_and_levels_lie_between_0_and_1() -> None:
    with pytest.raises(TooFewLists, match="at least 3 lists"):
        by_sample_coverage(CountTable(lists=("A", "B"), cells={1: 5, 2: 5, 3: 2}))
    with pytest.raises(BadRequest, match="level"):
        by_sample_coverage(HEPATITIS, level=0.0)
