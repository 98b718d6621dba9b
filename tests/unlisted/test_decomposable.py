"""Averaging over decomposable graphs: the graphs, the peers' figures, and a plain second way.

Figures marked dga are those of the R package dga 2.0.2 (Johndrow, Lum, Ball) on the same grid:
1000 points from 1 to 30 n, rounded, prior 1/N, 2**-k people per cell.
"""

from itertools import combinations
from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.compiling import COMPILED
from unlisted.errors import BadRequest, TooFewLists, TooManyLists
from unlisted.estimators.averaging import Posterior, add_up, log_factors, posterior_of, unseen_grid
from unlisted.estimators.decomposable import by_graph_averaging, mass_at_end, modes_of
from unlisted.estimators.graphs import cliques_of, decomposable_graphs
from unlisted.results import CautionCode, Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

TABLES = {
    "Korea": published("korea_palembang"),
    "UKdat_5": published("united_kingdom_2013").merged(("PF", "NCA")),
    "Ned_5": published("netherlands_2010_2015").merged(("I", "O")),
    "NewOrl_5": published("new_orleans_five_lists"),
    "Western": published("western_united_states"),
}


def codes(found: Estimate) -> set[CautionCode]:
    return {caution.code for caution in found.warnings}


# The graphs


@pytest.mark.parametrize(
    ("lists", "graphs"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154), (7, 617_675)]
)
def test_there_are_as_many_decomposable_graphs_as_counted_elsewhere(
    lists: int, graphs: int
) -> None:
    """Labelled chordal graphs, OEIS A058862."""
    if lists == 7 and not COMPILED:
        pytest.skip("two million graphs take minutes without numba")
    assert len(decomposable_graphs(lists).edges) == graphs


def test_on_four_lists_only_the_three_rings_are_not_decomposable() -> None:
    missing = set(range(64)) - set(map(int, decomposable_graphs(4).edges))
    pairs = list(combinations(range(4), 2))
    rings = set()
    for left_out in ({(0, 1), (2, 3)}, {(0, 2), (1, 3)}, {(0, 3), (1, 2)}):
        rings.add(sum(1 << bit for bit, pair in enumerate(pairs) if pair not in left_out))
    assert missing == rings


def test_a_graph_is_told_by_its_largest_cliques() -> None:
    names = ("A", "B", "C", "D")
    assert cliques_of(0, names) == (("A",), ("B",), ("C",), ("D",))
    assert cliques_of(0b111111, names) == (names,)
    assert cliques_of(0b001011, names) == (("A", "B", "C"), ("D",))  # AB, AC, BC


# The peers' figures


@pytest.mark.parametrize(
    ("name", "low", "point", "high", "mean", "top"),
    [
        ("Korea", 124, 161, 460, 206.1560731369, 0.68803393478),
        ("UKdat_5", 10_408, 23_016, 33_481, 21_282.215832388, 0.44343127194),
        ("Ned_5", 41_616, 50_270, 203_328, 88_569.3848174212, 0.55551201572),
        ("NewOrl_5", 528, 846, 1_589, 900.7573243325, 0.071736619766),
        ("Western", 1_340, 2_128, 3_868, 2_253.9603344381, 0.1130604804),
    ],
)
def test_figures_are_those_of_dga(
    name: str, low: int, point: int, high: int, mean: float, top: float
) -> None:
    found = by_graph_averaging(TABLES[name])
    assert (found.low, found.point, found.high) == (low, point, high)
    assert found.details["posterior_mean"] == pytest.approx(mean, rel=1e-9)
    best = found.details["top_graphs"][0]
    assert best["chance"] == pytest.approx(top, rel=1e-9)
    assert (found.method, found.interval, found.seed) == ("dga", "posterior", None)


def test_a_grid_of_every_number_gives_what_dga_gives_on_it() -> None:
    """Korea, every unseen number from 1 to 10 n: 163 (127-401), mean 194.499704251."""
    counts = TABLES["Korea"].canonical().counts()
    found = posterior_of(counts, np.arange(1.0, 1231.0), 0.125)
    assert [found.quantile(share) for share in (0.025, 0.5, 0.975)] == [127, 163, 401]
    assert found.mean == pytest.approx(194.499704251, rel=1e-9)
    assert found.graph_chances.max() == pytest.approx(0.70725067863, rel=1e-9)


def test_six_lists_are_no_trouble() -> None:
    found = by_graph_averaging(published("united_kingdom_2013"))
    assert found.models_considered == 18_154
    assert found.low is not None
    assert found.high is not None
    assert found.low < 12_304 == found.point < found.high  # no peer goes beyond five lists


