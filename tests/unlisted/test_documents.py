"""Table documents: the library's own TOML form, and the published tables carried in it."""

from pathlib import Path

import pytest

from unlisted import errors
from unlisted.tables.catalogue import entries, published, published_names, published_strata
from unlisted.tables.reading import read_strata, read_table
from unlisted.tables.table import Citation
from unlisted.tables.toml_documents import parse_strata, parse_table

BAD = errors.BadDocument
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
LEVELS = '''
name = "levels"
title = "A small table of two levels"
period = "2020"
lists = [{ letter = "I", meaning = "police" }, { letter = "P", meaning = "shelters" }]
factors = ["sex"]
[[strata]]
level = ["f"]
cells = """
I = 12
P = 30
"""
[[strata]]
level = ["m"]
cells = "I+P = 4"
'''


def test_a_document_becomes_a_table() -> None:
    table = parse_table(GOOD)
    assert table.cells == {1: 12, 2: 30, 3: 18}
    assert (table.name, table.period, table.meanings) == ("small", "2020", ("police", ""))
    assert table.citation == Citation(text="Invented.")


def test_a_document_of_levels_becomes_a_stratified_table() -> None:
    table = parse_strata(LEVELS)
    assert (table.factors, table.levels) == (("sex",), (("f",), ("m",)))
    assert table.array().tolist() == [[0, 12, 30, 0], [0, 0, 0, 4]]
    assert table.pooled().meanings == ("police", "shelters")


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("P+I = 18", "P+I = -1", errors.BadCount, r"row 4 \(P\+I = -1\), column count: '-1'"),
        ('[{ letter = "I", meaning = "police" }, { letter = "P" }]', '"I P"', BAD, "part 'lists'"),
        ('meaning = "police"', 'colour = "blue"', BAD, "lists, column 1: expected"),
        ('text = "Invented."', 'words = "Invented."', BAD, r"part 'citation': expected"),
        ("P+I = 18", "P+I = 1.5", errors.BadCount, "column count: '1.5' is not a whole number"),
        ("P+I = 18", "P+I = many", errors.BadCount, "column count: 'many' is not a number"),
        ("P+I = 18", "P+I = 1" + "0" * 30, errors.BadCount, "is more than 9,007,199,254,740,992"),
        ("P+I = 18", "P+X = 18", errors.UnknownList, "row 4 .*lists: list 'X' is not one of I, P"),
        ("P+I = 18", "P+I = 18\nI+P = 2", errors.DuplicateHistory, r"row 5 \(I\+P = 2\): seen bef"),
        ("P+I = 18", "P+P = 18", errors.DuplicateHistory, "a list is named twice"),
        ("P+I = 18", "0 = 18", errors.AllZeroRow, "row 4"),
        ("P+I = 18", "= 18", errors.AllZeroRow, "row 4"),
        ("P+I = 18", "P+I 18", BAD, "row 4 .*expected 'lists = count'"),
        ("P   = 30\nP+I = 18", "", errors.EmptyList, r"list 'P' \(column 2\)"),
        (', { letter = "P" }', "", errors.UnknownList, "row 3"),
        ('{ letter = "P" }', '{ letter = "P+Q" }', BAD, r"lists, column 2: 'P\+Q' .*as CSV"),
        ('{ letter = "P" }', '{ letter = "I" }', errors.UnknownList, "row 3"),
        ('name = "small"', "", BAD, "part 'name' is missing"),
        ('name = "small"', 'nam = "small"', BAD, "unknown part 'nam'"),
        ('{ letter = "P" }', '{ leter = "P" }', BAD, "lists, column 2"),
        ('text = "Invented."', "", BAD, "part 'text'"),
        ('name = "small"', "name = ", BAD, "not a TOML document"),
        ('name = "small"', f"name = {'[' * 5000}", BAD, "not a TOML document"),
        ('name = "small"', f"name = {'1' * 5000}", BAD, "not a TOML document"),
    ],
)
def test_a_wrong_document_is_refused_with_row_and_column(
    old: str, new: str, error: type[errors.TableError], words: str
) -> None:
    assert old in GOOD
    with pytest.raises(error, match=words):
        parse_table(GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "error", "words"),
    [
        ("I+P = 4", "I+P = -4", errors.BadCount, r"strata, part 2, cells, row 1 \(I\+P = -4\)"),
        ('level = ["m"]', 'level = "m"', BAD, "part 'level' is missing or is not a list of texts"),
        ('level = ["m"]', 'level = ["f"]', errors.UnknownLevel, "level 2 .*occurs twice"),
        ('level = ["m"]', 'levl = ["m"]', BAD, "strata, part 2: expected { level, cells }"),
        ('factors = ["sex"]', 'factors = ["sex", "year"]', errors.UnknownLevel, "level 1"),
        ('factors = ["sex"]', "", BAD, "part 'factors'"),
        ('name = "levels"', 'cells = ""', BAD, "unknown part 'cells'"),
    ],
)
def test_a_wrong_document_of_levels_is_refused_with_its_part(
    old: str, new: str, error: type[errors.UnlistedError], words: str
) -> None:
    assert old in LEVELS
    with pytest.raises(error, match=words):
        parse_strata(LEVELS.replace(old, new))


