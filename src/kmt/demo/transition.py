"""The move of the centre to the Zorg- en Veiligheidshuis, with the three conditions of the memo.

The texts are in ``transition.toml``; what the sources do not say is marked as an example there.
"""

import tomllib
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.governance.queries import decisions
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.transition import actions, queries
from kmt.transition.actions import Plan, Watched
from kmt.transition.states import ConditionState, TaskState

DATA = Path(__file__).with_name("transition.toml")
DECISION = "Plek van het KMT: het ZVHT"


def load() -> str:
    """Tell it once; harmless when repeated."""
    by, story = actor_for(account_of("wies")), _story()
    if queries.transitions(by):
        return "was er al"
    with _on(story["begins_on"]):
        key = actions.begin(
            by=by,
            title=story["title"],
            aim=story["aim"],
            begins_on=story["begins_on"],
            aims_at=story["aims_at"],
            decision=_decision(by),
        )
        conditions = [
            actions.add_condition(
                by=by,
                transition=key,
                title=one["title"],
                words=one["words"],
                source=one["source"],
                shown_by=one["shown_by"],
            )
            for one in story["condition"]
        ]
        tasks = _plan(by, key, conditions, story["task"])
        risks = {one["what"]: _watch(by, key, one) for one in story["risk"]}
    _go_on(by, tasks, story["task"])
    _show(by, conditions, story["condition"])
    _end(by, key, risks, story)
    return f"{len(conditions)} voorwaarden, {len(tasks)} taken"


def _plan(
    by: Actor, key: UUID, conditions: list[UUID], tasks: list[dict[str, Any]]
) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for one in tasks:
        made[one["key"]] = actions.plan_task(
            by=by,
            transition=key,
            plan=Plan(
                what=one["what"],
                area=one["area"],
                owner=one["owner"],
                owner_function=one["function"],
                due_on=one["due_on"],
                condition=conditions[one["condition"] - 1],
                after=[made[before] for before in one.get("after", ())],
            ),
        )
    return made


def _watch(by: Actor, key: UUID, risk: dict[str, Any]) -> UUID:
    return actions.watch_risk(by=by, transition=key, risk=Watched(**risk | {"came_of_it": ""}))


def _go_on(by: Actor, keys: dict[str, UUID], tasks: list[dict[str, Any]]) -> None:
    for one in tasks:
        if "done" in one:
            with _on(one["done_on"]):
                actions.move_task(
                    by=by, task=keys[one["key"]], to=TaskState.DONE, outcome=one["done"], version=1
                )


def _show(by: Actor, keys: list[UUID], conditions: list[dict[str, Any]]) -> None:
    for one, key in zip(conditions, keys, strict=True):
        if "shown" in one:
            with _on(one["on"]):
                actions.show(
                    by=by,
                    condition=key,
                    state=ConditionState.SHOWN,
                    words=one["shown"],
                    evidence=one["evidence"],
                    on=one["on"],
                )


def _end(by: Actor, key: UUID, risks: dict[str, UUID], story: dict[str, Any]) -> None:
    for one in story["moment"]:
        with _on(one["held_on"]):
            actions.say(by=by, transition=key, **one)
    for one in story["risk"]:
        if "came_of_it" in one:
            now = Watched(**one | {"over": True})
            actions.change_risk(by=by, risk=risks[one["what"]], now=now, version=1)


def _decision(by: Actor) -> UUID | None:
    """The decision on where the centre stands, when the register has it."""
    return next((one.id for one in decisions(by) if one.title == DECISION), None)


def _on(day: date) -> Any:
    return clock.frozen(datetime.combine(day, time(12), UTC))


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
