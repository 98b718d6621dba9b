"""Missed and false links: the algebra against plain enumeration, the correction against truth.

With pairwise recall r the overlap of two lists shrinks to r times itself and the estimate grows
to about N / r (Ding and Fienberg 1994, Survey Methodology 20(2), 149-158).
"""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.errors import BadKnowledge
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.linkage import PRECISIONS, RECALLS, corrected, linkage_of
from unlisted.honesty.linksets import combined
from unlisted.honesty.relinking import split, unsplit
from unlisted.honesty.searching import searched
from unlisted.lattice import Floats, superset_sums
from unlisted.results import Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

WESTERN = published("western_united_states")
FOUR = np.array([0, 90, 80, 30, 70, 12, 15, 9, 60, 14, 11, 8, 13, 7, 9, 5], dtype=float)


def enumerated(counts: Floats, stay: float) -> Floats:
    """What a person of every cell leaves behind, over all ways in which records drop out."""
    out, lists = np.zeros(counts.size), counts.size.bit_length() - 1
    for cell in range(1, counts.size):
        for kept in range(counts.size):
            if kept & cell != kept:
                continue
            share = stay ** kept.bit_count() * (1 - stay) ** (cell ^ kept).bit_count()
            cluster = kept if kept.bit_count() > 1 else 0
            out[cluster] += counts[cell] * share * (cluster > 0)
            for bit in (1 << j for j in range(lists)):
                out[bit] += counts[cell] * share * bool((cell ^ cluster) & bit)
    return out


def linked_with_errors(
    chances: list[float], people: int, recall: float, generator: np.random.Generator
) -> CountTable:
    """Records of simulated people, each of which falls out of its cluster by itself."""
    lists = len(chances)
    on = generator.random((people, lists)) < chances
    kept = on & (generator.random((people, lists)) < sqrt(recall))
    kept &= kept.sum(axis=1, keepdims=True) > 1
    bits = 1 << np.arange(lists)
    counts = np.bincount(kept @ bits, minlength=1 << lists)
    counts[bits] += (on & ~kept).sum(axis=0)
    names = tuple("ABCD"[:lists])
    return CountTable(lists=names, cells={c: int(counts[c]) for c in range(1, 1 << lists)})


@pytest.mark.parametrize("stay", [1.0, 0.97, 0.8, 0.5])
def test_splitting_is_what_enumeration_of_all_dropped_records_gives(stay: float) -> None:
    assert split(FOUR, stay) == pytest.approx(enumerated(FOUR, stay))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([7, 15, 31]).flatmap(
        lambda cells: st.lists(st.integers(0, 500), min_size=cells, max_size=cells)
    ),
    st.floats(0.6, 1.0),
)
def test_undoing_a_split_gives_the_table_back_with_every_record(
    cells: list[int], stay: float
) -> None:
    truth = np.array([0, *cells], dtype=float)
    broken = split(truth, stay)
    ones = [1 << j for j in range(truth.size.bit_length() - 1)]
    assert unsplit(broken, stay) == pytest.approx(truth, abs=1e-4)
    assert superset_sums(broken)[ones] == pytest.approx(superset_sums(truth)[ones])
    assert broken.sum() >= truth.sum() * (1 - 1e-12)


def test_where_no_exact_answer_exists_the_most_likely_one_is_taken() -> None:
    """Nobody on exactly A and B, though 100 triples must leave some pairs behind."""
    seen = np.array([0.0, 50, 50, 0, 50, 20, 20, 100])
    stay = 0.9
    found = unsplit(seen, stay)
    shared = [3, 5, 6, 7]

    def log_likelihood(table: Floats) -> float:
        mean = enumerated(table, stay)[shared]
        return float((seen[shared] * np.log(mean) - mean).sum())

    assert (found >= 0).all()
    assert found[3] == 0
    best = log_likelihood(found)
    for cell in shared:
        for step in (-0.5, 0.5):
            other = found.copy()
            other[cell] = max(0.0, other[cell] + step)
            assert log_likelihood(other) <= best + 1e-9