# A plain second way


def margin(table: CountTable, among: frozenset[int], unseen: int, delta: float) -> float:
    """L of a set of lists, straight from its definition."""
    cells: dict[tuple[int, ...], float] = {}
    for cell in range(1 << len(table.lists)):
        count = table.cells.get(cell, 0) if cell else unseen
        key = tuple(cell >> j & 1 for j in sorted(among))
        cells[key] = cells.get(key, 0.0) + count
    prior = delta * 2 ** (len(table.lists) - len(among))
    return sum(lgamma(count + prior) - lgamma(prior) for count in cells.values())


def separators(cliques: list[frozenset[int]]) -> list[frozenset[int]]:
    """Of a junction tree, found as the heaviest spanning tree of the clique graph."""
    inside, outside, found = cliques[:1], cliques[1:], []
    while outside:
        one, two = max(
            ((a, b) for a in inside for b in outside), key=lambda pair: len(pair[0] & pair[1])
        )
        found.append(one & two)
        inside.append(two)
        outside.remove(two)
    return found


def plain_posterior(table: CountTable, unseen: list[int]) -> tuple[list[float], list[float]]:
    """Chances of the grid and of the graphs, by cliques and separators, one number at a time."""
    lists = len(table.lists)
    delta, logs = 2.0**-lists, []
    for edges in decomposable_graphs(lists).edges:
        names = tuple(str(j) for j in range(lists))
        cliques = [frozenset(map(int, clique)) for clique in cliques_of(int(edges), names)]
        row = []
        for hidden in unseen:
            value = sum(margin(table, clique, hidden, delta) for clique in cliques)
            value -= sum(margin(table, part, hidden, delta) for part in separators(cliques))
            value -= margin(table, frozenset(), hidden, delta)
            people = table.observed + hidden
            row.append(value + lgamma(people + 1) - lgamma(hidden + 1) - log(people))
        logs.append(row)
    top = max(map(max, logs))
    joint = [[exp(value - top) for value in row] for row in logs]
    whole = sum(map(sum, joint))
    by_point = [sum(column) / whole for column in zip(*joint, strict=True)]
    return by_point, [sum(row) / whole for row in joint]


@pytest.mark.parametrize(
    "table",
    [
        TABLES["Korea"],
        published("artificial_three_lists"),
        TABLES["NewOrl_5"].merged(("A", "BEFG")),
    ],
)
def test_elimination_gives_what_cliques_and_separators_give(table: CountTable) -> None:
    unseen = [1, 2, 5, 20, 100, 250, 700, 1500, 4000]
    lists = len(table.lists)
    found = posterior_of(table.counts(), np.array(unseen, dtype=float), 2.0**-lists)
    by_point, by_graph = plain_posterior(table, unseen)
    assert found.chances == pytest.approx(by_point, rel=1e-8, abs=1e-12)
    assert found.graph_chances == pytest.approx(by_graph, rel=1e-8, abs=1e-12)


def test_the_kernel_gives_the_same_without_compiling() -> None:
    counts = TABLES["NewOrl_5"].counts()
    unseen = unseen_grid(186, 50, 30.0)
    table, base = log_factors(counts, unseen, 2.0**-5), np.zeros(unseen.size)
    plain = getattr(add_up, "py_func", add_up)
    factors = decomposable_graphs(5).factors
    results = []
    for kernel in (add_up, plain):
        total, weights = np.zeros(unseen.size), np.zeros(len(factors))
        offset = kernel(factors, table, base, total, weights)
        results.append((offset, total, weights))
    assert results[0][0] == pytest.approx(results[1][0], rel=1e-12)
    assert results[0][1] == pytest.approx(results[1][1], rel=1e-9)
    assert results[0][2] == pytest.approx(results[1][2], rel=1e-9)


def test_threads_change_nothing() -> None:
    counts = published("netherlands_2010_2015").canonical().counts()
    unseen = unseen_grid(8234, 100, 30.0)
    one, two = (posterior_of(counts, unseen, 2.0**-6, threads=threads) for threads in (1, 2))
    assert np.array_equal(one.chances, two.chances)
    assert np.array_equal(one.graph_chances, two.graph_chances)


