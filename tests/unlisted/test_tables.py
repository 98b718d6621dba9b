"""Count tables: what they hold, what they refuse, and what does not change them."""

import pytest

import unlisted as ul

SMALL = ul.CountTable(lists=("A", "B", "C"), cells={1: 30, 2: 20, 4: 10, 3: 5, 7: 2})


@pytest.mark.parametrize(
    ("lists", "cells", "error", "words"),
    [
        (("A",), {1: 3}, ul.TooFewLists, "at least 2 lists, got 1"),
        (("A", "B"), {1: 3, 2: -1}, ul.BadCount, "row B, column count: -1 is negative"),
        (("A", "B"), {1: 3, 3: 1.5}, ul.BadCount, r"row A\+B, column count: 1.5 is not a whole"),
        (("A", "B"), {1: True, 2: 1}, ul.BadCount, "row A, column count: True"),
        (("A", "B"), {0: 4, 1: 1, 2: 1}, ul.AllZeroRow, "4 people on no list"),
        (("A", "B"), {1: 4}, ul.EmptyList, r"list 'B' \(column 2\) has no person"),
        (("A", "B"), {1: 4, 2: 0}, ul.EmptyList, "list 'B'"),
        (("A", "B"), {1: 4, 2: 1, 4: 1}, ul.UnknownList, "cell 4"),
        (("A", "A"), {1: 4, 2: 1}, ul.UnknownList, "column 2: list 'A' is declared twice"),
        (("A", "B+C"), {1: 4, 2: 1}, ul.UnknownList, "column 2"),
    ],
)
def test_a_wrong_table_is_refused_with_row_and_column(
    lists: tuple[str, ...], cells: dict[int, int], error: type[ul.TableError], words: str
) -> None:
    with pytest.raises(error, match=words):
        ul.CountTable(lists=lists, cells=cells)


def test_overlaps_count_people_on_both_lists_whatever_else_they_are_on() -> None:
    assert SMALL.overlaps == {("A", "B"): 7, ("A", "C"): 2, ("B", "C"): 2}
    assert (SMALL.observed, SMALL.on_two_or_more, SMALL.empty_pairs) == (67, 7, ())


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        SMALL.cells[1] = 99


def test_histories_spelled_in_another_order_are_the_same_history() -> None:
    table = ul.CountTable.from_histories(
        ("A", "B"), {("A",): 1, ("B",): 1, ("A", "B"): 2, ("B", "A"): 3}
    )
    assert table.cells == {1: 1, 2: 1, 3: 5}


def test_the_hash_sees_counts_and_names_but_not_order_or_titles() -> None:
    turned = ul.CountTable(lists=("C", "A", "B"), cells={2: 30, 4: 20, 1: 10, 6: 5, 7: 2})
    titled = ul.CountTable(lists=SMALL.lists, cells=dict(SMALL.cells), title="other words")
    changed = ul.CountTable(lists=SMALL.lists, cells={**SMALL.cells, 7: 3})
    renamed = ul.CountTable(lists=("A", "B", "D"), cells=SMALL.cells)
    assert SMALL.data_hash == turned.data_hash == titled.data_hash
    assert len({SMALL.data_hash, changed.data_hash, renamed.data_hash}) == 3
    assert turned.canonical().cells == SMALL.cells


def test_the_hash_does_not_change_between_versions() -> None:
    """Stored runs are found again by this hash: a change of form must be a choice."""
    assert ul.published("netherlands_2010_2015").data_hash.startswith("572877647a006d05")


def test_merged_lists_hold_everybody_who_was_on_any_of_them() -> None:
    merged = SMALL.merged(("A", "C"), name="AC")
    assert merged.lists == ("AC", "B")
    assert merged.cells == {1: 40, 2: 20, 3: 7}
    assert merged.observed == SMALL.observed


@pytest.mark.parametrize(
    ("together", "name", "error"),
    [
        (("A",), None, ul.TooFewLists),
        (("A", "X"), None, ul.UnknownList),
        (("A", "C"), "B", ul.UnknownList),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    together: tuple[str, ...], name: str | None, error: type[ul.TableError]
) -> None:
    with pytest.raises(error):
        SMALL.merged(together, name=name)


def test_an_order_that_is_no_reordering_is_refused() -> None:
    with pytest.raises(ul.UnknownList, match="not a reordering"):
        ul.published("korea_palembang").rearranged(("A", "B", "nobody"))
