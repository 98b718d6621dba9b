'''Reading a count table from its TOML document.

A document has one row per combination of lists that was seen::

    name = "example"
    title = "What was counted"
    period = "2020"
    lists = [
        { letter = "A", meaning = "police" },
        { letter = "B", meaning = "shelters" },
    ]
    citation = { text = "Author (year). Title.", doi = "10.1000/example" }
    cells = """
    A   = 30
    B   = 20
    A+B = 10
    """

Rows are text, so that an error can name the row and a repeated row is seen.
'''

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from unlisted.errors import AllZeroRow, BadCount, BadDocument, DuplicateHistory, TableError
from unlisted.tables import Citation, CountTable, mask_of


def read_table(path: Path) -> CountTable:
    """Read a table from a TOML file; errors name the file, row and column."""
    try:
        return parse_table(path.read_text(encoding="utf-8"))
    except TableError as problem:
        raise type(problem)(f"{path.name}: {problem}") from problem


def parse_table(text: str) -> CountTable:
    """Make a table of a TOML document.

    Raises
    ------
    BadDocument
        The text is not TOML, or a part is missing or of the wrong kind.
    TableError
        A row is wrong; the message names row and column.
    """
    try:
        document: Mapping[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadDocument(f"not a TOML document: {problem}") from problem
    unknown = set(document) - {"name", "title", "period", "lists", "citation", "cells"}
    if unknown:
        raise BadDocument(f"unknown part {sorted(unknown)[0]!r}")
    letters, meanings = _lists(document.get("lists"))
    return CountTable(
        lists=letters,
        cells=_cells(letters, _text(document, "cells")),
        meanings=meanings,
        name=_text(document, "name"),
        title=_text(document, "title"),
        period=_text(document, "period"),
        citation=_citation(document.get("citation")),
    )


def _text(document: Mapping[str, object], key: str, *, needed: bool = True) -> str:
    value = document.get(key, None if needed else "")
    if not isinstance(value, str):
        raise BadDocument(f"part {key!r} is missing or is not text")
    return value


def _lists(value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(value, list):
        raise BadDocument("part 'lists' is missing or is not a list of { letter, meaning }")
    letters, meanings = [], []
    for column, entry in enumerate(value, start=1):
        if not isinstance(entry, dict) or set(entry) - {"letter", "meaning"}:
            raise BadDocument(f"lists, column {column}: expected {{ letter, meaning }}")
        letters.append(_text(entry, "letter"))
        meanings.append(_text(entry, "meaning", needed=False))
    return tuple(letters), tuple(meanings)


def _citation(value: object) -> Citation | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - {"text", "doi"}:
        raise BadDocument("part 'citation': expected { text, doi }")
    return Citation(text=_text(value, "text"), doi=_text(value, "doi", needed=False))


def _cells(letters: tuple[str, ...], text: str) -> dict[int, int]:
    cells: dict[int, int] = {}
    for row, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            cell, count = _row(letters, row, line)
            if cell in cells:
                raise DuplicateHistory(f"cells, row {row} ({line.strip()}): seen before")
            cells[cell] = count
    return cells


def _row(letters: tuple[str, ...], row: int, line: str) -> tuple[int, int]:
    """Read one row such as ``I+P = 18``; every error names the row."""
    where = f"cells, row {row} ({line.strip()})"
    left, sign, right = line.partition("=")
    if not sign:
        raise BadDocument(f"{where}: expected 'lists = count'")
    history = [part.strip() for part in left.split("+")]
    if history in ([""], ["0"], ["-"]):
        raise AllZeroRow(f"{where}: people on no list are the unseen and cannot be observed")
    try:
        cell = mask_of(letters, history)
    except TableError as problem:
        raise type(problem)(f"{where}, column lists: {problem}") from problem
    if cell.bit_count() != len(history):
        raise DuplicateHistory(f"{where}, column lists: a list is named twice")
    digits = right.strip()
    if not (digits.isascii() and digits.isdigit()):
        raise BadCount(f"{where}, column count: {digits!r} is not a whole number of 0 or more")
    return cell, int(digits)