def test_false_links_between_people_of_one_list_each_are_taken_apart() -> None:
    """100 true pairs and 25 false ones: precision .8; each false pair was two people."""
    truth = np.array([0.0, 300, 200, 100])
    seen = CountTable(lists=("A", "B"), cells={1: 275, 2: 175, 3: 125})
    assert corrected(seen, precision=0.8) == pytest.approx(truth)


def test_recall_and_precision_multiply_the_overlap_of_two_lists_by_their_ratio() -> None:
    seen = CountTable(lists=("A", "B"), cells={1: 275, 2: 175, 3: 90})
    assert corrected(seen, recall=0.9, precision=0.8)[3] == pytest.approx(80)
    assert corrected(seen, recall=0.8, precision=0.8) == pytest.approx(seen.counts())


@pytest.mark.parametrize(
    ("chances", "people", "recall", "naive"),
    [
        ([0.15, 0.12], 4000, 0.8, 4000 / 0.8),
        ([0.2, 0.15, 0.1], 3000, 0.8, 3000 / 0.8),
        ([0.2, 0.15, 0.1, 0.1], 3000, 0.9, 3000 / 0.9),
    ],
)
def test_missed_links_inflate_to_n_over_recall_and_correction_finds_n_on_average(
    chances: list[float], people: int, recall: float, naive: float
) -> None:
    generator = np.random.default_rng(20_240)
    raw, better = [], []
    for _ in range(150):
        table = linked_with_errors(chances, people, recall, generator)
        plain = estimate(table, method="independence", bootstrap=0)
        raw.append(plain.point)
        row = linkage_of(table, plain, None, recall=recall).given
        assert row is not None
        better.append(row.point)
    slack = 3 * float(np.std(better)) / sqrt(len(better))
    assert np.mean(raw) == pytest.approx(naive, rel=0.04)
    assert np.mean(better) == pytest.approx(people, abs=slack + 0.01 * people)
    assert abs(np.mean(better) - people) < 0.25 * abs(np.mean(raw) - people)


def test_what_nobody_measured_is_swept_and_the_links_as_they_are_come_first() -> None:
    plain = estimate(WESTERN, bootstrap=30, candidates=3)
    family = searched(WESTERN)
    found = linkage_of(WESTERN, plain, family)
    swept = [(row.recall, row.precision) for row in found.rows]
    assert swept == [*((r, 1.0) for r in RECALLS), *((1.0, p) for p in PRECISIONS[1:])]
    assert found.given is None
    first, wide = found.rows[0], family.range_within(10)
    assert wide is not None
    assert (first.low, first.point, first.high) == (plain.low, plain.point, plain.high)
    assert (first.models_low, first.models_high) == (
        pytest.approx(wide.low),
        pytest.approx(wide.high),
    )
    populations = [row.point or 0 for row in found.rows]
    assert populations[:4] == sorted(populations[:4], reverse=True)
    assert populations[4:] == sorted(populations[4:])


def test_what_was_measured_replaces_the_sweep() -> None:
    plain = estimate(WESTERN, bootstrap=0)
    found = linkage_of(WESTERN, plain, searched(WESTERN), recall=0.9, precision=0.95)
    assert [(row.recall, row.precision, row.given) for row in found.rows] == [
        (1.0, 1.0, False),
        (0.9, 0.95, True),
    ]
    one = linkage_of(WESTERN, plain, searched(WESTERN), recall=0.9)
    assert {row.recall for row in one.rows if row.precision < 1} == {0.9}


def test_links_that_would_need_more_records_than_a_list_has_are_called_impossible() -> None:
    """On the Korean table nearly everybody is linked: a fifth of the links cannot be missing."""
    table = published("korea_palembang")
    rows = linkage_of(table, estimate(table, bootstrap=0), searched(table)).rows
    worst = next(row for row in rows if row.recall == 0.8)
    assert not worst.possible
    assert (worst.low, worst.point, worst.models_high) == (None, None, None)
    assert rows[0].possible


