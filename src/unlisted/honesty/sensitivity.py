"""How much hangs on the assumption that no table can test.

Every model sets the unseen cell by assuming something of people who are on no list. With xi the
factor by which that assumption is off in the unseen cell alone, the unseen become ``n0 / xi``:
xi = 1 is the assumption itself. With the saturated model of k lists, xi is the highest-order
interaction: ``n0 = prod(mu_c, |c| odd) / prod(mu_c, |c| even and > 0) / xi``.

References
----------
Aleshin-Guendel, S., Sadinle, M., Wakefield, J. (2024). The central role of the identifying
assumption in population size estimation. doi:10.48550/arXiv.2101.09304
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unlisted.results import Estimate

XI = (0.5, 2.0 / 3.0, 1.0, 1.5, 2.0)  # the values of the authors' own case study


@dataclass(frozen=True, slots=True, kw_only=True)
class AtXi:
    """The estimate when the assumption is off by a factor xi.

    Attributes
    ----------
    low, point, high : float or None
        Interval and point with their unseen people divided by xi; the observed stay.
    """

    xi: float
    low: float | None
    point: float | None
    high: float | None


def sensitivity_of(estimate: Estimate, xi: Iterable[float] = XI) -> tuple[AtXi, ...]:
    """Carry the estimate and its interval through departures from the untestable assumption.

    Formula: ``N(xi) = n + (N - n) / xi``, for the point and for both limits. The limits remain
    those of sampling; that xi itself is unknown is shown by the rows, not added to each of them.

    Not a rule: the rows differ by the same factor for every table, so they can neither damn nor
    clear one. They say what has to be defended in words.

    Parameters
    ----------
    estimate : Estimate
        By any method.
    xi : iterable of float
        Positive factors.

    Examples
    --------
    >>> found = Estimate(
    ...     method="bic", lists=("A", "B"), observed=60, point=120.0, low=90.0, high=200.0,
    ...     version="", data_hash="",
    ... )
    >>> [(row.xi, row.low, row.point) for row in sensitivity_of(found, (0.5, 1, 2))]
    [(0.5, 120.0, 180.0), (1, 90.0, 120.0), (2, 75.0, 90.0)]
    """

    def shifted(value: float | None, factor: float) -> float | None:
        return None if value is None else estimate.observed + (value - estimate.observed) / factor

    return tuple(
        AtXi(
            xi=factor,
            low=shifted(estimate.low, factor),
            point=shifted(estimate.point, factor),
            high=shifted(estimate.high, factor),
        )
        for factor in xi
    )
