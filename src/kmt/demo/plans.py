"""The care plans of the demo: the steps of a case that its plan brings about, as people do them.

The texts are in ``plans.toml``; nobody in them exists.
"""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.care import actions as care
from kmt.care.queries import case
from kmt.care.rules import Outcome
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.plan import actions as plan
from kmt.plan.actions.agreeing import Agreed, Evaluated
from kmt.plan.rules import AgreedHow, DomainText, JudgedBy, NewPlanAction, NewScore
from kmt.safety.actions import assess
from kmt.safety.rules import Asked, NewAssessment
from kmt.vocabulary.queries import values

DATA = Path(__file__).with_name("plans.toml")
Entry = Mapping[str, Any]


def move_by_plan(step: Entry, by: Actor, case_id: UUID) -> bool:
    """Do what the plan does at this step of a story; whether the case has moved by it."""
    deed = _DEEDS.get(State(step["move"]))
    return deed(by, case_id, _plans()[step.get("plan", "linde")]) if deed else False


@cache
def _plans() -> Mapping[str, Entry]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _draft(by: Actor, case_id: UUID, told: Entry) -> bool:
    """Goals in the words of the person, the first figures, the actions."""
    for one in told["goals"]:
        text = DomainText(goal=one["goal"], situation=one["situation"])
        plan.save_text(
            by=by, case_id=case_id, domain=one["domain"], text=text, base=0, token=new_id()
        )
    _scores(by, case_id, told, 0)
    for one in told["actions"]:
        due = clock.today() + timedelta(days=one["days"])
        action = NewPlanAction(
            domain=one["domain"],
            what=one["what"],
            due=due,
            organisation=one.get("organisation", ""),
        )
        plan.add_action(by=by, case_id=case_id, action=action, token=new_id())
    return True


def _agree(by: Actor, case_id: UUID, told: Entry) -> bool:
    """Somebody looked at safety, and the person agreed."""
    today = clock.today()
    answers = {one.code: Asked(answer="unknown") for one in values("safety_item", today)}
    new = NewAssessment(
        level="structural",
        reasons="Er is contact gezocht; er is geen acuut gevaar.",
        valid_until=today + timedelta(days=14),
        answers=answers,
        emergency="Bel 112 en daarna de zorgcoördinator.",
    )
    assess(by=by, case_id=case_id, new=new, token=new_id())
    agreed = Agreed(on=today, how=AgreedHow.PRESENT, words="Zo wil ik het.")
    plan.agree(by=by, case_id=case_id, agreed=agreed, token=new_id())
    return True


def _aftercare(by: Actor, case_id: UUID, told: Entry) -> bool:
    """The evaluation after which aftercare begins."""
    _scores(by, case_id, told, 1)
    found = Evaluated(on=clock.today(), went_well=told["went_well"], follows=State.AFTERCARE)
    plan.evaluate(by=by, case_id=case_id, found=found, token=new_id())
    return True


def _close(by: Actor, case_id: UUID, told: Entry) -> bool:
    """What rooms above still had on the list is no longer needed."""
    for one in case(by, case_id).actions:
        if one.source:
            care.finish_action(by=by, case_id=case_id, action_id=one.id, outcome=Outcome.DROPPED)
    return False


def _scores(by: Actor, case_id: UUID, told: Entry, which: int) -> None:
    for one in told["goals"]:
        found = one.get("scores", ())
        if len(found) > which:
            score = NewScore(
                domain=one["domain"],
                value=found[which],
                judged_by=JudgedBy.VICTIM,
                on=clock.today(),
            )
            plan.add_score(by=by, case_id=case_id, score=score, token=new_id())


_DEEDS = {
    State.PLAN_DRAFTED: _draft,
    State.PLAN_AGREED: _agree,
    State.AFTERCARE: _aftercare,
    State.CLOSED: _close,
}
