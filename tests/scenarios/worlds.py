"""A scenario that addresses can name, for the table of who may open what."""

from kmt.kernel.actor import Actor
from kmt.scenarios import actions
from tests.scenarios.conftest import make_budget


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A scenario on a budget of the whole region."""
    budget_id = make_budget(adviser, title=f"Scenario’s {municipality}")
    key = actions.begin(by=adviser, budget_id=budget_id, name="Proef")
    return {
        "scenarios:scenario": {"scenario_id": key},
        "scenarios:change": {"scenario_id": key, "slug": "stroom-stopt"},
    }
