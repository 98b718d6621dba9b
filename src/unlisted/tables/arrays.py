"""Cells counted from arrays: one row per person or per combination, or a dense vector of counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unlisted.errors import (
    AllZeroRow,
    BadCount,
    BadDocument,
    DuplicateHistory,
    NotBinary,
    placed,
)
from unlisted.lattice import Integers
from unlisted.tables.histories import check_cell, check_lists, count_of, spelled


def cells_of_histories(
    lists: Sequence[str], histories: ArrayLike, counts: ArrayLike | None
) -> dict[int, int]:
    """Count the cells of an array of shape (rows, lists) that holds 0 and 1 or truth values."""
    check_lists(lists)
    masks = _masks(lists, array_of(histories))
    if counts is None:
        unseen = np.flatnonzero(masks == 0)
        if unseen.size:
            raise AllZeroRow(f"row {unseen[0] + 1}: a person on no list cannot have been seen")
        found, times = np.unique(masks, return_counts=True)
        return dict(zip(found.tolist(), times.tolist(), strict=True))
    return _counted(lists, masks, array_of(counts))


def cells_of_vector(lists: Sequence[str], counts: ArrayLike) -> dict[int, int]:
    """Number the counts of all 2**k combinations, or of the 2**k - 1 that can be seen."""
    check_lists(lists)
    vector = array_of(counts)
    cells = 1 << len(lists)
    if vector.shape not in ((cells,), (cells - 1,)):
        raise BadDocument(
            f"counts of shape {vector.shape}: {len(lists)} lists have {cells - 1} combinations "
            f"({cells} with the unseen, whose count is 0)"
        )
    first = cells - vector.size
    return {cell: check_cell(lists, cell, value) for cell, value in enumerate(vector, start=first)}


def array_of(values: ArrayLike) -> NDArray[np.generic]:
    """Give an array; a shape that is none is refused by name."""
    try:
        return np.asarray(values)
    except (ValueError, TypeError) as problem:
        raise BadDocument(f"not an array: {problem}") from problem


def _masks(lists: Sequence[str], matrix: NDArray[np.generic]) -> Integers:
    if matrix.ndim != 2 or matrix.shape[1] != len(lists) or not len(matrix):
        raise BadDocument(
            f"histories of shape {matrix.shape}: one row or more of {len(lists)} lists is needed"
        )
    wrong = np.argwhere(~np.isin(matrix, (0, 1)))
    if wrong.size:
        row, column = wrong[0]
        value = matrix[row, column].item() if matrix.dtype != object else matrix[row, column]
        raise NotBinary(f"row {row + 1}, column {lists[column]}: {value!r} is not 0 or 1")
    bits: Integers = 1 << np.arange(len(lists), dtype=np.int64)
    return matrix.astype(np.int64) @ bits


def _counted(lists: Sequence[str], masks: Integers, counts: NDArray[np.generic]) -> dict[int, int]:
    if counts.shape != masks.shape:
        raise BadDocument(f"counts of shape {counts.shape} for {len(masks)} rows")
    cells: dict[int, int] = {}
    for row, (mask, value) in enumerate(zip(masks.tolist(), counts, strict=True), start=1):
        try:
            count = count_of(value)
        except BadCount as problem:
            raise placed(f"row {row}, column count", problem) from problem
        if mask in cells:
            raise DuplicateHistory(f"row {row}: {spelled(lists, mask)} was counted in a row above")
        if mask == 0 and count:
            raise AllZeroRow(f"row {row}: {count} people on no list cannot have been seen")
        cells[mask] = count
    return cells
