"""What the tests of money share: a small budget that closes, and what makes it not close."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kmt.finance import actions
from kmt.finance.given import Adopting, CostGiven, NewBudget, StreamGiven
from kmt.kernel import clock
from kmt.kernel.actor import Actor


def stream(**changed: Any) -> StreamGiven:
    """A structural stream with nothing wrong with it."""
    whole = StreamGiven(
        name="Bijdrage van de gemeenten",
        source="14 gemeenten",
        certainty="structural",
        decision="besluit 1 (proef)",
        from_year=2027,
        amount=Decimal("100000.00"),
        divided=True,
        example=True,
    )
    return replace(whole, **changed)


def cost(**changed: Any) -> CostGiven:
    """A cost with nothing wrong with it."""
    whole = CostGiven(
        name="Meldpunt",
        kind="staff",
        amount=Decimal("80000.00"),
        fte=Decimal("1.25"),
        scale="9",
        from_year=2027,
        example=True,
    )
    return replace(whole, **changed)


def begin(by: Actor, **changed: Any) -> UUID:
    """A budget for 2027 to 2030 with the rows of the region file."""
    given = NewBudget(title="Begroting 2027-2030", first_year=2027, last_year=2030)
    return actions.open_budget(by=by, given=replace(given, **changed))


def adopting(**changed: Any) -> Adopting:
    """An adoption with nothing wrong with it."""
    whole = Adopting(on=clock.today(), body="bestuur", decision="besluit 2 (proef)")
    return replace(whole, **changed)


@pytest.fixture
def budget_id(adviser: Actor) -> UUID:
    """A draft with one stream and one cost, each 100,000 euros a year: just closed."""
    made = begin(adviser)
    actions.put_stream(by=adviser, budget_id=made, given=stream())
    actions.put_cost(by=adviser, budget_id=made, given=cost())
    return made


@pytest.fixture
def adopted(adviser: Actor, budget_id: UUID) -> UUID:
    """The same, adopted."""
    actions.adopt(by=adviser, budget_id=budget_id, given=adopting())
    return budget_id
