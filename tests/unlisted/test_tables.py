"""Count tables: what they hold, what they refuse, and what does not change them."""

import csv
import io
import json
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlisted import errors
from unlisted.tables.catalogue import published
from unlisted.tables.reading import parse_csv
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import CountTable

SMALL = CountTable(lists=("A", "B", "C"), cells={1: 30, 2: 20, 4: 10, 3: 5, 7: 2})
KINGDOM = published("united_kingdom_2013")
NETHERLANDS = published("netherlands_2010_2015")
AB = ("A", "B")
NAN = float("nan")


@pytest.mark.parametrize(
    ("lists", "cells", "error", "words"),
    [
        (("A",), {1: 3}, errors.TooFewLists, "at least 2 lists, got 1"),
        (tuple("ABCDEFGHIJKLMNOPQ"), {1: 3}, errors.TooManyLists, "17 lists, and 16 .*: merge"),
        (AB, {1: 3, 2: -1}, errors.BadCount, "row B, column count: -1 is negative"),
        (AB, {1: 3, 3: 1.5}, errors.BadCount, r"row A\+B, column count: 1.5 is not a whole"),
        (AB, {1: 3, 3: NAN}, errors.BadCount, r"row A\+B, column count: nan is not a number"),
        (AB, {1: 2**53, 2: 1}, errors.BadCount, "9,007,199,254,740,993 people in all"),
        (AB, {1: True, 2: 1}, errors.BadCount, "row A, column count: True"),
        (AB, {0: 4, 1: 1, 2: 1}, errors.AllZeroRow, "4 people on no list"),
        (AB, {1: 4}, errors.EmptyList, r"list 'B' \(column 2\) has no person"),
        (AB, {1: 4, 2: 0}, errors.EmptyList, "list 'B'"),
        (AB, {1: 4, 2: 1, 4: 1}, errors.UnknownList, "cell 4"),
        (("A", "A"), {1: 4, 2: 1}, errors.UnknownList, "column 2: list 'A' is declared twice"),
        (("A", ""), {1: 4, 2: 1}, errors.UnknownList, "column 2: '' cannot be the name"),
        (("A", " B"), {1: 4, 2: 1}, errors.UnknownList, "column 2: ' B' cannot be the name"),
        (("A", "B\0"), {1: 4, 2: 1}, errors.UnknownList, "column 2"),
        (("\ufeffA", "B"), {1: 4, 2: 1}, errors.UnknownList, "column 1: '.ufeffA' cannot"),
        (("A", "\ud800"), {1: 4, 2: 1}, errors.UnknownList, "column 2"),
        ((1, 2), {1: 4, 2: 1}, errors.UnknownList, "column 1: 1 cannot be the name"),
    ],
)
def test_a_wrong_table_is_refused_with_row_and_column(
    lists: tuple[str, ...], cells: dict[int, int], error: type[errors.TableError], words: str
) -> None:
    with pytest.raises(error, match=words):
        CountTable(lists=lists, cells=cells)


def test_too_many_lists_are_an_error_of_the_table_and_of_the_models() -> None:
    assert issubclass(errors.TooManyLists, errors.TableError)
    assert issubclass(errors.TooManyLists, errors.ModelError)


def test_meanings_are_given_for_every_list_or_for_none() -> None:
    with pytest.raises(errors.UnknownList, match="1 meanings for 2 lists"):
        CountTable(lists=AB, cells={1: 1, 2: 1}, meanings=("police",))


def test_nobody_on_no_list_is_no_row_of_the_unseen() -> None:
    assert CountTable(lists=AB, cells={0: 0, 1: 1, 2: 1}).cells == {1: 1, 2: 1}


