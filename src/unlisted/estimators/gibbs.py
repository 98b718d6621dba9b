"""Gibbs sampler of the latent class model, on counted cells: the kernel of `latent`.

The model: every person belongs to one of K classes, class h with chance nu_h; within a class the
lists are independent, list j with chance lambda_hj. Weights come from broken sticks:
``nu_h = V_h (1 - V_1) ... (1 - V_(h-1))``, ``V_h ~ Beta(1, alpha)``, ``V_K = 1``; alpha is
``Gamma(a, b)``, chances of lists are uniform, ``p(N)`` is proportional to ``1/N``.

One sweep draws in turn from exact conditional distributions. With m_h people in class h (unseen
included), M_h people in all classes after h, H the last class that has people:

1. neighbours h and h+1 change places with chance
   ``min(1, (alpha + M_h) / (alpha + m_h + M_(h+1)))``: sticks and list chances are integrated
   out, so nothing else enters;
2. ``V_h ~ Beta(1 + m_h, alpha + M_h)`` for h up to H;
3. ``alpha ~ Gamma(a + H, b - sum of log(1 - V_h) for h up to H)`` with the empty sticks after H
   integrated out; these are then drawn from ``Beta(1, alpha)``;
4. ``lambda_hj ~ Beta(1 + seen on j, 1 + not seen on j)``;
5. tempering (below);
6. people of a cell over classes: multinomial with weights nu_h times the cell's chance;
7. the unseen: negative binomial with size n and success chance ``1 - p0``, p0 the chance to be on
   no list; then multinomial over the classes.

With classes and unseen integrated out, the likelihood of (alpha, nu, lambda) is the product over
cells of ``q_c ** n_c``, ``q_c = p_c / (1 - p0)``. Tempering: the same sampler also runs on thinned
tables ``n(1), n(2), ...``, each with a fixed share of the people of the one before; there the
modes are shallower. Neighbours exchange parameters with chance
``min(1, product over c of (q_c(other) / q_c(own)) ** (n_c(t) - n_c(t + 1)))``, which leaves the
posterior of every table as it is. Only the first table, the data, is reported.

Sticks are kept as logarithms: for a small alpha ``1 - V`` is less than a float can hold. All
random numbers come from NumPy Generators, whose stream numba follows bit for bit: plain functions
give the same chain as compiled ones.

References
----------
Manrique-Vallier, D. (2016). Bayesian population size estimation using Dirichlet process mixtures.
Biometrics 72(4). doi:10.1111/biom.12502 (Steps 2-4, 6 and 7.)
Papaspiliopoulos, O., Roberts, G. O. (2008). Retrospective Markov chain Monte Carlo methods for
Dirichlet process hierarchical models. Biometrika 95(1). doi:10.1093/biomet/asm086 (Step 1, here
with sticks integrated out.)
Geyer, C. J. (1991). Markov chain Monte Carlo maximum likelihood. Computing Science and
Statistics 23, 156-163. (Step 5.)
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from unlisted.compiling import compiled
from unlisted.lattice import Floats, Integers

SHAPE = 0.25
RATE = 0.25
ONE_BY_ONE = 16
SMALLEST = 1e-15


class Tables(NamedTuple):
    """What is sampled from.

    Attributes
    ----------
    members : integers (cells, lists)
        Positions of the lists of every cell, filled up with -1.
    counts : integers (tables, cells)
        The data first, then the thinned tables; every table has people.
    """

    members: Integers
    counts: Integers


class State(NamedTuple):
    """Where a chain stands; arrays that the kernel changes in place.

    Attributes
    ----------
    sizes : integers (tables, classes)
        People per class, unseen included.
    seen : integers (tables, classes, lists)
        Those of them on every list.
    held : integers (tables,)
        Which parameters each table holds; the first axis of those below.
    alpha : floats (tables,)
    shares : floats (tables, cells + 1, classes)
        Chance of class and cell together; the last row is the cell of the unseen.
    chances : floats (tables, cells + 1)
        Sum of `shares` over the classes.
    exchanged : integers (tables,)
        Accepted exchanges of each table with the next.
    clock : integers (1,)
        Sweeps done.
    """

    sizes: Integers
    seen: Integers
    held: Integers
    alpha: Floats
    shares: Floats
    chances: Floats
    exchanged: Integers
    clock: Integers


@compiled
def swap_neighbours(
    rng: np.random.Generator, sizes: Integers, seen: Integers, alpha: float
) -> None:
    """Step 1: let neighbouring classes change places (the last class keeps its place)."""
    classes, lists = seen.shape
    behind = sizes[classes - 1]
    for h in range(classes - 3, -1, -1):
        here, there = sizes[h], sizes[h + 1]
        if here != there and rng.random() * (alpha + here + behind) < alpha + there + behind:
            sizes[h], sizes[h + 1] = there, here
            for j in range(lists):
                seen[h, j], seen[h + 1, j] = seen[h + 1, j], seen[h, j]
        behind += sizes[h + 1]


@compiled
def draw_weights(rng: np.random.Generator, sizes: Integers, alpha: float, weights: Floats) -> float:
    """Steps 2 and 3: draw sticks and alpha, fill in the class weights, give the new alpha."""
    classes = sizes.size
    last = classes - 1
    while sizes[last] == 0:
        last -= 1
    broken = min(last + 1, classes - 1)
    behind = sizes.sum()
    log_rest = 0.0
    for h in range(broken):
        behind -= sizes[h]
        taken = rng.standard_gamma(1.0 + sizes[h])
        if behind > 0:
            log_left = math.log(rng.standard_gamma(alpha + behind))
        else:
            grown = rng.standard_gamma(1.0 + alpha)
            log_left = math.log(grown) - rng.standard_exponential() / alpha
        log_both = math.log(taken + math.exp(log_left))
        weights[h] = math.exp(log_rest + math.log(taken) - log_both)
        log_rest += log_left - log_both
    alpha = rng.standard_gamma(SHAPE + broken) / (RATE - log_rest)
    for h in range(broken, classes - 1):
        log_left = -rng.standard_exponential() / alpha
        weights[h] = math.exp(log_rest) * -math.expm1(log_left)
        log_rest += log_left
    weights[classes - 1] = math.exp(log_rest)
    return alpha


@compiled
def draw_odds(
    rng: np.random.Generator, sizes: Integers, seen: Integers, odds: Floats, weights: Floats
) -> None:
    """Step 4: draw the odds of every list and class; `weights` become those of the unseen."""
    classes, lists = seen.shape
    for h in range(classes):
        for j in range(lists):
            if sizes[h] > 0:
                on = rng.standard_gamma(1.0 + seen[h, j])
                off = rng.standard_gamma(1.0 + sizes[h] - seen[h, j])
            else:
                on = rng.random()
                off = 1.0 - on
            odds[j, h] = on / off
            weights[h] *= off / (on + off)


@compiled
def fill_shares(
    members: Integers, odds: Floats, weights: Floats, shares: Floats, chances: Floats
) -> None:
    """Chance of every class and cell together, from the odds and the weights of the unseen."""
    cells, lists = members.shape
    classes = weights.size
    for cell in range(cells + 1):
        row = shares[cell]
        for h in range(classes):
            row[h] = weights[h]
        if cell < cells:
            for place in range(lists):
                j = members[cell, place]
                if j < 0:
                    break
                for h in range(classes):
                    row[h] *= odds[j, h]
        total = 0.0
        for h in range(classes):
            total += row[h]
        chances[cell] = total


@compiled
def draw_parameters(
    rng: np.random.Generator, tables: Tables, state: State, odds: Floats, weights: Floats
) -> None:
    """Steps 1 to 4 for every table."""
    for t in range(state.held.size):
        slot = state.held[t]
        sizes, seen = state.sizes[t], state.seen[t]
        swap_neighbours(rng, sizes, seen, state.alpha[slot])
        state.alpha[slot] = draw_weights(rng, sizes, state.alpha[slot], weights)
        draw_odds(rng, sizes, seen, odds, weights)
        fill_shares(tables.members, odds, weights, state.shares[slot], state.chances[slot])


@compiled
def exchange(rng: np.random.Generator, tables: Tables, state: State) -> None:
    """Step 5: neighbouring tables exchange parameters, even and odd pairs in turn."""
    counts = tables.counts
    for t in range(state.clock[0] & 1, counts.shape[0] - 1, 2):
        own, other = state.held[t], state.held[t + 1]
        mine, theirs = state.chances[own], state.chances[other]
        cells = counts.shape[1]
        gain, moved = 0.0, 0
        for cell in range(cells):
            fewer = counts[t, cell] - counts[t + 1, cell]
            if fewer != 0:
                gain += fewer * math.log(theirs[cell] / mine[cell])
                moved += fewer
        caught = max(1.0 - mine[cells], SMALLEST) / max(1.0 - theirs[cells], SMALLEST)
        gain += moved * math.log(caught)
        if gain >= 0.0 or rng.random() < math.exp(gain):
            state.held[t], state.held[t + 1] = other, own
            state.exchanged[t] += 1
    state.clock[0] += 1


@compiled
def allocate(
    rng: np.random.Generator, count: int, shares: Floats, total: float, into: Integers
) -> None:
    """Split people over classes in proportion to `shares`: a multinomial draw."""
    last = shares.size - 1
    into[:] = 0
    if count <= ONE_BY_ONE:
        for _ in range(count):
            left, h = rng.random() * total, 0
            while h < last and left >= shares[h]:
                left -= shares[h]
                h += 1
            into[h] += 1
        return
    for h in range(last):
        if count == 0 or total <= 0.0:
            break
        drawn = rng.binomial(count, min(1.0, shares[h] / total))
        into[h] = drawn
        count -= drawn
        total -= shares[h]
    into[last] += count


@compiled
def draw_classes(
    rng: np.random.Generator, tables: Tables, state: State, t: int, into: Integers
) -> int:
    """Steps 6 and 7 for one table; gives the number of unseen."""
    members, counts = tables.members, tables.counts[t]
    shares, chances = state.shares[state.held[t]], state.chances[state.held[t]]
    sizes, seen = state.sizes[t], state.seen[t]
    cells = counts.size
    sizes[:] = 0
    seen[:, :] = 0
    for cell in range(cells):
        if counts[cell] > 0:
            allocate(rng, counts[cell], shares[cell], chances[cell], into)
            add(members[cell], into, sizes, seen)
    missed = chances[cells]
    unseen: int = rng.negative_binomial(counts.sum(), max(1.0 - missed, SMALLEST))
    allocate(rng, unseen, shares[cells], missed, into)
    sizes += into
    return unseen


@compiled
def add(members: Integers, into: Integers, sizes: Integers, seen: Integers) -> None:
    """Add people of one cell to their classes."""
    for h in range(sizes.size):
        if into[h] > 0:
            sizes[h] += into[h]
            for place in range(members.size):
                if members[place] < 0:
                    break
                seen[h, members[place]] += into[h]


@compiled
def run(
    rng: np.random.Generator, tables: Tables, state: State, thinning: int, trace: Integers
) -> None:
    """Sweep on; after every `thinning` sweeps note the unseen and the classes that have people.

    `trace` is (samples, 2).
    """
    classes, lists = state.seen.shape[1:]
    odds, weights = np.zeros((lists, classes)), np.zeros(classes)
    into = np.zeros(classes, np.int64)
    for sample in range(trace.shape[0]):
        for _ in range(thinning):
            draw_parameters(rng, tables, state, odds, weights)
            exchange(rng, tables, state)
            for t in range(tables.counts.shape[0]):
                unseen = draw_classes(rng, tables, state, t, into)
                if t == 0:
                    trace[sample, 0] = unseen
        trace[sample, 1] = (state.sizes[0] > 0).sum()
