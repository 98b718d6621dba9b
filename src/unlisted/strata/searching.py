"""The search for a model by BIC, over pairs of lists and over lists by factor.

Every model has a size of its own for every level. With at most four lists and `WHOLE` optional
terms all models are fitted; otherwise the search goes downhill, one term in or out at a time,
from several starts. Models without an estimate are left out and counted.

References
----------
Schwarz, G. (1978). Estimating the dimension of a model. Annals of Statistics 6, 461-464.
doi:10.1214/aos/1176344136
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np

from unlisted.loglinear.existence import Status
from unlisted.strata.design import Design, design_of
from unlisted.strata.fitting import Fits, fit_tables, judge
from unlisted.strata.layout import Layout
from unlisted.strata.model import StrataModel

WHOLE = 10  # optional terms up to which every model is fitted, on at most four lists
WHOLE_BY_EM = 6  # the same where levels are missing: every fit then takes many rounds
MOST_LISTS_WHOLE = 4
RANDOM_STARTS = 2

Term = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scored:
    """A model that has an estimate, with its design and fit."""

    code: int
    design: Design
    fits: Fits
    bic: float

    @property
    def population(self) -> float:
        """All people, seen and unseen."""
        return float(self.fits.people[0].sum() + self.fits.unseen[0].sum())

    @property
    def aic(self) -> float:
        """-2 ll + 2 p."""
        return 2.0 * self.design.parameters - 2.0 * float(self.fits.log_likelihood[0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """Models looked at.

    Attributes
    ----------
    ranked : tuple of Scored
        Those with an estimate, best BIC first.
    considered, excluded : int
        Models looked at; those among them without an estimate.
    whole : bool
        Every model of the family was looked at.
    """

    ranked: tuple[Scored, ...]
    considered: int
    excluded: int
    whole: bool


def score(layout: Layout, model: StrataModel, code: int = 0) -> Scored | None:
    """Fit and judge one model; None when it has no estimate."""
    design = design_of(layout, model)
    seen = layout.counts[None, :, 1:]
    fits = fit_tables(design, seen, layout.compatible)
    if not fits.certified[0]:
        status = judge(design, seen[0], layout.compatible, fits, 0)
        if status is not Status.ESTIMABLE:
            return None
    bic = float(fits.bic(design.parameters, np.array([layout.observed]))[0])
    return Scored(code=code, design=design, fits=fits, bic=bic)


def search(layout: Layout) -> Search:
    """Look for the best model by BIC."""
    optional = optional_terms(layout)
    most = WHOLE_BY_EM if layout.partial else WHOLE
    whole = len(optional) <= most and len(layout.lists) <= MOST_LISTS_WHOLE
    seen: dict[int, Scored | None] = {}

    def bic_of(code: int) -> float:
        if code not in seen:
            chosen = [term for j, term in enumerate(optional) if code >> j & 1]
            seen[code] = score(layout, StrataModel.of(layout.lists, layout.factors, chosen), code)
        found = seen[code]
        return inf if found is None else found.bic

    if whole:
        for code in range(1 << len(optional)):
            bic_of(code)
    else:
        for start in _starts(layout, optional):
            _downhill(start, len(optional), bic_of)
    ranked = sorted((s for s in seen.values() if s is not None), key=lambda s: (s.bic, s.code))
    return Search(
        ranked=tuple(ranked),
        considered=len(seen),
        excluded=len(seen) - len(ranked),
        whole=whole,
    )


def optional_terms(layout: Layout) -> tuple[Term, ...]:
    """Terms that may be in or out: every pair of lists, every list by every factor that varies."""
    varies = [
        name
        for place, name in enumerate(layout.factors)
        if len({level[place] for level in layout.levels}) > 1
    ]
    pairs = tuple(combinations(layout.lists, 2))
    return (*pairs, *((name, factor) for name in layout.lists for factor in varies))


def _downhill(code: int, terms: int, bic_of: Callable[[int], float]) -> None:
    """Move to the best neighbour until none is better."""
    reached = bic_of(code)
    while True:
        best = min((code ^ 1 << j for j in range(terms)), key=bic_of)
        if not bic_of(best) < reached:
            return
        code, reached = best, bic_of(best)


def _starts(layout: Layout, optional: tuple[Term, ...]) -> Iterator[int]:
    """No term, every list by factor, every pair, and some at random that are always the same."""
    pairs = (1 << len(tuple(combinations(layout.lists, 2)))) - 1
    everything = (1 << len(optional)) - 1
    yield 0
    yield everything & ~pairs
    yield pairs
    generator = np.random.default_rng(0)
    for _ in range(RANDOM_STARTS):
        chosen = np.flatnonzero(generator.random(len(optional)) < 1 / 3)
        yield sum(1 << int(j) for j in chosen)
