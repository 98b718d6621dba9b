"""Reads one table of the vocabulary and says, in a sentence, in which file and row it is wrong.

CSV with a header, UTF-8, one entry per line: a change of law is a change of one readable line.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")


class VocabularyBroken(Exception):
    """The data of the vocabulary contradict themselves; the program does not start on them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, that knows where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def broken(self, sentence: str) -> VocabularyBroken:
        """The refusal that names this file and row (the header is row 1)."""
        return VocabularyBroken(f"{self.file}, row {self.number}: {sentence}")

    def text(self, column: str) -> str:
        """The cell as it stands; empty is allowed."""
        return self.cells[column]

    def needed(self, column: str) -> str:
        """The cell, which may not be empty."""
        if not self.cells[column]:
            raise self.broken(f"the column {column!r} is empty.")
        return self.cells[column]

    def texts(self, *columns: str) -> dict[str, str]:
        """Cells by column name; empty is allowed."""
        return {column: self.cells[column] for column in columns}

    def names(self, *more: str) -> dict[str, str]:
        """The Dutch and English name and other columns, none of which may be empty."""
        return {column: self.needed(column) for column in ("dutch", "english", *more)}

    def one_of(self, column: str, allowed: frozenset[str]) -> str:
        """The cell, which must be one of these words."""
        word = self.cells[column]
        if word not in allowed:
            known = ", ".join(sorted(allowed))
            raise self.broken(f"{column!r} is {word!r}, but must be one of: {known}.")
        return word

    def read(self, column: str, reader: Callable[[str], Value], what: str) -> Value:
        """The cell turned into a value, or the sentence that says what it should have been."""
        try:
            return reader(self.cells[column])
        except (ValueError, ArithmeticError):
            wrong = self.cells[column]
            raise self.broken(f"{column!r} is {wrong!r}, which is not {what}.") from None

    def day(self, column: str) -> date | None:
        """The cell as a date; empty is: no limit known."""
        if not self.cells[column]:
            return None
        return self.read(column, date.fromisoformat, "a date like 2023-05-19")

    def year(self, column: str) -> int | None:
        """The cell as a year; empty is: not stated."""
        return self.read(column, int, "a year") if self.cells[column] else None

    def period(self) -> tuple[date | None, date | None]:
        """First and last day of validity; they may not be the wrong way round."""
        first, last = self.day("valid_from"), self.day("valid_to")
        if first and last and last < first:
            raise self.broken(f"valid_to {last} lies before valid_from {first}.")
        return first, last


def rows(folder: Path, file: str, header: str) -> Iterator[Row]:
    """Every line of a table; its header must be exactly these columns, parted by spaces."""
    columns = tuple(header.split())
    with (folder / file).open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != columns:
            raise VocabularyBroken(f"{file}, row 1: the columns must be: {', '.join(columns)}.")
        for cells in reader:
            if len(cells) != len(columns):
                raise VocabularyBroken(
                    f"{file}, row {reader.line_num}: "
                    f"{len(cells)} cells where {len(columns)} are needed."
                )
            yield Row(file, reader.line_num, dict(zip(columns, cells, strict=True)))
