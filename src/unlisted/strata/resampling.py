"""Bootstrap of a stratified estimate, repeating the choice of the model.

Parametric: tables are drawn from the chosen model, the unseen included, and the unseen are then
left out; cells that are empty in the data may fill. Non-parametric: as many people are drawn
again from the cells that hold somebody. Either way every replicate chooses by BIC among the best
models of the data.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from unlisted.lattice import Floats, Integers
from unlisted.loglinear.existence import Status
from unlisted.selection.exhaustive import workers
from unlisted.strata.fitting import fit_tables, judge
from unlisted.strata.layout import Layout
from unlisted.strata.searching import Scored

MOST_CANDIDATES = 60
MOST_CANDIDATES_BY_EM = 20
BATCH = 1 << 18  # above this size of product the linear algebra library starts threads itself
MOST_AT_ONCE = 125
WITHIN = 20.0  # BIC: a model worse by this is hardly ever the best of a replicate

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """Estimates of the replicates.

    Attributes
    ----------
    levels : array (replicates, levels)
        People, seen and unseen; NaN where no candidate had an estimate.
    fits : int
        Models fitted.
    """

    levels: Floats
    fits: int

    @property
    def failed(self) -> int:
        """Replicates in which no candidate had an estimate."""
        return int(np.isnan(self.levels[:, 0]).sum())

    @property
    def succeeded(self) -> Floats:
        """Rows of the replicates that did not fail."""
        return self.levels[~np.isnan(self.levels[:, 0])]


def candidates_of(layout: Layout, ranked: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """Models that replicates choose from."""
    most = MOST_CANDIDATES_BY_EM if layout.partial else MOST_CANDIDATES
    return tuple(model for model in ranked[:most] if model.bic <= ranked[0].bic + WITHIN)


def parametric(layout: Layout, best: Scored, replicates: int, rng: np.random.Generator) -> Floats:
    """Tables drawn from the fitted model, shape (replicates, levels + partial, 2**k - 1)."""
    means = best.fits.means[0].reshape(len(layout.levels), -1)
    whole = np.column_stack([best.fits.unseen[0], means])
    drawn = rng.multinomial(
        round(whole.sum()), whole.ravel() / whole.sum(), size=replicates
    ).reshape(replicates, *whole.shape)[:, :, 1:]
    return _hidden(layout, drawn, rng)


def resampled(layout: Layout, replicates: int, rng: np.random.Generator) -> Floats:
    """Tables of as many people drawn from the people seen; shape as `parametric`."""
    seen = layout.counts[:, 1:]
    drawn = rng.multinomial(layout.observed, seen.ravel() / seen.sum(), size=replicates)
    return drawn.reshape(replicates, *seen.shape).astype(np.float64)


def choose(
    layout: Layout,
    candidates: tuple[Scored, ...],
    tables: Floats,
    *,
    jobs: int | None = None,
    progress: Callable[[], None] | None = None,
) -> Drawn:
    """Fit every candidate to every table, and take the best that has an estimate.

    `progress` is called after every one of the `batches`.
    """

    def done(batch: Floats) -> Floats:
        found = _chosen(layout, candidates, batch)
        if progress is not None:
            progress()
        return found

    with ThreadPoolExecutor(workers(jobs)) as pool:
        levels = list(pool.map(done, batches(candidates, tables)))
    return Drawn(levels=np.concatenate(levels), fits=len(candidates) * len(tables))


def batches(candidates: tuple[Scored, ...], tables: Floats) -> list[Floats]:
    """Tables to be fitted at once; how they are cut depends on the sizes alone."""
    largest = max(model.design.columns.size for model in candidates)
    size = max(1, min(MOST_AT_ONCE, BATCH // largest))
    return [tables[first : first + size] for first in range(0, len(tables), size)]


def _chosen(layout: Layout, candidates: tuple[Scored, ...], tables: Floats) -> Floats:
    """People per level, shape (tables, levels), under the best candidate of every table."""
    fits = [
        fit_tables(
            model.design,
            tables,
            layout.compatible,
            np.repeat(model.fits.coefficients, len(tables), axis=0),
        )
        for model in candidates
    ]
    sizes = tables.sum(axis=(1, 2))
    bic = np.array(
        [f.bic(c.design.parameters, sizes) for c, f in zip(candidates, fits, strict=True)]
    )
    levels = np.full((len(tables), len(layout.levels)), np.nan)
    for place, table in enumerate(tables):
        for index in np.argsort(bic[:, place], kind="stable"):
            found, design = fits[index], candidates[index].design
            if found.certified[place] or (
                judge(design, table, layout.compatible, found, place) is Status.ESTIMABLE
            ):
                levels[place] = found.people[place] + found.unseen[place]
                break
    return levels


def _hidden(layout: Layout, drawn: Integers, rng: np.random.Generator) -> Floats:
    """Hide levels as often as the same part of a level is hidden in the same cell of the data."""
    levels = len(layout.levels)
    out = np.zeros((len(drawn), *layout.counts[:, 1:].shape))
    shares = _shares(layout)
    for row in range(levels):
        open_to = np.flatnonzero(layout.compatible[:, row])
        left = np.maximum(1.0 - shares[open_to].sum(axis=0), 0.0)
        parts = rng.multinomial(drawn[:, row], np.vstack([shares[open_to], left]).T)
        out[:, row] = parts[..., -1]
        out[:, levels + open_to] += parts[..., :-1].swapaxes(1, 2)
    return out


def _shares(layout: Layout) -> Floats:
    """Share of every cell whose level is hidden as in each partial level, levels together.

    A cell without people in the data takes the share of all cells.
    """
    levels = len(layout.levels)
    hidden = [tuple(text == layout.unknown for text in level) for level in layout.partial]
    seen = layout.counts[:, 1:]
    sizes = seen.sum(axis=0)
    out = np.empty((len(hidden), sizes.size))
    for row, pattern in enumerate(hidden):
        alike = [levels + other for other, also in enumerate(hidden) if also == pattern]
        part = seen[alike].sum(axis=0)
        out[row] = np.where(sizes > 0, part / np.maximum(sizes, 1.0), part.sum() / sizes.sum())
    return out
