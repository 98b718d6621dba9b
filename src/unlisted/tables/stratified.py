"""The stratified table: one set of lists, counted apart per level of one or more factors.

A level may lack people on some list, or have nobody at all: that is only an error once the level
is asked for as a table of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from unlisted.errors import BadDocument, EmptyList, TableError, UnknownLevel, UnknownList, placed
from unlisted.lattice import Floats, lists_of
from unlisted.results import Grid, Plain, Result, Summary
from unlisted.tables.arrays import array_of
from unlisted.tables.histories import check_cell, check_lists, history_rows, indicators
from unlisted.tables.separated import written
from unlisted.tables.sheets import COUNT, Frame, Level, Tally, sheet_of, tally
from unlisted.tables.table import Citation, CountTable


@dataclass(frozen=True, slots=True, kw_only=True)
class StratifiedTable(Result):
    """People counted by the exact combination of lists they are on, per level.

    Parameters
    ----------
    lists : tuple of str
        Names of the lists; position j is bit j of a cell.
    factors : tuple of str
        What the levels tell apart, such as ``("sex", "year")``.
    levels : tuple of tuples of str
        One level per stratum, a text per factor; their order is kept.
    cells : tuple of mappings of int to int
        Per level, bitmask of lists to number of people. Absent means 0.
    meanings, name, title, period, citation
        As those of `CountTable`.

    Raises
    ------
    TooFewLists, TooManyLists, UnknownList, UnknownLevel, AllZeroRow, BadCount, EmptyList

    Examples
    --------
    >>> both = StratifiedTable.from_array(
    ...     ("A", "B"), ("sex",), (("f",), ("m",)), [[0, 30, 20, 10], [0, 5, 0, 0]]
    ... )
    >>> both.observed, both.counts("m").tolist(), both.pooled().observed
    (65, [0.0, 5.0, 0.0, 0.0], 65)
    """

    lists: tuple[str, ...]
    factors: tuple[str, ...]
    levels: tuple[Level, ...]
    cells: tuple[Mapping[int, int], ...] = field(hash=False)
    meanings: tuple[str, ...] = ()
    name: str = ""
    title: str = ""
    period: str = ""
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Check the levels and their cells, and put the cells in order."""
        check_lists(self.lists)
        if set(self.factors) & set(self.lists):
            raise UnknownLevel(f"{set(self.factors) & set(self.lists)} is a list and a factor")
        _check_levels(self.factors, self.levels, len(self.cells))
        kept = tuple(
            _checked(self.lists, level, cells)
            for level, cells in zip(self.levels, self.cells, strict=True)
        )
        for position, name in enumerate(self.lists):
            if not any(cell >> position & 1 for cells in kept for cell in cells):
                raise EmptyList(f"list {name!r} (column {position + 1}) has no person in any level")
        object.__setattr__(self, "cells", kept)

    @classmethod
    def from_array(
        cls,
        lists: Iterable[str],
        factors: Iterable[str],
        levels: Iterable[Sequence[str]],
        array: ArrayLike,
    ) -> StratifiedTable:
        """Make a stratified table from dense counts.

        Parameters
        ----------
        lists : iterable of str
            Names of the lists, that of the lowest bit first.
        factors : iterable of str
            What the levels tell apart.
        levels : iterable of sequences of str
            A text per factor, a level per row.
        array : array_like of shape (levels, 2**k)
            Row i counts the people of level i by bitmask; column 0 (the unseen) holds zeros.
        """
        names, strata = tuple(lists), tuple(tuple(level) for level in levels)
        values = array_of(array)
        check_lists(names)
        if values.shape != (len(strata), 1 << len(names)):
            raise BadDocument(
                f"counts of shape {values.shape}: {len(strata)} levels of {len(names)} lists need "
                f"{(len(strata), 1 << len(names))}"
            )
        cells = tuple({int(cell): row[cell] for cell in np.flatnonzero(row)} for row in values)
        return cls(lists=names, factors=tuple(factors), levels=strata, cells=cells)

    @classmethod
    def from_frame(
        cls,
        frame: Frame | Mapping[str, Iterable[object]],
        *,
        factors: Sequence[str],
        count: str | None = COUNT,
    ) -> StratifiedTable:
        """Make a stratified table of a data frame; see `CountTable.from_frame`.

        Parameters
        ----------
        frame : DataFrame-like or mapping
            Named columns, from any package.
        factors : sequence of str
            Columns that tell the levels apart; levels keep the order in which they occur.
        count : str or None
            The column of counts. Without it every row is a person.
        """
        return cls.of_tally(tally(sheet_of(frame), strata=factors, count=count), factors)

    @classmethod
    def of_tally(cls, counted: Tally, factors: Sequence[str]) -> StratifiedTable:
        """Make a stratified table of what a reader has counted."""
        return cls(
            lists=counted.lists,
            factors=tuple(factors),
            levels=tuple(counted.levels),
            cells=tuple(counted.levels.values()),
        )

    @property
    def observed(self) -> int:
        """Number of people on at least one list, all levels together."""
        return sum(sum(cells.values()) for cells in self.cells)

    @property
    def data_hash(self) -> str:
        """SHA-256 of the canonical form; no order of lists, factors, levels or rows enters it."""
        strata = sorted(
            [sorted(zip(self.factors, level, strict=True)), self._rows(cells)]
            for level, cells in zip(self.levels, self.cells, strict=True)
        )
        form = {"lists": sorted(self.lists), "strata": strata}
        text = json.dumps(form, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def counts(self, level: str | Sequence[str]) -> Floats:
        """Counts of one level as an array over all 2**k masks; index 0 (the unseen) is 0.

        Parameters
        ----------
        level : str or sequence of str
            A text per factor; the text alone where there is one factor.
        """
        counts: Floats = self.array()[self._index(level)]
        return counts

    def array(self) -> Floats:
        """Counts of all levels, shape (levels, 2**k), in the order of `levels`."""
        out = np.zeros((len(self.levels), 1 << len(self.lists)))
        for row, cells in zip(out, self.cells, strict=True):
            row[list(cells)] = list(cells.values())
        return out

    def table(self, level: str | Sequence[str]) -> CountTable:
        """One level as a table of its own.

        Raises
        ------
        UnknownLevel
        EmptyList
            Nobody of this level is on one of the lists: leave that list out, or pool levels.
        """
        index = self._index(level)
        shown = self._spelled(self.levels[index])
        try:
            return CountTable(
                lists=self.lists,
                cells=self.cells[index],
                meanings=self.meanings,
                name=self.name,
                title=f"{self.title} ({shown})" if self.title else shown,
                period=self.period,
                citation=self.citation,
            )
        except EmptyList as problem:
            raise EmptyList(
                f"level {shown}: {problem}; pool this level with another, or leave the list out"
            ) from problem

    def by(self, *factors: str) -> StratifiedTable:
        """Keep these factors, and add together the levels that differ in the others only."""
        unknown = [factor for factor in factors if factor not in self.factors]
        if unknown or not factors:
            raise UnknownLevel(f"no factor {unknown or ''}; there is {', '.join(self.factors)}")
        places = [self.factors.index(factor) for factor in factors]
        merged: dict[Level, dict[int, int]] = {}
        for level, cells in zip(self.levels, self.cells, strict=True):
            _add(merged.setdefault(tuple(level[place] for place in places), {}), cells)
        levels, cells_by_level = tuple(merged), tuple(merged.values())
        return replace(self, factors=factors, levels=levels, cells=cells_by_level)

    def pooled(self) -> CountTable:
        """All levels added together, as if nothing had been known of them."""
        total: dict[int, int] = {}
        for cells in self.cells:
            _add(total, cells)
        return CountTable(
            lists=self.lists,
            cells=total,
            meanings=self.meanings,
            name=self.name,
            title=self.title,
            period=self.period,
            citation=self.citation,
        )

    def summary(self) -> Summary:
        """People per level, in all and on two or more lists."""
        strata = zip(self.levels, self.cells, strict=True)
        return Summary(
            title=self.title or self.name or "Stratified count table",
            headline=f"{self.observed:,} people on {len(self.lists)} lists, in "
            f"{len(self.levels)} levels of {' by '.join(self.factors)}.",
            facts=(("lists", ", ".join(self.lists)), ("data", self.data_hash[:16])),
            grids=(
                Grid(
                    caption="People per level",
                    columns=(" by ".join(self.factors), "people", "on two or more", *self.lists),
                    rows=tuple(self._shown(level, cells) for level, cells in strata),
                ),
            ),
        )

    def to_dict(self) -> dict[str, Plain]:
        """Give plain values; a cell is spelled by its lists."""
        told: dict[str, Plain] = {
            "cells": [history_rows(self.lists, cells) for cells in self.cells],
            "observed": self.observed,
            "data_hash": self.data_hash,
        }
        return Result.to_dict(self) | told

    def to_csv(self, *, count: str = COUNT) -> str:
        """Give capture histories with a column per factor, then the column of counts.

        `read_strata` makes the same table of it.

        Parameters
        ----------
        count : str
            Name of the column of counts; it cannot be the name of a list or factor.
        """
        if count in (*self.lists, *self.factors):
            raise UnknownList(f"{count!r} is a column: give the column of counts another name")
        rows = (
            (*indicators(self.lists, cell), *level, people)
            for level, cells in zip(self.levels, self.cells, strict=True)
            # Nobody on no list: all that can be written of a level without people.
            for cell, people in (cells or {0: 0}).items()
        )
        return written((*self.lists, *self.factors, count), rows)

    def _shown(self, level: Level, cells: Mapping[int, int]) -> tuple[str, ...]:
        sizes = [_people(cells, 1 << place) for place in range(len(self.lists))]
        two_or_more = sum(count for cell, count in cells.items() if cell.bit_count() > 1)
        figures = (sum(cells.values()), two_or_more, *sizes)
        return " / ".join(level), *(f"{figure:,}" for figure in figures)

    def _index(self, level: str | Sequence[str]) -> int:
        wanted = (level,) if isinstance(level, str) else tuple(level)
        if wanted not in self.levels:
            known = ", ".join(" / ".join(one) for one in self.levels)
            raise UnknownLevel(f"no level {' / '.join(map(str, wanted))!r}; known: {known}")
        return self.levels.index(wanted)

    def _spelled(self, level: Level) -> str:
        return ", ".join(f"{f} {text}" for f, text in zip(self.factors, level, strict=True))

    def _rows(self, cells: Mapping[int, int]) -> list[tuple[list[str], int]]:
        return sorted((sorted(self.lists[j] for j in lists_of(c)), n) for c, n in cells.items())


def _check_levels(factors: tuple[str, ...], levels: tuple[Level, ...], strata: int) -> None:
    if not factors or len(set(factors)) < len(factors):
        raise UnknownLevel(f"factors {factors}: at least one is needed, and each only once")
    if not levels or len(levels) != strata:
        raise UnknownLevel(f"{len(levels)} levels and {strata} sets of counts do not go together")
    seen: set[Level] = set()
    for place, level in enumerate(levels):
        if len(level) != len(factors) or not all(isinstance(text, str) for text in level):
            raise UnknownLevel(f"level {place + 1} {level!r} is not a text for each of {factors}")
        if level in seen:
            raise UnknownLevel(f"level {place + 1} {level!r} occurs twice")
        seen.add(level)


def _checked(lists: tuple[str, ...], level: Level, cells: Mapping[int, int]) -> Mapping[int, int]:
    """Give the counts of a level in order, without the empty cells."""
    kept = {}
    for cell in sorted(cells):
        try:
            count = check_cell(lists, cell, cells[cell])
        except TableError as problem:
            raise placed(f"level {' / '.join(level)}", problem) from problem
        if count:
            kept[cell] = count
    return MappingProxyType(kept)


def _people(cells: Mapping[int, int], part: int) -> int:
    return sum(count for cell, count in cells.items() if cell & part == part)


def _add(total: dict[int, int], cells: Mapping[int, int]) -> None:
    for cell, count in cells.items():
        total[cell] = total.get(cell, 0) + count
