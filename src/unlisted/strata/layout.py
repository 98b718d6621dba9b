"""A stratified table arranged for fitting: one order of everything, and what levels are unknown.

Lists, factors and levels are put in alphabetical order, so that no figure depends on the order
in which they were given. Levels without people leave the table: with a size of their own they
say nothing. A row whose level is not known in full is kept apart, with the levels it may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unlisted.errors import ModelError, UnknownLevel
from unlisted.lattice import Floats
from unlisted.tables.stratified import StratifiedTable

Level = tuple[str, ...]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """A stratified table in canonical order.

    Attributes
    ----------
    lists, factors : tuple of str
        In alphabetical order.
    levels : tuple of tuples of str
        Levels with people, a text per factor.
    partial : tuple of tuples of str
        Levels that are not known in full.
    compatible : boolean array (partial levels, levels)
        Which levels a partial one may be.
    counts : array (levels + partial levels, 2**k)
        Column 0 is 0.
    numeric : tuple of int
        Degree of the polynomial per factor; 0 for a factor with a coefficient per category.
    unknown : str or None
        The text that stands for a level that is not known.
    """

    lists: tuple[str, ...]
    factors: tuple[str, ...]
    levels: tuple[Level, ...]
    partial: tuple[Level, ...]
    compatible: Flags
    counts: Floats
    numeric: tuple[int, ...]
    unknown: str | None

    @property
    def observed(self) -> int:
        """People on at least one list, of whatever level."""
        return int(self.counts.sum())

    def place(self, level: Sequence[str], factors: Sequence[str]) -> int | None:
        """Row of a level that is spelled in another order of factors; None without people."""
        spelled = tuple(level[list(factors).index(name)] for name in self.factors)
        return self.levels.index(spelled) if spelled in self.levels else None


def arrange(
    table: StratifiedTable,
    *,
    unknown: str | None = None,
    years: str | None = None,
    degree: int = 2,
) -> Layout:
    """Put a table in canonical order.

    Parameters
    ----------
    table : StratifiedTable
        May have levels without people.
    unknown : str, optional
        The text that stands for a level that is not known.
    years : str, optional
        A factor whose texts are numbers, to be described by a polynomial.
    degree : int
        Degree of that polynomial.

    Raises
    ------
    UnknownLevel
        A level that is not known can be none of the known ones, or a year is not a number.
    ModelError
        The factor of `years` does not exist, or the degree is not positive.
    """
    if years is not None and (years not in table.factors or degree < 1):
        raise ModelError(
            f"years={years!r} with degree {degree}: it has to be one of the factors "
            f"{', '.join(table.factors)}, with a degree of 1 or more"
        )
    lists, factors = tuple(sorted(table.lists)), tuple(sorted(table.factors))
    order = [table.factors.index(name) for name in factors]
    spelled = [tuple(level[place] for place in order) for level in table.levels]
    counts = table.array()[:, cell_order(table.lists, lists)]
    rows = sorted((level, row) for row, level in enumerate(spelled) if counts[row].any())
    known = [(level, row) for level, row in rows if unknown not in level]
    partial = [(level, row) for level, row in rows if unknown in level]
    levels = tuple(level for level, _ in known)
    return Layout(
        lists=lists,
        factors=factors,
        levels=levels,
        partial=tuple(level for level, _ in partial),
        compatible=_compatible(factors, [level for level, _ in partial], levels, unknown),
        counts=counts[[row for _, row in known + partial]],
        numeric=tuple(degree if name == years else 0 for name in factors),
        unknown=unknown,
    )


def cell_order(lists: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Cell of the table with `lists` that belongs at every cell of the order `wanted`."""
    places = [list(lists).index(name) for name in wanted]
    return [
        sum(1 << place for j, place in enumerate(places) if cell >> j & 1)
        for cell in range(1 << len(places))
    ]


def _compatible(
    factors: tuple[str, ...],
    partial: list[Level],
    levels: tuple[Level, ...],
    unknown: str | None,
) -> Flags:
    out = np.zeros((len(partial), len(levels)), dtype=np.bool_)
    for row, level in enumerate(partial):
        out[row] = [
            all(text in (unknown, other) for text, other in zip(level, full, strict=True))
            for full in levels
        ]
        if not out[row].any():
            said = ", ".join(f"{name} {text}" for name, text in zip(factors, level, strict=True))
            raise UnknownLevel(
                f"people of {said} can be of no level that is known in full: nobody of such a "
                "level was seen"
            )
    return out
