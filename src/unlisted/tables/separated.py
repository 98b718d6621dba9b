"""Capture histories as text with separators, read and written.

A row of headings, then rows of a 0 or 1 per list and a count.

::

    police,shelters,count
    1,0,30
    0,1,20
    1,1,10

Commas, semicolons and tabs are told apart by the headings. Rows are numbered as a spreadsheet
numbers them: the headings are row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from unlisted.errors import BadDocument
from unlisted.tables.sheets import Row, Sheet

_SEPARATORS = (",", ";", "\t")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def sheet_of_text(text: str) -> Sheet:
    """Find the separator, the headings and the rows of a text.

    Raises
    ------
    BadDocument
        The text is empty, holds NUL signs, or its headings are one column.
    """
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise BadDocument(f"row {row}: a NUL sign; this is no text, or is not saved as UTF-8")
    rows = _rows(text, _separator(text))
    _, headings = next(rows)
    names = [heading.strip() for heading in headings]
    while not names[-1]:
        names.pop()
    return Sheet(names=tuple(names), rows=_level(rows, len(names)))


def written(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give headings and rows as a text that `sheet_of_text` reads, separated by commas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def _separator(text: str) -> str:
    """Give the separator that makes the most columns of the headings."""
    widths: dict[str, int] = {}
    refused: list[BadDocument] = []
    for separator in _SEPARATORS:
        try:
            headings = next(_rows(text, separator), None)
        except BadDocument as problem:  # quotes that only another separator makes sense of
            refused.append(problem)
            continue
        if headings is None:
            raise BadDocument("the file is empty")
        widths[separator] = len(headings[1])
    if not widths:
        raise refused[0]
    best = max(widths, key=lambda separator: widths[separator])
    if widths[best] == 1:
        raise BadDocument(
            "row 1: the headings are one column; expected a column per list and one called count, "
            "separated by commas, semicolons or tabs"
        )
    return best


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that have something in them, with their numbers."""
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    number = 0
    try:
        for number, values in enumerate(reader, start=1):
            if any(value.strip() for value in values):
                yield number, values
    except csv.Error as problem:
        raise BadDocument(f"row {number + 1}: not a row of a table ({problem})") from problem


def _lines(text: str) -> Iterator[str]:
    """Lines one by one, whatever system ended them; a large file is not copied whole."""
    return (found.group() for found in _LINE.finditer(text))


def _level(rows: Iterable[tuple[int, list[str]]], width: int) -> Iterator[Row]:
    """Rows of the width of the headings; empty columns after the last heading are no columns."""
    for number, values in rows:
        if len(values) < width or any(value.strip() for value in values[width:]):
            raise BadDocument(
                f"row {number}: {len(values)} columns, where the headings are {width}"
            )
        yield number, tuple(values[:width])
