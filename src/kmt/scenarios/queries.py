"""Reading scenarios: one, all of a budget, side by side, and what follows from one of them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.finance.queries import budget as budget_of
from kmt.finance.queries import newest_id
from kmt.finance.reckoning import Budget, coverage, divided
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.queries import names_of
from kmt.partners.region import region
from kmt.scenarios.chances import chances
from kmt.scenarios.changing import Change, adrift, applied, divided_over
from kmt.scenarios.closing import what_closes
from kmt.scenarios.keeping import read
from kmt.scenarios.models import Scenario as Row
from kmt.scenarios.reading import Reckoned, Scenario, ScenarioView, SideBySide
from kmt.scenarios.sensing import sensed

READ = Permission.FINANCE_BUDGET_READ
WRITE = Permission.FINANCE_BUDGET_WRITE


def scenario(actor: Actor, scenario_id: UUID) -> Scenario:
    """One scenario with its changes. Raises ``NotFound``."""
    check(actor, READ)
    row = Row.objects.prefetch_related("changes").filter(id=scenario_id).first()
    if row is None:
        raise NotFound()
    return _scenario(row, names_of({row.made_by}))


def scenarios(actor: Actor, budget_id: UUID | None = None) -> tuple[Scenario, ...]:
    """Every scenario, or those of one budget, the oldest first."""
    check(actor, READ)
    rows = Row.objects.prefetch_related("changes")
    found = list(rows.filter(budget_id=budget_id) if budget_id else rows)
    names = names_of({one.made_by for one in found})
    return tuple(_scenario(one, names) for one in found)


def side_by_side(actor: Actor, budget_id: UUID | None = None) -> SideBySide | None:
    """The budget (the one that holds, unless another is named) and its scenarios.

    None where there is no budget at all.
    """
    chosen = budget_id or newest_id(actor)
    if chosen is None:
        return None
    budget = budget_of(actor, chosen)
    found = scenarios(actor, chosen)
    return SideBySide(
        budget=budget,
        base=reckoned(budget, None),
        scenarios=tuple(reckoned(budget, one) for one in found),
        municipalities=_by_name(budget),
        may_write=actor.may(WRITE),
    )


def scenario_view(actor: Actor, scenario_id: UUID) -> ScenarioView:
    """One scenario beside its budget, with all that follows from it."""
    found = scenario(actor, scenario_id)
    budget = budget_of(actor, found.budget_id)
    made = reckoned(budget, found)
    return ScenarioView(
        budget=budget,
        base=reckoned(budget, None),
        reckoned=made,
        closes=what_closes(budget, found.changes, made.coverage),
        chances=chances(budget, found.changes),
        sensed=sensed(budget, found.changes),
        municipalities=_by_name(budget),
        may_write=actor.may(WRITE),
    )


def reckoned(budget: Budget, found: Scenario | None) -> Reckoned:
    """A budget with the changes of a scenario, reckoned for every year."""
    changes = found.changes if found else ()
    there = {year: applied(budget, changes, year) for year in budget.years}
    return Reckoned(
        scenario=found,
        coverage=tuple(coverage(one, year) for year, one in there.items()),
        contributions={year: divided_over(one, year) for year, one in there.items()},
        divided={year: divided(one, year).amount for year, one in there.items()},
        lost=adrift(budget, changes),
    )


def added(changes: Iterable[Change]) -> dict[str, str]:
    """The streams that changes add: names by id."""
    return {one.id: one.name for one in changes if one.name}


def _scenario(row: Row, names: Mapping[str, str]) -> Scenario:
    return Scenario(
        id=row.id,
        budget_id=row.budget_id,
        name=row.name,
        words=row.words,
        example=row.example,
        version=row.version,
        made_at=row.made_at,
        made_by=names.get(row.made_by, ""),
        changes=tuple(read(one) for one in row.changes.all()),
    )


def _by_name(budget: Budget) -> tuple[str, ...]:
    """The municipalities of a budget as a reader looks them up."""
    return tuple(sorted(budget.basis.municipalities, key=region().municipality_name))
