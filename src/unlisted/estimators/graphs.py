"""Decomposable graphs: all of them on a few lists, each as a product of small factors.

Vertices are lists, an edge is a direct dependence. A graph is decomposable (chordal) when its
vertices can be taken away one by one so that each time the remaining neighbours form a clique.
That order also factorises the likelihood: each step gives one factor (vertex, neighbours), so a
graph on k lists is k look-ups in a table of k 2**k factors, and cliques and separators need never
be formed. Cliques that are their own separator cancel by themselves.

Edges are bits of a whole number, in the order of `lattice.pair_masks`.

References
----------
Lauritzen, S. L. (1996). Graphical models. Oxford University Press. (Perfect elimination.)
OEIS A058862: labelled chordal graphs, 1, 2, 8, 61, 822, 18154, 617675.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unlisted.compiling import compiled
from unlisted.lattice import Integers, lists_of, pair_masks

Factors = NDArray[np.int16]


class Decompositions(NamedTuple):
    """Every decomposable graph on a number of lists.

    Attributes
    ----------
    edges : integer array (graphs,)
        Bit i stands for pair i of `lattice.pair_masks`; ascending, so independence comes first.
    factors : integer array (graphs, lists)
        Per elimination step ``vertex * 2**lists + neighbours still there``.
    """

    edges: Integers
    factors: Factors


@lru_cache(maxsize=5)
def decomposable_graphs(lists: int) -> Decompositions:
    """Find every decomposable graph by trying all 2**(k(k-1)/2) graphs.

    Parameters
    ----------
    lists : int
        Number of lists; 7 means two million graphs, about a second.

    Examples
    --------
    >>> [len(decomposable_graphs(lists).edges) for lists in (2, 3, 4, 5)]
    [2, 8, 61, 822]
    """
    pairs = [lists_of(pair) for pair in pair_masks(lists)]
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    chordal = np.zeros(1 << len(pairs), dtype=np.bool_)
    mark_chordal(lists, ends, chordal)
    edges = np.flatnonzero(chordal)
    factors = np.zeros((edges.size, lists), dtype=np.int16)
    write_factors(lists, ends, edges, factors)
    for shared in (edges, factors):
        shared.flags.writeable = False
    return Decompositions(edges, factors)


def cliques_of(edges: int, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Largest sets of lists that all depend on each other directly, by name.

    A decomposable graph is told by its cliques as a hierarchical model by its highest terms.

    Examples
    --------
    >>> cliques_of(0b011, ("A", "B", "C"))
    (('A', 'B'), ('A', 'C'))
    """
    lists = len(names)
    present = {pair for bit, pair in enumerate(pair_masks(lists)) if edges >> bit & 1}
    whole = [mask for mask in range(1, 1 << lists) if _complete(mask, present)]
    largest = [mask for mask in whole if not any(mask & up == mask != up for up in whole)]
    return tuple(tuple(names[j] for j in lists_of(mask)) for mask in sorted(largest, key=lists_of))


def _complete(mask: int, present: set[int]) -> bool:
    members = lists_of(mask)
    return all(1 << i | 1 << j in present for i in members for j in members if i < j)


@compiled
def _neighbours(lists: int, ends: Integers, edges: int, out: Integers) -> None:
    """Bitmask of the neighbours of each vertex."""
    out[:] = 0
    for bit in range(len(ends)):
        if (edges >> bit) & 1:
            first, second = ends[bit, 0], ends[bit, 1]
            out[first] |= 1 << second
            out[second] |= 1 << first


@compiled
def _simplicial(lists: int, near: Integers, left: int) -> int:
    """First vertex whose remaining neighbours form a clique; -1 when there is none."""
    for vertex in range(lists):
        if not (left >> vertex) & 1:
            continue
        around = near[vertex] & left
        clique = True
        for other in range(lists):
            if (around >> other) & 1 and around & ~(1 << other) & ~near[other]:
                clique = False
                break
        if clique:
            return vertex
    return -1


@compiled
def _eliminate(lists: int, near: Integers, out: Factors) -> bool:
    """Take simplicial vertices away and write the factors; False when the graph is not chordal."""
    left = (1 << lists) - 1
    for step in range(lists):
        vertex = _simplicial(lists, near, left)
        if vertex < 0:
            return False
        out[step] = (vertex << lists) | (near[vertex] & left)
        left &= ~(1 << vertex)
    return True


@compiled
def mark_chordal(lists: int, ends: Integers, chordal: NDArray[np.bool_]) -> None:
    """Mark which of all graphs are chordal."""
    near = np.zeros(lists, dtype=np.int64)
    factors = np.zeros(lists, dtype=np.int16)
    for edges in range(len(chordal)):
        _neighbours(lists, ends, edges, near)
        chordal[edges] = _eliminate(lists, near, factors)


@compiled
def write_factors(lists: int, ends: Integers, edges: Integers, factors: Factors) -> None:
    """Write the factors of chordal graphs."""
    near = np.zeros(lists, dtype=np.int64)
    for graph in range(len(edges)):
        _neighbours(lists, ends, edges[graph], near)
        _eliminate(lists, near, factors[graph])