def test_a_document_without_levels_is_no_stratified_table() -> None:
    with pytest.raises(BAD, match="unknown part 'cells'"):
        parse_strata(GOOD)


def test_an_error_in_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(GOOD.replace("= 12", "= x"), encoding="utf-8")
    with pytest.raises(errors.BadCount, match=r"^wrong\.toml: cells, row 2"):
        read_table(path)


def test_documents_are_read_from_files(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "levels.TOML").write_text(LEVELS, encoding="utf-8")
    assert read_table(str(tmp_path / "one.toml")) == parse_table(GOOD)
    assert read_strata(tmp_path / "levels.TOML") == parse_strata(LEVELS)
    with pytest.raises(errors.UnknownLevel, match=r"levels\.TOML: no factor .*'age'"):
        read_strata(tmp_path / "levels.TOML", strata=("age",))


PUBLISHED = [
    ("artificial_three_lists", 3, 4, 96),
    ("korea_palembang", 3, 6, 123),
    ("netherlands_2010_2015", 6, 24, 8234),
    ("new_orleans_eight_lists", 8, 19, 186),
    ("new_orleans_five_lists", 5, 14, 186),
    ("united_kingdom_2013", 6, 25, 2744),
    ("western_united_states", 5, 13, 345),
]


@pytest.mark.parametrize(("name", "lists", "rows", "people"), PUBLISHED)
def test_published_tables_hold_what_their_papers_say(
    name: str, lists: int, rows: int, people: int
) -> None:
    table = published(name)
    assert (table.name, len(table.lists), len(table.cells), table.observed) == (
        name,
        lists,
        rows,
        people,
    )
    assert table.citation is not None
    assert table.citation.doi.startswith("10.")
    assert name in published_names()


def test_the_births_with_spina_bifida_are_counted_per_group() -> None:
    """Madigan, York (1997), doi:10.1093/biomet/84.1.19: 621 children on three lists."""
    table = published_strata("spina_bifida_strata")
    assert dict(zip(table.levels, table.array().sum(axis=1).tolist(), strict=True)) == {
        ("caucasian",): 583,
        ("afro-american",): 36,
        ("other",): 2,
    }
    assert table.pooled().cells == {1: 244, 2: 48, 3: 142, 4: 60, 5: 111, 6: 4, 7: 12}
    assert table.pooled().meanings[0] == "birth certificates"


def test_the_catalogue_lists_all_that_is_carried_with_its_source() -> None:
    listed = {entry.name: entry for entry in entries()}
    assert sorted(listed) == sorted([*published_names(), "spina_bifida_strata"])
    assert [name for name, *_ in PUBLISHED] == list(published_names())
    for name, entry in listed.items():
        assert entry.citation is not None
        assert entry.citation.doi.startswith("10."), name
        assert entry.title
    assert (listed["spina_bifida_strata"].observed, listed["spina_bifida_strata"].factors) == (
        621,
        ("eth",),
    )
    assert listed["korea_palembang"].lists == ("b", "c", "d")


def test_an_unknown_published_table_is_refused_with_the_known_ones() -> None:
    with pytest.raises(errors.UnknownTable, match="known: artificial_three_lists, korea"):
        published("atlantis")
    with pytest.raises(errors.UnknownTable, match=r"published_strata\('spina_bifida_strata'\)"):
        published("spina_bifida_strata")
    with pytest.raises(errors.UnknownTable, match="known: spina_bifida_strata"):
        published_strata("korea_palembang")
