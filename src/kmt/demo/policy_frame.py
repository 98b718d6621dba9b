"""Fills the demo with the vision and policy frame: two versions, values, and an evaluation.

The texts are in ``policy_frame.toml``; days are counted from today.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.policy_frame import actions, queries
from kmt.policy_frame.given import Adopted, NewAction, NewGoal, NewResult, NewValue
from kmt.policy_frame.reading import FrameView

DATA = Path(__file__).with_name("policy_frame.toml")


def load() -> str:
    """Write two versions, adopt them, and begin a third; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if queries.versions(by):
        return "was er al"
    today = clock.today()
    for number, told in enumerate(_told()["frame"]):
        with _on(today + timedelta(days=told["adopted"])):
            frame = actions.begin(by=by, title=told["title"], ambition=told["ambition"])
            _write(by, frame, told, today)
            _adopt(by, frame, told)
        if number == 0:
            _evaluate(by, frame, today)
    view = queries.frame(by)
    _follow(by, view, _told()["frame"][-1], today)
    draft = f"{_told()['frame'][0]['title']}, derde versie"
    actions.begin(by=by, title=draft, ambition=view.ambition)
    return f"{len(view.versions)} versies en een concept, {len(view.results)} resultaten"


def _write(by: Actor, frame: UUID, told: dict[str, Any], today: date) -> None:
    """Goals, results and actions; what the version before had keeps its place and its key."""
    had = queries.frame(by, frame)
    goals = {one.title: one for one in had.goals}
    results = {one.title: one for one in had.results}
    for goal in told["goal"]:
        old = goals.get(goal["title"])
        goal_id = actions.put_goal(
            by=by,
            frame_id=frame,
            new=NewGoal(title=goal["title"], words=goal["words"]),
            goal_id=old.id if old else None,
            version=1,
        )
        for result in goal["result"]:
            before = results.get(result["title"])
            result_id = actions.put_result(
                by=by,
                frame_id=frame,
                new=_result(result, today),
                goal_id=goal_id,
                result_id=before.id if before else None,
                version=1,
            )
            for action in result.get("action", ()):
                new = NewAction(
                    what=action["what"],
                    organisation=action["organisation"],
                    due=today + timedelta(days=action["due"]),
                )
                actions.put_action(by=by, frame_id=frame, new=new, result_id=result_id)


def _result(told: dict[str, Any], today: date) -> NewResult:
    return NewResult(
        title=told["title"],
        indicator=told.get("indicator", ""),
        measure=told.get("measure", ""),
        unit=told.get("unit", ""),
        direction=told["direction"],
        target=Decimal(told["target"]),
        target_on=today + timedelta(days=told["target_on"]),
        start=Decimal(told["start"]) if "start" in told else None,
        start_on=today + timedelta(days=told["start_on"]) if "start" in told else None,
    )


def _adopt(by: Actor, frame: UUID, told: dict[str, Any]) -> None:
    adopted = Adopted(
        body=told["body"],
        on=clock.today(),
        grounds=told["grounds"],
        dissent=told.get("dissent", ""),
    )
    actions.adopt(by=by, frame_id=frame, adopted=adopted)


def _evaluate(by: Actor, frame: UUID, today: date) -> None:
    told = _told()["evaluation"]
    day = today + timedelta(days=told["on"])
    with _on(day):
        actions.evaluate(
            by=by, frame_id=frame, found=told["found"], changes=told["changes"], on=day
        )


def _follow(by: Actor, view: FrameView, told: dict[str, Any], today: date) -> None:
    """What was measured for results that are typed in, and how far actions are."""
    seen = {one.title: one for one in view.results}
    for result in (one for goal in told["goal"] for one in goal["result"]):
        here = seen[result["title"]]
        for value in result.get("value", ()):
            new = NewValue(
                value=Decimal(value["value"]),
                on=today + timedelta(days=value["on"]),
                base=value["base"],
                source=value["source"],
            )
            actions.measure(by=by, frame_id=view.line.id, result_id=here.id, new=new)
        doings = {one.what: one.id for one in here.actions}
        for action in result.get("action", ()):
            if "progress" in action:
                actions.say_progress(
                    by=by,
                    frame_id=view.line.id,
                    action_id=doings[action["what"]],
                    progress=action["progress"],
                    words=action["words"],
                )


def _on(day: date) -> Any:
    return clock.frozen(datetime.combine(day, time(16), clock.DUTCH_TIME))


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return found
