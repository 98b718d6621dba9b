"""Chains of the latent class sampler: prepare them, run them side by side, collect the samples.

Every chain has a random stream of its own, spawned from the seed, and starts from other classes
and another number of unseen people: what chains then agree on does not come from their start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import exp

import numpy as np

from unlisted.estimators.gibbs import State, Tables, run
from unlisted.lattice import Floats, Integers, lists_of
from unlisted.selection.judging import workers
from unlisted.tables.table import CountTable

Progress = Callable[[int, int], None]

KEPT = 0.65  # share of the people that the next table of the ladder keeps
FEWEST = 50  # people in the smallest table of the ladder
BLOCKS = 20  # times that progress is reported while sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long every chain runs.

    Attributes
    ----------
    burn_in : int
        Sweeps before the first sample.
    samples, thinning : int
        Samples kept, and sweeps for each of them.
    """

    burn_in: int
    samples: int
    thinning: int

    @property
    def sweeps(self) -> int:
        """Sweeps of one chain."""
        return self.burn_in + self.samples * self.thinning


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """What the chains saw.

    Attributes
    ----------
    unseen, occupied : integers (chains, samples)
        People on no list; classes that have people.
    exchanged : floats (chains, tables - 1)
        Share of the proposed exchanges between neighbouring tables that was accepted.
    """

    unseen: Integers
    occupied: Integers
    exchanged: Floats


def tables_of(table: CountTable, ladder: int) -> Tables:
    """Give the data and its thinned tables, each with `KEPT` of the people of the one before.

    People are thinned evenly over the cells in order of size, so that rare cells leave a few at a
    time. Tables of fewer than `FEWEST` people are left out.
    """
    cells = np.array(sorted(table.cells), dtype=np.int64)
    counts = np.array([table.cells[int(cell)] for cell in cells], dtype=np.int64)
    members = np.full((cells.size, len(table.lists)), -1, dtype=np.int64)
    for row, cell in zip(members, cells, strict=True):
        places = lists_of(int(cell))
        row[: len(places)] = places
    shares = KEPT ** np.arange(ladder)
    shares = shares[(shares * table.observed >= FEWEST) | (shares == 1.0)]
    by_size = np.argsort(counts, kind="stable")
    ranks = np.concatenate(([0], np.cumsum(counts[by_size])))
    thinned = np.empty((shares.size, cells.size), dtype=np.int64)
    thinned[:, by_size] = np.diff(np.floor(np.outer(shares, ranks) + 0.5), axis=1)
    return Tables(members=members, counts=thinned)


def started(rng: np.random.Generator, tables: Tables, classes: int) -> State:
    """Give a chain that begins with people at random in a random number of classes."""
    (cells, lists), levels = tables.members.shape, tables.counts.shape[0]
    state = State(
        sizes=np.zeros((levels, classes), dtype=np.int64),
        seen=np.zeros((levels, classes, lists), dtype=np.int64),
        held=np.arange(levels, dtype=np.int64),
        alpha=np.ones(levels),
        shares=np.zeros((levels, cells + 1, classes)),
        chances=np.zeros((levels, cells + 1)),
        exchanged=np.zeros(levels, dtype=np.int64),
        clock=np.zeros(1, dtype=np.int64),
    )
    for t, counts in enumerate(tables.counts):
        used = int(rng.integers(1, classes + 1))
        shares = np.append(rng.dirichlet(np.ones(used)), np.zeros(classes - used))
        for members, count in zip(tables.members, counts, strict=True):
            into = rng.multinomial(count, shares)
            state.sizes[t] += into
            state.seen[t][:, members[members >= 0]] += into[:, None]
        unseen = int(counts.sum() * exp(rng.uniform(-1.0, 3.0)))
        state.sizes[t] += rng.multinomial(unseen, shares)
    return state


def sampled(
    tables: Tables,
    schedule: Schedule,
    *,
    classes: int,
    chains: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Samples:
    """Run the chains in threads; figures do not depend on how many.

    `progress` is called with (sweeps done, sweeps in all), over all chains, about twenty times.
    """
    streams = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(chains)]
    states = [started(rng, tables, classes) for rng in streams]
    trace = np.zeros((chains, schedule.samples, 2), dtype=np.int64)
    ignored = np.zeros((chains, 1, 2), dtype=np.int64)

    def stretch(first: int, last: int, chain: int) -> None:
        rng, state = streams[chain], states[chain]
        if first < 0:
            run(rng, tables, state, schedule.burn_in, ignored[chain])
        else:
            run(rng, tables, state, schedule.thinning, trace[chain, first:last])

    with ThreadPoolExecutor(workers(jobs)) as pool:
        for first, last in _stretches(schedule):
            for _ in pool.map(partial(stretch, first, last), range(chains)):
                pass
            if progress is not None:
                done = schedule.burn_in + max(last, 0) * schedule.thinning
                progress(chains * done, chains * schedule.sweeps)
    exchanged = np.array([state.exchanged[:-1] for state in states])
    return Samples(
        unseen=trace[:, :, 0],
        occupied=trace[:, :, 1],
        exchanged=exchanged / (schedule.sweeps / 2),
    )


def _stretches(schedule: Schedule) -> Iterator[tuple[int, int]]:
    """First and last sample of every stretch; the burn-in is (-1, 0)."""
    if schedule.burn_in:
        yield -1, 0
    edges = [schedule.samples * block // BLOCKS for block in range(BLOCKS + 1)]
    yield from ((a, b) for a, b in pairwise(edges) if a < b)
