"""The one place that calls ``unlisted``: a published table in, plain values out.

The library and its numeric parts are imported inside the functions: they weigh more than a web
worker may, so only the worker process and the command line load them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kmt.insight.figures import figures

if TYPE_CHECKING:
    from unlisted import CountTable
    from unlisted.honesty.assessment import Assessment

#: Figures depend on the table and on these two alone.
SEED = 1
REPLICATES = 1000

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What will be computed: the table as published and, for comparison, with two lists merged."""

    name: str
    title: str
    period: str
    citation: str
    doi: str
    seed: int
    replicates: int
    version: str
    data_hash: str
    tables: "tuple[tuple[tuple[str, ...], CountTable], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """The result as plain values, and how long it took."""

    result: dict[str, object]
    seconds: float


def prepare(name: str) -> Job:
    """Read a published table by name; raises ``unlisted.UnknownTable``."""
    import unlisted

    table = unlisted.published(name)
    merged = figures().merges.get(name, ())
    tables: list[tuple[tuple[str, ...], CountTable]] = [((), table)]
    if merged:
        tables.append((merged, table.merged(merged)))
    citation = table.citation
    return Job(
        name=name,
        title=figures().titles.get(name, table.title),
        period=table.period,
        citation=citation.text if citation else "",
        doi=citation.doi if citation else "",
        seed=SEED,
        replicates=REPLICATES,
        version=unlisted.__version__,
        data_hash=table.data_hash,
        tables=tuple(tables),
    )


def compute(job: Job, report: Report) -> Computed:
    """Estimate on every table of the job; ``report`` gets a line of progress now and then."""
    import unlisted

    began = time.perf_counter()
    variants = []
    for merged, table in job.tables:
        words = f"{len(table.lists)} lijsten"
        report(f"{words}: alle modellen doorrekenen")
        assessment = unlisted.assess(
            table,
            seed=job.seed,
            bootstrap=job.replicates,
            progress=_telling(report, words),
        )
        variants.append(_plain(merged, assessment))
    return Computed(result={"variants": variants}, seconds=time.perf_counter() - began)


def _telling(report: Report, words: str) -> Callable[[int, int], None]:
    """Progress in tenths: a line per table drawn would be a flood."""
    said = 0

    def progress(done: int, total: int) -> None:
        nonlocal said
        tenth = done * 10 // total
        if tenth > said:
            said = tenth
            report(f"{words}: herhaalde trekkingen {tenth * 10}%")

    return progress


def _plain(merged: tuple[str, ...], assessment: "Assessment") -> dict[str, object]:
    return {"merged": list(merged), "assessment": assessment.to_dict()}
