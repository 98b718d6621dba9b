"""Whatever is in a file, a reader gives a table or one named error: never another traceback."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from unlisted.errors import UnlistedError
from unlisted.tables.catalogue import published, published_strata
from unlisted.tables.reading import read_strata, read_table
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import CountTable

SUFFIXES = (".csv", ".tsv", ".txt", ".toml", "", ".xlsx")
DOCUMENT = """
name = "small"
title = "A small table"
period = ""
lists = [{ letter = "I" }, { letter = "P" }]
cells = '''
I = 12
P = 30
P+I = 18
'''
"""
GOOD = (
    published("korea_palembang").to_csv().encode(),
    published("korea_palembang").to_csv().replace(",", ";").encode("utf-8-sig"),
    published_strata("spina_bifida_strata").to_csv().encode(),
    b"A\tB\n1\t0\n0\t1\n1\t1\n",
    DOCUMENT.encode(),
    DOCUMENT.replace("cells", 'factors = ["f"]\n[[strata]]\nlevel = ["x"]\ncells').encode(),
)
SIGNS = [bytes([sign]) for sign in b",;\t\n\r\"'\0-.012=+[]{}# \xff"]
WORDS = (
    b"1e9 nan eth count 1979-05-27T07:32:00Z \\u0000 ''' \"\"\" \xed\xa0\x80 \xef\xbb\xbf \xc3\xa9"
)
PIECES = st.sampled_from([*SIGNS, *WORDS.split(), b"9" * 400])
READERS: tuple[Callable[..., CountTable | StratifiedTable], ...] = (read_table, read_strata)
FILES = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> object:
    return tmp_path_factory.mktemp("fuzzed")


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with one to six pieces put in, taken out or put in the place of others."""
    data = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 0, 1, 1, 2, 7, 30))))
        data = data[:start] + draw(PIECES | st.just(b"") | st.just(data[:start])) + data[end:]
    return data


def told(data: bytes, suffix: str, folder: object) -> int:
    """Read the file in every way; give the number of ways in which it is a table."""
    path = f"{folder}/file{suffix}"
    with open(path, "wb") as file:
        file.write(data)
    tables = 0
    for read in READERS:
        for strata in ((), ("eth",), ("eth", "count")):
            for count in ("count", None):
                try:
                    table = read(path, strata=strata, count=count)
                except UnlistedError as problem:
                    said = str(problem)
                else:
                    said = f"file{suffix}: {table.to_dict()['observed']} {table}"
                    tables += 1
                assert said.startswith(f"file{suffix}: ")
    return tables


@FILES
@given(data=st.binary(max_size=200), suffix=st.sampled_from(SUFFIXES))
@example(data=b"", suffix=".toml")
@example(data=b"\xef\xbb\xbf", suffix=".csv")
@example(data=b"a = " + b"[" * 3000, suffix=".toml")
@example(data=b"\r\r\n,\r", suffix=".csv")
def test_any_bytes_are_a_table_or_a_named_error(data: bytes, suffix: str, folder: object) -> None:
    told(data, suffix, folder)


@FILES
@given(data=mutated(), suffix=st.sampled_from(SUFFIXES[:5]))
def test_any_mutation_of_a_good_file_is_a_table_or_a_named_error(
    data: bytes, suffix: str, folder: object
) -> None:
    told(data, suffix, folder)


@FILES
@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(["0", "1", "", "2", "x", "1.0", "true", "-1", "1e400", '"', " 1"]),
            min_size=1,
            max_size=4,
        ),
        max_size=6,
    ),
    separator=st.sampled_from(",;\t"),
    headings=st.sampled_from((["A", "B", "count"], ["A", "B"], ["A", "eth", "B", "count"])),
)
def test_any_rows_under_good_headings_are_a_table_or_a_named_error(
    rows: list[list[str]], separator: str, headings: list[str], folder: object
) -> None:
    text = "\n".join(separator.join(row) for row in [headings, *rows])
    told(text.encode(), ".csv", folder)


@pytest.mark.parametrize("data", GOOD)
def test_the_good_files_that_are_mutated_are_good(data: bytes, folder: object) -> None:
    """Otherwise the mutations would all be refused at the first line."""
    assert told(data, ".toml" if data.strip().startswith(b"name") else ".csv", folder) > 0
