"""Reading a count table from a file: capture histories as CSV, or a TOML document.

Whatever is in the file, the worst that comes out is an `UnlistedError` with a sentence that names
the file, and the row and column where there are any.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from unlisted.errors import BadDocument, UnknownLevel, UnlistedError, UnreadableFile, placed
from unlisted.tables.separated import sheet_of_text
from unlisted.tables.sheets import COUNT, tally
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import CountTable
from unlisted.tables.toml_documents import parse_strata, parse_table

LARGEST_FILE = 50_000_000
"""Bytes. A table of 16 lists with every combination counted is a tenth of that."""

_SEPARATED = ("", ".csv", ".tsv", ".txt")


def read_table(
    path: str | os.PathLike[str], *, strata: Sequence[str] = (), count: str | None = COUNT
) -> CountTable:
    """Read a table from a file.

    Parameters
    ----------
    path : path
        ``.csv`` (also ``.tsv``, ``.txt``, or no suffix): UTF-8, headings, one 0/1 column per
        list, then the counts; separated by commas, semicolons or tabs. Without a column of
        counts every row is a person. ``.toml``: a document, see `toml_documents`.
    strata : sequence of str
        Columns of a CSV file that are no list: their levels are added together. `read_strata`
        keeps them apart.
    count : str or None
        The column of counts of a CSV file; None when every row is a person.

    Raises
    ------
    UnreadableFile
        There is no such file, it is too large, or of another kind.
    TableError
        The sentence names the file, the row (headings are row 1, as in a spreadsheet) and the
        column.

    Examples
    --------
    >>> read_table("counts.csv").observed  # doctest: +SKIP
    2744
    """
    where = Path(path)
    text = _text_of(where)
    try:
        if where.suffix.lower() == ".toml":
            return parse_table(text)
        counted = tally(sheet_of_text(text), strata=strata, count=count)
        return CountTable(lists=counted.lists, cells=counted.pooled())
    except UnlistedError as problem:
        raise placed(where.name, problem) from problem


def read_strata(
    path: str | os.PathLike[str], *, strata: Sequence[str] = (), count: str | None = COUNT
) -> StratifiedTable:
    """Read a stratified table from a file; formats and errors as for `read_table`.

    Parameters
    ----------
    path : path
        As for `read_table`.
    strata : sequence of str
        Columns of a CSV file that tell the levels apart. Of a TOML document, which names its
        own factors, those to keep; all of them when left out.
    count : str or None
        As for `read_table`.
    """
    where = Path(path)
    text = _text_of(where)
    try:
        if where.suffix.lower() == ".toml":
            table = parse_strata(text)
            return table.by(*strata) if strata else table
        if not strata:
            raise UnknownLevel("name the columns that tell the levels apart (strata=...)")
        counted = tally(sheet_of_text(text), strata=strata, count=count)
        return StratifiedTable.of_tally(counted, strata)
    except UnlistedError as problem:
        raise placed(where.name, problem) from problem


def parse_csv(text: str, *, strata: Sequence[str] = (), count: str | None = COUNT) -> CountTable:
    r"""Make a table of capture histories.

    Parameters
    ----------
    text : str
        Headings, then a row per combination of lists with its count; or, without a column of
        counts, a row per person.
    strata : sequence of str
        Columns that are no list; their levels are added together.
    count : str or None
        The column of counts; None when every row is a person whatever the headings say.

    Raises
    ------
    TableError
        The sentence names the row (as a spreadsheet numbers it) and the column.

    Examples
    --------
    >>> parse_csv("police;shelters;count\n1;0;30\n0;1;20\n1;1;10\n").observed
    60
    """
    counted = tally(sheet_of_text(text), strata=strata, count=count)
    return CountTable(lists=counted.lists, cells=counted.pooled())


def _text_of(path: Path) -> str:
    """Give the text of a file that can hold a table."""
    if path.suffix.lower() not in (*_SEPARATED, ".toml"):
        raise UnreadableFile(
            f"{path.name}: a {path.suffix} file is not read; save the table as .csv (UTF-8), or "
            "write it as .toml"
        )
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise UnreadableFile(f"{path.name}: cannot be read ({reason})") from problem
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            f"{path.name}: larger than {LARGEST_FILE // 1_000_000} MB; count the people per "
            "combination of lists first"
        )
    return _decoded(path.name, data)


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # Of a file with a mark at its head, positions are told without that mark.
        start = problem.start + len(data) - len(problem.object)
        row = data.count(b"\n", 0, start) + 1
        raise BadDocument(
            f"{name}: row {row}: byte 0x{data[start]:02X} (number {start + 1} of the file) is not "
            "UTF-8; save the file again as UTF-8"
        ) from problem
