"""Fills the demo with the governance of the region: the working group of the memo, and decisions.

The texts are in ``governance.toml``: the facts of 2008, 2016, 2020 and 2021 with their source;
meetings, actions and questions are invented and say "voorbeeld".
"""

import tomllib
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.files import paper_called
from kmt.demo.people import account_of
from kmt.governance import actions, queries
from kmt.governance.given import NewAction, NewBody, NewItem, NewMeeting, NewMember
from kmt.kernel import clock
from kmt.kernel.actor import Actor

DATA = Path(__file__).with_name("governance.toml")


def load() -> str:
    """Write it all down; harmless when repeated."""
    people = {key: actor_for(account_of(key)) for key in ("wies", "joris")}
    by = people["wies"]
    if queries.bodies(by):
        return "was er al"
    bodies = _found(by)
    meetings = {one["key"]: _meet(by, bodies, one) for one in _told()["meeting"]}
    actions.adopt_minutes(by=by, meeting_id=meetings["first"], adopted_in=meetings["second"])
    for one in _told()["action"]:
        _agree(by, bodies["werkgroep"], meetings, one)
    for one in _told()["question"]:
        _ask(people, bodies, one)
    for one in _told()["decision"]:
        _decide(by, meetings, one)
    counts = (len(bodies), len(meetings), len(_told()["decision"]))
    return "{} gremia, {} vergaderingen, {} besluiten".format(*counts)


def _found(by: Actor) -> dict[str, UUID]:
    bodies = {
        one["code"]: actions.found_body(
            by=by, new=NewBody(**{**one, "wanted": tuple(one["wanted"])})
        )
        for one in _told()["body"]
    }
    for one in _told()["member"]:
        account = str(account_of(one["account"]).id) if "account" in one else ""
        new = NewMember(
            organisation=one["organisation"],
            function=one["function"],
            mandate=one.get("mandate", ""),
            account=account,
            since=_day(one["since"]),
            until=_day(one["until"]) if "until" in one else None,
        )
        actions.seat(by=by, body_id=bodies[one["body"]], new=new)
    return bodies


def _meet(by: Actor, bodies: dict[str, UUID], told: dict[str, Any]) -> UUID:
    moment = datetime.combine(_day(told["day"]), time(10), clock.DUTCH_TIME)
    with clock.frozen(min(moment, clock.now())):
        key = actions.call_meeting(
            by=by,
            body_id=bodies[told["body"]],
            new=NewMeeting(meets_at=moment, minutes=90, place=told["place"]),
        )
        for one in told["item"]:
            item = actions.add_item(by=by, meeting_id=key, new=_item(**one))
            if one["said"]:
                actions.write_minutes(by=by, item_id=item, version=1, said=one["said"])
        there = dict.fromkeys(told["present"], "present")
        there |= dict.fromkeys(told["excused"], "excused")
        if there:
            actions.note_attendance(by=by, meeting_id=key, presence=there)
    return key


def _item(said: str, file: str = "", **told: Any) -> NewItem:
    """An item as it is told; ``file`` is the title of its paper, what was ``said`` comes later."""
    return NewItem(**told, files=paper_called(file) if file else ())


def _agree(by: Actor, body: UUID, meetings: dict[str, UUID], told: dict[str, Any]) -> None:
    new = NewAction(
        what=told["what"],
        organisation=told["organisation"],
        function=told["function"],
        due=_day(told["day"]),
        meeting=meetings[told["meeting"]],
    )
    key = actions.agree_action(by=by, body_id=body, new=new)
    if "result" in told:
        with _on(_day(told["day"])):
            actions.end_action(by=by, action_id=key, stand="done", result=told["result"])


def _ask(people: dict[str, Actor], bodies: dict[str, UUID], told: dict[str, Any]) -> None:
    with _on(_day(told["asked"])):
        key = actions.ask_members(
            by=people["wies"],
            body_id=bodies[told["body"]],
            title=told["title"],
            text=told["text"],
            open_until=_day(told["open"], clock.today() - timedelta(days=told["asked"])),
        )
        for who, text in told["answers"]:
            actions.answer(by=people[who], question_id=key, text=text)
    if "summary" in told:
        with _on(_day(told["open"] + 1)):
            actions.sum_up(by=people["wies"], question_id=key, before="", text=told["summary"])


def _decide(by: Actor, meetings: dict[str, UUID], told: dict[str, Any]) -> None:
    """Facts of sources are put in the register now; what is invented, on its own day."""
    on = told["on"] if "on" in told else _day(told["day"])
    with nullcontext() if "on" in told else _on(on):
        key = actions.record_decision(
            by=by,
            title=told["title"],
            question=told["question"],
            decided=told["decided"],
            on=on,
            body=told["body"],
            grounds=told["grounds"],
            conditions=told.get("conditions", ""),
            dissent=told.get("dissent", ""),
            meeting=meetings.get(told.get("meeting", "")),
        )
    for one in told.get("after", ()):
        actions.follow_up(by=by, decision_id=key, text=one["text"], on=one["on"])


def _day(days: int, today: date | None = None) -> date:
    return (today or clock.today()) + timedelta(days=days)


def _on(day: date) -> Any:
    return clock.frozen(datetime.combine(day, time(16), clock.DUTCH_TIME))


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return found
