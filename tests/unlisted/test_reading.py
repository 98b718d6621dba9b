"""Capture histories from files: what is read, and the sentence for each kind of bad file."""

import os
from pathlib import Path

import pytest

from unlisted import errors
from unlisted.tables import reading
from unlisted.tables.catalogue import published
from unlisted.tables.reading import parse_csv, read_strata, read_table
from unlisted.tables.table import CountTable

GOOD = "police,shelters,count\n1,0,30\n0,1,20\n1,1,10\n"
TABLE = CountTable(lists=("police", "shelters"), cells={1: 30, 2: 20, 3: 10})
STRATA = "A,B,eth,count\n1,0,x,3\n0,1,x,4\n1,1,y,5\n1,0,y,6\n"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("as it should be", GOOD),
        ("without a last line end", GOOD.rstrip()),
        ("blank lines at the end and in between", GOOD.replace("\n0,1", "\n\n0,1") + "\n \n\n"),
        ("semicolons of a Dutch spreadsheet", GOOD.replace(",", ";")),
        ("empty columns of a spreadsheet", GOOD.replace("\n", ",,\n") + ",,,,\n"),
        ("tabs", GOOD.replace(",", "\t")),
        ("line ends of Windows", GOOD.replace("\n", "\r\n")),
        ("line ends of an old Macintosh", GOOD.replace("\n", "\r")),
        ("quotes everywhere", '"police";"shelters";"count"\n"1";"0";"30"\n0;1;20\n"1";1;"10"\n'),
        ("spaces around values", GOOD.replace(",", " , ")),
        ("a mark at its head", "\ufeff" + GOOD),
        ("numbers as floats", "police,shelters,count\n1.0,0.0,30.0\n0.0,1.0,2e+01\n1.0,1.0,10.\n"),
        ("truth values", "police,shelters,count\nTRUE,FALSE,30\nFalse,True,20\ntrue,true,10\n"),
        ("a row of nobody on no list", GOOD + "0,0,0\n"),
        ("a row of nobody on both", GOOD.replace("1,1,10", "1,1,10\n")),
        ("the counts first", "count,police,shelters\n30,1,0\n20,0,1\n10,1,1\n"),
        ("capitals", GOOD.replace("count", "Count")),
        ("a row per person", "police,shelters\n" + "1,0\n" * 30 + "0,1\n1,1\n" * 10 + "0,1\n" * 10),
    ],
)
def test_many_forms_of_a_file_are_one_table(form: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(text.encode("utf-8"))
    assert read_table(path) == TABLE, form


@pytest.mark.parametrize("suffix", [".csv", ".CSV", ".tsv", ".txt", ""])
def test_the_suffix_of_separated_text_does_not_matter(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"counts{suffix}"
    path.write_text(GOOD, encoding="utf-8")
    assert read_table(str(path)) == TABLE


def test_names_of_lists_are_kept_whatever_signs_they_hold() -> None:
    text = '"a,b";"c+d = e";"quoted ""so""";n\n1;0;1;3\n0;1;0;4\n'
    assert parse_csv(text, count="n").lists == ("a,b", "c+d = e", 'quoted "so"')


def test_counts_can_be_set_aside_to_read_every_row_as_a_person() -> None:
    assert parse_csv("A,B,count\n1,0,1\n1,0,1\n0,1,0\n", count=None).lists == ("A", "B", "count")


HEAD = "A,B,count\n"
A_B = "1,0,3\n0,1,4\n"
BAD_TEXTS = [
    # the text, the error, parts of the sentence: where, what, and what to do
    ("", errors.BadDocument, ["the file is empty"]),
    ("\n \n,,\n", errors.BadDocument, ["the file is empty"]),
    (HEAD, errors.BadDocument, ["headings only"]),
    ("A\n1\n", errors.BadDocument, ["row 1", "one column", "commas, semicolons or tabs"]),
    ("A,count\n1,3\n", errors.TooFewLists, ["at least 2 lists, got 1"]),
    (
        ",".join(f"L{j}" for j in range(17)) + ",count\n",
        errors.TooManyLists,
        ["17 lists", "16 is the most", "merge"],
    ),
    ("A,A,count\n1,0,3\n", errors.UnknownList, ["column 2", "'A' is the name of column 1 too"]),
    ("A,count,count\n1,0,3\n", errors.UnknownList, ["column 3", "'count' is the name of column 2"]),
    (",A,B,count\n1,1,0,3\n", errors.UnknownList, ["column 1 has no name", "numbers the rows"]),
    (HEAD + A_B + "1,1,-2\n", errors.BadCount, ["row 4", "column count", "'-2' is negative"]),
    (HEAD + A_B + "1,1,2.5\n", errors.BadCount, ["row 4", "column count", "'2.5' is not a whole"]),
    (HEAD + A_B + "1,1,few\n", errors.BadCount, ["row 4", "column count", "'few' is not a number"]),
    (HEAD + A_B + "1,1,\n", errors.BadCount, ["row 4", "column count", "'' is not a number"]),
    (HEAD + A_B + "1,1,nan\n", errors.BadCount, ["row 4", "column count", "'nan' is not a number"]),
    (HEAD + A_B + "1,1,1_0\n", errors.BadCount, ["row 4", "column count", "'1_0' is not a number"]),
    (HEAD + A_B + "1,1,٣\n", errors.BadCount, ["row 4", "column count", "is not a number"]),
    (HEAD + A_B + '1,1,"1,234"\n', errors.BadCount, ["row 4", "'1,234' is not a number"]),
    (HEAD + A_B + "1,1,9007199254740993\n", errors.BadCount, ["row 4", "column count", "(2**53)"]),
    (HEAD + A_B + "1,1,1e999\n", errors.BadCount, ["row 4", "column count", "(2**53)"]),
    (HEAD + A_B + f"1,1,{'9' * 9999}\n", errors.BadCount, ["row 4", "column count", "999..."]),
    (HEAD + A_B + "1,0,5\n", errors.DuplicateHistory, ["row 4", "combination A", "in row 2"]),
    (HEAD + A_B + "0,0,5\n", errors.AllZeroRow, ["row 4", "5 people on no list", "leave this row"]),
    ("A,B\n1,0\n0,1\n0,0\n", errors.AllZeroRow, ["row 4", "1 people on no list"]),
    (HEAD + "1,0,3\n1,0,0\n", errors.DuplicateHistory, ["row 3"]),
    (HEAD + "1,0,3\n0,1,0\n", errors.EmptyList, ["list 'B'", "no person in any row"]),
    (HEAD + A_B + "1,2,5\n", errors.NotBinary, ["row 4", "column B", "'2'", "column of counts"]),
    (HEAD + A_B + "1,,5\n", errors.NotBinary, ["row 4", "column B", "''", "fill in 1"]),
    ("A,B,eth,count\n1,0,x,3\n", errors.NotBinary, ["row 2", "column eth", "'x'", "strata=..."]),
    (
        "A,B,n\n1,0,3\n",
        errors.NotBinary,
        ["row 2", "column n", "'3'", "name it as the column of c"],
    ),
    (HEAD + A_B + "1,1\n", errors.BadDocument, ["row 4", "2 columns", "headings are 3"]),
    (HEAD + A_B + "1,1,5,6\n", errors.BadDocument, ["row 4", "4 columns", "headings are 3"]),
    (HEAD + '1,0,3\n0,1,"4\n', errors.BadDocument, ["row 3", "not a row of a table"]),
    (HEAD + A_B + '1,1,"5"x\n', errors.BadDocument, ["row 4", "not a row of a table"]),
    (HEAD + A_B + f"1,1,{'x' * 140_000}\n", errors.BadDocument, ["row 4", "field larger"]),
    (HEAD + A_B + "1,\0,5\n", errors.BadDocument, ["row 4", "NUL"]),
]


@pytest.mark.parametrize(("text", "error", "parts"), BAD_TEXTS)
def test_a_bad_file_is_refused_in_one_sentence_that_says_where_and_what(
    text: str, error: type[errors.TableError], parts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(text.encode("utf-8"))
    with pytest.raises(error) as caught:
        read_table(path)
    said = str(caught.value)
    assert type(caught.value) is error
    assert said.startswith("counts.csv: ")
    assert [part for part in parts if part not in said] == [], said
    assert len(said) < 300
    assert "\n" not in said


BAD_BYTES = [
    (GOOD.encode("utf-16"), ["row 1", "byte 0xFF (number 1 of the file)", "as UTF-8"]),
    (GOOD.replace("shelters", "caf\u00e9").encode("latin-1"), ["row 1", "byte 0xE9 (number 11"]),
    (b"\xef\xbb\xbfA,B\n1,\x80\n", ["row 2", "byte 0x80 (number 10 of the file)"]),
    (GOOD.encode("utf-16-le"), ["NUL"]),
]


@pytest.mark.parametrize(("data", "parts"), BAD_BYTES)
def test_a_file_that_is_not_utf_8_is_refused_with_the_byte(
    data: bytes, parts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(data)
    with pytest.raises(errors.BadDocument) as caught:
        read_table(path)
    assert [part for part in parts if part not in str(caught.value)] == [], caught.value


def test_what_cannot_be_read_is_said_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "big.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    monkeypatch.setattr(reading, "LARGEST_FILE", 20)
    refused = {
        tmp_path / "nowhere.csv": "nowhere.csv: cannot be read (No such file or directory)",
        tmp_path: f"{tmp_path.name}: cannot be read (Is a directory)",
        Path("nul\0.csv"): "cannot be read (embedded null byte)",
        tmp_path / "big.csv": "big.csv: larger than 0 MB",
        tmp_path / "sheet.xlsx": "a .xlsx file is not read; save the table as .csv (UTF-8)",
    }
    for path, words in refused.items():
        for read in (read_table, read_strata):
            with pytest.raises(errors.UnreadableFile) as caught:
                read(path)
            assert words in str(caught.value)
    assert issubclass(errors.UnreadableFile, errors.UnlistedError)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no endless file here")
def test_an_endless_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
    with pytest.raises(errors.UnreadableFile, match="larger than"):
        read_table("/dev/zero")


def test_strata_are_kept_apart_or_added_together(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(STRATA, encoding="utf-8")
    table = read_strata(path, strata=("eth",))
    assert (table.lists, table.factors, table.levels) == (("A", "B"), ("eth",), (("x",), ("y",)))
    assert table.array().tolist() == [[0, 3, 4, 0], [0, 6, 0, 5]]
    assert read_table(path, strata=("eth",)) == table.pooled()
    assert table.pooled().cells == {1: 9, 2: 4, 3: 5}


def test_a_stratified_table_as_csv_reads_back_as_the_same(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(STRATA + "0,0,nobody here,0\n", encoding="utf-8")
    table = read_strata(path, strata=("eth",))
    assert table.levels[-1] == ("nobody here",)
    path.write_text(table.to_csv(), encoding="utf-8")
    assert read_strata(path, strata=("eth",)) == table
    with pytest.raises(errors.UnknownList, match="'eth' is a column"):
        table.to_csv(count="eth")


def test_people_one_by_one_are_counted_per_level(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("A;B;sex;year\n1;0;f;1\n1;0;f;1\n0;1;m;2\n1;0;f;2\n", encoding="utf-8")
    table = read_strata(path, strata=("year", "sex"))
    assert table.levels == (("1", "f"), ("2", "m"), ("2", "f"))
    assert table.array()[:, 1:].tolist() == [[2, 0, 0], [0, 1, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    ("strata", "count", "error", "words"),
    [
        ((), "count", errors.UnknownLevel, "name the columns that tell the levels apart"),
        (
            ("age",),
            "count",
            errors.UnknownLevel,
            "no column 'age' for a stratum; there is A, B, eth",
        ),
        (("count",), "count", errors.UnknownLevel, "no column 'count' for a stratum"),
        (("eth",), "n", errors.BadDocument, "no column 'n' for the counts; there is A, B, eth, co"),
        (("eth", "eth"), "count", errors.UnknownLevel, "each only once"),
        (("eth", "A"), "count", errors.TooFewLists, "got 1"),
    ],
)
def test_columns_that_are_not_there_are_refused_with_those_that_are(
    strata: tuple[str, ...],
    count: str,
    error: type[errors.UnlistedError],
    words: str,
    tmp_path: Path,
) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(STRATA, encoding="utf-8")
    with pytest.raises(error, match=f"strata.csv: .*{words}"):
        read_strata(path, strata=strata, count=count)


def test_a_history_may_occur_once_per_level_only() -> None:
    with pytest.raises(errors.DuplicateHistory, match=r"row 6: the combination A .* in row 5"):
        parse_csv(STRATA + "1,0,y,1\n", strata=("eth",))


@pytest.mark.parametrize("name", ["united_kingdom_2013", "new_orleans_eight_lists"])
def test_published_tables_survive_the_way_through_a_file(name: str, tmp_path: Path) -> None:
    table = published(name)
    path = tmp_path / "published.csv"
    path.write_text(table.to_csv(), encoding="utf-8")
    assert read_table(path).data_hash == table.data_hash
