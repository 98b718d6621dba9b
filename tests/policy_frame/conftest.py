"""What the tests of the policy frame share: a draft with one goal, one result and one action."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.policy_frame import actions
from kmt.policy_frame.given import Adopted, NewAction, NewGoal, NewResult, NewValue

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped():
    """The first of July 2026."""
    with clock.frozen(NOW):
        yield


@dataclass(frozen=True, kw_only=True)
class Made:
    """A draft and its parts."""

    frame: UUID
    goal: UUID
    result: UUID
    action: UUID


def new_result(**changed: Any) -> NewResult:
    """A typed-in result with nothing wrong with it: from 100 to 200 within two years."""
    whole = NewResult(
        title="Meer signalen van gemeenten",
        measure="Meldingen door gemeenten, zoals zij die zelf tellen",
        unit="meldingen",
        direction="rise",
        target=Decimal(200),
        target_on=date(2027, 7, 1),
        start=Decimal(100),
        start_on=date(2025, 7, 1),
    )
    return replace(whole, **changed)


def make(adviser: Actor, title: str = "Twente vrij van uitbuiting") -> Made:
    """A draft with a goal, a result and an action."""
    frame = actions.begin(by=adviser, title=title, ambition="Een regio zonder uitbuiting.")
    goal = actions.put_goal(by=adviser, frame_id=frame, new=NewGoal(title="Signaleren"))
    result = actions.put_result(by=adviser, frame_id=frame, new=new_result(), goal_id=goal)
    action = actions.put_action(
        by=adviser,
        frame_id=frame,
        new=NewAction(what="Trainen", organisation="KMT", due=date(2026, 6, 30)),
        result_id=result,
    )
    return Made(frame=frame, goal=goal, result=result, action=action)


def adopt(adviser: Actor, frame: UUID, **changed: Any) -> UUID:
    """Adopt a version."""
    whole = Adopted(body="Portefeuillehouders", on=date(2026, 6, 1), grounds="Gedragen door allen.")
    return actions.adopt(by=adviser, frame_id=frame, adopted=replace(whole, **changed))


def measure(adviser: Actor, made: Made, value: int, on: date = date(2026, 7, 1)) -> None:
    """Type a value in."""
    new = NewValue(value=Decimal(value), on=on, base="14 gemeenten", source="Opgave 2026")
    actions.measure(by=adviser, frame_id=made.frame, result_id=made.result, new=new)


@pytest.fixture
def made(adviser: Actor) -> Made:
    """A draft with its parts."""
    return make(adviser)
