"""How often the policy frame asks the database: a fixed number, however much stands in it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kmt.finance import actions as money
from kmt.kernel.actor import Actor
from kmt.policy_frame import actions, queries
from kmt.policy_frame.given import NewAction, NewGoal, NewValue
from kmt.policy_frame.indicators import INDICATORS
from kmt.policy_frame.rules import Progress
from tests.finance.conftest import adopting, begin, cost, stream
from tests.policy_frame.conftest import Made, adopt, make, measure, new_result

#: The versions, every part of one, looking back and by whom: four. The rooms of the indicators ask
#: twelve: obligations two, trainings and prevention one each, and the budget eight.
MOST = 16
#: Session, account and role.
DOOR = 3


@pytest.fixture(autouse=True)
def budget(adviser: Actor) -> None:
    """A budget that holds: without one coverage asks nothing."""
    made = begin(adviser)
    money.put_stream(by=adviser, budget_id=made, given=stream())
    money.put_cost(by=adviser, budget_id=made, given=cost())
    money.adopt(by=adviser, budget_id=made, given=adopting())


def add_goal(adviser: Actor, frame: UUID, number: int) -> None:
    """A goal with a typed result and one of every indicator, each with two actions."""
    where = {"by": adviser, "frame_id": frame}
    goal = actions.put_goal(**where, new=NewGoal(title=f"Doel {number}"))
    for code in ("", *INDICATORS):
        new = new_result(indicator=code) if code else new_result()
        result = actions.put_result(**where, new=new, goal_id=goal)
        for what in ("Trainen", "Voorlichten"):
            doing = NewAction(what=what, organisation="KMT", due=date(2027, 6, 30))
            actions.put_action(**where, new=doing, result_id=result)


def follow(adviser: Actor, made: Made) -> None:
    """Adopt it, and write down values, how far actions are, and what was found."""
    adopt(adviser, made.frame)
    for value in (120, 150):
        measure(adviser, made, value)
    for one in queries.frame(adviser, made.frame).results:
        for action in one.actions:
            actions.say_progress(
                by=adviser,
                frame_id=made.frame,
                action_id=action.id,
                progress=Progress.UNDER_WAY,
                words="Begonnen.",
            )
    actions.evaluate(
        by=adviser, frame_id=made.frame, found="Goed.", changes="Niets.", on=date(2026, 6, 30)
    )


def asked(deed: Callable[[], object]) -> int:
    """How many questions something asks."""
    with CaptureQueriesContext(connection) as found:
        deed()
    return len(found)


def test_a_frame_with_more_in_it_asks_as_often(adviser: Actor, log_in: Callable[[str], Client]):
    made = make(adviser)
    add_goal(adviser, made.frame, 1)
    follow(adviser, made)
    few = asked(lambda: queries.frame(adviser, made.frame))
    again = make(adviser, title="Tweede versie")
    for number in range(2, 6):
        add_goal(adviser, again.frame, number)
    follow(adviser, again)
    many = queries.frame(adviser, again.frame)
    assert (len(many.goals), len(many.results)) == (7, 27)
    assert few == asked(lambda: queries.frame(adviser, again.frame)) <= MOST
    client, url = log_in("member"), reverse("policy_frame:current")
    assert "Tweede versie" in client.get(url).content.decode()
    assert asked(lambda: client.get(url)) <= MOST + DOOR


def test_of_two_values_at_one_moment_one_is_shown_whole(adviser: Actor, made: Made) -> None:
    for value in range(110, 118):
        new = NewValue(
            value=Decimal(value), on=date(2026, 6, 1), base=f"base {value}", source=f"{value}"
        )
        actions.measure(by=adviser, frame_id=made.frame, result_id=made.result, new=new)
    (result,) = queries.frame(adviser, made.frame).results
    shown = result.reading
    assert (shown.base, shown.source) == (f"base {shown.value:.0f}", f"{shown.value:.0f}")


def test_what_has_nothing_under_it_is_there_and_each_part_has_its_own(adviser: Actor) -> None:
    made = make(adviser)
    bare = actions.put_goal(by=adviser, frame_id=made.frame, new=NewGoal(title="Leeg doel"))
    goal = actions.put_goal(by=adviser, frame_id=made.frame, new=NewGoal(title="Zonder actie"))
    actions.put_result(by=adviser, frame_id=made.frame, new=new_result(), goal_id=goal)
    measure(adviser, made, 150)
    measure(adviser, made, 120, on=date(2026, 6, 1))
    first, empty, last = queries.frame(adviser, made.frame).goals
    assert (empty.id, empty.results) == (bare, ())
    assert [one.actions for one in last.results] == [()]
    assert last.results[0].reading is None
    (result,) = first.results
    assert (result.id, result.reading.value) == (made.result, 150)
    assert [one.id for one in result.actions] == [made.action]
    assert (result.actions[0].progress, result.actions[0].on) == ("", None)
