"""Every read of money: the list of budgets, and one budget as it is reckoned with.

A budget takes seven questions to the database, however many rows it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.finance.access import guarded, visible
from kmt.finance.models import (
    ActualAmount,
    CostKey,
    CostPost,
    FundingStream,
    IndexRate,
    KeyCount,
)
from kmt.finance.models import Budget as BudgetVersion
from kmt.finance.reckoning import (
    Actual,
    Basis,
    Bound,
    Budget,
    Certainty,
    Cost,
    CostKind,
    Counts,
    Coverage,
    Index,
    Key,
    KeyKind,
    Rate,
    Stream,
    coverage,
)
from kmt.finance.states import BudgetState
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.region import region
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Term

READ = Permission.FINANCE_BUDGET_READ
KIND = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One version of a budget in the list."""

    id: UUID
    line: UUID
    title: str
    number: int
    first_year: int
    last_year: int
    state: BudgetState
    adopted_on: date | None
    adopted_by: str
    decision: str

    @property
    def open(self) -> bool:
        """Whether it may still change."""
        return self.state == BudgetState.DRAFT

    @property
    def code(self) -> str:
        """What its term is guarded under: the same in every version."""
        return f"B-{self.line.hex[:8].upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSeen:
    """One version, the versions beside it (newest first), and what it is reckoned with."""

    line: BudgetLine
    versions: tuple[BudgetLine, ...]
    budget: Budget
    row_versions: dict[str, int]


def budgets(actor: Actor) -> tuple[BudgetLine, ...]:
    """Every version of every budget, newest first."""
    check(actor, READ)
    return tuple(_line(one) for one in BudgetVersion.objects.seen_by(actor, visible(actor)))


def guarded_budgets(actor: Actor) -> tuple[BudgetLine, ...]:
    """Every version of every budget for who guards its term (T39); nothing for anybody else."""
    return tuple(_line(one) for one in BudgetVersion.objects.seen_by(actor, guarded(actor)))


def term() -> Term:
    """How long a budget is kept after its last year, by the table of terms (T39)."""
    return next(one for one in retention_terms() if KIND in one.kinds)


def newest_id(actor: Actor) -> UUID | None:
    """The budget that holds: the newest that was adopted, else the newest draft."""
    found = budgets(actor)
    adopted = [one for one in found if one.state == BudgetState.ADOPTED]
    adopted.sort(key=lambda one: (one.adopted_on or date.min, one.last_year))
    if adopted:
        return adopted[-1].id
    return found[0].id if found else None


def budget(actor: Actor, budget_id: UUID | None = None) -> Budget:
    """One budget to reckon with; without id the one that holds. Raises ``NotFound``."""
    return budget_seen(actor, budget_id).budget


def budget_seen(actor: Actor, budget_id: UUID | None = None) -> BudgetSeen:
    """One budget with its versions; without id the one that holds. Raises ``NotFound``."""
    all_of_them = budgets(actor)
    chosen = budget_id or newest_id(actor)
    line = next((one for one in all_of_them if one.id == chosen), None)
    if line is None:
        raise NotFound
    versions = tuple(one for one in all_of_them if one.line == line.line)
    made, row_versions = _reckoned(actor, line)
    return BudgetSeen(line=line, versions=versions, budget=made, row_versions=row_versions)


def newest_coverage(actor: Actor) -> tuple[Coverage, ...]:
    """Coverage per year of the budget that holds; nothing for who may not read it."""
    if not actor.may(READ) or (chosen := newest_id(actor)) is None:
        return ()
    found = budget(actor, chosen)
    return tuple(coverage(found, year) for year in found.years)


def row_ids(found: Budget) -> frozenset[str]:
    """The ids of the streams and costs of a budget."""
    return frozenset([*(one.id for one in found.streams), *(one.id for one in found.costs)])


def _line(row: BudgetVersion) -> BudgetLine:
    return BudgetLine(
        id=row.id,
        line=row.line,
        title=row.title,
        number=row.number,
        first_year=row.first_year,
        last_year=row.last_year,
        state=BudgetState(row.state),
        adopted_on=row.adopted_on,
        adopted_by=row.adopted_by,
        decision=row.decision,
    )


