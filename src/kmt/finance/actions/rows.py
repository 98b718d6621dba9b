"""The rows of a draft: streams, costs, rates, the key and its counts; and what came in truth.

Every row is written over the version that was seen, so that nobody undoes another's change.
"""

from collections.abc import Sequence
from uuid import UUID

from kmt.finance.access import visible
from kmt.finance.given import (
    ActualGiven,
    CostGiven,
    CountGiven,
    KeyGiven,
    RateGiven,
    RowGiven,
    StreamGiven,
)
from kmt.finance.models import (
    ActualAmount,
    Budget,
    CostKey,
    CostPost,
    FundingStream,
    IndexRate,
    KeyCount,
)
from kmt.finance.queries import budget, row_ids
from kmt.finance.rules import (
    actual_problems,
    cost_problems,
    count_problems,
    key_problems,
    rate_problems,
    stream_problems,
)
from kmt.finance.writing import acting, check, draft, inhabitants, put, values_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners.region import region


def put_stream(
    *, by: Actor, budget_id: UUID, given: StreamGiven, row: UUID | None = None, version: int = 0
) -> UUID:
    """Add a stream to a draft, or change it; returns the id it keeps in every version."""
    _check_stream(given)
    row = row or new_id()
    with acting(by, budget_id, "stream_put"):
        put(FundingStream, draft(by, budget_id), row, version, values_of(given))
    return row


def put_cost(
    *, by: Actor, budget_id: UUID, given: CostGiven, row: UUID | None = None, version: int = 0
) -> UUID:
    """Add a cost to a draft, or change it; returns the id it keeps in every version."""
    _check_cost(given)
    row = row or new_id()
    with acting(by, budget_id, "cost_put"):
        put(CostPost, draft(by, budget_id), row, version, values_of(given))
    return row


def remove(*, by: Actor, budget_id: UUID, row: UUID) -> None:
    """Take a stream, a cost or a rate out of a draft; harmless when it is gone already."""
    with acting(by, budget_id, "row_removed"):
        found = draft(by, budget_id)
        for model in (FundingStream, CostPost, IndexRate):
            model.objects.seen_by(by, visible(by)).filter(budget=found, row=row).delete()


def put_rate(*, by: Actor, budget_id: UUID, given: RateGiven) -> None:
    """Set the rate of an index in one year; what stood there before makes way."""
    check(rate_problems(given), given.name, given.source)
    with acting(by, budget_id, "rate_put"):
        found = draft(by, budget_id)
        rows = IndexRate.objects.seen_by(by, visible(by)).filter(
            budget=found, code=given.code.strip(), year=given.year
        )
        there = rows.first()
        row, version = (there.row, there.version) if there else (new_id(), 0)
        put(IndexRate, found, row, version, values_of(given))


def put_key(*, by: Actor, budget_id: UUID, given: KeyGiven, version: int = 0) -> None:
    """Say how the municipalities divide; a budget has one key."""
    check(key_problems(given, region().codes), given.name, given.source)
    with acting(by, budget_id, "key_put"):
        found = draft(by, budget_id)
        there = CostKey.objects.seen_by(by, visible(by)).filter(budget=found).first()
        put(CostKey, found, there.row if there else new_id(), version, values_of(given))


def put_count(*, by: Actor, budget_id: UUID, given: CountGiven, version: int = 0) -> None:
    """Put down a count per municipality, with its year and source; one of each kind."""
    check(count_problems(given, region().codes), given.source)
    with acting(by, budget_id, "count_put"):
        found = draft(by, budget_id)
        rows = KeyCount.objects.seen_by(by, visible(by)).filter(budget=found, kind=given.kind)
        there = rows.first()
        put(KeyCount, found, there.row if there else new_id(), version, values_of(given))


def take_snapshot(*, by: Actor, budget_id: UUID, code: str, version: int = 0) -> None:
    """Divide by the inhabitants of one snapshot of the region file."""
    found = next((one for one in region().snapshots if one.code == code), None)
    if found is None:
        raise NotFound
    put_count(by=by, budget_id=budget_id, given=inhabitants(found), version=version)


def put_actual(
    *, by: Actor, budget_id: UUID, given: ActualGiven, token: UUID | None = None
) -> None:
    """Put down what a row brought or took in a year; an adopted budget is measured too."""
    with acting(by, budget_id, "actual_put"):
        check(actual_problems(given, row_ids(budget(by, budget_id))), given.source)
        _note_actual(by, budget_id, given, token or new_id())


def take_rows(*, by: Actor, budget_id: UUID, rows: Sequence[RowGiven]) -> int:
    """Take over the rows of a file, all of them or none; returns how many.

    Raises ``Invalid`` for the first row that is wrong, and ``Conflict`` for the first that somebody
    changed since the dry run.
    """
    if not rows:
        raise Refused("Er is niets om over te nemen.", "Kies het bestand opnieuw.")
    with acting(by, budget_id, "rows_imported"):
        ids = row_ids(budget(by, budget_id))
        for one in rows:
            if isinstance(one.given, ActualGiven):
                check(actual_problems(one.given, ids), one.given.source)
                _note_actual(by, budget_id, one.given, new_id())
            else:
                _take(by, budget_id, one.row, one.version, one.given)
    return len(rows)


def _take(
    by: Actor, budget_id: UUID, row: UUID | None, version: int, given: StreamGiven | CostGiven
) -> None:
    if isinstance(given, StreamGiven):
        put_stream(by=by, budget_id=budget_id, given=given, row=row, version=version)
    else:
        put_cost(by=by, budget_id=budget_id, given=given, row=row, version=version)


def _note_actual(by: Actor, budget_id: UUID, given: ActualGiven, token: UUID) -> None:
    found = Budget.objects.seen_by(by, visible(by)).one(id=budget_id)
    noted = ActualAmount.objects.seen_by(by, visible(by))
    if noted.filter(id=token).exists():
        return
    ActualAmount(
        id=token,
        line=found.line,
        row=UUID(given.row),
        year=given.year,
        amount=given.amount,
        source=given.source.strip(),
        at=clock.now(),
    ).save()


def _check_stream(given: StreamGiven) -> None:
    texts = (given.name, given.source, given.purpose, given.conditions, given.decision)
    check(stream_problems(given), *texts)


def _check_cost(given: CostGiven) -> None:
    check(cost_problems(given), given.name, given.scale, given.source)
