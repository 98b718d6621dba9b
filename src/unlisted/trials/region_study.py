"""Does borrowing cover? Small regions of known size, estimated in four ways.

A nation of 6,250 people consists of one small region and 26 others, with reaches of the lists
that differ from region to region. What the dependences between lists do is the scenario. Every
region is estimated by `borrow` (from the rest of the nation), by `borrow` from nobody, by the
region alone (best two-way model of BIC, BCa interval) and by the population share (the nation's
interval, scaled by the region's share of the inhabitants).

Do it again with ``nice -n 10 python -m unlisted.trials.region_study`` (about ten minutes on one
core); it writes `docs/small-regions-study.json` and `.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import inf, log
from pathlib import Path

import numpy as np
from numpy.random import Generator

from unlisted.errors import TableError
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.rules import Outcome, Thresholds, strictest
from unlisted.regions.borrowing import borrow
from unlisted.regions.estimate import RegionEstimate
from unlisted.regions.rules import Measured, RegionThresholds, reasons_of
from unlisted.tables.table import CountTable
from unlisted.trials.simulate import (
    CAPTURE,
    HIDDEN,
    NAMES,
    VISIBLE,
    Dependent,
    Scenario,
    TwoClasses,
    simulate_counts,
)
from unlisted.version import VERSION

NATION, OTHERS = 6250, 26
REACH_SPREAD = 0.3  # of the log chance of capture, between regions
BASE = (((0, 1), 1.2), ((0, 2), -0.6), ((1, 2), 0.8))
REPLICATES = 200
DRAWS = 4000
FEW = 20  # intervals of which no coverage is told
CANDIDATES = {4: 20, 5: 50}  # the published study of this interval used 20 and 100
DOCS = Path(__file__).resolve().parents[1] / "docs"
NEVER = RegionThresholds(
    fewest_lists=0,
    fewest_on_two_lists=0,
    fewest_others_on_two_lists=0,
    attraction_band=inf,
    attraction_refused=inf,
    conflict_band=0.0,
    conflict_refused=0.0,
    fewest_effective=0.0,
    largest_weight=1.0,
    widest_interval=inf,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How lists depend on each other in the regions of a nation.

    Attributes
    ----------
    name : str
        Key in the record.
    words : str
        What it is.
    spread : float
        Standard deviation of dependences between regions.
    turned : bool
        Dependences of the small region have the opposite sign.
    classes : bool
        People differ in visibility everywhere; no two-way model holds.
    inhabitants : float
        True share of the people over share of the inhabitants.
    neighbours : int
        Borrow from so many neighbouring regions instead of the rest of the nation.
    """

    name: str
    words: str
    spread: float = 0.0
    turned: bool = False
    classes: bool = False
    inhabitants: float = 1.0
    neighbours: int = 0


