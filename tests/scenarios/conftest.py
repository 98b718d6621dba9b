"""What the tests of scenarios share: a budget that is not closed in its last years."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from kmt.finance import actions as finance
from kmt.finance.given import KeyGiven
from kmt.finance.queries import budget
from kmt.kernel.actor import Actor
from kmt.scenarios import actions
from tests.finance.conftest import begin, cost, stream


def make_budget(by: Actor, title: str = "Begroting voor scenario’s") -> UUID:
    """Income of 100,000 a year; costs of 100,000, and from 2029 on of 120,000.

    The rows of the region file have no amounts and are left out.
    """
    budget_id = begin(by, title=title)
    for row in budget(by, budget_id).streams:
        finance.remove(by=by, budget_id=budget_id, row=UUID(row.id))
    finance.put_stream(by=by, budget_id=budget_id, given=stream())
    hoped = stream(
        name="Rijksgeld",
        certainty="uncertain",
        probability=Decimal("0.6"),
        decision="",
        divided=False,
        amount=Decimal("20000.00"),
    )
    finance.put_stream(by=by, budget_id=budget_id, given=hoped)
    finance.put_cost(by=by, budget_id=budget_id, given=cost())
    later = cost(
        name="Extra werk", kind="post", amount=Decimal("20000.00"), fte=Decimal(1), from_year=2029
    )
    finance.put_cost(by=by, budget_id=budget_id, given=replace(later, scale=""))
    key = KeyGiven(name="Naar inwoners", kind="inhabitants", source="proef")
    finance.put_key(by=by, budget_id=budget_id, given=key, version=1)
    return budget_id


@pytest.fixture
def budget_id(adviser: Actor) -> UUID:
    """The budget that scenarios start from."""
    return make_budget(adviser)


@pytest.fixture
def scenario_id(adviser: Actor, budget_id: UUID) -> UUID:
    """A scenario without changes."""
    return actions.begin(by=adviser, budget_id=budget_id, name="Proef")
