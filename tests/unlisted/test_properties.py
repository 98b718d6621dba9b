"""What must not change a figure, and what must change it in proportion."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unlisted as ul
from unlisted.errors import EmptyList, NoEstimate
from unlisted.selection.ranking import RankedModel, Selection

CELLS = st.fixed_dictionaries(
    {c: st.integers(1, 80) if c.bit_count() == 1 else st.integers(0, 9) for c in range(1, 16)}
)
PAIRS = st.sets(st.sampled_from([3, 5, 6, 9, 10, 12]))
LISTS = tuple("ABCD")


def terms_by_name(model: RankedModel) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(term) for term in model.terms)


def figures(selection: Selection) -> dict[frozenset[frozenset[str]], tuple[float, ...]]:
    """Population, BIC and weight of every estimable model, by its interactions."""
    ranked = selection.top(selection.considered)
    return {terms_by_name(m): (m.population, m.bic, m.aicc, m.weight) for m in ranked}


@settings(max_examples=15, deadline=None, derandomize=True)
@given(cells=CELLS, order=st.permutations("ABCD"), rows=st.permutations(range(1, 16)))
def test_the_order_of_lists_and_rows_changes_nothing(
    cells: dict[int, int], order: list[str], rows: list[int]
) -> None:
    table = ul.CountTable(lists=LISTS, cells=cells)
    shuffled = ul.CountTable(lists=LISTS, cells={row: cells[row] for row in rows})
    one, two = ul.select(table), ul.select(shuffled.rearranged(order))
    assert one.excluded == two.excluded
    ours, theirs = figures(one), figures(two)
    assert ours.keys() == theirs.keys()
    for terms, found in ours.items():
        assert theirs[terms] == pytest.approx(found, rel=1e-8)
    best = two.best
    if best is None:
        return
    assert terms_by_name(best.in_order(LISTS)) == terms_by_name(best)
    assert all(list(term) == sorted(term) for term in best.in_order(LISTS).terms)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(cells=CELLS, pairs=PAIRS, times=st.integers(2, 50))
def test_a_table_so_many_times_as_large_gives_so_many_times_the_people(
    cells: dict[int, int], pairs: set[int], times: int
) -> None:
    small = ul.CountTable(lists=LISTS, cells=cells)
    large = ul.CountTable(lists=LISTS, cells={c: n * times for c, n in cells.items()})
    model = ul.Model.of(4, pairs)
    try:
        one = ul.fit(small, model)
    except NoEstimate:
        with pytest.raises(NoEstimate):
            ul.fit(large, model)
        return
    assert np.isclose(ul.fit(large, model).population, times * one.population, rtol=1e-8)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(cells=CELLS, pairs=PAIRS)
def test_the_fit_reproduces_every_total_that_the_model_contains(
    cells: dict[int, int], pairs: set[int]
) -> None:
    table = ul.CountTable(lists=LISTS, cells=cells)
    try:
        found = ul.fit(table, ul.Model.of(4, pairs))
    except NoEstimate:
        return
    mean = {
        c: np.exp(sum(b for a, b in found.coefficients.items() if c & a == a)) for c in range(1, 16)
    }
    for term in found.model.terms:
        fitted = sum(m for c, m in mean.items() if c & term == term)
        seen = sum(n for c, n in table.cells.items() if c & term == term)
        assert np.isclose(fitted, seen, rtol=1e-9, atol=1e-9)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(cells=CELLS, together=st.sets(st.sampled_from("ABCD"), min_size=2, max_size=3))
def test_merging_lists_keeps_everybody(cells: dict[int, int], together: set[str]) -> None:
    table = ul.CountTable(lists=LISTS, cells=cells)
    merged = table.merged(sorted(together))
    assert merged.observed == table.observed
    assert len(merged.lists) == 5 - len(together)
    assert merged.on_two_or_more <= table.on_two_or_more


@settings(max_examples=10, deadline=None, derandomize=True)
@given(cells=CELLS, place=st.integers(0, 4))
def test_a_list_with_nobody_on_it_is_refused_by_name(cells: dict[int, int], place: int) -> None:
    names = [*"ABCD"]
    names.insert(place, "E")
    moved = {c & ((1 << place) - 1) | c >> place << place + 1: n for c, n in cells.items()}
    with pytest.raises(EmptyList, match="'E'"):
        ul.CountTable(lists=tuple(names), cells=moved)
