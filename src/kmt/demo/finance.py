"""Fills the demo with money: how it began in 2008, and the budget 2027-2030 of journey J9.

In 2029 the subsidy of the province is gone and the work it paid becomes structural: from then on
the budget is not closed. Made by the actions the product itself uses; every amount is an example.
"""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.finance import actions, queries
from kmt.finance.given import (
    ActualGiven,
    Adopting,
    CostGiven,
    KeyGiven,
    NewBudget,
    RateGiven,
    StreamGiven,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor

DATA = Path(__file__).with_name("finance.toml")
Entry = Mapping[str, Any]
_DECIMALS = ("amount", "fte", "probability", "floor", "cap")


def load() -> str:
    """Make both budgets and adopt them; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if queries.budgets(by):
        return "waren er al"
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))["budget"]
    for one in told:
        _budget(by, one)
    return f"{len(told)} begrotingen"


def _budget(by: Actor, told: Entry) -> None:
    years = {name: told[name] for name in ("title", "first_year", "last_year")}
    budget_id = actions.open_budget(by=by, given=NewBudget(**years))
    for one in queries.budget(by, budget_id).streams:
        # The region file knows the streams without amounts; the demo tells them with examples.
        actions.remove(by=by, budget_id=budget_id, row=UUID(one.id))
    for rate in told.get("rate", ()):
        for year, percent in rate["years"].items():
            given = RateGiven(
                code=rate["code"],
                name=rate["name"],
                year=int(year),
                percent=Decimal(percent),
                source=rate["source"],
            )
            actions.put_rate(by=by, budget_id=budget_id, given=given)
    for stream in told["stream"]:
        given_stream = StreamGiven(**_values(stream), example=True)
        actions.put_stream(by=by, budget_id=budget_id, given=given_stream)
    for cost in told["cost"]:
        given_cost = CostGiven(**_values(cost), example=True)
        actions.put_cost(by=by, budget_id=budget_id, given=given_cost)
    actions.put_key(by=by, budget_id=budget_id, given=KeyGiven(**_values(told["key"])), version=1)
    _adopt(by, budget_id, told)


def _adopt(by: Actor, budget_id: UUID, told: Entry) -> None:
    on = clock.today() - timedelta(days=told["adopted_days_ago"])
    adopting = Adopting(on=on, body=told["body"], decision=told["decision"])
    actions.adopt(by=by, budget_id=budget_id, given=adopting)
    found = queries.budget(by, budget_id)
    ids = {one.name: one.id for one in found.streams} | {one.name: one.id for one in found.costs}
    for one in told.get("actual", ()):
        given = ActualGiven(**{**_values(one), "row": ids[one["row"]]})
        actions.put_actual(by=by, budget_id=budget_id, given=given)
    if told.get("next_version"):
        # The draft in which somebody works on closing the gap.
        actions.new_version(by=by, budget_id=budget_id)


def _values(told: Entry) -> dict[str, Any]:
    return {name: Decimal(one) if name in _DECIMALS else one for name, one in told.items()}
