"""Table documents: the library's own TOML form, and the published tables carried in it."""

from pathlib import Path

import pytest

import unlisted as ul

BAD = ul.BadDocument
GOOD = '''
name = "small"
title = "A small table"
period = "2020"
lists = [{ letter = "I", meaning = "police" }, { letter = "P" }]
cells = """
# comment
I   = 12
P   = 30
P+I = 18
"""
[citation]
text = "Invented."
'''


def test_a_document_becomes_a_table() -> None:
    table = ul.parse_table(GOOD)
    assert table.cells == {1: 12, 2: 30, 3: 18}
    assert (table.name, table.period, table.meanings) == ("small", "2020", ("police", ""))
    assert table.citation == ul.Citation(text="Invented.")


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("P+I = 18", "P+I = -1", ul.BadCount, r"row 4 \(P\+I = -1\), column count: '-1'"),
        ('[{ letter = "I", meaning = "police" }, { letter = "P" }]', '"I P"', BAD, "part 'lists'"),
        ('meaning = "police"', 'colour = "blue"', BAD, "lists, column 1: expected"),
        ('text = "Invented."', 'words = "Invented."', BAD, r"part 'citation': expected"),
        ("P+I = 18", "P+I = 1.5", ul.BadCount, "column count: '1.5' is not a whole number"),
        (
            "P+I = 18",
            "P+X = 18",
            ul.UnknownList,
            "row 4 .*column lists: list 'X' is not one of I, P",
        ),
        ("P+I = 18", "P+I = 18\nI+P = 2", ul.DuplicateHistory, r"row 5 \(I\+P = 2\): seen before"),
        ("P+I = 18", "P+P = 18", ul.DuplicateHistory, "a list is named twice"),
        ("P+I = 18", "0 = 18", ul.AllZeroRow, "row 4"),
        ("P+I = 18", "= 18", ul.AllZeroRow, "row 4"),
        ("P+I = 18", "P+I 18", ul.BadDocument, "row 4 .*expected 'lists = count'"),
        ("P   = 30\nP+I = 18", "", ul.EmptyList, r"list 'P' \(column 2\)"),
        (', { letter = "P" }', "", ul.UnknownList, "row 3"),
        ('name = "small"', "", ul.BadDocument, "part 'name' is missing"),
        ('name = "small"', 'nam = "small"', ul.BadDocument, "unknown part 'nam'"),
        ('{ letter = "P" }', '{ leter = "P" }', ul.BadDocument, "lists, column 2"),
        ('text = "Invented."', "", ul.BadDocument, "part 'text'"),
        ('name = "small"', "name = ", ul.BadDocument, "not a TOML document"),
    ],
)
def test_a_wrong_document_is_refused_with_row_and_column(
    old: str, new: str, error: type[ul.TableError], words: str
) -> None:
    assert old in GOOD
    with pytest.raises(error, match=words):
        ul.parse_table(GOOD.replace(old, new))


def test_an_error_in_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(GOOD.replace("= 12", "= x"), encoding="utf-8")
    with pytest.raises(ul.BadCount, match=r"^wrong\.toml: cells, row 2"):
        ul.read_table(path)


@pytest.mark.parametrize(
    ("name", "lists", "rows", "people"),
    [
        ("artificial_three_lists", 3, 4, 96),
        ("korea_palembang", 3, 6, 123),
        ("netherlands_2010_2015", 6, 24, 8234),
        ("new_orleans_five_lists", 5, 14, 186),
        ("united_kingdom_2013", 6, 25, 2744),
        ("western_united_states", 5, 13, 345),
    ],
)
def test_published_tables_hold_what_their_papers_say(
    name: str, lists: int, rows: int, people: int
) -> None:
    table = ul.published(name)
    assert (table.name, len(table.lists), len(table.cells), table.observed) == (
        name,
        lists,
        rows,
        people,
    )
    assert table.citation is not None
    assert table.citation.doi.startswith("10.")
    assert name in ul.published_names()


def test_an_unknown_published_table_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ul.UnknownTable, match="known: artificial_three_lists, korea"):
        ul.published("atlantis")
