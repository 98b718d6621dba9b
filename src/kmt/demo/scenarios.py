"""Journey J9 in the demo: three scenarios that close the budget again, and the decision on one.

The texts and figures are in ``scenarios.toml``; every amount is an example.
"""

import tomllib
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.finance.queries import budget as budget_of
from kmt.finance.reckoning import Budget, Certainty, Key, KeyKind
from kmt.governance.actions import record_decision
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.scenarios import actions, queries
from kmt.scenarios.changing import Change, ChangeKind

DATA = Path(__file__).with_name("scenarios.toml")


def load() -> str:
    """Make them once; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if queries.scenarios(by):
        return "waren er al"
    return f"{len(make(by))} scenario’s, met een besluit"


def make(by: Actor) -> list[UUID]:
    """Make the scenarios on the budget that holds, and record the decision."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    budget = budget_of(by)
    budget_id = UUID(budget.id)
    made = []
    for one in told["scenario"]:
        key = actions.begin(
            by=by, budget_id=budget_id, name=one["name"], words=one["words"], example=True
        )
        for told_change in one["change"]:
            actions.add_change(by=by, scenario_id=key, change=_change(budget, told_change))
        if "decision" in one:
            _decide(by, key, one["decision"])
        made.append(key)
    return made


def _change(budget: Budget, told: dict[str, Any]) -> Change:
    rows = {one.name: one.id for one in budget.streams}
    rows |= {one.name: one.id for one in budget.costs}
    return Change(
        id="",
        kind=ChangeKind(told["kind"]),
        year=told["year"],
        row=rows[told["row"]] if "row" in told else "",
        name=told.get("name", ""),
        amount=Decimal(told["amount"]) if "amount" in told else None,
        certainty=Certainty(told.get("certainty", Certainty.STRUCTURAL)),
        decision=told.get("decision", ""),
        divided=told.get("divided", False),
        key=_key(told["key"]) if "key" in told else None,
        words=told.get("words", ""),
    )


def _key(told: dict[str, Any]) -> Key:
    parts = tuple((KeyKind(kind), Decimal(part)) for kind, part in told["parts"].items())
    return Key(id="", name="", kind=KeyKind(told["kind"]), parts=parts)


def _decide(by: Actor, key: UUID, told: dict[str, Any]) -> None:
    on = clock.today() - timedelta(days=told["days_ago"])
    words = {name: text for name, text in told.items() if name != "days_ago"}
    with clock.frozen(datetime.combine(on, time(16), clock.DUTCH_TIME)):
        record_decision(by=by, on=on, about=f"scenario:{key}", **words)
