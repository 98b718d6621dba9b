"""The objects of money that an address can name: a draft with a stream and a cost."""

from kmt.finance import queries
from kmt.kernel.actor import Actor
from tests.finance.conftest import begin, cost, stream

PER_BUDGET = (
    "adopt",
    "budget",
    "contributions",
    "contributions_csv",
    "cost_new",
    "key",
    "rates",
    "read_in",
    "renew",
    "rows",
    "snapshot",
    "stream_new",
)


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """Per address of money what it needs; the budget is of the whole region."""
    from kmt.finance import actions

    budget_id = begin(adviser, title=f"Begroting {municipality}")
    made = actions.put_stream(by=adviser, budget_id=budget_id, given=stream())
    spent = actions.put_cost(by=adviser, budget_id=budget_id, given=cost())
    assert queries.budget(adviser, budget_id).streams
    one = {"budget_id": budget_id}
    found: dict[str, dict[str, object]] = {f"finance:{name}": dict(one) for name in PER_BUDGET}
    return found | {
        "finance:year": {**one, "in_year": 2027},
        "finance:stream": {**one, "row": made},
        "finance:cost": {**one, "row": spent},
        "finance:remove": {**one, "row": spent},
        "finance:count": {**one, "kind": "cases"},
        "finance:template": {"kind": "costs"},
    }
