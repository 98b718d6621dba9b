"""Journey J9 as the demo tells it: not closed after the subsidy, closed again by each scenario."""

from decimal import Decimal

import pytest

from kmt.demo import finance as told_money
from kmt.demo import scenarios as told
from kmt.governance.queries import decision, decisions
from kmt.kernel.actor import Actor
from kmt.scenarios import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(adviser: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The money of the demo, with the people of the tests."""
    for module in (told_money, told):
        monkeypatch.setattr(module, "account_of", lambda key: key)
        monkeypatch.setattr(module, "actor_for", lambda account: adviser)
    told_money.load()
    assert told.load() == "3 scenario’s, met een besluit"


def test_three_scenarios_close_what_the_budget_leaves_open(made: None, member: Actor) -> None:
    found = queries.side_by_side(member)
    assert found is not None
    assert [(one.year, one.closed) for one in found.base.coverage] == [
        (2027, True),
        (2028, True),
        (2029, False),
        (2030, False),
    ]
    assert [one.closed for one in found.scenarios] == [True, True, True]
    assert len(found.municipalities) == 14
    for one in found.all_of_them:
        for year in found.budget.years:
            paid = sum((each.amount for each in one.contributions[year]), Decimal(0))
            assert paid == one.divided[year]


def test_the_first_asks_the_smallest_rise_to_the_cent(made: None, adviser: Actor) -> None:
    first = queries.scenarios(adviser)[0]
    base = queries.side_by_side(adviser)
    assert base is not None
    gap = max(one.gap for one in base.base.coverage)
    assert first.changes[0].amount == gap == Decimal("54335.60")


def test_the_decision_leads_to_the_scenario(made: None, adviser: Actor) -> None:
    last = queries.scenarios(adviser)[-1]
    line = decisions(adviser, "half om half")[0]
    found = decision(adviser, line.id)
    assert found.about == f"scenario:{last.id}"
    assert found.subject is not None
    assert found.subject.title == last.name


def test_loading_again_changes_nothing(made: None, adviser: Actor) -> None:
    before = queries.scenarios(adviser)
    assert told.load() == "waren er al"
    assert queries.scenarios(adviser) == before
