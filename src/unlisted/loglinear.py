"""Poisson log-linear fits: one model in full, or a stack of models as arrays.

``log mu_c = sum of b_a over model terms a contained in cell c``; the unseen people are
``exp(b_0)``. All observed-or-possible cells enter the likelihood, zero counts included, except
the cells that an empty pair in the model rules out (`existence.retained`).

References
----------
Cormack, R. M. (1989). Log-linear models for capture-recapture. Biometrics 45, 395-413.
doi:10.2307/2531485
Sandland, R. L., Cormack, R. M. (1984). Statistical inference for Poisson and multinomial models
for capture-recapture experiments. Biometrika 71, 27-33. doi:10.1093/biomet/71.1.27
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

import numpy as np
from scipy.special import gammaln

from unlisted.errors import ModelError, NoEstimate
from unlisted.existence import Status, retained, status_of, support_of
from unlisted.kernels import CERTIFIED, Request, Result, fit_many
from unlisted.lattice import Floats, Integers
from unlisted.models import Model, stack_terms
from unlisted.tables import CountTable

WELL_CONDITIONED = 1e-9
BARELY_CONDITIONED = 1e-14


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stack:
    """Fits of several models to one table, before doubtful ones are judged.

    Attributes
    ----------
    log_likelihood : array
        Including -log n_c!, so that values compare with other software.
    unseen : array
        exp(b_0).
    parameters : array
        Terms at minus infinity count as parameters.
    certified : boolean array
        Existence and identifiability are proved by the fit itself; False asks for
        `existence.status_of`.
    coefficients : array (models, 2**k)
    steps : int
        Newton steps in all.
    """

    log_likelihood: Floats
    unseen: Floats
    parameters: Floats
    certified: np.ndarray[tuple[int], np.dtype[np.bool_]]
    coefficients: Floats
    steps: int

    def bic(self, observed: float) -> Floats:
        """Bayesian information criterion, -2 ll + p log n with n the observed people."""
        return -2.0 * self.log_likelihood + self.parameters * log(observed)


def fit_stack(
    counts: Floats,
    terms: Integers,
    *,
    starts: Floats | None = None,
    keep_coefficients: bool = False,
    conditioned: float = WELL_CONDITIONED,
) -> Stack:
    """Fit every model of a stack; see `kernels.Request` for the arrays."""
    models, size = terms.shape[0], counts.size
    numbers, flags = np.empty((models, 3)), np.empty(models, dtype=np.int64)
    room = np.empty((models if keep_coefficients else 0, size))
    begin = np.empty((0, size)) if starts is None else starts
    # One array layout means one compiled form: a read-only view would compile a second.
    stack = terms if terms.flags.writeable else terms.copy()
    steps = fit_many(Request(counts, stack, begin, conditioned), Result(numbers, flags, room))
    return Stack(
        log_likelihood=numbers[:, 0] - float(gammaln(counts + 1.0).sum()),
        unseen=numbers[:, 1],
        parameters=numbers[:, 2],
        certified=flags == CERTIFIED,
        coefficients=room,
        steps=int(steps),
    )


def refit(counts: Floats, terms: Integers) -> Stack | None:
    """Fit a model of which existence is known, bearing less condition; None when that fails.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell.
    terms : integer array (most terms,)
        Terms of one model, padded with -1.
    """
    stack = fit_stack(
        counts, terms[None, :], keep_coefficients=True, conditioned=BARELY_CONDITIONED
    )
    return stack if stack.certified[0] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One fitted model.

    Attributes
    ----------
    population : float
        Observed plus unseen.
    coefficients : dict of int to float
        Term to coefficient; minus infinity for terms that nobody in the table contains.
    """

    model: Model
    observed: int
    unseen: float
    log_likelihood: float
    parameters: int
    bic: float
    aic: float
    coefficients: dict[int, float]

    @property
    def population(self) -> float:
        """Estimated number of people, seen and unseen."""
        return self.observed + self.unseen


def fit(table: CountTable, model: Model) -> Fit:
    """Fit one model of any order.

    Raises
    ------
    ModelError
        The model was made for another number of lists.
    NoEstimate
        The maximum likelihood estimate does not exist or is not the only one.

    Examples
    --------
    >>> two = CountTable(lists=("A", "B"), cells={1: 30, 2: 20, 3: 10})
    >>> round(fit(two, Model.of(2)).unseen, 6)  # 30 * 20 / 10
    60.0
    """
    if model.lists != len(table.lists):
        raise ModelError(f"the model has {model.lists} lists, the table {len(table.lists)}")
    counts, terms = table.counts(), stack_terms([model])
    stack = fit_stack(counts, terms, keep_coefficients=True)
    if not stack.certified[0]:
        stack = _settled(counts, model, terms[0])
    finite, _ = retained(model.lists, model.terms, support_of(counts))
    found = stack.coefficients[0]
    value, parameters = float(stack.log_likelihood[0]), int(stack.parameters[0])
    return Fit(
        model=model,
        observed=table.observed,
        unseen=float(stack.unseen[0]),
        log_likelihood=value,
        parameters=parameters,
        bic=float(stack.bic(table.observed)[0]),
        aic=-2.0 * value + 2.0 * parameters,
        coefficients={a: float(found[a]) if a in finite else -inf for a in model.terms},
    )


def _settled(counts: Floats, model: Model, terms: Integers) -> Stack:
    """Fit of a doubtful model, or NoEstimate with the reason."""
    status = status_of(model.lists, model.terms, support_of(counts))
    stack = refit(counts, terms) if status is Status.ESTIMABLE else None
    if stack is None:
        why = Status.NOT_CONVERGED if status is Status.ESTIMABLE else status
        raise NoEstimate(f"model {model.interactions}: {why.name.lower().replace('_', ' ')}")
    return stack