WORLDS = (
    World(name="same", words="dependences as elsewhere"),
    World(name="vary-0.3", words="dependences vary, sd 0.3", spread=0.3),
    World(name="vary-1.0", words="dependences vary, sd 1.0", spread=1.0),
    World(name="opposite", words="opposite sign in the region", turned=True),
    World(name="classes", words="75% nearly hidden everywhere", classes=True),
    World(name="prevalence", words="1.5 times as many per inhabitant", inhabitants=1.5),
)
NEIGHBOURS = World(
    name="neighbours", words="vary, sd 0.3; 10 neighbours as large", spread=0.3, neighbours=10
)
CASES = (
    *((world, 4, size) for size in (230, 100, 1150) for world in WORLDS),
    *((world, 5, 230) for world in WORLDS),
    (NEIGHBOURS, 4, 230),
)
WAYS = (
    "borrowed",
    "borrowed, rules ignored",
    "nothing borrowed",
    "region alone",
    "region alone, judged",
    "population share",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One way on one simulated region; None where it gave no interval."""

    way: str
    shown: str
    low: float | None
    high: float | None
    on_two_lists: int


def scenario_of(world: World, lists: int, random: Generator, *, small: bool) -> Scenario:
    """Draw the scenario of one region."""
    stretch = np.exp(random.normal(0.0, REACH_SPREAD, lists))

    def reach(capture: Sequence[float]) -> tuple[float, ...]:
        return tuple(np.clip(np.array(capture[:lists]) * stretch, 0.01, 0.6).tolist())

    if world.classes:
        return TwoClasses(hidden=reach(HIDDEN), visible=reach(VISIBLE))
    base = dict(BASE)
    pairs = [(i, j) for i in range(lists) for j in range(i + 1, lists)]
    sign = -1.0 if world.turned and small else 1.0
    away = random.normal(0.0, 1.0, len(pairs)) * world.spread
    return Dependent(
        capture=reach(CAPTURE),
        log_odds=tuple(
            (pair, sign * base.get(pair, 0.0) + float(more))
            for pair, more in zip(pairs, away, strict=True)
        ),
    )


def drawn(world: World, lists: int, size: int, random: Generator) -> list[CountTable]:
    """Draw the region and the other regions; an empty list raises EmptyList."""
    other = size if world.neighbours else round((NATION - size) / OTHERS)
    sizes = [size, *[other] * (world.neighbours or OTHERS)]
    counts = [
        simulate_counts(
            scenario_of(world, lists, random, small=place == 0),
            population=people,
            lists=lists,
            seed=random,
        )
        for place, people in enumerate(sizes)
    ]
    if world.neighbours:
        return [_table(one) for one in counts]
    return [_table(counts[0]), _table(np.sum(counts[1:], axis=0))]


def _table(counts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> CountTable:
    cells = {cell: int(count) for cell, count in enumerate(counts) if count}
    return CountTable(lists=tuple(NAMES[: counts.size.bit_length() - 1]), cells=cells)


def scores_of(world: World, lists: int, size: int, random: Generator) -> list[Score]:
    """Simulate one region and estimate it in every way."""
    seed = int(random.integers(2**31))
    try:
        region, *rest = drawn(world, lists, size, random)
    except TableError:
        return [
            Score(way=way, shown="refused", low=None, high=None, on_two_lists=0) for way in WAYS
        ]
    others = rest if world.neighbours else rest[0]
    found = borrow(region, others, seed=seed, draws=DRAWS, compare=0, thresholds=NEVER)
    shrunk = borrow(region, seed=seed, draws=DRAWS, compare=0, thresholds=NEVER)
    outcome = judged(found, sum(table.on_two_or_more for table in rest))
    share = size / (size + sum_of(world, size)) / world.inhabitants
    nation = CountTable.pool((region, *rest))
    shared, alone = region.on_two_or_more, _searched(region, 1.0, seed)
    return [
        _score("borrowed", outcome, (found.low, found.high), shared),
        _score("borrowed, rules ignored", Outcome.ESTIMATE, (found.low, found.high), shared),
        _score("nothing borrowed", Outcome.ESTIMATE, (shrunk.low, shrunk.high), shared),
        _score("region alone", Outcome.ESTIMATE, alone, shared),
        _score("region alone, judged", _alone(shared, *alone), alone, shared),
        _score("population share", Outcome.ESTIMATE, _searched(nation, share, seed), shared),
    ]


def sum_of(world: World, size: int) -> int:
    """People in the other regions."""
    return world.neighbours * size if world.neighbours else round((NATION - size) / OTHERS) * OTHERS


def judged(found: RegionEstimate, others_on_two_lists: int) -> Outcome:
    """Outcome under the default thresholds of an estimate made without any."""
    low, high = found.low or 1.0, found.high or inf
    measured = Measured(
        lists=len(found.lists),
        on_two_lists=found.on_two_lists,
        others_on_two_lists=others_on_two_lists,
        attraction=found.attraction,
        conflict=found.conflict,
        converged=found.converged,
        effective=found.effective,
        largest_weight=found.largest_weight,
        ratio=high / low,
    )
    reasons = reasons_of(measured, RegionThresholds())
    return strictest(tuple(reason.outcome for reason in reasons))


def _alone(shared: int, low: float | None, high: float | None) -> Outcome:
    """Outcome of the region alone by the two rules of `assess` that matter most here."""
    limits = Thresholds()
    wide = low is None or high is None or high > limits.widest_interval * low
    refused = wide or shared < limits.fewest_on_two_lists
    return Outcome.REFUSED if refused else Outcome.ESTIMATE


def _searched(table: CountTable, share: float, seed: int) -> tuple[float | None, float | None]:
    found = estimate(
        table,
        bootstrap=REPLICATES,
        seed=seed,
        jobs=1,
        candidates=CANDIDATES[len(table.lists)],
    )
    low, high = (None if value is None else share * value for value in (found.low, found.high))
    return low, high


def _score(
    way: str, outcome: Outcome, limits: tuple[float | None, float | None], shared: int
) -> Score:
    low, high = (None, None) if outcome is Outcome.REFUSED else limits
    return Score(way=way, shown=outcome.value, low=low, high=high, on_two_lists=shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way in one case: shares of the simulations, and the median width.

    Attributes
    ----------
    given : float
        Share with an interval.
    band : float
        Share with an interval but without a point.
    covered, above : float or None
        Of those: share that holds the truth; share that lies wholly above it.
    ratio : float or None
        Median of upper over lower limit.
    log_width : float or None
        Mean log of the same.
    """

    world: str
    lists: int
    size: int
    way: str
    simulations: int
    given: float
    band: float
    covered: float | None
    above: float | None
    ratio: float | None
    log_width: float | None


def row_of(world: World, lists: int, size: int, way: str, scores: Sequence[Score]) -> Row:
    """Count one way over its simulations."""
    mine = [score for score in scores if score.way == way]
    given = [(s.low, s.high) for s in mine if s.low is not None and s.high is not None]
    ratios = [high / low for low, high in given]
    some = len(given)
    return Row(
        world=world.name,
        lists=lists,
        size=size,
        way=way,
        simulations=len(mine),
        given=some / len(mine),
        band=sum(s.shown == Outcome.BAND.value for s in mine) / len(mine),
        covered=sum(low <= size <= high for low, high in given) / some if some else None,
        above=sum(low > size for low, _ in given) / some if some else None,
        ratio=float(np.median(ratios)) if some else None,
        log_width=sum(log(ratio) for ratio in ratios) / some if some else None,
    )


def study(simulations: int, seed: int, progress: Callable[[str], None]) -> Iterator[Row]:
    """Run every case; a case depends on the seed and its own place alone."""
    for place, (world, lists, size) in enumerate(CASES):
        random = np.random.default_rng([seed, place])
        progress(f"case {place + 1} of {len(CASES)}: {world.words}, {lists} lists, {size} people")
        scores = [
            score for _ in range(simulations) for score in scores_of(world, lists, size, random)
        ]
        for way in WAYS:
            yield row_of(world, lists, size, way, scores)


def markdown(record: dict[str, object], rows: Sequence[Row]) -> str:
    """Write the table of the study, a line per case."""
    lines = [
        "# Study of small regions: recorded result",
        "",
        f"Made by `{record['command']}` (unlisted {record['version']}, seed {record['seed']}, "
        f"{record['simulations']} simulations per case, {record['seconds']:.0f} seconds of CPU). "
        "What it means is in [small-regions.md](small-regions.md).",
        "",
        "Each entry: share that gets an interval / of those, share that holds the truth / median "
        "of upper over lower limit. The nominal level is 95%. "
        f"With fewer than {FEW} intervals only their share is given.",
        "",
        "| scenario | lists | people | " + " | ".join(WAYS) + " |",
        "|---" * (3 + len(WAYS)) + "|",
    ]
    for world, lists, size in CASES:
        mine = [r for r in rows if (r.world, r.lists, r.size) == (world.name, lists, size)]
        cells = " | ".join(_cell(row) for row in mine)
        lines.append(f"| {world.words} | {lists} | {size:,} | {cells} |")
    return "\n".join(lines) + "\n"


def _cell(row: Row) -> str:
    if row.covered is None or row.ratio is None or row.given * row.simulations < FEW:
        return f"{row.given:.1%}"
    return f"{row.given:.0%} / **{row.covered:.0%}** / {row.ratio:.1f}"


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run the study and write its two files."""
    parser = argparse.ArgumentParser(prog="python -m unlisted.trials.region_study")
    parser.add_argument("--simulations", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=DOCS)
    asked = parser.parse_args(words)
    began = time.process_time()
    rows = list(study(asked.simulations, asked.seed, _say))
    record: dict[str, object] = {
        "command": f"{parser.prog} --simulations {asked.simulations} --seed {asked.seed}",
        "version": VERSION,
        "seed": asked.seed,
        "simulations": asked.simulations,
        "seconds": round(time.process_time() - began, 1),
        "draws": DRAWS,
        "bootstrap": REPLICATES,
        "candidates": {str(lists): models for lists, models in CANDIDATES.items()},
        "thresholds": asdict(RegionThresholds()),
        "worlds": [asdict(world) for world in (*WORLDS, NEIGHBOURS)],
        "rows": [asdict(row) for row in rows],
    }
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (asked.out / "small-regions-study.json").write_text(text, encoding="utf-8")
    (asked.out / "small-regions-study.md").write_text(markdown(record, rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
