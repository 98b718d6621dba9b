"""A budget begins, is adopted and from then on stays as it is; a change is a new version."""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.finance.access import visible
from kmt.finance.given import Adopting, NewBudget
from kmt.finance.models import Budget, CostPost, FundingStream
from kmt.finance.rules import adopting_problems, budget_problems, may_adopt, may_renew
from kmt.finance.states import BudgetState
from kmt.finance.writing import begin_with_region, check, copy_rows
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id

WRITE = Permission.FINANCE_BUDGET_WRITE
BUDGET = "budget"


def open_budget(*, by: Actor, given: NewBudget, token: UUID | None = None) -> UUID:
    """Begin a budget with what the region file knows; the same ``token`` twice begins one."""
    check(budget_problems(given), given.title)
    budget_id = token or new_id()
    with act(by, WRITE, action="create", object_type=BUDGET, object_id=str(budget_id)):
        rows = Budget.objects.seen_by(by, visible(by))
        if rows.filter(id=budget_id).exists():
            return budget_id
        made = Budget(
            id=budget_id,
            title=given.title.strip(),
            first_year=given.first_year,
            last_year=given.last_year,
            made_at=clock.now(),
        )
        made.save(force_insert=True)
        begin_with_region(made)
    return budget_id


def new_version(*, by: Actor, budget_id: UUID) -> UUID:
    """Begin a draft that follows an adopted budget, with all of its rows; returns the draft."""
    made = new_id()
    with act(
        by, WRITE, action="create", object_type=BUDGET, object_id=str(made), reason="budget_version"
    ):
        rows = Budget.objects.seen_by(by, visible(by)).select_for_update()
        old = rows.one(id=budget_id)
        line = rows.filter(line=old.line)
        waits = line.filter(state=BudgetState.DRAFT).exists()
        may_renew(old.state, draft_waits=waits).check()
        new = Budget(
            id=made,
            line=old.line,
            number=max(line.values_list("number", flat=True)) + 1,
            title=old.title,
            first_year=old.first_year,
            last_year=old.last_year,
            made_at=clock.now(),
        )
        new.save(force_insert=True)
        copy_rows(old, new)
    return made


def adopt(*, by: Actor, budget_id: UUID, given: Adopting) -> None:
    """Put down that a budget was adopted: from now on it stays as it is, and the older goes.

    Whether it is closed decides nothing here: who adopts it saw that on the page.
    """
    check(adopting_problems(given, clock.today()), given.body, given.decision)
    with act(
        by,
        WRITE,
        action="update",
        object_type=BUDGET,
        object_id=str(budget_id),
        reason="budget_adopted",
    ):
        rows = Budget.objects.seen_by(by, visible(by)).select_for_update()
        found = rows.one(id=budget_id)
        may_adopt(
            found.state,
            streams=FundingStream.objects.seen_by(by, visible(by)).filter(budget=found).count(),
            costs=CostPost.objects.seen_by(by, visible(by)).filter(budget=found).count(),
        ).check()
        rows.filter(line=found.line, state=BudgetState.ADOPTED).update(state=BudgetState.REPLACED)
        found.state = BudgetState.ADOPTED
        found.adopted_on = given.on
        found.adopted_by = given.body.strip()
        found.decision = given.decision.strip()
        found.save()
