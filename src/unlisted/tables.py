"""The count table: how many people were seen on exactly which combination of lists.

A table is frozen and checked when it is made: every instance has at least two lists, whole
non-negative counts, no row for the unseen, and no list without people.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

import numpy as np

from unlisted.errors import AllZeroRow, BadCount, EmptyList, TooFewLists, UnknownList
from unlisted.lattice import Floats, lists_of, pair_masks, superset_sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the figures of a published table come from."""

    text: str
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """People counted by the exact combination of lists they are on.

    Parameters
    ----------
    lists : tuple of str
        Short names (letters) of the lists; position j is bit j of a cell.
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
    TooFewLists, UnknownList, AllZeroRow, BadCount, EmptyList

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
        _check_lists(self.lists)
        for cell, count in self.cells.items():
            _check_cell(self.lists, cell, count)
        kept = {cell: int(self.cells[cell]) for cell in sorted(self.cells) if self.cells[cell]}
        for position, name in enumerate(self.lists):
            if not any(cell >> position & 1 for cell in kept):
                raise EmptyList(f"list {name!r} (column {position + 1}) has no person in any row")
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
            _check_cell(names, cell, count)
            cells[cell] = cells.get(cell, 0) + count
        return cls(lists=names, cells=cells, name=name)

    @property
    def observed(self) -> int:
        """Number of people on at least one list (n)."""
        return sum(self.cells.values())

    @property
    def on_two_or_more(self) -> int:
        """Number of people on two or more lists: all that the estimate can learn from."""
        return sum(count for cell, count in self.cells.items() if cell.bit_count() > 1)

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

    def _pair(self, pair: int) -> tuple[str, str]:
        first, second = lists_of(pair)
        return self.lists[first], self.lists[second]

    def _regrouped(self, names: tuple[str, ...], groups: Mapping[str, str]) -> CountTable:
        """Map every cell through old list name -> new list name."""
        cells: dict[int, int] = {}
        for cell, count in self.cells.items():
            new = mask_of(names, tuple({groups[self.lists[j]] for j in lists_of(cell)}))
            cells[new] = cells.get(new, 0) + count
        meaning: dict[str, list[str]] = {}
        for old, text in zip(self.lists, self.meanings, strict=False):
            meaning.setdefault(groups[old], []).append(text)
        return CountTable(
            lists=names,
            cells=cells,
            meanings=tuple(" / ".join(meaning[new]) for new in names) if self.meanings else (),
            name=self.name,
            title=self.title,
            period=self.period,
            citation=self.citation,
        )


def mask_of(lists: tuple[str, ...], history: Iterable[str]) -> int:
    """Bitmask of a combination of list names; raises UnknownList."""
    mask = 0
    for name in history:
        if name not in lists:
            raise UnknownList(f"list {name!r} is not one of {', '.join(lists)}")
        mask |= 1 << lists.index(name)
    return mask


def _check_lists(lists: tuple[str, ...]) -> None:
    if len(lists) < 2:
        raise TooFewLists(f"a count table needs at least 2 lists, got {len(lists)}")
    for position, name in enumerate(lists):
        if not name or "+" in name or "=" in name or name != name.strip():
            raise UnknownList(f"column {position + 1}: {name!r} cannot be the name of a list")
        if name in lists[:position]:
            raise UnknownList(f"column {position + 1}: list {name!r} is declared twice")


def _check_cell(lists: tuple[str, ...], cell: int, count: int) -> None:
    if cell == 0:
        raise AllZeroRow(f"a row counts {count} people on no list: the unseen cannot be observed")
    if not 0 < cell < 1 << len(lists):
        raise UnknownList(f"cell {cell} uses more lists than the {len(lists)} of the table")
    history = "+".join(lists[j] for j in lists_of(cell))
    if isinstance(count, bool) or not isinstance(count, (int, np.integer)):
        raise BadCount(f"row {history}, column count: {count!r} is not a whole number")
    if count < 0:
        raise BadCount(f"row {history}, column count: {count} is negative")
