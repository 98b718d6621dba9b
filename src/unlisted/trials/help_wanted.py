"""What would help most: one more list, or one more year?

The table at hand is taken for one draw of a world; worlds are drawn among the models that
describe it almost equally well, by their weight. In each world the table is drawn again as it is,
with a further list, and with a further year, and the intervals are compared pair by pair.

The answer is as good as those models: a world that none of them describes (people whom no list
can ever reach) is not among the worlds.

References
----------
Burnham, K. P., Anderson, D. R. (2002). Model selection and multimodel inference, 2nd ed.
doi:10.1007/b97636 (The weights.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.random import Generator

from unlisted.errors import BadRequest, EmptyList, NoEstimate, ScenarioError
from unlisted.estimators.dispatch import estimate
from unlisted.lattice import Floats
from unlisted.loglinear.fitting import fit
from unlisted.loglinear.models import Model
from unlisted.results import Estimate, Grid, Result, Summary
from unlisted.selection.exhaustive import select
from unlisted.tables.histories import mask_of
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

SEARCHED = 6  # lists up to which all two-way models are searched; above, stepwise on both sides
SERIOUS = 6.0  # BIC distance of the models that count as possible worlds
CANDIDATES = 100  # models that each resampled table chooses from

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """A list that might be had.

    Attributes
    ----------
    name : str
    reach : float or None
        Expected share of the whole population on it; as the middle list of the table when None.
    overlap : float or None
        Expected share of its people who are on a known list; as if independent when None.
    """

    name: str = "new list"
    reach: float | None = None
    overlap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What one option does to the interval.

    Attributes
    ----------
    option : str
    reach, overlap : float or None
        Of a new list, as used.
    narrowing : float or None
        Expected share by which the interval narrows, on the logarithmic scale: 0.3 means that
        log(high / low) becomes 30 % smaller; negative when it grows. None without any pair of
        intervals.
    narrowing_low, narrowing_high : float or None
        95 % limits of that expectation: the uncertainty of the simulation alone.
    ratio : float or None
        Expected upper over lower limit with the option.
    pairs, without : int
        Simulated pairs of tables with both intervals, and those without.
    """

    option: str
    reach: float | None
    overlap: float | None
    narrowing: float | None
    narrowing_low: float | None
    narrowing_high: float | None
    ratio: float | None
    pairs: int
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(Result):
    """Options in order of what they are expected to bring."""

    lists: tuple[str, ...]
    observed: int
    method: str
    worlds: int
    population_low: float
    population_high: float
    ratio: float | None
    options: tuple[Help, ...]
    simulations: int
    seed: int
    seconds: float
    version: str
    data_hash: str

    def summary(self) -> Summary:
        """Best option first."""
        return Summary(
            title="What would narrow the interval most?",
            headline=self._headline(),
            facts=(
                ("worlds", f"{self.worlds} models within {SERIOUS:g} BIC"),
                ("their size", f"{self.population_low:,.0f} to {self.population_high:,.0f}"),
                ("high/low now", "–" if self.ratio is None else f"{self.ratio:.2f}"),
                ("method", self.method),
                ("simulations", f"{self.simulations:,}"),
                ("seed", str(self.seed)),
                ("version", self.version),
            ),
            grids=(
                Grid(
                    caption="Expected narrowing of the interval (95 % limits of the simulation)",
                    columns=(
                        "option",
                        "reach",
                        "overlap",
                        "narrower by",
                        "high/low",
                        "no interval",
                    ),
                    rows=tuple(_cells(one) for one in self.options),
                ),
            ),
            notes=(
                "Expected under the models that describe the present table; nobody can simulate "
                "people whom no list ever reaches.",
            ),
        )

    def _headline(self) -> str:
        best = self.options[0]
        if best.narrowing is None or best.narrowing_low is None or best.narrowing_low <= 0:
            return "None of the options is expected to narrow the interval beyond doubt."
        return (
            f"Most is expected of: {best.option} (narrower by {best.narrowing_low:.0%} to "
            f"{best.narrowing_high:.0%})."
        )


def _cells(one: Help) -> tuple[str, ...]:
    if one.narrowing is None:
        return one.option, "–", "–", "–", "–", f"{one.without:,}"
    return (
        one.option,
        "–" if one.reach is None else f"{one.reach:.1%}",
        "–" if one.overlap is None else f"{one.overlap:.0%}",
        f"{one.narrowing:.0%} ({one.narrowing_low:.0%} to {one.narrowing_high:.0%})",
        f"{one.ratio:.2f}",
        f"{one.without:,}",
    )


