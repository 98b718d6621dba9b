"""Tasks across organisations: asked, accepted or declined, done or taken back; the case follows."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.access.rows import gate_open
from kmt.care.models import Glance, NextAction
from kmt.care.queries import case
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.teamwork import actions, queries
from kmt.teamwork.actions.talking import Asking
from kmt.teamwork.models import PartnerTask
from kmt.teamwork.states import (
    OPEN,
    TRANSITIONS,
    Side,
    Step,
    TaskState,
    possible,
    step_from,
)
from tests.teamwork.conftest import QUESTION, in_days, seen


def state_of(task):
    return PartnerTask.objects.get(id=task).state


def lines_of(by, case_id):
    """What must happen in the case, as far as it comes from this room."""
    return [one for one in case(by, case_id).actions if one.source == "teamwork"]


def answer(by, part, task, step, words=""):
    actions.answer_task(by=by, part_id=part, task_id=task, step=step, words=words)


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("side", Side)
def test_only_these_steps_exist(state, step, side):
    allowed = {
        ("asked", "accept", "partner"): "accepted",
        ("asked", "decline", "partner"): "declined",
        ("accepted", "decline", "partner"): "declined",
        ("accepted", "finish", "partner"): "done",
        ("asked", "withdraw", "care"): "withdrawn",
        ("accepted", "withdraw", "care"): "withdrawn",
        ("declined", "withdraw", "care"): "withdrawn",
    }
    found = step_from(state, step, side)
    assert (found.to if found else None) == allowed.get((state, step, side))


@given(st.lists(st.sampled_from(TRANSITIONS), max_size=8))
def test_an_open_task_always_has_a_way_on(path):
    state = TaskState.ASKED
    for one in path:
        if one.source == state:
            state = one.to
    assert (state in OPEN) == bool([*possible(state, Side.PARTNER), *possible(state, Side.CARE)])


def test_what_is_asked_stands_in_the_case_as_theirs(case_id, part, ask, coordinator):
    ask(case_id, part)
    (line,) = lines_of(coordinator, case_id)
    assert line.what == QUESTION
    assert line.owner == "GGD Twente, Gerda Arts"
    assert line.due.on == in_days(3)


def test_the_partner_accepts_and_says_what_came_of_it(
    case_id, part, ask, gerda, coordinator, looking
):
    task = ask(case_id, part)
    answer(gerda, part, task, "accept")
    assert state_of(task) == "accepted"
    assert len(lines_of(coordinator, case_id)) == 1
    answer(gerda, part, task, "finish", "Onderzoek is geweest.")
    assert lines_of(coordinator, case_id) == []
    (view,) = queries.part_in_case(coordinator, seen(coordinator, case_id), part).tasks
    assert (view.state, view.words) == ("done", "Onderzoek is geweest.")
    assert "teamwork.done" in [one.kind for one in case(coordinator, case_id).events]


def test_what_is_declined_comes_back_to_the_coordinator_today(
    case_id, part, ask, gerda, coordinator, looking
):
    task = ask(case_id, part)
    answer(gerda, part, task, "decline", "Geen plek deze maand.")
    (line,) = lines_of(coordinator, case_id)
    assert line.mine
    assert line.due.on == clock.today()
    assert line.what.startswith("Geweigerd door GGD Twente")
    assert Glance.objects.get(case_id=case_id, room="teamwork").kind == "warn"
    actions.withdraw_task(by=coordinator, case_id=case_id, task_id=task)
    assert lines_of(coordinator, case_id) == []


@pytest.mark.parametrize("step", ["decline", "finish"])
def test_these_take_words_and_change_nothing_without(step, case_id, part, ask, gerda, looking):
    task = ask(case_id, part)
    if step == "finish":
        answer(gerda, part, task, "accept")
    before = state_of(task)
    with pytest.raises(Invalid) as refused:
        answer(gerda, part, task, step, "  ")
    assert set(refused.value.fields) == {"words"}
    assert state_of(task) == before


def test_the_same_answer_twice_is_one_and_another_is_told(case_id, part, ask, gerda, coordinator):
    task = ask(case_id, part)
    answer(gerda, part, task, "accept")
    answer(gerda, part, task, "accept")
    actions.withdraw_task(by=coordinator, case_id=case_id, task_id=task)
    actions.withdraw_task(by=coordinator, case_id=case_id, task_id=task)
    with pytest.raises(Conflict):
        answer(gerda, part, task, "finish", "Klaar.")


def test_what_is_done_is_not_taken_back(case_id, part, ask, gerda, coordinator):
    task = ask(case_id, part)
    answer(gerda, part, task, "accept")
    answer(gerda, part, task, "finish", "Klaar.")
    with pytest.raises(Conflict):
        actions.withdraw_task(by=coordinator, case_id=case_id, task_id=task)


def test_a_task_of_another_part_is_not_there(
    case_id, part, make_case, let_in, ask, gerda, coordinator
):
    other_case = make_case()
    elsewhere = ask(other_case, let_in(other_case, gerda))
    with pytest.raises(NotFound):
        answer(gerda, part, elsewhere, "accept")
    with pytest.raises(NotFound):
        actions.withdraw_task(by=coordinator, case_id=case_id, task_id=elsewhere)


def test_nothing_is_asked_in_the_past_or_without_words(case_id, part, coordinator, looking):
    for asked, field in (
        (Asking(what=" ", due=in_days(1)), "what"),
        (Asking(what="Bellen", due=in_days(-1)), "due"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.ask_task(
                by=coordinator, case_id=case_id, part_id=part, asked=asked, token=uuid4()
            )
        assert set(refused.value.fields) == {field}
    assert not PartnerTask.objects.exists()


def test_the_words_are_sealed(case_id, part, ask, coordinator):
    ask(case_id, part)
    with gate_open(coordinator):
        assert b"Kanarie" not in bytes(PartnerTask.objects.get().what)


def test_who_is_out_is_asked_nothing(case_id, part, coordinator):
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    with pytest.raises(NotFound):
        actions.ask_task(
            by=coordinator,
            case_id=case_id,
            part_id=part,
            asked=Asking(what="Bellen", due=in_days(1)),
            token=uuid4(),
        )


@pytest.mark.parametrize(("done", "state"), [(True, "done"), (False, "withdrawn")])
def test_a_line_that_is_ticked_off_in_the_case_ends_the_task(
    done, state, case_id, part, ask, coordinator, looking
):
    from kmt.care.actions import finish_action
    from kmt.care.rules import Outcome

    task = ask(case_id, part)
    line = NextAction.objects.get(source="teamwork")
    outcome = Outcome.DONE if done else Outcome.DROPPED
    finish_action(by=coordinator, case_id=case_id, action_id=line.id, outcome=outcome)
    assert state_of(task) == state
