"""The ways a report can go, and the ways it cannot."""

import pytest

from kmt.access.permissions import Permission
from kmt.intake import states
from kmt.kernel.refusals import Conflict
from kmt.vocabulary import queries as vocabulary


def test_the_states_are_those_of_the_vocabulary() -> None:
    assert vocabulary.codes_of("report_state") == states.STATES


@pytest.mark.parametrize(
    ("state", "event", "target"),
    [
        ("new", "take_up", "acknowledged"),
        ("new", "route", "routed"),
        ("acknowledged", "weigh", "screened"),
        ("screened", "weigh", "screened"),
        ("screened", "route", "routed"),
        ("routed", "give_feedback", "feedback"),
        ("routed", "keep_posted", "routed"),
        ("feedback", "give_feedback", "feedback"),
        ("feedback", "come_back", "screened"),
        ("feedback", "close", "closed"),
        ("closed", "reopen", "screened"),
    ],
)
def test_a_report_goes_forward(state: str, event: str, target: str) -> None:
    assert states.after(state, event) == target
    assert event in states.possible(state)


@pytest.mark.parametrize(
    ("state", "event"),
    [
        ("acknowledged", "take_up"),
        ("routed", "route"),
        ("routed", "close"),
        ("new", "close"),
        ("closed", "weigh"),
        ("closed", "give_feedback"),
    ],
)
def test_a_report_does_not_jump_or_go_back(state: str, event: str) -> None:
    with pytest.raises(Conflict):
        states.after(state, event)
    assert event not in states.possible(state)


def test_from_the_last_state_a_report_is_only_opened_again_and_every_state_goes_somewhere() -> None:
    assert states.possible("closed") == {"reopen"}
    assert all(states.possible(state) for state in states.STATES)


def test_every_way_names_a_permission_that_exists() -> None:
    assert {one.permission for one in states.TRANSITIONS} <= set(Permission)


def test_the_diagram_shows_every_way() -> None:
    page = states.diagram()
    for one in states.TRANSITIONS:
        assert f"{one.source} --> {one.target}: {one.event}" in page
