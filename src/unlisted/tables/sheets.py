"""Rows under named columns, turned into counted cells: the part that all readers share.

A sheet comes from a file or from a data frame. Each of its columns is a list (0 or 1), the count,
or a stratum; without a column of counts, every row is a person. Errors name the row and the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from unlisted.errors import (
    AllZeroRow,
    BadDocument,
    DuplicateHistory,
    TableError,
    UnknownLevel,
    UnknownList,
    placed,
)
from unlisted.tables.histories import check_lists, count_of, indicator_of, spelled

Row = tuple[int, tuple[object, ...]]
Level = tuple[str, ...]
COUNT = "count"
"""Name of the column of counts unless another is given."""


@runtime_checkable
class Frame(Protocol):
    """Anything like a data frame: named columns, each a sequence of values."""

    @property
    def columns(self) -> Iterable[str]:
        """Names of the columns, in order."""

    def __getitem__(self, name: str, /) -> Iterable[object]:
        """Values of one column, a value per row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of values under named columns.

    Attributes
    ----------
    names : tuple of str
        Heading of each column.
    rows : iterable of (number, values)
        The number is the one by which an error names the row. It may be read only once.
    """

    names: tuple[str, ...]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counted cells per level; without strata there is the one level ``()``."""

    lists: tuple[str, ...]
    levels: Mapping[Level, Mapping[int, int]]

    def pooled(self) -> dict[int, int]:
        """Cells of all levels added together."""
        total: dict[int, int] = {}
        for cells in self.levels.values():
            for cell, people in cells.items():
                total[cell] = total.get(cell, 0) + people
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roles:
    """Which column is what, by position."""

    lists: tuple[int, ...]
    strata: tuple[int, ...]
    count: int | None


def sheet_of(frame: Frame | Mapping[str, Iterable[object]]) -> Sheet:
    """Take the columns of a data frame, or of a mapping of names to sequences.

    Rows are numbered from 1, the headings not counted.

    Raises
    ------
    BadDocument
        It has no named columns, or they are not of one length.
    """
    if isinstance(frame, Mapping):
        columns = [(str(name), list(values)) for name, values in frame.items()]
    elif isinstance(frame, Frame):
        columns = [(str(name), list(frame[name])) for name in frame.columns]
    else:
        raise BadDocument(f"{type(frame).__name__} has no named columns")
    for name, values in columns:
        if len(values) != len(columns[0][1]):
            raise BadDocument(
                f"column {name}: {len(values)} values, where column {columns[0][0]} has "
                f"{len(columns[0][1])}"
            )
    rows = enumerate(zip(*(values for _, values in columns), strict=True), start=1)
    return Sheet(names=tuple(name for name, _ in columns), rows=rows)


def tally(sheet: Sheet, *, strata: Sequence[str] = (), count: str | None = COUNT) -> Tally:
    """Count the cells of a sheet.

    Parameters
    ----------
    sheet : Sheet
        Its rows are read once.
    strata : sequence of str
        Columns that tell groups of people apart; any text.
    count : str or None
        The column of counts. Without that column every row is a person; a column asked for
        by another name than ``count`` has to be there. None: every row is a person.

    Raises
    ------
    TableError
        The sentence names the row and the column.
    """
    roles = _roles(sheet.names, tuple(strata), count)
    lists = tuple(sheet.names[place] for place in roles.lists)
    check_lists(lists)
    levels: dict[Level, dict[int, int]] = {}
    seen: dict[tuple[Level, int], int] = {}
    rows = 0
    for number, values, people in _people(sheet.rows, roles):
        rows += 1
        cell, total = _read(sheet.names, roles, number, values)
        level = tuple(str(values[place]).strip() for place in roles.strata)
        if cell and roles.count is not None:
            _refuse_twice(number, seen.setdefault((level, cell), number), spelled(lists, cell))
        cells = levels.setdefault(level, {})
        cells[cell] = cells.get(cell, 0) + total * people
    if not rows:
        raise BadDocument("there are headings only, and no row under them")
    return Tally(lists=lists, levels=levels)


def _roles(names: tuple[str, ...], strata: tuple[str, ...], count: str | None) -> _Roles:
    for place, name in enumerate(names):
        if not name.strip():
            raise UnknownList(
                f"column {place + 1} has no name; if it numbers the rows, leave it out"
            )
        if name in names[:place]:
            first = names.index(name) + 1
            raise UnknownList(f"column {place + 1}: {name!r} is the name of column {first} too")
    for name in strata:
        if name not in names or name == count:
            raise UnknownLevel(f"no column {name!r} for a stratum; there is {', '.join(names)}")
    counts = _column(names, count)
    if counts is None and count not in (None, COUNT):
        raise BadDocument(f"no column {count!r} for the counts; there is {', '.join(names)}")
    apart = tuple(names.index(name) for name in strata)
    lists = tuple(j for j in range(len(names)) if j not in (*apart, counts))
    return _Roles(lists=lists, strata=apart, count=counts)


def _column(names: tuple[str, ...], count: str | None) -> int | None:
    """Place of the column of counts: by its very name, or else whatever its capitals."""
    if count is None or count in names:
        return None if count is None else names.index(count)
    alike = [j for j, name in enumerate(names) if name.casefold() == count.casefold()]
    return alike[0] if len(alike) == 1 else None


def _people(rows: Iterable[Row], roles: _Roles) -> Iterator[tuple[int, tuple[object, ...], int]]:
    """Rows with the number of times each occurs: counted rows as they are, people together."""
    if roles.count is not None:
        yield from ((number, values, 1) for number, values in rows)
        return
    together: dict[tuple[object, ...], tuple[int, int]] = {}
    for number, values in rows:
        first, times = together.get(values, (number, 0))
        together[values] = first, times + 1
    yield from ((first, values, times) for values, (first, times) in together.items())


def _read(
    names: Sequence[str], roles: _Roles, number: int, values: Sequence[object]
) -> tuple[int, int]:
    """Cell and count of one row; the count is 1 where a row is a person."""
    cell, count, place = 0, 1, 0
    try:
        for bit, place in enumerate(roles.lists):
            cell |= indicator_of(values[place]) << bit
        if roles.count is not None:
            place = roles.count
            count = count_of(values[place])
    except TableError as problem:
        raise placed(f"row {number}, column {names[place]}", problem) from problem
    if cell == 0 and count:
        raise AllZeroRow(
            f"row {number}: {count} people on no list at all; those are the unseen, whom nobody "
            "can have counted: leave this row out"
        )
    return cell, count


def _refuse_twice(number: int, first: int, history: str) -> None:
    if first != number:
        raise DuplicateHistory(
            f"row {number}: the combination {history} was counted in row {first} already; "
            "keep one row for each combination"
        )
