"""``./kmt bench alike``: the time of a "not found" does not tell whether something is there.

Rows of the demo that are outside somebody's world, and ids that nobody has, are asked for in a
random order. If a clock could tell them apart, a row that is there would take longer than one that
is not in more (or less) than half of all pairs; that share is the area under the curve, from the
statistic of Mann and Whitney, with the standard error of Hanley and McNeil (1982,
doi:10.1148/radiology.143.1.7063747). That the page itself does not tell, nor the number of
questions to the databases, is a test of the suite (``tests/policy/test_not_there.py``).
"""

import math
import random
import sqlite3
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from contextlib import closing
from uuid import UUID, uuid4

from kmt.proof.trial import Trial
from kmt.proof.visitor import Visitor

Figures = dict[str, object]
ASKED = 500
LOWEST, HIGHEST = 0.45, 0.55
NORMAL_95 = 1.96
SEED = 20261126
#: Who asks, where, and for the rows of which table.
DOORS = (
    ("municipal_focal_point", "/meldingen/{}/", "intake_report"),
    ("care_coordinator", "/personen/{}/", "vault_person"),
    ("care_coordinator", "/zorgcoordinatie/{}/", "care_carecase"),
    ("care_coordinator", "/zorgcoordinatie/nieuw/{}/", "intake_report"),
    ("care_coordinator", "/delen/{}/", "sharing_sharedraft"),
    ("intake_worker", "/delen/{}/", "sharing_sharedraft"),
)


def measure(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Per door: in how many of all pairs the row that is there took longer."""
    found: Figures = {"goal_auc": [LOWEST, HIGHEST]}
    met = True
    for role, path, table in DOORS:
        outside = _outside(colleagues[role], path, _ids(trial, table))
        if not outside:
            found[f"{role} {path}"] = "everything there is in this world"
            continue
        there, nowhere = _times(colleagues[role], path, outside)
        figures = compared(there, nowhere)
        met &= bool(figures["met"])
        found[f"{role} {path}"] = {"rows": len(outside), **figures}
    return found | {"met": met}


def compared(there: Sequence[float], nowhere: Sequence[float]) -> Figures:
    """The area under the curve and the difference of the medians, with 95 % intervals."""
    area = auc(there, nowhere)
    wide = NORMAL_95 * _error(area, len(there), len(nowhere))
    gap, around = _gap(there, nowhere)
    return {
        "asked_of_each": len(there),
        "auc": round(area, 3),
        "auc_95": [round(area - wide, 3), round(area + wide, 3)],
        "median_there_ms": round(statistics.median(there) * 1000, 2),
        "median_difference_ms": round(gap * 1000, 3),
        "median_difference_95": [round((gap - around) * 1000, 3), round((gap + around) * 1000, 3)],
        "met": LOWEST <= area <= HIGHEST,
    }


def auc(there: Sequence[float], nowhere: Sequence[float]) -> float:
    """The share of pairs in which the first is larger; as large counts for half."""
    known = sorted(nowhere)
    lower = sum(bisect_left(known, one) + bisect_right(known, one) for one in there)
    return lower / 2 / (len(there) * len(nowhere))


def _error(area: float, one: int, other: int) -> float:
    """Standard error of an area (Hanley and McNeil 1982, formula 2)."""
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    spread = (one - 1) * (first - area**2) + (other - 1) * (second - area**2)
    return math.sqrt((area * (1 - area) + spread) / (one * other))


def _gap(there: Sequence[float], nowhere: Sequence[float]) -> tuple[float, float]:
    """Difference of the medians, and how far it may be off by chance (bootstrap)."""
    draw = random.Random(SEED)  # noqa: S311 - chance of statistics, not of secrets
    again = [
        statistics.median(draw.choices(there, k=len(there)))
        - statistics.median(draw.choices(nowhere, k=len(nowhere)))
        for _ in range(400)
    ]
    gap = statistics.median(there) - statistics.median(nowhere)
    return gap, NORMAL_95 * statistics.stdev(again)


def _times(visitor: Visitor, path: str, outside: Sequence[UUID]) -> tuple[list[float], list[float]]:
    draw = random.Random(SEED)  # noqa: S311 - an order, no secret
    asked = [True, False] * ASKED
    draw.shuffle(asked)
    times: dict[bool, list[float]] = {True: [], False: []}
    for there in asked:
        which = draw.choice(outside) if there else uuid4()
        answer = visitor.get(path.format(which))
        if answer.status != 404:
            raise RuntimeError(f"{answer.url} answered {answer.status}")
        times[there].append(answer.seconds)
    return times[True], times[False]


def _outside(visitor: Visitor, path: str, ids: Sequence[UUID]) -> list[UUID]:
    return [one for one in ids if visitor.get(path.format(one)).status == 404]


def _ids(trial: Trial, table: str) -> list[UUID]:
    """Every id there is: what a visitor cannot know, and the measuring must."""
    # The names of tables stand in this file; nothing from outside comes in.
    ids = f"select id from {table}"  # noqa: S608  # nosec B608
    with closing(sqlite3.connect(trial.folder / "demo" / "kmt.sqlite3")) as data:
        return [UUID(str(one)) for (one,) in data.execute(ids)]
