"""What linkage errors do to a table of counts, and how to undo it in expectation.

Two assumptions make the errors tractable:

* missed links: every record independently falls out of the cluster of its person with
  probability ``1 - q``, and then stands alone. Two records of one person stay linked with
  probability ``q**2``: the pairwise recall r, so ``q = sqrt(r)``.
* false links: every record of a cluster on two or more lists is independently a stranger with
  probability ``1 - s``, who is on that list alone. A link between two records is true with
  probability ``s**2``: the pairwise precision p, so ``s = sqrt(p)``.

Both are the same operation on the table, `split`, with a chance to stay of q or s. Cells of two
or more lists are thinned; people on one list follow because no record is lost. So the table as
observed is ``split(truth, sqrt(r))`` before false links, and the true links before missed ones
are ``split(observed, sqrt(p))``; together ``truth = unsplit(observed, sqrt(r / p))``. For two
lists the overlap becomes ``m p / r`` and the estimate ``N r / p``, as in Ding and Fienberg.

What it does not do: recall that differs between lists, between one-list and many-list people or
between sorts of people (set it per pair by hand, or draw whole link sets); chains in which a third
record repairs a missed link; strangers who are on several lists themselves.

References
----------
Ding, Y., Fienberg, S. E. (1994). Dual system estimation of census undercount in the presence of
matching error. Survey Methodology 20(2), 149-158.
Di Consiglio, L., Tuoto, T. (2015). Coverage evaluation on probabilistically linked data.
J. Official Statistics 31(3), 415-429.
Zult, D., de Wolf, P.-P., Bakker, B. F. M., van der Heijden, P. (2019). Correcting for linkage
errors in the multiple capture. Statistics Netherlands.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unlisted.lattice import Floats, superset_sums

MOST_ROUNDS = 5000
SAME = 1e-10  # change of every cell, as a share of the largest, at which the iteration stops
NOBODY = 1e-6  # an expected count below this, or this share of the table, is none


def split(counts: Floats, stay: float) -> Floats:
    """Expected table when every record falls out of its cluster with probability ``1 - stay``.

    Formula: for cells T of two or more lists
    ``sum(n_S stay**|T| (1 - stay)**(|S| - |T|) for S containing T)``; the cells of one list hold
    the records that are left.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell; whole or expected.
    stay : float
        Above 0 and at most 1.

    Examples
    --------
    >>> split(np.array([0.0, 0.0, 0.0, 100.0]), 0.9).round(6).tolist()
    [0.0, 19.0, 19.0, 81.0]
    """
    return _with_singles(np.where(_shared(counts.size), _thin(counts, stay), 0.0), counts)


def unsplit(counts: Floats, stay: float) -> Floats:
    """Most likely table before `split`; the opposite of `split` wherever one exists.

    Each person leaves at most one cluster of two or more lists, so those cells are thinned
    Poisson counts and their likelihood is maximised: by the inverse where it is nowhere negative,
    else by expectation-maximisation. Cells of one list then take the records that are left, and
    nobody when the clusters ask for more records than the list has.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell, as observed.
    stay : float
        As for `split`; above 1 the operation is `split` with ``1 / stay``.

    Examples
    --------
    >>> unsplit(np.array([0.0, 19.0, 19.0, 81.0]), 0.9).round(6).tolist()
    [0.0, 0.0, 0.0, 100.0]
    """
    shared = _shared(counts.size)
    seen = np.where(shared, counts, 0.0)
    exact = np.where(shared, _thin(seen, 1.0 / stay), 0.0)  # thinning the other way round
    nowhere_negative = exact.min() >= -NOBODY * seen.sum()
    before = np.maximum(exact, 0.0) if nowhere_negative else _most_likely(seen, stay)
    return _with_singles(before, counts)


def _shared(size: int) -> NDArray[np.bool_]:
    """Which cells are of two lists or more."""
    return np.array([cell.bit_count() > 1 for cell in range(size)])


def _thin(counts: Floats, stay: float) -> Floats:
    """Let every list of every cell drop out by itself: one pass per list over the lattice."""
    out = counts.astype(np.float64, copy=True)
    for bit in range(out.size.bit_length() - 1):
        halves = out.reshape(-1, 2, 1 << bit)
        halves[:, 0] += (1.0 - stay) * halves[:, 1]
        halves[:, 1] *= stay
    return out


def _gather(values: Floats, stay: float) -> Floats:
    """Transpose of `_thin`: for each cell, the expected value over what may be left of it."""
    out = values.copy()
    for bit in range(out.size.bit_length() - 1):
        halves = out.reshape(-1, 2, 1 << bit)
        halves[:, 1] = stay * halves[:, 1] + (1.0 - stay) * halves[:, 0]
    return out


def _most_likely(seen: Floats, stay: float) -> Floats:
    """Maximise the likelihood of Poisson counts whose means are the thinned truth."""
    shared = _shared(seen.size)
    weights, truth = _gather(shared.astype(np.float64), stay), seen
    for _ in range(MOST_ROUNDS):
        expected = np.where(shared, _thin(truth, stay), 0.0)
        ratio = np.divide(seen, expected, out=np.zeros(seen.size), where=expected > 0)
        better = truth * np.divide(
            _gather(ratio, stay), weights, out=np.zeros(seen.size), where=shared
        )
        settled = np.abs(better - truth).max() <= SAME * truth.max()
        truth = better
        if settled:
            break
    return np.where(truth < NOBODY, 0.0, truth)


def _with_singles(shared: Floats, counts: Floats) -> Floats:
    """Fill the cells of one list so that every list keeps its number of records."""
    before, after = superset_sums(counts), superset_sums(shared)
    out = shared.copy()
    for bit in (1 << j for j in range(counts.size.bit_length() - 1)):
        out[bit] = max(0.0, before[bit] - after[bit])
    return out