def help_wanted(
    table: CountTable,
    *,
    lists: Sequence[NewList] = (NewList(),),
    years: float = 1.0,
    more_years: Sequence[float] = (1.0,),
    simulations: int = 100,
    bootstrap: int = 200,
    level: float = 0.95,
    seed: int = 1,
    jobs: int = 2,
    progress: Progress | None = None,
) -> HelpWanted:
    """Say which further list, or how many more years, would narrow the interval most.

    Parameters
    ----------
    table : CountTable
        At most six lists.
    lists : sequence of NewList
        Lists that might be had.
    years : float
        Years that the table covers.
    more_years : sequence of float
        Numbers of years that might be added, at the same rate of people.
    simulations : int
        Worlds drawn.
    bootstrap, level, seed, jobs, progress
        As in `estimate`; `jobs` never changes a figure.

    Raises
    ------
    NoEstimate
        No model has an estimate on the table: there is no world to draw from.
    ScenarioError
        A reach or overlap that cannot be.

    Examples
    --------
    >>> table = CountTable(lists=("A", "B"), cells={1: 60, 2: 50, 3: 20})
    >>> found = help_wanted(table, simulations=4, bootstrap=40)
    >>> sorted(one.option for one in found.options)
    ['1 more year', 'new list']
    """
    began = time.perf_counter()
    if simulations < 1:
        raise BadRequest(f"simulations must be 1 or more, got {simulations}")
    worlds = _worlds(table.canonical())
    options: tuple[_Option, ...] = (
        *(_WithList(one, table) for one in lists),
        *(_WithYears(extra, years) for extra in more_years),
    )
    method = "bic" if len(table.lists) < SEARCHED or not lists else "stepwise"
    work = _Work(table.canonical().lists, worlds, options, method, bootstrap, level, seed)
    rows: list[tuple[float | None, ...]] = []
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        for row in pool.map(work.pair, range(simulations)):
            rows.append(row)
            if progress is not None:
                progress(len(rows), simulations)
    found = [_help(option, place, rows, worlds) for place, option in enumerate(options, start=1)]
    found.sort(key=lambda one: -1.0 if one.narrowing is None else one.narrowing, reverse=True)
    sizes = [world.size for world in worlds]
    return HelpWanted(
        lists=table.lists,
        observed=table.observed,
        method=method,
        worlds=len(worlds),
        population_low=min(sizes),
        population_high=max(sizes),
        ratio=_ratio(row[0] for row in rows),
        options=tuple(found),
        simulations=simulations,
        seed=seed,
        seconds=time.perf_counter() - began,
        version=VERSION,
        data_hash=table.data_hash,
    )


@dataclass(frozen=True, slots=True)
class _World:
    """A model as a population: expected people per cell (cell 0 is the unseen), and its weight."""

    cells: Floats
    weight: float

    @property
    def size(self) -> float:
        return float(self.cells.sum())


def _worlds(table: CountTable) -> tuple[_World, ...]:
    """The models within `SERIOUS` BIC of the best, as populations."""
    selection = select(table)
    if selection.best is None:
        raise NoEstimate(
            "no model has an estimate on this table, so nothing can be said of what would help: "
            "add people or lists first"
        )
    near = [one for one in selection.top(200) if one.bic <= selection.best.bic + SERIOUS]
    found = []
    for one in near:
        terms = [mask_of(table.lists, names) for names in one.terms]
        fitted = fit(table, Model.of(len(table.lists), terms))
        found.append(_World(fitted.means(), exp((selection.best.bic - one.bic) / 2)))
    return tuple(found)


class _WithList:
    """A further list: people on known lists and unseen people come on it with two chances."""

    def __init__(self, asked: NewList, table: CountTable) -> None:
        self.option, self._asked = asked.name, asked
        self._middle = float(np.median([_size(table, j) for j in range(len(table.lists))]))

    def reach(self, size: float) -> float:
        """Share of a population of this size on the list."""
        reach = self._middle / size if self._asked.reach is None else self._asked.reach
        if not 0.0 < reach < 1.0:
            raise ScenarioError(f"a reach of {reach:g} cannot be: give a share between 0 and 1")
        return reach

    def overlap(self, size: float, seen: float) -> float:
        """Share of the list's people who are on a known list."""
        overlap = seen / size if self._asked.overlap is None else self._asked.overlap
        reach = self.reach(size)
        if not 0.0 < overlap < 1.0 or overlap * reach * size >= seen:
            raise ScenarioError(
                f"an overlap of {overlap:g} with a reach of {reach:g} cannot be: the list would "
                "hold more known people than there are"
            )
        return overlap

    def draw(self, people: Floats, world: _World, random: Generator) -> Floats:
        """Counts per cell with the list as the last one."""
        seen = float(world.cells[1:].sum())
        reach, overlap = self.reach(world.size), self.overlap(world.size, seen)
        members = reach * world.size
        chances = np.full(people.size, overlap * members / seen)
        chances[0] = min((1.0 - overlap) * members / world.cells[0], 1.0)
        on = random.binomial(people.astype(np.int64), chances).astype(np.float64)
        return np.concatenate((people - on, on))

    def used(self, worlds: Sequence[_World]) -> tuple[float, float]:
        """Reach and overlap in the first, best world."""
        best = worlds[0]
        seen = float(best.cells[1:].sum())
        return self.reach(best.size), self.overlap(best.size, seen)


