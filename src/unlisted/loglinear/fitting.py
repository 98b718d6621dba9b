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

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log

import numpy as np
from scipy.special import gammaln

from unlisted.compiling import COMPILED
from unlisted.errors import ModelError, NoEstimate
from unlisted.lattice import Floats, Integers, lists_of, subset_sums
from unlisted.loglinear.batched import fit_batch
from unlisted.loglinear.existence import Flags, Status, retained, status_of, support_of
from unlisted.loglinear.kernels import CERTIFIED, IMPOSSIBLE, Request, Result, fit_many
from unlisted.loglinear.models import Model, stack_terms
from unlisted.tables.table import CountTable

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
    flags : integer array
        See `kernels`.
    coefficients : array (models, 2**k)
    steps : int
        Newton steps in all.
    """

    log_likelihood: Floats
    unseen: Floats
    parameters: Floats
    flags: Integers
    coefficients: Floats
    steps: int

    @property
    def certified(self) -> Flags:
        """Existence and identifiability are proved by the fit itself."""
        return np.asarray(self.flags == CERTIFIED)

    @property
    def impossible(self) -> Flags:
        """The fit itself proves that there is no estimate; neither asks for `existence`."""
        return np.asarray(self.flags == IMPOSSIBLE)

    @classmethod
    def joined(cls, parts: Sequence[Stack]) -> Stack:
        """Make one stack of stacks on the same table, in their order."""
        return cls(
            log_likelihood=np.concatenate([part.log_likelihood for part in parts]),
            unseen=np.concatenate([part.unseen for part in parts]),
            parameters=np.concatenate([part.parameters for part in parts]),
            flags=np.concatenate([part.flags for part in parts]),
            coefficients=np.concatenate([part.coefficients for part in parts]),
            steps=sum(part.steps for part in parts),
        )

    def bic(self, observed: float) -> Floats:
        """Bayesian information criterion, -2 ll + p log n with n the observed people."""
        return -2.0 * self.log_likelihood + self.parameters * log(observed)

    def aic(self) -> Floats:
        """Akaike information criterion, -2 ll + 2 p."""
        return -2.0 * self.log_likelihood + 2.0 * self.parameters

    def aicc(self, observed: float) -> Floats:
        """AIC with the correction for few data, AIC + 2 p (p + 1) / (n - p - 1).

        n is the number of observed people, not of cells; infinite where n <= p + 1.
        """
        room = observed - self.parameters - 1.0
        extra = 2.0 * self.parameters * (self.parameters + 1.0) / np.where(room > 0, room, 1.0)
        return np.where(room > 0, self.aic() + extra, inf)


def fit_stack(
    counts: Floats,
    terms: Integers,
    *,
    starts: Floats | None = None,
    keep_coefficients: bool = False,
    conditioned: float = WELL_CONDITIONED,
) -> Stack:
    """Fit every model of a stack, with numba by the kernel and without it by NumPy in batches.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell.
    terms : integer array (models, most terms)
        Padded with -1.
    starts : array (models, 2**k) or (1, 2**k), optional
        Coefficients to start from: a row for each model, or one for all.
    keep_coefficients : bool
        Whether the coefficients are wanted.
    conditioned : float
        Least relative pivot of a fit that may be certified.
    """
    models, size = terms.shape[0], counts.size
    numbers, flags = np.empty((models, 3)), np.empty(models, dtype=np.int64)
    room = np.empty((models if keep_coefficients else 0, size))
    begin = np.empty((0, size)) if starts is None else starts
    # One array layout means one compiled form: a read-only view would compile a second.
    stack = terms if terms.flags.writeable else terms.copy()
    engine = fit_many if COMPILED else fit_batch
    steps = engine(Request(counts, stack, begin, conditioned), Result(numbers, flags, room))
    return Stack(
        log_likelihood=numbers[:, 0] - float(gammaln(counts + 1.0).sum()),
        unseen=numbers[:, 1],
        parameters=numbers[:, 2],
        flags=flags,
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
    aicc: float
    coefficients: dict[int, float]

    @property
    def population(self) -> float:
        """Estimated number of people, seen and unseen."""
        return self.observed + self.unseen

    def means(self) -> Floats:
        """Expected people per cell, an array of 2**k; index 0 is the unseen."""
        terms = np.zeros(1 << self.model.lists)
        terms[list(self.coefficients)] = list(self.coefficients.values())
        return np.asarray(np.exp(subset_sums(terms)))


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
        stack = _settled(table, model, terms[0])
    finite, _ = retained(model.lists, model.terms, support_of(counts))
    found = stack.coefficients[0]
    return Fit(
        model=model,
        observed=table.observed,
        unseen=float(stack.unseen[0]),
        log_likelihood=float(stack.log_likelihood[0]),
        parameters=int(stack.parameters[0]),
        bic=float(stack.bic(table.observed)[0]),
        aic=float(stack.aic()[0]),
        aicc=float(stack.aicc(table.observed)[0]),
        coefficients={a: float(found[a]) if a in finite else -inf for a in model.terms},
    )


REASONS = {
    Status.ESTIMABLE: "did not converge",
    Status.NO_ESTIMATE: "has no estimate: its likelihood grows without end",
    Status.NOT_IDENTIFIABLE: "is not identifiable: several estimates fit equally well",
    Status.NEITHER: "has no estimate and is not identifiable",
}


def _settled(table: CountTable, model: Model, terms: Integers) -> Stack:
    """Fit of a doubtful model, or NoEstimate with the reason."""
    counts = table.counts()
    status = status_of(model.lists, model.terms, support_of(counts))
    stack = refit(counts, terms) if status is Status.ESTIMABLE else None
    if stack is None:
        names = (":".join(table.lists[j] for j in lists_of(a)) for a in model.generators)
        raise NoEstimate(
            f"on this table the model {','.join(names) or 'of independence'} {REASONS[status]}; "
            "leave out an interaction, or merge lists that share nobody"
        )
    return stack