def test_sixteen_lists_of_any_name_are_a_table() -> None:
    names = (
        "A+B",
        "C=D",
        "E:F",
        "G,H",
        "I J",
        '"',
        "'",
        "é",
        "#",
        "0",
        "-",
        "π",
        ";",
        "x",
        "1",
        "Ω",
    )
    table = CountTable(lists=names, cells={1 << j: j + 1 for j in range(16)} | {(1 << 16) - 1: 4})
    assert table.observed == sum(range(1, 17)) + 4
    assert table.frequencies == (136, *([0] * 14), 4)
    assert (len(table.overlaps), table.empty_pairs) == (120, ())
    assert parse_csv(table.to_csv()) == table
    assert "A+B" in str(table)


def test_what_a_table_says_of_itself_is_counted_person_by_person() -> None:
    """Against counts over the 2,744 people one by one."""
    people = [cell for cell, count in KINGDOM.cells.items() for _ in range(count)]
    on = {name: 1 << j for j, name in enumerate(KINGDOM.lists)}
    assert KINGDOM.observed == len(people) == 2744
    assert KINGDOM.sizes == {name: sum(bool(p & on[name]) for p in people) for name in on}
    assert KINGDOM.frequencies == tuple(
        sum(p.bit_count() == j for p in people) for j in range(1, 7)
    )
    assert KINGDOM.on_two_or_more == sum(KINGDOM.frequencies[1:]) == 252
    assert KINGDOM.overlaps == {
        (a, b): sum(bool(p & on[a]) and bool(p & on[b]) for p in people)
        for j, a in enumerate(KINGDOM.lists)
        for b in KINGDOM.lists[j + 1 :]
    }
    assert KINGDOM.empty_pairs == (("LA", "GP"), ("LA", "NCA"))
    assert KINGDOM.sparsity == pytest.approx(1 - 25 / 63, rel=1e-12)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        SMALL.cells[1] = 99


def test_histories_spelled_in_another_order_are_the_same_history() -> None:
    table = CountTable.from_histories(AB, {("A",): 1, ("B",): 1, ("A", "B"): 2, ("B", "A"): 3})
    assert table.cells == {1: 1, 2: 1, 3: 5}


def test_the_hash_sees_counts_and_names_but_not_order_or_titles() -> None:
    turned = CountTable(lists=("C", "A", "B"), cells={2: 30, 4: 20, 1: 10, 6: 5, 7: 2})
    titled = CountTable(lists=SMALL.lists, cells=dict(SMALL.cells), title="other words")
    changed = CountTable(lists=SMALL.lists, cells={**SMALL.cells, 7: 3})
    renamed = CountTable(lists=("A", "B", "D"), cells=SMALL.cells)
    assert SMALL.data_hash == turned.data_hash == titled.data_hash
    assert len({SMALL.data_hash, changed.data_hash, renamed.data_hash}) == 3
    assert turned.canonical().cells == SMALL.cells


def test_the_hash_does_not_change_between_versions() -> None:
    """Stored runs are found again by this hash: a change of form must be a choice."""
    assert NETHERLANDS.data_hash.startswith("572877647a006d05")


def test_merged_lists_hold_everybody_who_was_on_any_of_them() -> None:
    merged = SMALL.merged(("A", "C"), name="AC")
    assert merged.lists == ("AC", "B")
    assert merged.cells == {1: 40, 2: 20, 3: 7}
    assert merged.observed == SMALL.observed


def test_the_british_six_lists_merge_into_the_published_five() -> None:
    """UKdat_5 of Silverman, Chan, Vincent (2024), doi:10.1007/s11222-023-10346-9, cell by cell."""
    published_cells = {
        ("LA",): 54, ("NG",): 463, ("PFNCA",): 995, ("GO",): 695, ("GP",): 316,
        ("LA", "NG"): 15, ("LA", "PFNCA"): 19, ("LA", "GO"): 3, ("NG", "PFNCA"): 62,
        ("NG", "GO"): 19, ("NG", "GP"): 1, ("PFNCA", "GO"): 76, ("PFNCA", "GP"): 11,
        ("GO", "GP"): 8, ("LA", "NG", "PFNCA"): 1, ("LA", "NG", "GO"): 1,
        ("NG", "PFNCA", "GO"): 4, ("LA", "NG", "PFNCA", "GO"): 1,
    }  # fmt: skip
    merged = KINGDOM.merged(("PF", "NCA"))
    assert merged.cells == CountTable.from_histories(merged.lists, published_cells).cells


