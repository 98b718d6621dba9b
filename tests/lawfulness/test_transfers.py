"""A transfer between compartments: every way it can go, who may, and what a decision must fit."""

from dataclasses import replace
from uuid import uuid4

import pytest

from kmt.kernel.refusals import Conflict, Refused
from kmt.lawfulness import states
from kmt.lawfulness.access import acting_for, sides_of
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.transferring import (
    LONGEST_REASON,
    TransferAsked,
    fits,
    problems,
    reason_problems,
    rows_about,
)
from tests.lawfulness.asking import ON

WAYS = {
    ("", "propose"): "proposed",
    ("proposed", "decide"): "decided",
    ("proposed", "withdraw"): "withdrawn",
    ("decided", "decide"): "decided",
    ("decided", "accept"): "accepted",
    ("decided", "refuse"): "refused",
    ("decided", "withdraw"): "withdrawn",
    ("accepted", "decide"): "accepted",
}
EVENTS = ("propose", "decide", "accept", "refuse", "withdraw")
ASKED = TransferAsked(
    object_type="report",
    object_id=uuid4(),
    label="M-2026-1",
    municipality="GM0164",
    compartment="R1",
    to_compartment="R2",
    sender="kmt_intake",
    recipient="care_coordinator",
    purpose="P_SIGNAL",
    data=frozenset({"D01", "D17"}),
    necessity="Om te helpen.",
    left_out="Het verhaal.",
)
REQUEST = ShareRequest(
    compartment="R1",
    sender="kmt_intake",
    recipient="care_coordinator",
    purpose="P_SIGNAL",
    data=frozenset({"D01"}),
    subject="victim",
)


@pytest.mark.parametrize("state", ["", *states.STATES])
@pytest.mark.parametrize("event", EVENTS)
def test_a_transfer_goes_the_ways_of_the_table_and_no_other(state: str, event: str) -> None:
    if (state, event) in WAYS:
        assert states.after(state, event) == WAYS[state, event]
        return
    with pytest.raises(Conflict, match="al verder"):
        states.after(state, event)


@pytest.mark.parametrize(
    ("state", "side", "may"),
    [
        ("proposed", "sender", {"decide", "withdraw"}),
        ("proposed", "receiver", set()),
        ("decided", "sender", {"decide", "withdraw"}),
        ("decided", "receiver", {"accept", "refuse"}),
        ("accepted", "receiver", set()),
        ("accepted", "sender", {"decide"}),
        ("refused", "receiver", set()),
        ("refused", "sender", set()),
        ("withdrawn", "sender", set()),
    ],
)
def test_each_side_does_its_own_part(state: str, side: str, may: set[str]) -> None:
    assert states.possible(state, frozenset({side})) == may


def test_the_diagram_shows_every_way() -> None:
    page = states.diagram()
    for one in states.TRANSITIONS:
        assert f"{one.source or '[*]'} --> {one.target}: {one.event}" in page


def test_the_desk_sends_and_care_receives(desk, coordinator, privacy_officer) -> None:
    assert sides_of(desk, "R1", "R2") == {"sender"}
    assert sides_of(coordinator, "R1", "R2") == {"receiver"}
    assert sides_of(privacy_officer, "R1", "R2") == frozenset()
    assert sides_of(coordinator, "R2", "R3") == {"sender"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"data": frozenset()}, "data"),
        ({"necessity": " "}, "necessity"),
        ({"left_out": ""}, "left_out"),
        ({"to_compartment": "R1"}, "to_compartment"),
    ],
)
def test_a_proposal_says_what_goes_why_and_what_stays(change, field: str) -> None:
    assert problems(ASKED) == {}
    assert list(problems(replace(ASKED, **change))) == [field]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"data": frozenset({"D01", "D05"})}, "meer mee dan is voorgesteld"),
        ({"recipient": "other_desk"}, "een andere overdracht"),
        ({"purpose": "P_CARE"}, "een andere overdracht"),
        ({"compartment": "R2"}, "een andere overdracht"),
    ],
)
def test_a_decision_fits_its_proposal_and_takes_no_more_along(change, words: str) -> None:
    found = fits(replace(REQUEST, **change), ASKED)
    assert found.allowed is not bool(words)
    assert words in " ".join(found.reasons)


def test_the_record_names_the_rows_of_the_matrix_that_a_transfer_rests_on() -> None:
    assert rows_about(ASKED, sharing_matrix(), ON) == ("X001",)
    with_suspicion = replace(ASKED, data=frozenset({"D01", "D09"}))
    assert set(rows_about(with_suspicion, sharing_matrix(), ON)) == {"X001", "M008"}


@pytest.mark.parametrize("reason", ["", "  \n", "x" * (LONGEST_REASON + 1)])
def test_a_refusal_says_why_in_a_few_words(reason: str) -> None:
    assert "reason" in reason_problems(reason)
    assert reason_problems("Niet voor ons.") == {}


def test_a_side_that_nobody_acts_for_is_refused_in_words() -> None:
    assert acting_for("R2")
    with pytest.raises(Refused, match="nog niemand"):
        acting_for("R3")