def test_an_estimate_without_a_model_follows_the_best_model() -> None:
    plain = estimate(WESTERN, method="chao", bootstrap=100)
    rows = linkage_of(WESTERN, plain, searched(WESTERN)).rows
    best = linkage_of(WESTERN, estimate(WESTERN, bootstrap=0), searched(WESTERN)).rows
    ratio = (best[2].point or 0) / (best[0].point or 1)
    assert rows[2].point == pytest.approx((plain.point or 0) * ratio)


@pytest.mark.parametrize("share", [0.0, 1.2])
def test_a_share_outside_nought_and_one_is_not_taken(share: float) -> None:
    with pytest.raises(BadKnowledge, match="precision must be above 0"):
        corrected(WESTERN, precision=share)


def made(observed: int, low: float, point: float, high: float) -> Estimate:
    return Estimate(
        method="bic",
        lists=("A", "B"),
        observed=observed,
        low=low,
        point=point,
        high=high,
        version="",
        data_hash="",
    )


def test_draws_of_the_links_are_combined_by_the_rules_of_rubin() -> None:
    """By hand: log unseen 4, 4.2, 4.4 with standard errors of .1; B = .04, T = .01 + 4/3 B."""
    table = CountTable(lists=("A", "B"), cells={1: 40, 2: 30, 3: 30})
    z = 1.959963984540054
    answers = iter(
        made(100, *(100 + float(np.exp(q + z * s)) for s in (-0.1, 0.0, 0.1)))
        for q in (4.0, 4.2, 4.4)
    )
    found = combined(table, [table] * 3, lambda _: next(answers))
    between = 0.04 * 4 / 3
    freedom = 2 * (1 + 0.01 / between) ** 2
    assert freedom == pytest.approx(2.82, abs=0.01)
    assert found.point == pytest.approx(100 + np.exp(4.2))
    assert found.high is not None
    reach = 3.303 * sqrt(0.01 + between)  # 3.303: Student's t at .975 with 2.82 degrees
    assert np.log(found.high - 100) - 4.2 == pytest.approx(reach, rel=2e-3)
    assert found.share_of_links == pytest.approx(between / (0.01 + between))
    assert (found.smallest, found.largest) == pytest.approx((100 + np.exp(4.0), 100 + np.exp(4.4)))


def test_equal_draws_say_that_the_links_add_nothing() -> None:
    table = CountTable(lists=("A", "B"), cells={1: 40, 2: 30, 3: 30})
    found = combined(table, [table, table], lambda _: made(100, 120.0, 150.0, 225.0))
    assert found.share_of_links == 0
    assert (found.low, found.point, found.high) == pytest.approx((120, 150, 225))


def test_draws_without_an_estimate_are_counted_and_a_single_one_gives_a_range_alone() -> None:
    table = CountTable(lists=("A", "B"), cells={1: 40, 2: 30, 3: 30})
    none = Estimate(
        method="bic", lists=("A", "B"), observed=100, point=None, version="", data_hash=""
    )
    answers = iter([none, made(100, 120.0, 150.0, 200.0)])
    found = combined(table, [table, table], lambda _: next(answers))
    assert (found.sets, found.without_estimate) == (2, 1)
    assert (found.smallest, found.largest, found.point) == (150.0, 150.0, None)


def test_draws_must_be_tables_of_the_same_lists() -> None:
    table = CountTable(lists=("A", "B"), cells={1: 40, 2: 30, 3: 30})
    other = CountTable(lists=("A", "C"), cells={1: 40, 2: 30, 3: 30})
    with pytest.raises(BadKnowledge, match="table 2 of the linked tables has lists A, C"):
        combined(table, [table, other], lambda _: made(100, 120.0, 150.0, 200.0))
