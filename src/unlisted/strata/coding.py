"""Covariates as columns: per term, the space of functions of the level that it adds.

Which columns span that space does not matter for any figure, so they are made orthogonal, which
keeps the fit stable. A numeric factor (years) adds a polynomial, centred and scaled, orthogonal
over its distinct values; any other factor adds a column per category.
"""

from __future__ import annotations

import numpy as np

from unlisted.errors import UnknownLevel
from unlisted.lattice import Floats, lists_of
from unlisted.strata.layout import Layout
from unlisted.strata.model import StrataModel

NOTHING = 1e-9  # singular values below this share of the largest are zero


def spaces(layout: Layout, model: StrataModel) -> dict[int, Floats]:
    """Columns over the levels, shape (levels, columns), by the mask of lists they go with."""
    factors = [_factor(layout, place) for place in range(len(layout.factors))]
    size = len(layout.levels)
    out: dict[int, Floats] = {}
    alike: dict[tuple[int, ...], Floats] = {(0,): np.ones((size, 1))}
    for lists in sorted({a for a, _ in model.terms}, key=lambda a: (a.bit_count(), a)):
        if lists == 0 and model.saturated:
            out[lists] = np.eye(size)
            continue
        joined = tuple(sorted(s for a, s in model.terms if a == lists))
        if joined not in alike:
            alike[joined] = _orthogonal(np.hstack([_product(factors, s, size) for s in joined]))
        out[lists] = alike[joined]
    return out


def polynomial(values: Floats, degree: int) -> Floats:
    """Orthogonal polynomials of degree 1 to `degree`, a column each, no constant.

    Orthogonal to the constant and to each other over the distinct values, with mean square 1.
    A degree as large as the number of distinct values less one says the same as a category per
    value; a larger one is cut to that.

    Examples
    --------
    >>> polynomial(np.array([2019.0, 2020.0, 2021.0]), 1)[[0, 2]].round(4).tolist()
    [[-1.2247], [1.2247]]
    """
    distinct, place = np.unique(values, return_inverse=True)
    span = max(float(np.ptp(distinct)), 1.0)
    powers = np.vander((distinct - distinct.mean()) / span, min(degree, distinct.size - 1) + 1)
    found, corner = np.linalg.qr(powers[:, ::-1])
    signed = found * np.sign(np.diag(corner)) * np.sqrt(distinct.size)
    columns: Floats = signed[:, 1:][place]
    return columns


def categories(layout: Layout, factors: int) -> Floats:
    """Column of 0 and 1 per combination of categories of these factors; numeric ones left out."""
    kept = [j for j in lists_of(factors) if not layout.numeric[j]]
    texts = [tuple(level[j] for j in kept) for level in layout.levels]
    distinct = sorted(set(texts))
    return np.array([[float(text == one) for one in distinct] for text in texts])


def _factor(layout: Layout, place: int) -> Floats:
    if not layout.numeric[place]:
        return categories(layout, 1 << place)
    try:
        values = np.array([float(level[place]) for level in layout.levels])
    except ValueError as problem:
        raise UnknownLevel(
            f"factor {layout.factors[place]!r} is to be a number, but one of its levels is not: "
            f"{problem}"
        ) from problem
    return polynomial(values, layout.numeric[place])


def _product(factors: list[Floats], chosen: int, size: int) -> Floats:
    """All products of a column of each chosen factor; the constant when there is none."""
    out = np.ones((size, 1))
    for place in lists_of(chosen):
        out = (out[:, :, None] * factors[place][:, None, :]).reshape(size, -1)
    return out


def _orthogonal(columns: Floats) -> Floats:
    left, values, _ = np.linalg.svd(columns, full_matrices=False)
    kept: Floats = left[:, values > NOTHING * values[0]] * np.sqrt(columns.shape[0])
    return kept
