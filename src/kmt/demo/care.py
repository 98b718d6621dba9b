"""What a coordinator of the demo does in a case, step by step as ``stories.toml`` tells it.

Every step goes through the actions of its room, as on the pages; nobody in the stories exists.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from kmt.care import actions as care
from kmt.care.queries import case
from kmt.care.rules import EventKind, Move, NewAction
from kmt.care.states import State
from kmt.demo.plans import move_by_plan
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.safety import actions as safety
from kmt.safety.rules import Answer, Asked, NewAssessment
from kmt.shelter import actions as shelter
from kmt.shelter import given
from kmt.shelter import queries as shelters
from kmt.shelter.rules import Who
from kmt.situation import actions as situation
from kmt.situation.rules.exploitation import NewSituation
from kmt.situation.rules.status import NewStatus
from kmt.tracks import actions as tracks
from kmt.tracks.rules import Entry as Step
from kmt.vocabulary.queries import values

Entry = Mapping[str, Any]


def tell(step: Entry, by: Actor, case_id: UUID) -> None:
    """Everything that this step of a story says was done, in the order of the table below."""
    for name, deed in _DEEDS.items():
        if name in step:
            deed(step, by, case_id)


def _note(step: Entry, by: Actor, case_id: UUID) -> None:
    kind = EventKind(step.get("kind", "contact_person"))
    minutes = step.get("minutes", 0)
    care.add_note(by=by, case_id=case_id, kind=kind, text=step["note"], minutes=minutes)


def _assess(step: Entry, by: Actor, case_id: UUID) -> None:
    told = step["safety"]
    items = [one.code for one in values("safety_item", clock.today())]
    yes = told.get("yes", {})
    new = NewAssessment(
        level=told["level"],
        reasons=told["reasons"],
        valid_until=clock.today() + timedelta(days=told["days"]),
        emergency=told.get("emergency", ""),
        answers={
            one: Asked(answer=Answer.YES, words=yes[one])
            if one in yes
            else Asked(answer=Answer.UNKNOWN)
            for one in items
        },
        called_112=told.get("called_112", ""),
        done_now=told.get("done_now", ""),
        done_by=told.get("done_by", ""),
    )
    safety.assess(by=by, case_id=case_id, new=new, token=new_id())


def _status(step: Entry, by: Actor, case_id: UUID) -> None:
    told = step["status"]
    new = NewStatus(
        status=told["status"],
        decider=told["decider"],
        decided_on=clock.today(),
        reason=told.get("reason", ""),
    )
    situation.set_status(by=by, case_id=case_id, new=new, token=new_id())


def _describe(step: Entry, by: Actor, case_id: UUID) -> None:
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in step["exploitation"].items()
    }
    situation.describe(by=by, case_id=case_id, new=NewSituation(**told), token=new_id())


def _track(step: Entry, by: Actor, case_id: UUID) -> None:
    for told in step["track"]:
        on = clock.today() - timedelta(days=told.get("days_before", 0))
        until = on + timedelta(days=told["until_days"]) if "until_days" in told else None
        entry = Step(
            step=told["step"],
            on=on,
            until=until,
            told_by=told.get("told_by", "letter"),
            words=told.get("words", ""),
        )
        tracks.enter(by=by, case_id=case_id, entry=entry, token=new_id())


def _ask_shelter(step: Entry, by: Actor, case_id: UUID) -> None:
    told = step["shelter"]
    wanted = given.Wanted(
        kind=told["kind"],
        urgency=told["urgency"],
        who=Who(age="adult", dutch="no", reflection="yes"),
        contra=tuple(told.get("contra", ())),
        languages=tuple(told.get("languages", ())),
        wishes=told.get("wishes", ""),
        needed_by=clock.today(),
    )
    request_id = shelter.request_shelter(by=by, case_id=case_id, wanted=wanted)
    asked = given.Asked(organisation=told["asked"], channel="phone", at=clock.now())
    shelter.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=asked)


def _answer(step: Entry, by: Actor, case_id: UUID) -> None:
    """The answer to what was asked last, and asking again."""
    told = step["answered"]
    request = shelters.of_case(by, case_id).requests[0]
    ask = shelters.request(by, case_id, request.id).asks[0]
    answered = given.Answered(
        reply=told["reply"],
        on=clock.today(),
        reason=told.get("reason", ""),
        contra=tuple(told.get("contra", ())),
        words=told.get("words", ""),
    )
    shelter.note_answer(by=by, case_id=case_id, ask_id=ask.id, answered=answered)
    if "asked" in told:
        again = given.Asked(organisation=told["asked"], channel="phone", at=clock.now())
        shelter.ask_organisation(by=by, case_id=case_id, request_id=request.id, asked=again)


def _place(step: Entry, by: Actor, case_id: UUID) -> None:
    told = step["placed"]
    request = shelters.of_case(by, case_id).requests[0]
    placed = given.Placed(kind=told["kind"], start=clock.today(), organisation=told["organisation"])
    shelter.place(by=by, case_id=case_id, placed=placed, request_id=request.id)


def _action(step: Entry, by: Actor, case_id: UUID) -> None:
    due = (clock.now() + timedelta(days=step["due_days"])).date()
    action = NewAction(what=step["action"], due=due, owner=step.get("owner", ""))
    care.add_action(by=by, case_id=case_id, action=action)


def _finish(step: Entry, by: Actor, case_id: UUID) -> None:
    """The first open action that was typed by hand is done."""
    typed = [one for one in case(by, case_id).actions if not one.source]
    care.finish_action(by=by, case_id=case_id, action_id=typed[0].id)


def _move(step: Entry, by: Actor, case_id: UUID) -> None:
    """To another state, by what the plan does where it does that."""
    if move_by_plan(step, by, case_id):
        return
    move = Move(
        to=State(step["move"]),
        reason=step["reason"],
        version=case(by, case_id).version,
        closing_reason=step.get("closing_reason", ""),
    )
    care.move_case(by=by, case_id=case_id, move=move)


_DEEDS: dict[str, Callable[[Entry, Actor, UUID], None]] = {
    "note": _note,
    "safety": _assess,
    "status": _status,
    "exploitation": _describe,
    "track": _track,
    "shelter": _ask_shelter,
    "answered": _answer,
    "placed": _place,
    "action": _action,
    "finish": _finish,
    "move": _move,
}
