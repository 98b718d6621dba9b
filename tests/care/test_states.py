"""The table of states says which moves exist; nothing else does."""

from itertools import pairwise, product
from pathlib import Path

import pytest

from kmt.access.permissions import Permission
from kmt.care.rules import MoveFacts, may_move
from kmt.care.states import (
    BEGINNINGS,
    ENDED,
    PAUSES,
    TRANSITIONS,
    State,
    diagram,
    transition,
    transitions_from,
)
from kmt.vocabulary.queries import codes_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "care-case-states.md"
MAIN_LINE = (
    "received screening triage accepted intake plan_drafted plan_agreed in_execution evaluation "
    "aftercare closed"
)
GENEROUS = {"actions_open": 0, "actions_done": 1, "contacts": 1, "closing_reason": "other"}


def test_the_main_line_of_the_field_can_be_walked_from_begin_to_end() -> None:
    states = [State(one) for one in MAIN_LINE.split()]
    assert states[0] in BEGINNINGS
    assert all(transition(a, b) for a, b in pairwise(states))


@pytest.mark.parametrize(("source", "to"), list(product(State, State)))
def test_a_move_that_is_not_in_the_table_is_refused_whatever_the_facts(
    source: State, to: State
) -> None:
    known = any((one.source, one.to) == (source, to) for one in TRANSITIONS)
    if known:
        return
    for before in (None, *State):
        for open_actions in (0, 1):
            facts = MoveFacts(
                state=source, state_before=before, **{**GENEROUS, "actions_open": open_actions}
            )
            decision = may_move(facts, to)
            assert not decision.allowed
            assert decision.reasons == (
                "Deze stap bestaat niet vanuit de stand waarin de casus nu is.",
            )


def test_no_move_is_in_the_table_twice() -> None:
    pairs = [(one.source, one.to) for one in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


def test_every_move_takes_the_permission_to_write() -> None:
    assert {one.who for one in TRANSITIONS} == {Permission.CARE_CASE_WRITE}


def test_every_state_can_be_reached_and_every_state_can_be_left() -> None:
    reached, todo = set(BEGINNINGS), list(BEGINNINGS)
    while todo:
        for one in transitions_from(todo.pop()):
            if one.to not in reached:
                reached.add(one.to)
                todo.append(one.to)
    assert reached == set(State)
    assert all(transitions_from(state) for state in State)


def test_every_open_state_can_be_closed() -> None:
    assert all(transition(one, State.CLOSED) for one in State if one not in ENDED)


def test_what_ended_goes_on_only_by_being_reopened() -> None:
    for state in ENDED:
        assert [one.to for one in transitions_from(state)] == [State.REOPENED]


def test_every_state_has_a_name_in_the_vocabulary() -> None:
    known = {*codes_of("case_state"), *codes_of("case_side_state")}
    assert {state.value for state in State} <= known


def test_a_pause_can_be_left_for_where_the_case_was_only() -> None:
    for pause in PAUSES:
        for one in transitions_from(pause):
            if one.to in {State.CLOSED, State.MISSING}:
                continue
            back = MoveFacts(state=pause, state_before=one.to)
            other = MoveFacts(state=pause, state_before=State.CLOSED)
            assert may_move(back, one.to).allowed
            assert not may_move(other, one.to).allowed


def test_the_document_is_the_table() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == diagram()
