"""Plan beside actual: both are kept and the difference is shown."""

from dataclasses import dataclass
from decimal import Decimal

from kmt.finance.reckoning.covering import cost_amount, stream_amount
from kmt.finance.reckoning.shapes import Budget, Cost, Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One row in one year; ``actual`` is None when nothing is known yet."""

    row: str
    name: str
    income: bool
    year: int
    plan: Decimal
    actual: Decimal | None
    source: str = ""

    @property
    def difference(self) -> Decimal | None:
        """Actual less plan; None when the actual is not known."""
        return None if self.actual is None else self.actual - self.plan


def compared(budget: Budget, year: int) -> tuple[Compared, ...]:
    """Every row that runs in a year or has an actual in it: streams first, then costs."""
    actual = {one.row: one for one in budget.actuals if one.year == year}
    streams: list[tuple[Stream | Cost, bool, Decimal]] = [
        (one, True, stream_amount(budget, one, year))
        for one in budget.streams
        if one.runs(year) or one.id in actual
    ]
    costs: list[tuple[Stream | Cost, bool, Decimal]] = [
        (one, False, cost_amount(budget, one, year))
        for one in budget.costs
        if one.runs(year) or one.id in actual
    ]
    return tuple(
        Compared(
            row=one.id,
            name=one.name,
            income=income,
            year=year,
            plan=plan,
            actual=found.amount if (found := actual.get(one.id)) else None,
            source=found.source if found else "",
        )
        for one, income, plan in streams + costs
    )
