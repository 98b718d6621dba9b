"""Asking for an estimate, and carrying it out.

The computing itself happens outside every transaction, because it takes seconds and a transaction
would keep others from writing; what is written before and after it is short.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from django_tasks import task

from kmt.access.actors import system_actor
from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.insight.estimating import Job, Report, compute, prepare
from kmt.insight.models import EstimateRun
from kmt.insight.rules import may_become, may_start
from kmt.insight.states import OPEN, RunState
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ALLOWED, Decision, Invalid, NotFound

DUTCH_TABLE = "netherlands_2010_2015"
FAILED = (
    "De berekening is niet gelukt ({kind}). De vorige uitkomst blijft staan. Probeer het opnieuw; "
    "lukt het weer niet, meld het dan aan de functioneel beheerder."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a request: the run that holds the figures, and whether it was there."""

    run_id: UUID
    reused: bool
    seconds: float


def worker() -> Actor:
    """The named process that computes; it may do nothing else."""
    return system_actor(
        "estimator",
        purpose="estimate",
        permissions=frozenset({Permission.INSIGHT_ESTIMATE_RUN, Permission.INSIGHT_ESTIMATE_READ}),
    )


def queue_estimate(*, by: Actor, table: str = DUTCH_TABLE) -> UUID:
    """Ask for an estimate; the worker process makes it. Refuses while another one is open."""
    waiting = EstimateRun.objects.filter(state__in=OPEN)
    decision = may_start(waiting.values_list("requested_at", flat=True), clock.now())
    run = _new(by, table)
    with _acting(by, run, "create", decision=decision):
        run.save(force_insert=True)
        carry_out.enqueue(str(run.id))
    return run.id


def run_estimate(
    *, by: Actor, table: str = DUTCH_TABLE, force: bool = False, report: Report = print
) -> Outcome:
    """Compute here and now; figures that are there already are used again, unless forced.

    Raises :class:`Invalid` for a table that nobody published.
    """
    job = _job(table)
    same = None if force else _same(job)
    if same is not None:
        return Outcome(run_id=same.id, reused=True, seconds=same.seconds or 0.0)
    run = _new(by, table)
    with _acting(by, run, "create"):
        run.save(force_insert=True)
    return _work(by, run, job, report)


@task()
def carry_out(run_id: str) -> None:
    """Background: compute what :func:`queue_estimate` asked for."""
    by = worker()
    run = EstimateRun.objects.filter(id=UUID(run_id)).first()
    if run is None:
        raise NotFound()
    job = _job(run.table)
    same = _same(job)
    if same is None:
        _work(by, run, job, lambda line: None)
    else:
        _become(by, run, RunState.REUSED, finished_at=clock.now(), result={"run": str(same.id)})


def _work(by: Actor, run: EstimateRun, job: Job, report: Report) -> Outcome:
    _become(
        by,
        run,
        RunState.RUNNING,
        started_at=clock.now(),
        title=job.title,
        citation=job.citation,
        doi=job.doi,
        period=job.period,
        seed=job.seed,
        replicates=job.replicates,
        version=job.version,
        data_hash=job.data_hash,
    )
    try:
        done = compute(job, report)
    except Exception as problem:
        error = FAILED.format(kind=type(problem).__name__)
        _become(by, run, RunState.FAILED, finished_at=clock.now(), error=error)
        raise
    _become(
        by,
        run,
        RunState.FINISHED,
        finished_at=clock.now(),
        seconds=done.seconds,
        result=done.result,
    )
    return Outcome(run_id=run.id, reused=False, seconds=done.seconds)


def _become(by: Actor, run: EstimateRun, state: RunState, **values: object) -> None:
    decision = may_become(RunState(run.state), state)
    with _acting(by, run, "update", decision=decision, reason=state):
        run.state = state
        for name, value in values.items():
            setattr(run, name, value)
        run.save(update_fields=["state", *values])


def _acting(
    by: Actor, run: EstimateRun, action: str, *, decision: Decision = ALLOWED, reason: str = ""
) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.INSIGHT_ESTIMATE_RUN,
        action=action,
        object_type="estimate_run",
        object_id=str(run.id),
        decision=decision,
        reason=reason,
    )


def _new(by: Actor, table: str) -> EstimateRun:
    return EstimateRun(table=table, requested_at=clock.now(), requested_by=by.id)


def _job(table: str) -> Job:
    try:
        return prepare(table)
    except ValueError as unknown:
        raise Invalid(
            f"Er is geen gepubliceerde tabel met de naam {table}.",
            "Kies een tabel uit de lijst van de bibliotheek.",
        ) from unknown


def _same(job: Job) -> EstimateRun | None:
    """A finished run with the same data, version, seed and replicates, newest first."""
    return EstimateRun.objects.filter(
        state=RunState.FINISHED,
        table=job.name,
        data_hash=job.data_hash,
        version=job.version,
        seed=job.seed,
        replicates=job.replicates,
    ).first()
