"""What must not change a figure, and what must change it in proportion."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import unlisted as ul

CELLS = st.fixed_dictionaries(
    {c: st.integers(1, 80) if c.bit_count() == 1 else st.integers(0, 9) for c in range(1, 16)}
)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(cells=CELLS, order=st.permutations("ABCD"), rows=st.permutations(range(1, 16)))
def test_the_order_of_lists_and_rows_changes_nothing(
    cells: dict[int, int], order: list[str], rows: list[int]
) -> None:
    table = ul.CountTable(lists=tuple("ABCD"), cells=cells)
    shuffled = ul.CountTable(lists=table.lists, cells={row: cells[row] for row in rows})
    turned = shuffled.rearranged(order)
    one = ul.estimate(table, replicates=10, seed=3)
    two = ul.estimate(turned, replicates=10, seed=3)
    pairs = [r.model.pairs if r.model else () for r in (one, two)]
    assert {frozenset(pair) for pair in pairs[0]} == {frozenset(pair) for pair in pairs[1]}
    assert replace(two, lists=one.lists, model=one.model, seconds=one.seconds) == one


@settings(max_examples=30, deadline=None, derandomize=True)
@given(cells=CELLS, pairs=st.sets(st.sampled_from([3, 5, 6, 9, 10, 12])), times=st.integers(2, 50))
def test_a_table_so_many_times_as_large_gives_so_many_times_the_people(
    cells: dict[int, int], pairs: set[int], times: int
) -> None:
    small = ul.CountTable(lists=tuple("ABCD"), cells=cells)
    large = ul.CountTable(lists=tuple("ABCD"), cells={c: n * times for c, n in cells.items()})
    model = ul.Model.of(4, pairs)
    try:
        one = ul.fit(small, model)
    except ul.NoEstimate:
        return
    assert np.isclose(ul.fit(large, model).population, times * one.population, rtol=1e-8)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(cells=CELLS, pairs=st.sets(st.sampled_from([3, 5, 6, 9, 10, 12])))
def test_the_fit_reproduces_every_total_that_the_model_contains(
    cells: dict[int, int], pairs: set[int]
) -> None:
    table = ul.CountTable(lists=tuple("ABCD"), cells=cells)
    try:
        found = ul.fit(table, ul.Model.of(4, pairs))
    except ul.NoEstimate:
        return
    mean = {
        c: np.exp(sum(b for a, b in found.coefficients.items() if c & a == a)) for c in range(1, 16)
    }
    for term in found.model.terms:
        fitted = sum(m for c, m in mean.items() if c & term == term)
        seen = sum(n for c, n in table.cells.items() if c & term == term)
        assert np.isclose(fitted, seen, rtol=1e-9, atol=1e-9)


def test_the_seed_and_nothing_else_fixes_the_interval() -> None:
    table = ul.published("korea_palembang")
    first = ul.estimate(table, replicates=100, seed=11, threads=1)
    again = ul.estimate(table, replicates=100, seed=11, threads=3)
    other = ul.estimate(table, replicates=100, seed=12)
    assert replace(again, seconds=first.seconds) == first
    assert (other.low, other.high) != (first.low, first.high)
    assert other.point == first.point