class _WithYears:
    """More years of the same: more people, the same chances."""

    def __init__(self, extra: float, years: float) -> None:
        if extra <= 0 or years <= 0:
            raise ScenarioError("years must be more than 0")
        self.option = f"{extra:g} more year{'s' if extra != 1 else ''}"
        self._share = extra / years

    def draw(self, people: Floats, world: _World, random: Generator) -> Floats:
        """Counts per cell of the longer period: what is there, and what comes with it."""
        return people + _drawn(world, random, self._share)

    def used(self, worlds: Sequence[_World]) -> tuple[None, None]:
        """Give neither reach nor overlap: those belong to lists."""
        return None, None


_Option = _WithList | _WithYears


def _size(table: CountTable, place: int) -> int:
    return sum(count for cell, count in table.cells.items() if cell >> place & 1)


def _drawn(world: _World, random: Generator, share: float = 1.0) -> Floats:
    return random.poisson(world.cells * share).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Work:
    """Everything that one simulation needs."""

    names: tuple[str, ...]
    worlds: tuple[_World, ...]
    options: tuple[_Option, ...]
    method: str
    bootstrap: int
    level: float
    seed: int

    def pair(self, number: int) -> tuple[float | None, ...]:
        """Log widths of the interval: as it is, then with each option; None without one."""
        random = np.random.default_rng([self.seed, number])
        weights = np.array([world.weight for world in self.worlds])
        world = self.worlds[random.choice(len(self.worlds), p=weights / weights.sum())]
        people = _drawn(world, random)
        tables = [people, *(option.draw(people, world, random) for option in self.options)]
        return tuple(self._width(counts, number) for counts in tables)

    def _width(self, counts: Floats, number: int) -> float | None:
        extra = counts.size.bit_length() - 1 - len(self.names)
        names = (*self.names, *(f"{self.names[-1]}+" for _ in range(extra)))
        cells = {cell: int(n) for cell, n in enumerate(counts) if cell and n}
        try:
            found = self._estimate(CountTable(lists=names, cells=cells), number)
        except EmptyList:
            return None
        if found.low is None or found.high is None:
            return None
        return log(found.high / found.low)

    def _estimate(self, table: CountTable, number: int) -> Estimate:
        return estimate(
            table,
            method=self.method,
            bootstrap=self.bootstrap,
            level=self.level,
            seed=number,
            jobs=1,
            candidates=CANDIDATES,
        )


def _help(
    option: _Option,
    place: int,
    rows: Sequence[tuple[float | None, ...]],
    worlds: Sequence[_World],
) -> Help:
    reach, overlap = option.used(worlds)
    pairs = [(before, after) for row in rows if (before := row[0]) and (after := row[place])]
    gains = np.array([log(after / before) for before, after in pairs])
    expected, error = None, 0.0
    if gains.size > 1:
        expected, error = float(gains.mean()), float(gains.std(ddof=1)) / sqrt(gains.size)
    return Help(
        option=option.option,
        reach=reach,
        overlap=overlap,
        narrowing=None if expected is None else 1.0 - exp(expected),
        narrowing_low=None if expected is None else 1.0 - exp(expected + 1.96 * error),
        narrowing_high=None if expected is None else 1.0 - exp(expected - 1.96 * error),
        ratio=_ratio(after for _, after in pairs),
        pairs=len(pairs),
        without=len(rows) - len(pairs),
    )


def _ratio(widths: Iterable[float | None]) -> float | None:
    """Typical upper over lower limit: from the mean width on the logarithmic scale."""
    known = [width for width in widths if width is not None]
    return exp(float(np.mean(known))) if known else None