@settings(max_examples=15, deadline=None)
@given(
    cells=st.dictionaries(st.integers(1, 15), st.integers(1, 60), min_size=5, max_size=15),
    order=st.permutations(["A", "B", "C", "D"]),
)
def test_the_order_of_the_lists_changes_nothing(cells: dict[int, int], order: list[str]) -> None:
    table = CountTable(lists=("A", "B", "C", "D"), cells={**{1 << j: 3 for j in range(4)}, **cells})
    here, there = (by_graph_averaging(t, grid=100) for t in (table, table.rearranged(order)))
    assert (here.low, here.point, here.high) == (there.low, there.point, there.high)
    tops = [
        [
            ({frozenset(clique.split(":")) for clique in graph["cliques"].split(",")}, graph)
            for graph in one.details["top_graphs"]
        ]
        for one in (here, there)
    ]
    for (cliques, graph), (others, other) in zip(*tops, strict=True):
        assert cliques == others
        assert graph["chance"] == other["chance"]


# What makes the number doubtful


def test_the_dutch_posterior_is_told_to_have_two_peaks() -> None:
    found = by_graph_averaging(TABLES["Ned_5"])
    assert CautionCode.BIMODAL in codes(found)
    low, high = found.details["modes"]
    assert low["population"] < 50_000 < 150_000 < high["population"]
    assert CautionCode.PRIOR_SENSITIVE in codes(found)
    assert found.details["median_half_delta"] > 140_000


def test_a_single_peak_is_not_called_two() -> None:
    for name in ("Korea", "NewOrl_5", "Western"):
        assert CautionCode.BIMODAL not in codes(by_graph_averaging(TABLES[name])), name


@pytest.mark.parametrize(
    ("second", "dip", "peaks"), [(0.8, 0.1, 2), (0.8, 0.7, 1), (0.02, 0.001, 1)]
)
def test_peaks_are_parted_by_a_valley_and_by_mass(second: float, dip: float, peaks: int) -> None:
    heights = np.array([0.1, 0.5, 1.0, 0.5, dip, second, 0.2 * second])
    chances = heights / heights.sum()
    nothing = np.zeros(0)
    posterior = Posterior(
        populations=np.arange(7.0),
        chances=chances,
        graphs=nothing.astype(np.int64),
        graph_chances=nothing,
    )
    modes = modes_of(posterior)
    assert len(modes) == peaks
    assert sum(mode.chance for mode in modes) == pytest.approx(1.0)
    assert modes[0].population == 2.0


def test_a_grid_that_ends_too_early_is_told() -> None:
    short = by_graph_averaging(TABLES["Western"], furthest=8.0)
    assert CautionCode.GRID_END in codes(short)
    assert short.details["mass_at_grid_end"] > 0.001
    assert CautionCode.GRID_END not in codes(by_graph_averaging(TABLES["Western"]))


def test_mass_at_the_end_is_that_of_the_last_hundredth() -> None:
    points = 200
    posterior = Posterior(
        populations=np.arange(float(points)),
        chances=np.full(points, 1.0 / points),
        graphs=np.zeros(0, dtype=np.int64),
        graph_chances=np.zeros(0),
    )
    assert mass_at_end(posterior) == pytest.approx(0.01)


def test_empty_pairs_are_told() -> None:
    assert CautionCode.EMPTY_PAIRS in codes(by_graph_averaging(TABLES["Western"]))
    assert CautionCode.EMPTY_PAIRS not in codes(by_graph_averaging(TABLES["Korea"]))


# Requests


def test_two_lists_are_too_few_and_eight_too_many() -> None:
    with pytest.raises(TooFewLists, match="at least 3 lists"):
        by_graph_averaging(CountTable(lists=("A", "B"), cells={1: 5, 2: 5, 3: 2}))
    eight = CountTable(lists=tuple("ABCDEFGH"), cells={1 << j: 1 for j in range(8)})
    with pytest.raises(TooManyLists, match="merge"):
        by_graph_averaging(eight)


@pytest.mark.parametrize("wrong", [{"level": 1.0}, {"delta": 0.0}, {"grid": 10}, {"furthest": 0.5}])
def test_a_setting_out_of_range_is_named(wrong: dict[str, float]) -> None:
    with pytest.raises(BadRequest, match=next(iter(wrong))):
        by_graph_averaging(TABLES["Korea"], **wrong)


def test_progress_is_told_per_block() -> None:
    seen: list[tuple[int, int]] = []
    by_graph_averaging(
        published("united_kingdom_2013"), grid=100, progress=lambda *step: seen.append(step)
    )
    assert seen[-1][0] == seen[-1][1] == len(seen) > 10