def test_the_dutch_six_lists_merge_into_the_published_five() -> None:
    """Ned_5 of Silverman (2020), doi:10.1111/rssa.12505, cell by cell."""
    published_cells = {
        ("IO",): 756, ("K",): 1299, ("P",): 4466, ("R",): 650, ("Z",): 632, ("IO", "K"): 1,
        ("IO", "P"): 81, ("IO", "R"): 5, ("IO", "Z"): 73, ("K", "P"): 44, ("K", "Z"): 4,
        ("P", "R"): 82, ("P", "Z"): 125, ("R", "Z"): 2, ("IO", "P", "R"): 2,
        ("IO", "P", "Z"): 11, ("P", "R", "Z"): 1,
    }  # fmt: skip
    merged = NETHERLANDS.merged(("I", "O"))
    assert merged.cells == CountTable.from_histories(merged.lists, published_cells).cells


def test_the_eight_lists_of_new_orleans_merge_into_the_five() -> None:
    merged = published("new_orleans_eight_lists").merged("BEFG")
    assert merged.data_hash == published("new_orleans_five_lists").data_hash


@pytest.mark.parametrize(
    ("together", "name", "error"),
    [
        (("A",), None, errors.TooFewLists),
        (("A", "X"), None, errors.UnknownList),
        (("A", "C"), "B", errors.UnknownList),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(
    together: tuple[str, ...], name: str | None, error: type[errors.TableError]
) -> None:
    with pytest.raises(error):
        SMALL.merged(together, name=name)


def test_an_order_that_is_no_reordering_is_refused() -> None:
    with pytest.raises(errors.UnknownList, match="not a reordering"):
        published("korea_palembang").rearranged(("A", "B", "nobody"))


def test_people_on_dropped_lists_alone_leave_the_table() -> None:
    dropped = KINGDOM.dropped(("GP", "LA"))
    assert dropped.lists == ("NG", "PF", "GO", "NCA")
    assert dropped.meanings == tuple(KINGDOM.meanings[j] for j in (1, 2, 3, 5))
    alone = 316 + 54  # GP and LA alone; nobody is on those two only
    assert dropped.observed == KINGDOM.observed - alone
    assert dropped.sizes == {name: KINGDOM.sizes[name] for name in dropped.lists}


def test_no_fewer_than_two_lists_remain_when_lists_are_dropped() -> None:
    with pytest.raises(errors.TooFewLists):
        SMALL.dropped(("A", "B"))
    with pytest.raises(errors.UnknownList, match="'X' is not one of A, B, C"):
        SMALL.dropped(("X",))


def test_pooled_periods_add_up_whatever_the_order_of_their_lists() -> None:
    turned = SMALL.rearranged(("C", "A", "B"))
    pooled = CountTable.pool([SMALL, turned, SMALL])
    assert pooled.lists == SMALL.lists
    assert pooled.counts().tolist() == (3 * SMALL.counts()).tolist()


def test_a_table_without_one_of_its_periods_is_the_other_periods() -> None:
    first = CountTable(lists=("C", "B", "A"), cells={4: 10, 2: 20, 1: 3, 6: 5})
    assert CountTable.pool([SMALL, first]).minus(first) == SMALL


@pytest.mark.parametrize(
    ("attempt", "error", "words"),
    [
        (lambda: CountTable.pool([]), errors.TooFewLists, "no table to pool"),
        (lambda: CountTable.pool([SMALL, KINGDOM]), errors.UnknownList, "not a reordering"),
        (lambda: SMALL.minus(KINGDOM), errors.UnknownList, "not a reordering"),
        (
            lambda: SMALL.minus(CountTable(lists=SMALL.lists, cells={1: 1, 2: 1, 4: 1, 3: 6})),
            errors.BadCount,
            r"row A\+B: 6 people to be taken out, and there are 5",
        ),
        (
            lambda: SMALL.minus(CountTable(lists=SMALL.lists, cells={1: 1, 2: 1, 5: 1})),
            errors.BadCount,
            r"row A\+C: 1 people to be taken out, and there are 0",
        ),
        (lambda: SMALL.minus(SMALL), errors.EmptyList, "list 'A'"),
    ],
)
def test_tables_that_do_not_go_together_are_refused(
    attempt: Callable[[], CountTable], error: type[errors.TableError], words: str
) -> None:
    with pytest.raises(error, match=words):
        attempt()


class Frame:
    """The least that a data frame is: columns, and a column by its name."""

    def __init__(self, **columns: object) -> None:
        self.columns = list(columns)
        self._values = columns

    def __getitem__(self, name: str) -> object:
        return self._values[name]


EVERY_FORM = {
    "array of combinations": lambda: CountTable.from_arrays(
        SMALL.lists,
        [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1], [0, 0, 0]],
        [30, 20, 10, 5, 2, 0],
    ),
    "array of people": lambda: CountTable.from_arrays(
        SMALL.lists,
        np.repeat(np.eye(3, dtype=bool), [30, 20, 10], axis=0).tolist()
        + [[True, True, False]] * 5
        + [[True, True, True]] * 2,
    ),
    "dense vector": lambda: CountTable.from_counts(SMALL.lists, SMALL.counts()),
    "dense vector of the seen": lambda: CountTable.from_counts(SMALL.lists, SMALL.counts()[1:]),
    "mapping of columns": lambda: CountTable.from_frame(
        {
            "A": [1, 0, 0, 1, 1],
            "n": [30.0, 20.0, 10.0, 5.0, 2.0],
            "B": np.array([0, 1, 0, 1, 1]),
            "C": [False, False, True, np.False_, np.True_],
        },
        count="n",
    ),
    "data frame of strata": lambda: CountTable.from_frame(
        Frame(
            A=[1, 0, 0, 1, 1, 1],
            B=[0, 1, 0, 1, 1, 0],
            C=[0, 0, 1, 0, 1, 0],
            sex=["f", "f", "f", "f", "f", "m"],
            Count=[29, 20, 10, 5, 2, 1],
        ),
        strata=("sex",),
    ),
    "data frame of people": lambda: CountTable.from_frame(
        Frame(
            **{
                name: [cell >> j & 1 for cell, n in SMALL.cells.items() for _ in range(n)]
                for j, name in enumerate(SMALL.lists)
            }
        )
    ),
}


@pytest.mark.parametrize("form", EVERY_FORM)
def test_every_form_of_the_same_counts_is_the_same_table(form: str) -> None:
    assert EVERY_FORM[form]() == SMALL


@pytest.mark.parametrize(
    ("attempt", "error", "words"),
    [
        (
            lambda: CountTable.from_arrays(AB, [[1, 0], [0, 2]]),
            errors.NotBinary,
            "row 2, column B: 2",
        ),
        (lambda: CountTable.from_arrays(AB, [[1, NAN]]), errors.NotBinary, "row 1, column B: nan"),
        (lambda: CountTable.from_arrays(AB, [[1, None]]), errors.NotBinary, "column B: None"),
        (lambda: CountTable.from_arrays(AB, [[1, 0], [0, 0]]), errors.AllZeroRow, "row 2"),
        (
            lambda: CountTable.from_arrays(AB, [[1, 0], [0, 0]], [1, 1]),
            errors.AllZeroRow,
            "row 2: 1",
        ),
        (lambda: CountTable.from_arrays(AB, [[1, 0, 1]]), errors.BadDocument, r"shape \(1, 3\)"),
        (lambda: CountTable.from_arrays(AB, [[1, 0], [1]]), errors.BadDocument, "not an array"),
        (lambda: CountTable.from_arrays(AB, []), errors.BadDocument, "one row or more of 2 lists"),
        (
            lambda: CountTable.from_arrays(AB, [[1, 0], [1, 0]], [1, 2]),
            errors.DuplicateHistory,
            "row 2: A was counted",
        ),
        (
            lambda: CountTable.from_arrays(AB, [[1, 0], [0, 1]], [1, -2.0]),
            errors.BadCount,
            "row 2, column count: -2.0 is negative",
        ),
        (
            lambda: CountTable.from_arrays(AB, [[1, 0], [0, 1]], [1]),
            errors.BadDocument,
            r"shape \(1,\) for 2 rows",
        ),
        (lambda: CountTable.from_counts(AB, [1, 2]), errors.BadDocument, "2 lists have 3"),
        (lambda: CountTable.from_counts(AB, [1, 2, 3, 4]), errors.AllZeroRow, "1.* on no list"),
        (lambda: CountTable.from_counts(AB, [1, 2.5, 3]), errors.BadCount, "row B.*2.5"),
        (lambda: CountTable.from_frame([1, 2]), errors.BadDocument, "list has no named columns"),
        (lambda: CountTable.from_frame({}), errors.TooFewLists, "got 0"),
        (
            lambda: CountTable.from_frame({"A": [1, 0], "B": [1]}),
            errors.BadDocument,
            "column B: 1 values, where column A has 2",
        ),
        (
            lambda: CountTable.from_frame({"A": [1, 1], "B": [1, NAN], "count": [1, 2]}),
            errors.NotBinary,
            "row 2, column B: nan is not 0 or 1: fill in",
        ),
    ],
)
def test_arrays_and_frames_that_are_no_table_are_refused_with_row_and_column(
    attempt: Callable[[], CountTable], error: type[errors.TableError], words: str
) -> None:
    with pytest.raises(error, match=words):
        attempt()


@given(
    names=st.lists(st.text(min_size=1, max_size=6), min_size=2, max_size=5, unique=True),
    numbers=st.lists(st.integers(0, 2**40), min_size=31, max_size=31),
)
def test_a_table_as_csv_reads_back_as_the_same_table(names: list[str], numbers: list[int]) -> None:
    counts = {cell: numbers[cell - 1] for cell in range(1, 1 << len(names))}
    try:
        table = CountTable(lists=tuple(names), cells=counts)
    except errors.TableError:
        return
    if "count" not in names:
        assert parse_csv(table.to_csv()) == table


def test_a_list_called_count_needs_another_name_for_the_counts() -> None:
    table = CountTable(lists=("count", "B"), cells={1: 3, 2: 4})
    with pytest.raises(errors.UnknownList, match="a list is called 'count'"):
        table.to_csv()
    assert parse_csv(table.to_csv(count="people"), count="people") == table


def test_a_table_as_plain_values_spells_its_cells() -> None:
    found = json.loads(SMALL.to_json())
    assert found["cells"][2] == {"lists": ["A", "B"], "count": 5}
    assert (found["observed"], found["on_two_or_more"]) == (67, 7)
    assert found["data_hash"] == SMALL.data_hash


def test_a_table_prints_its_sizes_its_sparsity_and_its_overlaps() -> None:
    said = str(KINGDOM)
    for line in (
        "2,744 people on 6 lists, 252 of them on two or more.",
        "pairs sharing nobody  2 of 15: LA and GP, LA and NCA",
        "combinations seen     25 of 63 (60% are empty)",
        "  NG   18  567     65   25    1    6",
        "doi                   10.1111/rssa.12505",
    ):
        assert line in said
    assert "<th scope='col'>NCA</th>" in KINGDOM.to_html()
    assert "meaning" not in str(SMALL)


STRATA = StratifiedTable.from_array(
    ("A", "B"),
    ("sex", "year"),
    (("f", "1"), ("m", "1"), ("f", "2"), ("m", "2")),
    [[0, 30, 20, 10], [0, 5, 0, 0], [0, 1, 2, 3], [0, 0, 0, 0]],
)


def test_a_level_may_lack_people_until_it_is_asked_for_as_a_table() -> None:
    assert STRATA.counts(("m", "1")).tolist() == [0, 5, 0, 0]
    assert STRATA.table(("f", "1")).cells == {1: 30, 2: 20, 3: 10}
    with pytest.raises(errors.EmptyList, match=r"level sex m, year 1: list 'B'.*; pool this level"):
        STRATA.table(("m", "1"))


def test_levels_add_up_by_factor_and_in_all() -> None:
    assert STRATA.observed == STRATA.pooled().observed == int(STRATA.array().sum()) == 71
    assert STRATA.by("sex").levels == (("f",), ("m",))
    assert STRATA.by("sex").counts("f").tolist() == [0, 31, 22, 13]
    assert STRATA.by("year", "sex").counts(("2", "f")).tolist() == [0, 1, 2, 3]
    assert STRATA.by("year").pooled() == STRATA.pooled()


def test_the_hash_of_strata_sees_no_order() -> None:
    order = (3, 1, 0, 2)
    turned = StratifiedTable.from_array(
        ("B", "A"),
        ("year", "sex"),
        [STRATA.levels[j][::-1] for j in order],
        STRATA.array()[list(order)][:, [0, 2, 1, 3]],
    )
    other = StratifiedTable.from_array(
        STRATA.lists, STRATA.factors, STRATA.levels, STRATA.array() * 2
    )
    assert turned.data_hash == STRATA.data_hash != other.data_hash
    assert len({STRATA, turned}) == 2


def test_strata_print_people_per_level() -> None:
    assert "71 people on 2 lists, in 4 levels of sex by year." in str(STRATA)
    assert "\n  f / 1            60              10  40  30\n" in str(STRATA)
    assert json.loads(STRATA.to_json())["cells"][1] == [{"lists": ["A"], "count": 5}]


@pytest.mark.parametrize(
    ("factors", "levels", "array", "error", "words"),
    [
        ((), ((),), [[0, 1, 1, 1]], errors.UnknownLevel, "at least one"),
        (("f", "f"), (("a", "b"),), [[0, 1, 1, 1]], errors.UnknownLevel, "each only once"),
        (("A",), (("a",),), [[0, 1, 1, 1]], errors.UnknownLevel, "'A'.* is a list and a factor"),
        (("f",), (("a",), ("a",)), [[0, 1, 1, 1]] * 2, errors.UnknownLevel, "occurs twice"),
        (("f",), (("a", "b"),), [[0, 1, 1, 1]], errors.UnknownLevel, "not a text for each"),
        (("f",), (("a",),), [[0, 1, 1]], errors.BadDocument, r"need \(1, 4\)"),
        (("f",), (("a",),), [[1, 1, 1, 1]], errors.AllZeroRow, "level a: .*no list"),
        (("f",), (("a",),), [[0, 1, 0.5, 1]], errors.BadCount, "level a: row B.*0.5"),
        (("f",), (("a",),), [[0, 1, 0, 0]], errors.EmptyList, "'B' .* in any level"),
    ],
)
def test_strata_that_make_no_sense_are_refused(
    factors: tuple[str, ...],
    levels: tuple[tuple[str, ...], ...],
    array: list[list[float]],
    error: type[errors.UnlistedError],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        StratifiedTable.from_array(AB, factors, levels, array)


def test_levels_and_factors_that_are_not_there_are_refused_with_those_that_are() -> None:
    with pytest.raises(errors.UnknownLevel, match="no level 'x'; known: f / 1, m / 1"):
        STRATA.counts("x")
    with pytest.raises(errors.UnknownLevel, match="there is sex, year"):
        STRATA.by("age")


def test_the_rows_of_a_table_are_the_cells_in_order() -> None:
    """The CSV against the definition of a cell: bit j is list j."""
    rows = list(csv.reader(io.StringIO(SMALL.to_csv())))[1:]
    cells = {sum(int(bit) << j for j, bit in enumerate(row[:3])): int(row[3]) for row in rows}
    assert cells == SMALL.cells
