"""Fit models of a search in parallel, and judge the doubtful ones with as few programmes as can be.

References
----------
Fienberg, S. E., Rinaldo, A. (2012). Maximum likelihood estimation in log-linear models.
Annals of Statistics 40, 996-1023. doi:10.1214/12-AOS986
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from unlisted.lattice import Floats, Integers, superset_sums
from unlisted.loglinear.existence import (
    Status,
    combine,
    exists,
    is_identifiable,
    is_spanned,
    support_of,
)
from unlisted.loglinear.families import Interactions
from unlisted.loglinear.fitting import Stack, fit_stack, refit
from unlisted.selection.ranking import Judged

CELLS_PER_CHUNK = 1 << 17  # models fitted in one chain; fixed, so that jobs never change a figure


def workers(jobs: int | None) -> int:
    """Threads to use: as asked, else the processors there are, at most two."""
    return max(1, min(2, os.cpu_count() or 1) if jobs is None else jobs)


def fit_in_chunks(
    counts: Floats, terms: Integers, *, starts: Floats | None = None, jobs: int | None = None
) -> Stack:
    """Fit a stack of models in chunks that threads share.

    Parameters
    ----------
    counts : array (2**k,)
        Counts per cell.
    terms : integer array (models, most terms)
        Padded with -1.
    starts : array (1, 2**k), optional
        One start for all models; without it each chunk is a chain of warm starts.
    jobs : int, optional
        Threads; never changes a figure.
    """
    width = max(1, CELLS_PER_CHUNK // counts.size)
    firsts = range(0, len(terms), width)
    if len(firsts) == 1:
        return fit_stack(counts, terms, starts=starts)
    with ThreadPoolExecutor(workers(jobs)) as pool:
        parts = pool.map(
            lambda first: fit_stack(counts, terms[first : first + width], starts=starts), firsts
        )
        return Stack.joined(list(parts))


class Judging:
    """Judges doubtful models of one table; failures are inherited.

    Take two models with the same empty terms, hence the same retained cells. If the smaller has
    no estimate, neither has the larger: a positive x with ``A x = A n`` for the larger model is
    one for the smaller too. If the terms of the smaller cannot be told apart, neither can those of
    the larger. Both hold for interactions of any order. An empty term inside which another empty
    term lies rules out no further cells, so only the smallest empty terms are compared.
    """

    def __init__(self, counts: Floats, interactions: Interactions) -> None:
        above, masks = superset_sums(counts), interactions.masks
        void = [mask for mask in masks if above[mask] == 0]
        smallest = [a for a in void if not any(a != b and a & b == b for b in void)]
        self._lists, self._counts, self._support = interactions.lists, counts, support_of(counts)
        self._void = interactions.code_of(void)
        self._smallest_void = interactions.code_of(smallest)
        self._missing: dict[int, list[int]] = {}
        self._loose: dict[int, list[int]] = {}
        self.programmes = 0

    def settle(self, stack: Stack, terms: Integers, codes: Sequence[int]) -> Judged:
        """Judge what the fits leave in doubt, fewest interactions first; fit what has an estimate.

        Parameters
        ----------
        stack : Stack
            Fits of the models.
        terms : integer array (models, most terms)
            Padded with -1.
        codes : sequence of int
            Codes of the models, see `families`.
        """
        status = np.where(stack.certified, int(Status.ESTIMABLE), -1)
        likelihood, unseen, fits = stack.log_likelihood.copy(), stack.unseen.copy(), len(terms)
        before, proved = self.programmes, stack.impossible
        doubtful = np.flatnonzero(~stack.certified).tolist()
        for index in sorted(doubtful, key=lambda i: codes[i].bit_count()):
            verdict, again = self._judge(codes[index], terms[index], bool(proved[index]))
            status[index] = verdict
            if again is not None:
                likelihood[index], unseen[index] = again.log_likelihood[0], again.unseen[0]
                fits += 1
        settled = replace(stack, log_likelihood=likelihood, unseen=unseen)
        return Judged(
            terms=terms,
            stack=settled,
            status=status,
            fits=fits,
            programmes=self.programmes - before,
        )

    def _judge(self, code: int, row: Integers, proved: bool) -> tuple[Status, Stack | None]:
        """Status of one model, with its fit when it turns out to have an estimate."""
        terms = tuple(int(a) for a in row if a >= 0)
        loose = self._inherits(self._loose, code)
        missing = self._inherits(self._missing, code)
        if proved and not missing:
            missing = self._remember(self._missing, code)
        if not loose and not missing and is_spanned(self._lists, terms, self._support):
            again = refit(self._counts, row)
            return (Status.NOT_CONVERGED if again is None else Status.ESTIMABLE), again
        if not loose and not is_identifiable(self._lists, terms, self._support):
            loose = self._remember(self._loose, code)
        if not missing:
            self.programmes += 1
            if not exists(self._lists, terms, self._support):
                missing = self._remember(self._missing, code)
        if missing or loose:
            return combine(missing, loose), None
        again = refit(self._counts, row)
        return (Status.NOT_CONVERGED if again is None else Status.ESTIMABLE), again

    def _inherits(self, failures: dict[int, list[int]], code: int) -> bool:
        finite = code & ~self._void
        known = failures.get(code & self._smallest_void, ())
        return any(finite & small == small for small in known)

    def _remember(self, failures: dict[int, list[int]], code: int) -> bool:
        failures.setdefault(code & self._smallest_void, []).append(code & ~self._void)
        return True
