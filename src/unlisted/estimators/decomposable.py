"""The population by Bayesian averaging over decomposable graphs, three to seven lists."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from unlisted.errors import BadRequest, TooFewLists, TooManyLists
from unlisted.estimators.averaging import Posterior, posterior_of, unseen_grid
from unlisted.estimators.graphs import cliques_of
from unlisted.intervals.bootstrap import Progress
from unlisted.results import Caution, CautionCode, Estimate, Plain
from unlisted.selection.exhaustive import workers
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

FEWEST, MOST = 3, 7
SHOWN = 10  # graphs told in the details
COARSER = 5  # the other priors are tried on every fifth point of the grid
END, MUCH_AT_END = 0.01, 0.001  # the last hundredth of the grid may hold a thousandth
VALLEY, LEAST_MODE = 0.5, 0.05  # a dip to half the lower peak parts two modes of at least 5%
MOVED = 0.1  # relative change of the median at half or double delta that is worth a caution


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A peak of the posterior, with the probability of the stretch around it."""

    population: float
    chance: float


def by_graph_averaging(
    table: CountTable,
    *,
    level: float = 0.95,
    delta: float | None = None,
    grid: int = 1000,
    furthest: float = 30.0,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate the population by averaging over every decomposable graph of dependences.

    Formula: ``p(N, G | table)`` is proportional to ``1/N * N!/n0! * product of L over cliques of
    G / product of L over separators``, L being the Dirichlet-multinomial likelihood of a margin
    of the table with `delta` people added to each cell. Summed over graphs it gives the posterior
    of N: the point is its median, the limits its equal-tailed quantiles. No random numbers.

    Assumes that what holds the lists together is one of the decomposable graphs (a ring of four
    lists is not), each as likely beforehand, and that nobody differs but by chance.

    *When not to use it*: on sparse tables, where the answer moves with `delta` (see
    ``median_half_delta`` and ``median_double_delta`` in the details); when the posterior has two
    peaks, for then its median lies where hardly any model puts the population.

    Parameters
    ----------
    table : CountTable
        Three to seven lists. Six take a fraction of a second, seven about ten seconds.
    level : float
        Posterior probability of the interval.
    delta : float, optional
        People added to every cell by the prior; 2**-k when left out.
    grid : int
        Points of the grid of unseen people, before rounding to whole numbers.
    furthest : float
        End of the grid, as a multiple of the observed.
    jobs : int, optional
        Threads; never changes a figure.
    progress : callable, optional
        Called with (blocks of graphs done, blocks in all).

    Raises
    ------
    TooFewLists, TooManyLists, BadRequest

    References
    ----------
    Madigan, D., York, J. C. (1997). Bayesian methods for estimation of the size of a closed
    population. Biometrika 84(1), 19-31. doi:10.1093/biomet/84.1.19

    Examples
    --------
    >>> from unlisted.tables.catalogue import published
    >>> found = by_graph_averaging(published("korea_palembang"))
    >>> found.low, found.point, found.high
    (124.0, 161.0, 460.0)
    """
    began = time.perf_counter()
    prior = _checked(table, level, delta, grid, furthest)
    counts = table.canonical().counts()
    unseen = unseen_grid(table.observed, grid, furthest)
    threads = workers(jobs)
    found = posterior_of(counts, unseen, prior, threads=threads, progress=progress)
    other = [
        posterior_of(counts, unseen[::COARSER], prior * times, threads=threads).quantile(0.5)
        for times in (0.5, 2.0)
    ]
    modes = modes_of(found)
    return Estimate(
        method="dga",
        lists=table.lists,
        observed=table.observed,
        point=found.quantile(0.5),
        low=found.quantile((1.0 - level) / 2.0),
        high=found.quantile((1.0 + level) / 2.0),
        level=level,
        interval="posterior",
        models_considered=found.graphs.size,
        details={
            "posterior_mean": found.mean,
            "delta": prior,
            "median_half_delta": other[0],
            "median_double_delta": other[1],
            "modes": [{"population": m.population, "chance": m.chance} for m in modes],
            "grid_points": unseen.size,
            "grid_end": float(found.populations[-1]),
            "mass_at_grid_end": mass_at_end(found),
            "top_graphs": _top_graphs(table, found),
        },
        warnings=_cautions(table, found, modes, other),
        fits=found.graphs.size,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


def modes_of(posterior: Posterior) -> tuple[Mode, ...]:
    """Peaks of the posterior that a real valley parts, from low to high; mostly one.

    Neighbouring peaks stay apart when the lowest point between them is below half of the lower
    one and both stretches hold at least 5%.
    """
    height = posterior.chances
    edges = np.concatenate(([-np.inf], height, [-np.inf]))
    peaks = np.flatnonzero((height > edges[:-2]) & (height >= edges[2:]))
    kept = [int(peaks[0])]
    cuts: list[int] = []
    for peak in map(int, peaks[1:]):
        cut = kept[-1] + int(np.argmin(height[kept[-1] : peak + 1]))
        start = cuts[-1] if cuts else 0
        parted = height[cut] < VALLEY * min(height[kept[-1]], height[peak])
        if parted and min(height[start:cut].sum(), height[cut:].sum()) >= LEAST_MODE:
            kept.append(peak)
            cuts.append(cut)
        elif height[peak] > height[kept[-1]]:
            kept[-1] = peak
    chances = [float(part.sum()) for part in np.split(height, cuts)]
    return tuple(
        Mode(population=float(posterior.populations[peak]), chance=chance)
        for peak, chance in zip(kept, chances, strict=True)
    )


def mass_at_end(posterior: Posterior) -> float:
    """Posterior probability of the last hundredth of the grid."""
    return float(posterior.chances[-max(1, round(END * posterior.chances.size)) :].sum())


def _checked(
    table: CountTable, level: float, delta: float | None, grid: int, furthest: float
) -> float:
    """Refuse what cannot be done, and settle delta."""
    lists = len(table.lists)
    if lists < FEWEST:
        raise TooFewLists(
            f"averaging over graphs needs at least {FEWEST} lists, the table has {lists}: with "
            "two lists their dependence cannot be told from the number of unseen people"
        )
    if lists > MOST:
        raise TooManyLists(
            f"averaging over graphs goes up to {MOST} lists, the table has {lists} (8 lists have "
            "31 million decomposable graphs): merge lists with table.merged(...) or drop some"
        )
    prior = 2.0**-lists if delta is None else delta
    for name, value, fine in (
        ("level", level, 0.0 < level < 1.0),
        ("delta", prior, prior > 0.0),
        ("grid", grid, grid >= 100),
        ("furthest", furthest, furthest >= 1.0),
    ):
        if not fine:
            raise BadRequest(
                f"{name} = {value!r}: level lies between 0 and 1, delta is above 0, grid at least "
                "100 points and furthest at least 1 time the observed"
            )
    return prior


def _top_graphs(table: CountTable, posterior: Posterior) -> list[Plain]:
    """Most probable graphs by their cliques, lists in the order of the table."""
    names, place = table.canonical().lists, table.lists.index
    best = np.argsort(-posterior.graph_chances, kind="stable")[:SHOWN]
    out: list[Plain] = []
    for graph in best:
        cliques = [sorted(c, key=place) for c in cliques_of(int(posterior.graphs[graph]), names)]
        cliques.sort(key=lambda clique: [place(name) for name in clique])
        model = ",".join(":".join(clique) for clique in cliques)
        out.append({"cliques": model, "chance": float(posterior.graph_chances[graph])})
    return out


def _cautions(
    table: CountTable, posterior: Posterior, modes: tuple[Mode, ...], other: list[float]
) -> tuple[Caution, ...]:
    pairs, empty, end = len(table.overlaps), len(table.empty_pairs), mass_at_end(posterior)
    median = posterior.quantile(0.5)
    conditional = [
        (
            True,
            CautionCode.UNTESTABLE_ASSUMPTION,
            "The number of unseen people rests on the assumption that one of the decomposable "
            "graphs describes how the lists depend on each other; the data cannot test what "
            "holds for people on no list.",
        ),
        (
            empty > 0,
            CautionCode.EMPTY_PAIRS,
            f"{empty} of the {pairs} pairs of lists have nobody in common; there the answer "
            "leans on the prior.",
        ),
        (
            len(modes) > 1,
            CautionCode.BIMODAL,
            f"The posterior has {len(modes)} separate peaks, {_told(modes)}: the point lies "
            "between or beside them and should not be read as the most likely number.",
        ),
        (
            end > MUCH_AT_END,
            CautionCode.GRID_END,
            f"The last hundredth of the grid holds {end:.2%} of the posterior: the upper limit "
            "depends on where the grid ends. Make `furthest` larger, or distrust the number.",
        ),
        (
            max(abs(value / median - 1.0) for value in other) > MOVED,
            CautionCode.PRIOR_SENSITIVE,
            f"With half or double the prior count per cell the median is {other[0]:,.0f} or "
            f"{other[1]:,.0f} instead of {median:,.0f}: the table is too sparse to settle it.",
        ),
    ]
    return tuple(
        Caution(code=code, sentence=sentence) for holds, code, sentence in conditional if holds
    )


def _told(modes: tuple[Mode, ...]) -> str:
    return " and ".join(f"around {mode.population:,.0f} ({mode.chance:.0%})" for mode in modes)