def _reckoned(actor: Actor, line: BudgetLine) -> tuple[Budget, dict[str, int]]:
    rule = visible(actor)
    streams = list(FundingStream.objects.seen_by(actor, rule).filter(budget_id=line.id))
    costs = list(CostPost.objects.seen_by(actor, rule).filter(budget_id=line.id))
    rates = list(IndexRate.objects.seen_by(actor, rule).filter(budget_id=line.id))
    keys = list(CostKey.objects.seen_by(actor, rule).filter(budget_id=line.id))
    counts = list(KeyCount.objects.seen_by(actor, rule).filter(budget_id=line.id))
    actuals = ActualAmount.objects.seen_by(actor, rule).filter(line=line.line)
    made = Budget(
        id=str(line.id),
        title=line.title,
        version=line.number,
        state=line.state,
        first_year=line.first_year,
        last_year=line.last_year,
        streams=tuple(_stream(one) for one in streams),
        costs=tuple(_cost(one) for one in costs),
        indexes=_indexes(rates),
        actuals=_actuals(actuals),
        key=_key(keys[0]) if keys else None,
        basis=_basis(counts),
    )
    versions = {str(one.row): one.version for one in (*streams, *costs, *rates, *keys, *counts)}
    return made, versions


def _stream(row: FundingStream) -> Stream:
    return Stream(
        id=str(row.row),
        name=row.name,
        source=row.source,
        purpose=row.purpose,
        certainty=Certainty(row.certainty),
        probability=row.probability,
        from_year=row.from_year,
        until_year=row.until_year,
        amount=row.amount,
        exceptions=tuple(sorted((int(at), Decimal(one)) for at, one in row.exceptions.items())),
        index=row.index,
        price_year=row.price_year,
        conditions=row.conditions,
        decision=row.decision,
        divided=row.divided,
        example=row.example,
    )


def _cost(row: CostPost) -> Cost:
    return Cost(
        id=str(row.row),
        name=row.name,
        kind=CostKind(row.kind),
        amount=row.amount,
        fte=row.fte,
        scale=row.scale,
        index=row.index,
        price_year=row.price_year,
        from_year=row.from_year,
        until_year=row.until_year,
        source=row.source,
        example=row.example,
    )


def _indexes(rows: Iterable[IndexRate]) -> tuple[Index, ...]:
    found: dict[str, list[IndexRate]] = {}
    for one in rows:
        found.setdefault(one.code, []).append(one)
    return tuple(
        Index(
            code=code,
            name=group[0].name,
            rates=tuple(
                Rate(year=one.year, percent=one.percent, source=one.source) for one in group
            ),
        )
        for code, group in found.items()
    )


def _actuals(rows: Iterable[ActualAmount]) -> tuple[Actual, ...]:
    """The newest of each row and year: they come in the order of writing."""
    newest = {(one.row, one.year): one for one in rows}
    return tuple(
        Actual(
            id=str(one.id), row=str(one.row), year=one.year, amount=one.amount, source=one.source
        )
        for one in newest.values()
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _key(row: CostKey) -> Key:
    return Key(
        id=str(row.row),
        name=row.name,
        kind=KeyKind(row.kind),
        parts=tuple((KeyKind(kind), Decimal(part)) for kind, part in sorted(row.parts.items())),
        floor=row.floor,
        cap=row.cap,
        own=tuple(
            Bound(municipality=code, floor=_amount(floor), cap=_amount(cap))
            for code, (floor, cap) in sorted(row.own.items())
        ),
        source=row.source,
    )


def _basis(rows: Iterable[KeyCount]) -> Basis:
    counts = {
        KeyKind(one.kind): Counts(
            id=str(one.row),
            year=one.year,
            source=one.source,
            numbers={code: int(number) for code, number in one.numbers.items()},
            example=one.example,
        )
        for one in rows
    }
    return Basis(
        municipalities=tuple(sorted(region().codes)),
        inhabitants=counts.get(KeyKind.INHABITANTS),
        cases=counts.get(KeyKind.CASES),
        fixed=counts.get(KeyKind.FIXED),
    )
