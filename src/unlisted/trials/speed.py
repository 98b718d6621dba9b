"""How fast is it here? Every job of the field, timed, beside what its packages were measured at.

``python -m unlisted.trials.speed`` prints JSON. A job is the whole job: existence and rank of
every model checked, the choice repeated in every replicate, the delete-one jackknife included.
The recorded figures are processor seconds of R packages on another day (2026-11, two virtual
cores, R 4.2.2, under load, which inflates them somewhat): a ratio says something of the order of
magnitude only. Rows marked extrapolated were measured on fewer replicates.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from unlisted.estimators.dispatch import estimate
from unlisted.estimators.latent import by_latent_class
from unlisted.results import Estimate, Plain
from unlisted.selection.exhaustive import Selection, select
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable
from unlisted.version import VERSION

RUNS = 3
MOST_MEMORY_MB = 500
REPLICATES = 1000

Worked = Selection | Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What another package took for the same job, as recorded."""

    package: str
    seconds: float
    extrapolated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job on one table."""

    name: str
    table: str
    work: Callable[[CountTable], Worked]
    peer: Peer | None = None
    goal_seconds: float | None = None
    goal_ratio: float | None = None
    per_chain: int = 1


def tables() -> Mapping[str, CountTable]:
    """The published tables, with the merges of the literature."""
    kingdom, netherlands = published("united_kingdom_2013"), published("netherlands_2010_2015")
    return {
        "UKdat": kingdom,
        "UKdat_5": kingdom.merged(("PF", "NCA")),
        "Ned": netherlands,
        "Ned_5": netherlands.merged(("I", "O")),
        "NewOrl": published("new_orleans_eight_lists"),
        "NewOrl_5": published("new_orleans_five_lists"),
        "Western": published("western_united_states"),
        "Korea": published("korea_palembang"),
    }


def jobs() -> list[Job]:
    """Every job with its goal and, where one was recorded, the figure of a peer."""
    return [*_searches(), *_bootstraps(), *_stepwise(), *_bayesian()]


def _searches() -> list[Job]:
    mse, capture = "MultipleSystemsEstimation 1.2.0", "Rcapture 1.4-4"
    five = {"Western": 10.9, "UKdat_5": 8.9, "NewOrl_5": 10.2, "Ned_5": 9.1}
    return [
        Job(
            name="all 32,768 two-way models",
            table="UKdat",
            work=select,
            peer=Peer(package=mse, seconds=170.7),
            goal_seconds=0.5,
            goal_ratio=300,
        ),
        Job(name="all 32,768 two-way models", table="Ned", work=select, goal_seconds=0.5),
        *(
            Job(
                name="all 1,024 two-way models",
                table=table,
                work=select,
                peer=Peer(package=capture, seconds=seconds),
                goal_ratio=300,
            )
            for table, seconds in five.items()
        ),
        Job(
            name="all 6,212 models up to order 3",
            table="UKdat_5",
            work=lambda table: select(table, order=3),
            peer=Peer(package=mse, seconds=24.1),
        ),
    ]


def _bootstraps() -> list[Job]:
    top = {"UKdat_5": 223.0, "NewOrl_5": 249.9}
    return [
        *(
            Job(
                name="1,000 BCa replicates, best 100 models",
                table=table,
                work=lambda one: estimate(one, bootstrap=REPLICATES, candidates=100),
                peer=Peer(package="MultipleSystemsEstimation 1.2.0", seconds=seconds),
                goal_seconds=2,
                goal_ratio=100,
            )
            for table, seconds in top.items()
        ),
        *(
            Job(
                name="1,000 BCa replicates, all 1,024 models",
                table=table,
                work=lambda one: estimate(one, bootstrap=REPLICATES, candidates=1024),
                goal_seconds=10,
            )
            for table in top
        ),
    ]


def _stepwise() -> list[Job]:
    recorded = {
        "Western": (80.1, False),
        "NewOrl_5": (51.8, False),
        "UKdat_5": (200.0, True),
        "Ned_5": (250.0, True),
        "NewOrl": (880.0, True),
    }
    return [
        Job(
            name="1,000 stepwise BCa replicates",
            table=table,
            work=lambda one: estimate(one, method="stepwise", bootstrap=REPLICATES),
            peer=Peer(package="SparseMSE 2.0.1", seconds=seconds, extrapolated=extrapolated),
            goal_ratio=100,
        )
        for table, (seconds, extrapolated) in recorded.items()
    ]


def _bayesian() -> list[Job]:
    graphs = {"Western": 0.037, "UKdat_5": 0.054, "NewOrl_5": 0.037, "Ned_5": 0.035}
    classes = {"UKdat_5": 2.2, "UKdat": 2.7, "Ned_5": 2.0, "Ned": 2.6, "Western": 1.7, "Korea": 1.1}
    return [
        *(
            Job(
                name="graph averaging, five lists",
                table=table,
                work=lambda one: estimate(one, method="dga"),
                peer=Peer(package="dga 2.0.2", seconds=seconds),
                goal_ratio=1,
            )
            for table, seconds in graphs.items()
        ),
        *(
            Job(
                name="graph averaging, six lists",
                table=table,
                work=lambda one: estimate(one, method="dga"),
                goal_seconds=5,
            )
            for table in ("UKdat", "Ned")
        ),
        *(
            Job(
                name="latent class, plain Gibbs, per chain of 110,000 sweeps (four chains)",
                table=table,
                work=lambda one: by_latent_class(one, ladder=1),
                peer=Peer(package="LCMCR 0.4.14", seconds=seconds),
                goal_ratio=1,
                per_chain=4,
            )
            for table, seconds in classes.items()
        ),
        *(
            Job(
                name="latent class with its ladder of tables, which makes it converge, per chain",
                table=table,
                work=by_latent_class,
                per_chain=4,
            )
            for table in ("UKdat", "Western")
        ),
    ]


def measured(job: Job, table: CountTable, runs: int = RUNS) -> dict[str, Plain]:
    """Median wall and processor time of a job, with its ratio to the peer and whether it is met.

    The ratio divides the peer's processor time by our wall time on all cores; `ratio_processor`
    by our processor time.
    """
    job.work(table)  # loads what was compiled
    walls, processors = [], []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        found = job.work(table)
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    wall = statistics.median(walls) / job.per_chain
    processor = statistics.median(processors) / job.per_chain
    ratio = job.peer.seconds / wall if job.peer else None
    goals = [
        job.goal_seconds is None or wall <= job.goal_seconds,
        job.goal_ratio is None or (ratio is not None and ratio >= job.goal_ratio),
    ]
    return {
        "job": job.name,
        "table": job.table,
        "seconds": round(wall, 5),
        "processor_seconds": round(processor, 5),
        "fits": found.fits,
        "microseconds_per_fit": round(1e6 * wall / found.fits, 3) if found.fits else None,
        "peer": job.peer.package if job.peer else None,
        "peer_processor_seconds": job.peer.seconds if job.peer else None,
        "peer_extrapolated": job.peer.extrapolated if job.peer else None,
        "ratio": round(ratio, 1) if ratio else None,
        "ratio_processor": round(job.peer.seconds / processor, 1) if job.peer else None,
        "goal_seconds": job.goal_seconds,
        "goal_ratio": job.goal_ratio,
        "met": all(goals),
    }


def report(say: Callable[[str], None]) -> dict[str, Plain]:
    """Everything, in the order of `jobs`; memory is the peak of the whole process."""
    known, rows = tables(), []
    for job in jobs():
        say(f"{job.name}: {job.table}")
        rows.append(measured(job, known[job.table], runs=1 if job.per_chain > 1 else RUNS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "version": VERSION,
        "cores": os.cpu_count(),
        "system": platform.machine(),
        "python": platform.python_version(),
        "jobs": list(rows),
        "memory_mb": round(memory, 1),
        "memory_goal_mb": MOST_MEMORY_MB,
        "memory_met": memory < MOST_MEMORY_MB,
        "all_met": all(bool(row["met"]) for row in rows) and memory < MOST_MEMORY_MB,
    }


def main(words: Sequence[str] = ()) -> int:
    """Print the report; the number returned is the exit code."""
    del words
    found = report(lambda text: print(text, file=sys.stderr, flush=True))
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
