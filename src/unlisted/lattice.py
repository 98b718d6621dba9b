"""The subset lattice: cells and model terms are bitmasks, sums over it are fast transforms.

Bit j of a mask stands for list j. A cell mask says on which lists a person is; a term mask says
which lists interact (0 intercept, one bit main effect, two bits pair).

References
----------
Yates, F. (1937). The design and analysis of factorial experiments. (The transform.)
Bjorklund, A., Husfeldt, T., Kaski, P., Koivisto, M. (2007). Fourier meets Moebius: fast subset
convolution. STOC. doi:10.1145/1250790.1250801
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def superset_sums(values: Floats) -> Floats:
    """Sum the values over all supersets of every mask.

    Formula: ``out[a] = sum(values[c] for c in masks if c & a == a)``. With counts as values, the
    result is the number of people whose lists contain `a`: the sufficient statistics.

    Parameters
    ----------
    values : array of shape (..., 2**k)
        One value per mask; leading axes are kept apart.

    Returns
    -------
    array of the same shape, a copy
    """
    out = np.array(values, dtype=np.float64)
    lead, size = out.shape[:-1], out.shape[-1]
    for bit in range(size.bit_length() - 1):
        halves = out.reshape(*lead, size >> (bit + 1), 2, 1 << bit)
        halves[..., 0, :] += halves[..., 1, :]
    return out


def subset_sums(values: Floats) -> Floats:
    """Sum the values over all subsets of every mask: coefficients to log means.

    Formula: ``out[c] = sum(values[a] for a in masks if c & a == a)``; axes as `superset_sums`.
    """
    out = np.array(values, dtype=np.float64)
    lead, size = out.shape[:-1], out.shape[-1]
    for bit in range(size.bit_length() - 1):
        halves = out.reshape(*lead, size >> (bit + 1), 2, 1 << bit)
        halves[..., 1, :] += halves[..., 0, :]
    return out


def pair_masks(lists: int) -> tuple[int, ...]:
    """Masks of the k(k-1)/2 pairs, ordered by first list and then by second list."""
    return tuple(1 << i | 1 << j for i, j in combinations(range(lists), 2))


def lists_of(mask: int) -> tuple[int, ...]:
    """List positions in a mask, lowest first."""
    return tuple(j for j in range(mask.bit_length()) if mask >> j & 1)


def proper_subsets(mask: int) -> tuple[int, ...]:
    """Masks strictly inside a mask, the empty one left out, largest number first."""
    found, inside = [], (mask - 1) & mask
    while inside:
        found.append(inside)
        inside = (inside - 1) & mask
    return tuple(found)


def term_order(mask: int) -> tuple[int, tuple[int, ...]]:
    """Sort key of model terms: intercept, main effects, pairs, and so on."""
    return mask.bit_count(), lists_of(mask)
