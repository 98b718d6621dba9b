"""A budget begins, is adopted and from then on stays as it is; a change is a new version."""

from uuid import UUID

from kmt.access.permissions import Permission
from kmt.finance.access import guarded, visible
from kmt.finance.given import Adopting, NewBudget
from kmt.finance.models import ActualAmount, Budget, CostPost, FundingStream
from kmt.finance.rules import adopting_problems, budget_problems, may_adopt, may_renew
from kmt.finance.states import BudgetState
from kmt.finance.writing import ROWS, acting, begin_with_region, check, copy_rows
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id


def open_budget(*, by: Actor, given: NewBudget, token: UUID | None = None) -> UUID:
    """Begin a budget with what the region file knows; the same ``token`` twice begins one."""
    check(budget_problems(given), given.title)
    budget_id = token or new_id()
    with acting(by, budget_id, action="create"):
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
    with acting(by, made, "budget_version", action="create"):
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
    with acting(by, budget_id, "budget_adopted"):
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


def destroy_line(*, by: Actor, line: UUID) -> int:
    """Destroy a budget whose term is over, every version with all that hangs under it (T39).

    For the job that guards the terms, by way of ``scenarios``, which go first. How many rows went.
    """
    with acting(by, line, action="delete", permission=Permission.RETENTION_TERM_RUN):
        versions = Budget.objects.seen_by(by, guarded(by)).filter(line=line)
        gone = ActualAmount.objects.seen_by(by, guarded(by)).filter(line=line).delete()[0]
        for model in ROWS:
            gone += model._default_manager.filter(budget__in=versions).delete()[0]
        return gone + versions.delete()[0]
