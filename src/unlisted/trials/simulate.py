"""Make tables of which the truth is known: people, lists, and what can go wrong with them.

A scenario is a small frozen object that gives the chance of every combination of lists, the
combination "on no list" included. People are then drawn from those 2**k chances at once, which is
exact and takes no longer for a million people than for ten.

Errors of linkage come on top of any scenario by `recall`: they change records, not people.

Nothing here is calibrated to any real register: the default chances of capture are assumptions
that give tables of the size and sparsity met in practice.

References
----------
Ding, Y., Fienberg, S. E. (1994). Dual system estimation of Census undercount in the presence of
matching error. Survey Methodology 20(2), 149-158. (Records that fail to link.)
Godwin, R. T., Böhning, D. (2017). Estimation of the population size by using the one-inflated
positive Poisson model. J. R. Statist. Soc. C 66(2), 425-448. doi:10.1111/rssc.12192
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator

from unlisted.errors import ScenarioError
from unlisted.lattice import Floats, Integers, lists_of
from unlisted.tables.table import CountTable

CAPTURE = (0.12, 0.10, 0.08, 0.05, 0.06, 0.04)
HIDDEN = (0.05, 0.05, 0.04, 0.02, 0.03, 0.02)
VISIBLE = (0.40, 0.30, 0.25, 0.15, 0.20, 0.10)
MOST_STEPS = 200
CLOSE = 1e-10  # error of a margin
NAMES = "ABCDEFGHIJKLMNOP"


class Scenario(Protocol):
    """Anything that gives the chance of every combination of lists."""

    def cells(self, lists: int) -> Floats:
        """Chances of the 2**lists cells; index 0 is "on no list"; they add up to 1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Independent:
    """Lists that know nothing of each other: the textbook case, and seldom the real one.

    Attributes
    ----------
    capture : tuple of float or None
        Chance of being on each list; `CAPTURE` when left out (at most six lists).
    """

    capture: tuple[float, ...] | None = None

    def cells(self, lists: int) -> Floats:
        """Give the chance of every cell."""
        return _independent(_capture_of(self.capture, lists, CAPTURE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """Pairs of lists that attract (positive) or avoid (negative) each other's people.

    The cells follow a two-way log-linear model, exactly: ``log p_c = b_0 + sum_j b_j +
    sum_pairs theta``. The chance of being on each list stays what `capture` says.

    Attributes
    ----------
    capture : tuple of float or None
        As in `Independent`.
    log_odds : tuple of ((i, j), theta)
        Conditional log odds ratios of pairs of list positions; pairs left out have 0.
    """

    capture: tuple[float, ...] | None = None
    log_odds: tuple[tuple[tuple[int, int], float], ...] = (((0, 1), 1.0), ((1, 2), 1.0))

    def cells(self, lists: int) -> Floats:
        """Give the chance of every cell."""
        weights = np.ones(1 << lists)
        masks = np.arange(1 << lists)
        for (first, second), theta in self.log_odds:
            if first == second or not 0 <= min(first, second) <= max(first, second) < lists:
                raise ScenarioError(f"({first}, {second}) is not a pair of {lists} lists")
            both = 1 << first | 1 << second
            weights[masks & both == both] *= np.exp(theta)
        return _with_margins(weights, _capture_of(self.capture, lists, CAPTURE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One list sends people to another, or keeps them away from it.

    Other lists are independent. With ``otherwise = 0`` (the default) the destination has nobody
    but people of the source: a structural dependence, which refusal rules ask a person about.
    With `sent` below `otherwise` the source sends people *away* from the destination.

    Attributes
    ----------
    capture : tuple of float or None
        As in `Independent`; the destination's own chance is not used.
    source, destination : int
        Positions of the two lists.
    sent, otherwise : float
        Chance of being on the destination for people on, and not on, the source.
    """

    capture: tuple[float, ...] | None = None
    source: int = 0
    destination: int = 1
    sent: float = 0.5
    otherwise: float = 0.0

    def cells(self, lists: int) -> Floats:
        """Give the chance of every cell."""
        places = (self.source, self.destination)
        if self.source == self.destination or not all(0 <= place < lists for place in places):
            raise ScenarioError(f"{places} are not two different positions of {lists} lists")
        _check_chances((self.sent, self.otherwise))
        capture = list(_capture_of(self.capture, lists, CAPTURE))
        with_source, without = capture.copy(), capture.copy()
        with_source[self.destination], without[self.destination] = self.sent, self.otherwise
        on_source = np.arange(1 << lists) >> self.source & 1 == 1
        return np.where(on_source, _independent(with_source), _independent(without))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoClasses:
    """People who are nearly hidden to every list, and people who are visible to every list.

    Within a class lists are independent. No two-way log-linear model holds, and every common
    method counts too few. The defaults are a Twente-size sketch, not a measurement.

    Attributes
    ----------
    hidden, visible : tuple of float or None
        Chance of being on each list in either class.
    share : float
        Share of the people in the hidden class.
    """

    hidden: tuple[float, ...] | None = None
    visible: tuple[float, ...] | None = None
    share: float = 0.75

    def cells(self, lists: int) -> Floats:
        """Give the chance of every cell."""
        _check_chances((self.share,))
        hidden = _independent(_capture_of(self.hidden, lists, HIDDEN))
        visible = _independent(_capture_of(self.visible, lists, VISIBLE))
        return self.share * hidden + (1.0 - self.share) * visible


@dataclass(frozen=True, slots=True, kw_only=True)
class OneInflated:
    """People seen once who stop being seen: they leave, hide, or refuse any further contact.

    A share of the people who would come on several lists stay on one of them, each equally
    likely. Overlaps shrink, so every method counts too many.

    Attributes
    ----------
    base : Scenario
        What would happen otherwise.
    stops : float
        Share of them.
    """

    base: Scenario = Independent()
    stops: float = 0.3

    def cells(self, lists: int) -> Floats:
        """Give the chance of every cell."""
        _check_chances((self.stops,))
        chances = cell_probabilities(self.base, lists)
        out = chances.copy()
        for cell in range(1 << lists):
            if cell.bit_count() > 1:
                out[cell] -= self.stops * chances[cell]
                out[_singles(cell)] += self.stops * chances[cell] / cell.bit_count()
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A table with the truth it was drawn from.

    Attributes
    ----------
    table : CountTable
        Lists are named A, B, C and so on.
    population : int
        True number of people.
    scenario : Scenario
    recall : float
        Chance that a pair of records of one person was linked.
    seed : int or None
        None when a generator was passed.
    """

    table: CountTable
    population: int
    scenario: Scenario
    recall: float
    seed: int | None


def cell_probabilities(scenario: Scenario, lists: int) -> Floats:
    """Give the chance of every combination of lists in a scenario.

    Parameters
    ----------
    scenario : Scenario
        What happens between lists.
    lists : int
        Number of lists, 2 to 16.

    Returns
    -------
    array (2**lists,)
        Index 0 is the chance of being on no list; the sum is 1.

    Raises
    ------
    ScenarioError
        The scenario was made for another number of lists, or has an impossible chance.

    Examples
    --------
    >>> chances = cell_probabilities(Independent(capture=(0.5, 0.2)), 2)
    >>> [round(float(chance), 3) for chance in chances]
    [0.4, 0.4, 0.1, 0.1]
    """
    if not 2 <= lists <= len(NAMES):
        raise ScenarioError(f"a scenario needs 2 to {len(NAMES)} lists, got {lists}")
    return scenario.cells(lists)


def simulate_counts(
    scenario: Scenario,
    *,
    population: int,
    lists: int,
    seed: int | Generator = 1,
    recall: float = 1.0,
) -> Floats:
    """Draw counts per combination of lists, whatever comes of it: lists may be empty.

    Parameters
    ----------
    scenario, population, lists, recall
        As in `simulate`.
    seed : int or Generator
        A generator goes on where it is.

    Returns
    -------
    array (2**lists,)
        Index 0 is 0, as in `CountTable.counts`.
    """
    _check_chances((recall,))
    if population < 0:
        raise ScenarioError(f"a population of {population} people cannot be")
    random = np.random.default_rng(seed)
    chances = cell_probabilities(scenario, lists)
    people = random.multinomial(population, chances / chances.sum())
    records = people if recall == 1.0 else _unlinked(people, recall, random)
    counts = records.astype(np.float64)
    counts[0] = 0.0
    return counts


def simulate(
    scenario: Scenario,
    *,
    population: int,
    lists: int,
    seed: int | Generator = 1,
    recall: float = 1.0,
) -> Simulated:
    """Draw one count table from a population of known size.

    Every person falls in one of the 2**k combinations of lists by the chances of the scenario;
    those on no list are thrown away. With `recall` below 1 records of one person fail to link:
    every record leaves its person by itself with chance ``1 - sqrt(recall)``, so that each pair
    of records stays together with chance `recall`, and a record that left counts as a person.

    Parameters
    ----------
    scenario : Scenario
        `Independent`, `Dependent`, `Referral`, `TwoClasses` or `OneInflated`, or anything else
        with `cells`.
    population : int
        True number of people.
    lists : int
        Number of lists, named A, B, C and so on.
    seed : int or Generator
        Seed of NumPy's default generator, or a generator that goes on where it is.
    recall : float
        Chance that a pair of records of one person is linked.

    Raises
    ------
    EmptyList
        Nobody came on one of the lists: a caller counts that as refused, or uses
        `simulate_counts`.
    ScenarioError
        The scenario cannot be.

    Examples
    --------
    >>> world = simulate(Independent(), population=6250, lists=4, seed=1)
    >>> world.table.lists, world.table.observed < world.population
    (('A', 'B', 'C', 'D'), True)
    """
    counts = simulate_counts(scenario, population=population, lists=lists, seed=seed, recall=recall)
    cells = {cell: int(count) for cell, count in enumerate(counts) if count > 0}
    return Simulated(
        table=CountTable(lists=tuple(NAMES[:lists]), cells=cells),
        population=population,
        scenario=scenario,
        recall=recall,
        seed=seed if isinstance(seed, int) else None,
    )


def _check_chances(chances: tuple[float, ...] | list[float]) -> None:
    for chance in chances:
        if not 0.0 <= chance <= 1.0:
            raise ScenarioError(f"{chance} is not a chance between 0 and 1")


def _capture_of(
    given: tuple[float, ...] | None, lists: int, default: tuple[float, ...]
) -> tuple[float, ...]:
    """Chance per list: what was given, or the default for as many lists."""
    if given is None and lists > len(default):
        raise ScenarioError(f"give the chance of capture of each of the {lists} lists")
    capture = default[:lists] if given is None else given
    if len(capture) != lists:
        raise ScenarioError(f"the scenario has {len(capture)} lists, {lists} were asked for")
    _check_chances(capture)
    return capture


def _independent(capture: tuple[float, ...] | list[float]) -> Floats:
    """Product of the chances: list j is bit j, so later lists vary slowest."""
    out = np.ones(1)
    for chance in capture:
        out = np.concatenate((out * (1.0 - chance), out * chance))
    return out


def _with_margins(weights: Floats, capture: tuple[float, ...]) -> Floats:
    """Tilt weights per list until each list has its chance: the exact two-way model.

    The tilts t minimise the convex ``log(sum_c w_c exp(t'c)) - t'capture``, of which the slope is
    the error of the margins: Newton's method with halved steps always ends.
    """
    wanted = np.array(capture)
    if not np.all((wanted > 0) & (wanted < 1)):
        raise ScenarioError("dependent lists need chances strictly between 0 and 1")
    on = np.array([[cell >> j & 1 for j in range(wanted.size)] for cell in range(weights.size)])
    logs, tilts = np.log(weights), np.log(wanted / (1.0 - wanted))

    def height(there: Floats) -> float:
        return float(np.logaddexp.reduce(logs + on @ there) - there @ wanted)

    for _ in range(MOST_STEPS):
        chances = np.exp(logs + on @ tilts - np.logaddexp.reduce(logs + on @ tilts))
        margins = on.T @ chances
        if np.abs(margins - wanted).max() < CLOSE:
            return np.asarray(chances)
        spread = (on.T * chances) @ on - np.outer(margins, margins)
        # A little is added to the diagonal: with extreme odds ratios a list hardly varies.
        step = np.linalg.solve(spread + CLOSE * np.eye(wanted.size), wanted - margins)
        share, now = 1.0, height(tilts)
        while share > CLOSE and height(tilts + share * step) > now + CLOSE * abs(now) * 1e-4:
            share /= 2.0
        tilts = tilts + share * step
    raise ScenarioError("no two-way model has these log odds ratios and these chances")


def _singles(cell: int) -> list[int]:
    """Cells of one list each that together make up a cell."""
    return [1 << place for place in lists_of(cell)]


def _unlinked(people: Integers, recall: float, random: Generator) -> Integers:
    """Let records leave their person; cells of one list cannot lose anything."""
    leaves = 1.0 - np.sqrt(recall)
    out = people.copy()
    for cell in range(people.size):
        if cell.bit_count() < 2:
            continue
        kept = [part for part in range(people.size) if part & cell == part]
        chances = [
            (1.0 - leaves) ** part.bit_count() * leaves ** (cell ^ part).bit_count()
            for part in kept
        ]
        parts = random.multinomial(people[cell], chances)
        out[cell] -= people[cell]
        for part, number in zip(kept, parts, strict=True):
            out[part] += number if part else 0
            out[_singles(cell ^ part)] += number
    return out
