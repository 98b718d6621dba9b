"""The dense design of a model over cells and levels, and what may be fitted on it.

Rows are cells by level, columns are the coefficients; the row of the all-zero cell of a level
gives the unseen people of that level. Every column is a function of the level times "the cell
contains these lists", so the information needs no product of designs: an entry sums, over levels,
two such functions times the means of all cells that contain both sets of lists.

Existence and identifiability are judged on the cells that are left when every margin of the model
without people has been put at minus infinity.

References
----------
Fienberg, S. E., Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models.
Annals of Statistics 40, 996-1023. doi:10.1214/12-AOS986
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog

from unlisted.lattice import Floats, Integers, superset_sums
from unlisted.loglinear.existence import LEAST_INTERIOR
from unlisted.strata.coding import NOTHING, categories, spaces
from unlisted.strata.layout import Flags, Layout
from unlisted.strata.model import StrataModel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Design:
    """A model on a layout.

    Attributes
    ----------
    model : StrataModel
        In the order of the layout.
    columns : array (levels * (2**k - 1), parameters)
        Rows by level and then by cell, the unseen cell left out.
    unseen : array (levels, parameters)
        Rows of the all-zero cells.
    margins : array (margins, levels * (2**k - 1))
        Which cells every margin of the model adds up.
    products : tuple of (int, array (levels, entries))
        By joint set of lists, products of the level functions of two columns.
    entries : integer array (parameters * parameters,)
        Where each entry of the information stands among all products.
    """

    model: StrataModel
    columns: Floats
    unseen: Floats
    margins: Floats
    products: tuple[tuple[int, Floats], ...]
    entries: Integers

    @property
    def parameters(self) -> int:
        """Coefficients, those at minus infinity included."""
        return int(self.columns.shape[1])

    @property
    def levels(self) -> int:
        """Number of levels."""
        return int(self.unseen.shape[0])

    def information(self, weights: Floats) -> Floats:
        """``X' diag(w) X`` of every table, shape (tables, parameters, parameters).

        Parameters
        ----------
        weights : array (tables, levels * (2**k - 1))
            Means, or whatever weighs the cells.
        """
        shaped = weights.reshape(len(weights), self.levels, weights.shape[1] // self.levels)
        above = superset_sums(np.pad(shaped, ((0, 0), (0, 0), (1, 0))))
        parts = [above[:, :, joint] @ functions for joint, functions in self.products]
        flat = np.concatenate(parts, axis=1)[:, self.entries]
        return flat.reshape(len(weights), self.parameters, self.parameters)

    def alive(self, possible: Floats) -> Flags:
        """Cells that stay when margins without people are put at minus infinity.

        Parameters
        ----------
        possible : array (tables, levels * (2**k - 1))
            People who are, or may be, in the cell.
        """
        empty = (possible @ self.margins.T <= 0).astype(np.float64)
        alive: Flags = np.equal(empty @ self.margins, 0.0)
        return alive


def design_of(layout: Layout, model: StrataModel) -> Design:
    """Write out a model; its lists and factors must be in the order of the layout."""
    cells = np.arange(1 << len(layout.lists))
    found = spaces(layout, model)
    functions = np.hstack(list(found.values()))
    masks = np.repeat(list(found), [columns.shape[1] for columns in found.values()])
    holds = (cells[:, None] & masks == masks).astype(np.float64)
    whole = functions[:, None, :] * holds
    products, entries = _products(functions, masks)
    return Design(
        model=model,
        columns=np.ascontiguousarray(whole[:, 1:, :].reshape(-1, whole.shape[2])),
        unseen=np.ascontiguousarray(whole[:, 0, :]),
        margins=_margins(layout, model),
        products=products,
        entries=entries,
    )


def identifiable(rows: Floats, unseen: Floats) -> bool:
    """Whether the unseen people can be told from what the rows say.

    Formula: every row of `unseen` is a combination of `rows`. That is the question that matters:
    coefficients at minus infinity may stay unknown.
    """
    _, values, right = np.linalg.svd(rows, full_matrices=False)
    basis = right[values > NOTHING * values[0]]
    left_over = unseen - unseen @ basis.T @ basis
    return bool(np.abs(left_over).max(initial=0.0) < np.sqrt(NOTHING))


def exists(rows: Floats, seen: Flags) -> bool:
    """Whether the likelihood has a maximum at finite values.

    Formula: with A the transposed rows and u the support as 0/1 vector, ``max s`` subject to
    ``A x = A u, x >= s`` is positive.
    """
    if seen.all():
        return True
    support = seen.astype(np.float64)
    table = np.column_stack([rows.T, rows.sum(axis=0)])
    cost = np.zeros(table.shape[1])
    cost[-1] = -1.0
    answer = linprog(cost, A_eq=table, b_eq=rows.T @ support, bounds=(0, None), method="highs")
    if answer.x is None:
        raise ArithmeticError(f"the linear programme ended without an answer: {answer.message}")
    return float(answer.x[-1]) > LEAST_INTERIOR


def _products(
    functions: Floats, masks: Integers
) -> tuple[tuple[tuple[int, Floats], ...], Integers]:
    """Products of every two columns, by the joint set of their lists; and where they stand."""
    size = masks.size
    first, second = np.triu_indices(size)
    joint = masks[first] | masks[second]
    order = np.argsort(joint, kind="stable")
    first, second, joint = first[order], second[order], joint[order]
    entries = np.empty((size, size), dtype=np.int64)
    entries[first, second] = entries[second, first] = np.arange(joint.size)
    edges = np.flatnonzero(np.diff(joint, prepend=-1, append=-1))
    both = functions[:, first] * functions[:, second]
    parts = tuple(
        (int(joint[start]), np.ascontiguousarray(both[:, start:end]))
        for start, end in pairwise(edges)
    )
    return parts, entries.ravel()


def _margins(layout: Layout, model: StrataModel) -> Floats:
    cells = np.arange(1, 1 << len(layout.lists))
    everything = (1 << len(layout.factors)) - 1
    out = []
    for lists, factors in sorted(model.terms):
        holds = ((cells & lists) == lists).astype(np.float64)
        if factors == everything and lists == 0 and model.saturated:
            levels = np.eye(len(layout.levels))
        else:
            levels = categories(layout, factors)
        out.append((levels.T[:, :, None] * holds).reshape(levels.shape[1], -1))
    return np.concatenate(out)
