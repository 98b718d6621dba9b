"""The count table: how many people were seen on exactly which combination of lists.

A table is frozen and checked when it is made: every instance has 2 to 16 lists, whole non-negative
counts, no row for the unseen, and no list without people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from unlisted.errors import BadCount, EmptyList, TooFewLists, UnknownList
from unlisted.lattice import Floats, lists_of, pair_masks, superset_sums
from unlisted.results import Plain, Result, Summary
from unlisted.tables.arrays import cells_of_histories, cells_of_vector
from unlisted.tables.histories import (
    LARGEST_COUNT,
    check_cell,
    check_lists,
    history_rows,
    indicators,
    mask_of,
    spelled,
)
from unlisted.tables.separated import written
from unlisted.tables.sheets import COUNT, Frame, sheet_of, tally
from unlisted.tables.telling import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the figures of a published table come from."""

    text: str
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable(Result):
    """People counted by the exact combination of lists they are on.

    Parameters
    ----------
    lists : tuple of str
        Names of the lists, 2 to 16; position j is bit j of a cell.
    cells : mapping of int to int
        Bitmask of lists to number of people seen on exactly those lists. Absent means 0.
    meanings : tuple of str
        What each list is, in the order of `lists`; empty when not known.
    name, title, period : str
        What the table is; none of them enters `data_hash`.
    citation : Citation or None
        Source of the figures.

    Raises
    ------
    TooFewLists, TooManyLists, UnknownList, AllZeroRow, BadCount, EmptyList

    Examples
    --------
    >>> table = CountTable(lists=("A", "B"), cells={0b01: 30, 0b10: 20, 0b11: 10})
    >>> table.observed, table.on_two_or_more
    (60, 10)
    """

    lists: tuple[str, ...]
    cells: Mapping[int, int] = field(hash=False)
    meanings: tuple[str, ...] = ()
    name: str = ""
    title: str = ""
    period: str = ""
    citation: Citation | None = None

    def __post_init__(self) -> None:
        """Check the table and put its cells in order."""
        check_lists(self.lists)
        if len(self.meanings) not in (0, len(self.lists)):
            raise UnknownList(f"{len(self.meanings)} meanings for {len(self.lists)} lists")
        whole = {int(cell): check_cell(self.lists, cell, self.cells[cell]) for cell in self.cells}
        kept = {cell: whole[cell] for cell in sorted(whole) if whole[cell]}
        for position, name in enumerate(self.lists):
            if not any(cell >> position & 1 for cell in kept):
                raise EmptyList(f"list {name!r} (column {position + 1}) has no person in any row")
        if sum(kept.values()) > LARGEST_COUNT:
            raise BadCount(f"{sum(kept.values()):,} people in all cannot be counted exactly")
        object.__setattr__(self, "cells", MappingProxyType(kept))

    @classmethod
    def from_histories(
        cls, lists: Iterable[str], counts: Mapping[tuple[str, ...], int], *, name: str = ""
    ) -> Self:
        """Make a table from counts keyed by the list names of each combination.

        Two keys may spell the same combination in another order: their counts are added.
        """
        names = tuple(lists)
        cells: dict[int, int] = {}
        for history, count in counts.items():
            cell = mask_of(names, history)
            cells[cell] = cells.get(cell, 0) + check_cell(names, cell, count)
        return cls(lists=names, cells=cells, name=name)

    @classmethod
    def from_arrays(
        cls, lists: Iterable[str], histories: ArrayLike, counts: ArrayLike | None = None
    ) -> Self:
        """Make a table from an array of capture histories.

        Parameters
        ----------
        lists : iterable of str
            Names of the columns.
        histories : array_like of shape (rows, k)
            0 and 1, or truth values: is the person of this row on list j?
        counts : array_like of shape (rows,), optional
            Number of people per row, each combination in one row only. Left out: every row is a
            person.

        Examples
        --------
        >>> CountTable.from_arrays(("A", "B"), [[1, 0], [1, 1], [1, 0]]).cells[0b01]
        2
        """
        names = tuple(lists)
        return cls(lists=names, cells=cells_of_histories(names, histories, counts))

    @classmethod
    def from_counts(cls, lists: Iterable[str], counts: ArrayLike) -> Self:
        """Make a table from the counts of all combinations, in the order of their bitmasks.

        Parameters
        ----------
        lists : iterable of str
            Names of the lists, that of the lowest bit first.
        counts : array_like of shape (2**k,) or (2**k - 1,)
            With the unseen first, whose count is 0, or without them.

        Examples
        --------
        >>> CountTable.from_counts(("A", "B"), [30, 20, 10]).overlaps
        {('A', 'B'): 10}
        """
        names = tuple(lists)
        return cls(lists=names, cells=cells_of_vector(names, counts))

    @classmethod
    def from_frame(
        cls,
        frame: Frame | Mapping[str, Iterable[object]],
        *,
        count: str | None = COUNT,
        strata: Sequence[str] = (),
    ) -> Self:
        """Make a table of a data frame, or of a mapping of column names to sequences.

        Parameters
        ----------
        frame : DataFrame-like or mapping
            Anything with ``columns`` and a column by its name, from any package.
        count : str or None
            The column of counts. Without it every row is a person.
        strata : sequence of str
            Columns that are no list. The table adds their levels together;
            `StratifiedTable.from_frame` keeps them apart.

        Raises
        ------
        TableError
            The sentence names the row (counted from 1) and the column.

        Examples
        --------
        >>> CountTable.from_frame({"A": [1, 0, 1], "B": [0, 1, 1], "count": [30, 20, 10]}).observed
        60
        """
        counted = tally(sheet_of(frame), count=count, strata=strata)
        return cls(lists=counted.lists, cells=counted.pooled())

    @classmethod
    def pool(cls, tables: Iterable[CountTable]) -> Self:
        """Add together the tables of several periods or strata.

        A person seen in two periods counts twice. Pooling assumes that the lists work alike in
        all of them: where they do not, pooling makes dependence that no stratum has.

        Parameters
        ----------
        tables : iterable of CountTable
            With the same lists, in any order; the first gives the order.

        Raises
        ------
        UnknownList
            Two tables do not have the same lists.
        """
        parts = tuple(tables)
        if not parts:
            raise TooFewLists("there is no table to pool")
        cells: dict[int, int] = {}
        for part in parts:
            for cell, count in part.rearranged(parts[0].lists).cells.items():
                cells[cell] = cells.get(cell, 0) + count
        return cls(lists=parts[0].lists, cells=cells, meanings=parts[0].meanings)

    @property
    def observed(self) -> int:
        """Number of people on at least one list (n)."""
        return sum(self.cells.values())

    @property
    def on_two_or_more(self) -> int:
        """Number of people on two or more lists: all that the estimate can learn from."""
        return sum(count for cell, count in self.cells.items() if cell.bit_count() > 1)

    @property
    def frequencies(self) -> tuple[int, ...]:
        """People on exactly 1, 2, ..., k lists: the capture frequencies f_1 to f_k."""
        out = [0] * len(self.lists)
        for cell, count in self.cells.items():
            out[cell.bit_count() - 1] += count
        return tuple(out)

    @property
    def sizes(self) -> dict[str, int]:
        """People on each list, whatever other lists they are on."""
        above = superset_sums(self.counts())
        return {name: int(above[1 << j]) for j, name in enumerate(self.lists)}

    @property
    def overlaps(self) -> dict[tuple[str, str], int]:
        """Number of people on both lists of each pair, whatever other lists they are on."""
        above = superset_sums(self.counts())
        return {self._pair(pair): int(above[pair]) for pair in pair_masks(len(self.lists))}

    @property
    def empty_pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of lists that share nobody."""
        return tuple(pair for pair, count in self.overlaps.items() if count == 0)

    @property
    def sparsity(self) -> float:
        """Share of the 2**k - 1 combinations of lists in which nobody was seen."""
        return 1 - len(self.cells) / ((1 << len(self.lists)) - 1)

    @property
    def data_hash(self) -> str:
        """SHA-256 of the canonical form; the order of lists and of rows does not enter it."""
        rows = sorted(
            (sorted(self.lists[j] for j in lists_of(cell)), count)
            for cell, count in self.cells.items()
        )
        form = {"lists": sorted(self.lists), "cells": rows}
        text = json.dumps(form, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def counts(self) -> Floats:
        """Counts as an array over all 2**k masks; index 0 (the unseen) is 0."""
        out = np.zeros(1 << len(self.lists))
        out[list(self.cells)] = list(self.cells.values())
        return out

    def rearranged(self, order: Iterable[str]) -> CountTable:
        """Give the same table with its lists in another order."""
        names = tuple(order)
        if sorted(names) != sorted(self.lists):
            raise UnknownList(f"{names} is not a reordering of {self.lists}")
        return self._regrouped(names, {name: name for name in self.lists})

    def canonical(self) -> CountTable:
        """Give the same table with its lists in alphabetical order."""
        return self.rearranged(sorted(self.lists))

    def merged(self, together: Iterable[str], *, name: str | None = None) -> CountTable:
        """Join lists into one: a person is on it when on any of them.

        Merging changes estimates, sometimes by a factor of two: say so wherever it is done.

        Parameters
        ----------
        together : iterable of str
            Names of the lists to join.
        name : str, optional
            Name of the joined list; the names run together when left out.
        """
        joined = tuple(together)
        mask_of(self.lists, joined)
        if len(joined) < 2:
            raise TooFewLists("merging needs at least two lists")
        label = "".join(joined) if name is None else name
        if label in self.lists and label not in joined:
            raise UnknownList(f"{label!r} is the name of another list of this table")
        groups = {old: label if old in joined else old for old in self.lists}
        return self._regrouped(tuple(dict.fromkeys(groups.values())), groups)

    def dropped(self, names: Iterable[str]) -> CountTable:
        """Leave lists out.

        People who were on those lists alone leave the table with them, so `observed` shrinks:
        the estimate is of the same population, from fewer people.

        Parameters
        ----------
        names : iterable of str
            Lists to leave out; at least two others have to remain.
        """
        out = tuple(names)
        mask_of(self.lists, out)
        return self._regrouped(
            tuple(name for name in self.lists if name not in out),
            {name: name for name in self.lists if name not in out},
        )

    def minus(self, other: CountTable) -> CountTable:
        """Take the people of another table with the same lists, in any order, out of this one.

        Raises
        ------
        UnknownList
            The lists differ.
        BadCount
            The other table has more people in a cell; the sentence names the row.
        EmptyList
            Nobody is left on a list.
        """
        cells = dict(self.cells)
        for cell, count in other.rearranged(self.lists).cells.items():
            cells[cell] = cells.get(cell, 0) - count
            if cells[cell] < 0:
                raise BadCount(
                    f"row {spelled(self.lists, cell)}: {count} people to be taken out, and there "
                    f"are {self.cells.get(cell, 0)}"
                )
        return replace(self, cells=cells)

    def summary(self) -> Summary:
        """Lists with their sizes, n, overlaps, and how sparse the table is."""
        return told(self)

    def to_dict(self) -> dict[str, Plain]:
        """Give plain values; a cell is spelled by its lists, and what follows from them is told."""
        told_apart: dict[str, Plain] = {
            "cells": history_rows(self.lists, self.cells),
            "observed": self.observed,
            "on_two_or_more": self.on_two_or_more,
            "empty_pairs": [list(pair) for pair in self.empty_pairs],
            "data_hash": self.data_hash,
        }
        return Result.to_dict(self) | told_apart

    def to_csv(self, *, count: str = COUNT) -> str:
        """Give capture histories: a 0/1 column per list, then the column of counts.

        Reading it back gives a table with the same lists and cells.

        Parameters
        ----------
        count : str
            Name of the column of counts; it cannot be the name of a list.
        """
        if count in self.lists:
            raise UnknownList(f"a list is called {count!r}: give the column of counts another name")
        rows = ((*indicators(self.lists, cell), people) for cell, people in self.cells.items())
        return written((*self.lists, count), rows)

    def _pair(self, pair: int) -> tuple[str, str]:
        first, second = lists_of(pair)
        return self.lists[first], self.lists[second]

    def _regrouped(self, names: tuple[str, ...], groups: Mapping[str, str]) -> CountTable:
        """Map every cell through old list name -> new list name; lists without one are left out."""
        cells: dict[int, int] = {}
        for cell, count in self.cells.items():
            kept = {self.lists[j] for j in lists_of(cell)} & set(groups)
            new = mask_of(names, (groups[name] for name in kept))
            cells[new] = cells.get(new, 0) + count
        cells.pop(0, None)
        meaning: dict[str, list[str]] = {}
        for old, text in zip(self.lists, self.meanings, strict=False):
            meaning.setdefault(groups.get(old, ""), []).append(text)
        meanings = tuple(" / ".join(meaning[new]) for new in names) if self.meanings else ()
        return replace(self, lists=names, cells=cells, meanings=meanings)
