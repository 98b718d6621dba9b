"""Budgets as their retention term sees them: seven years after their last year (T39).

A budget is all its versions with their rows and actual amounts, and the scenarios on any of them:
what stood on it makes no sense without it. That is why this stands here and not in ``finance``. A
decision on a scenario keeps its own words.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.finance.queries import KIND, BudgetLine, guarded_budgets
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event

LINE, DUTCH = "budget_line", "begroting met haar scenario’s"


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every budget; it is closed on the last day of its last year, whatever its state.

    Its key sealed nothing: it tells a restored backup that this budget was destroyed.
    """
    check(actor, Permission.RETENTION_TERM_RUN)
    today = clock.today()
    for line, versions in _lines(actor).items():
        closed = date(max(one.last_year for one in versions), 12, 31)
        yield Holding(
            object_type=LINE,
            object_id=line,
            label=_label(versions),
            compartment="R7",
            kept=Kept(kind=KIND, events={Event.CLOSING: (closed,)}, running=today <= closed),
            keys=(f"{LINE}:{line}",),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody: a budget is about no person."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The budget of a number, with or without its years."""
    asked = label.strip().upper().partition(" ")[0]
    return next((one.line for one in guarded_budgets(actor) if one.code == asked), None)


def _lines(actor: Actor) -> dict[UUID, list[BudgetLine]]:
    found = defaultdict(list)
    for one in guarded_budgets(actor):
        found[one.line].append(one)
    return found


def _label(versions: Collection[BudgetLine]) -> str:
    """The number that stands on its page and its years; a title can be too long, or say more."""
    first = min(one.first_year for one in versions)
    last = max(one.last_year for one in versions)
    return f"{next(iter(versions)).code} {first}-{last}"
