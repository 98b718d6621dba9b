'''A count table as a TOML document: the cells, and what is to be known of them.

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

A stratified table has, instead of cells, ``factors = ["sex"]`` and per level a part
``[[strata]]`` with ``level = ["f"]`` and its own ``cells``. Rows are text, so that an error can
name the row and a repeated row is seen. The names of lists cannot hold ``+`` or ``=`` here.
'''

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import TypedDict

from unlisted.errors import AllZeroRow, BadDocument, DuplicateHistory, TableError, placed
from unlisted.tables.histories import count_of, mask_of
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import Citation, CountTable

_ABOUT = {"name", "title", "period", "lists", "citation"}


class _About(TypedDict):
    """What a document says besides its cells."""

    lists: tuple[str, ...]
    meanings: tuple[str, ...]
    name: str
    title: str
    period: str
    citation: Citation | None


def parse_table(text: str) -> CountTable:
    """Make a table of a TOML document.

    Raises
    ------
    BadDocument
        The text is not TOML, or a part is missing or of the wrong kind.
    TableError
        A row is wrong; the message names row and column.
    """
    document = _document(text, {"cells"})
    about = _about(document)
    cells = _cells("cells", about["lists"], _text(document, "cells"))
    return CountTable(cells=cells, **about)


def parse_strata(text: str) -> StratifiedTable:
    """Make a stratified table of a TOML document; raises as `parse_table` does."""
    document = _document(text, {"factors", "strata"})
    about = _about(document)
    strata = document.get("strata")
    if not isinstance(strata, list):
        raise BadDocument("part 'strata' is missing or is not a list of { level, cells }")
    levels, cells = [], []
    for place, stratum in enumerate(strata, start=1):
        if not isinstance(stratum, dict) or set(stratum) - {"level", "cells"}:
            raise BadDocument(f"strata, part {place}: expected {{ level, cells }}")
        levels.append(_texts(stratum, "level"))
        where = f"strata, part {place}, cells"
        cells.append(_cells(where, about["lists"], _text(stratum, "cells")))
    factors = _texts(document, "factors")
    return StratifiedTable(factors=factors, levels=tuple(levels), cells=tuple(cells), **about)


def _document(text: str, own: set[str]) -> Mapping[str, object]:
    try:
        document: Mapping[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError, OverflowError) as problem:
        raise BadDocument(f"not a TOML document: {problem}") from problem
    unknown = set(document) - _ABOUT - own
    if unknown:
        raise BadDocument(f"unknown part {sorted(unknown)[0]!r}")
    return document


def _about(document: Mapping[str, object]) -> _About:
    letters, meanings = _lists(document.get("lists"))
    return {
        "lists": letters,
        "meanings": meanings,
        "name": _text(document, "name"),
        "title": _text(document, "title"),
        "period": _text(document, "period"),
        "citation": _citation(document.get("citation")),
    }


def _text(document: Mapping[str, object], key: str, *, needed: bool = True) -> str:
    value = document.get(key, None if needed else "")
    if not isinstance(value, str):
        raise BadDocument(f"part {key!r} is missing or is not text")
    return value


def _texts(document: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = document.get(key)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise BadDocument(f"part {key!r} is missing or is not a list of texts")
    return tuple(value)


def _lists(value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(value, list):
        raise BadDocument("part 'lists' is missing or is not a list of { letter, meaning }")
    letters, meanings = [], []
    for column, entry in enumerate(value, start=1):
        if not isinstance(entry, dict) or set(entry) - {"letter", "meaning"}:
            raise BadDocument(f"lists, column {column}: expected {{ letter, meaning }}")
        letters.append(_letter(column, _text(entry, "letter")))
        meanings.append(_text(entry, "meaning", needed=False))
    return tuple(letters), tuple(meanings)


def _letter(column: int, letter: str) -> str:
    if letter in ("0", "-") or letter.startswith("#") or "+" in letter or "=" in letter:
        raise BadDocument(
            f"lists, column {column}: {letter!r} cannot be told apart in the rows of cells; "
            "take another letter, or give the table as CSV"
        )
    return letter


def _citation(value: object) -> Citation | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - {"text", "doi"}:
        raise BadDocument("part 'citation': expected { text, doi }")
    return Citation(text=_text(value, "text"), doi=_text(value, "doi", needed=False))


def _cells(where: str, letters: tuple[str, ...], text: str) -> dict[int, int]:
    cells: dict[int, int] = {}
    for row, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            here = f"{where}, row {row} ({line.strip()})"
            cell, count = _row(here, letters, line)
            if cell in cells:
                raise DuplicateHistory(f"{here}: seen before")
            cells[cell] = count
    return cells


def _row(where: str, letters: tuple[str, ...], line: str) -> tuple[int, int]:
    """Read one row such as ``I+P = 18``; every error names the row."""
    left, sign, right = line.partition("=")
    if not sign:
        raise BadDocument(f"{where}: expected 'lists = count'")
    history = [part.strip() for part in left.split("+")]
    if history in ([""], ["0"], ["-"]):
        raise AllZeroRow(f"{where}: people on no list are the unseen and cannot be observed")
    column = "lists"
    try:
        cell = mask_of(letters, history)
        column = "count"
        count = count_of(right.strip())
    except TableError as problem:
        raise placed(f"{where}, column {column}", problem) from problem
    if cell.bit_count() != len(history):
        raise DuplicateHistory(f"{where}, column lists: a list is named twice")
    return cell, count
