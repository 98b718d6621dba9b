"""What a conference may do when: decision tables, and a walk at random through its states."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.conference.rules import (
    Capacity,
    Informed,
    ItemFacts,
    MoveFacts,
    informed_problems,
    may_move,
    may_sit,
    may_take_part,
    presence_problem,
)
from kmt.conference.states import END, STATES, TRANSITIONS, Guard, State, diagram, transitions_from
from kmt.kernel.calendar_file import calendar_file
from kmt.vocabulary.queries import codes_of

TODAY = date(2026, 11, 26)
GOOD = ItemFacts(
    number="Z-1", has_goal=True, informed=True, contributors=1, attended=True, has_summary=True
)


def facts(state: State, *items: ItemFacts, **more: object) -> MoveFacts:
    ready = {"has_time_and_place": True, "by_chair": True, **more}
    return MoveFacts(state=state, items=items or (GOOD,), **ready)


def broken(**more: object) -> ItemFacts:
    """A file on which one thing is not in order."""
    found = {name: getattr(GOOD, name) for name in ItemFacts.__dataclass_fields__}
    return ItemFacts(**{**found, **more})


REFUSED = (
    (State.PROPOSED, State.NECESSITY_TEST, {"has_goal": False}, "het doel ontbreekt"),
    (State.NECESSITY_TEST, State.INVITED, {"contributors": 0}, "nog niemand is toegelaten"),
    (State.NECESSITY_TEST, State.INVITED, {"informed": False}, "uitgenodigd of ingelicht"),
    (State.NECESSITY_TEST, State.INVITED, {"has_goal": False}, "het doel ontbreekt"),
    (State.INVITED, State.HELD, {"attended": False}, "leg vast wie erbij was"),
    (State.HELD, State.AGREEMENTS_TRACKED, {"inside": 1}, "zit nog iemand aan tafel"),
    (State.AGREEMENTS_TRACKED, State.MINUTES_APPROVED, {"has_summary": False}, "nog leeg"),
    (State.MINUTES_APPROVED, State.RETENTION_CLOCK, {"open_agreements": 1}, "nog afspraken open"),
)


@pytest.mark.parametrize(("source", "to", "wrong", "words"), REFUSED)
def test_each_step_waits_for_what_it_needs_of_every_file(source, to, wrong, words) -> None:
    assert may_move(facts(source), to).allowed
    decision = may_move(facts(source, GOOD, broken(number="Z-2", **wrong)), to)
    assert not decision.allowed
    assert any(words in one and one.startswith("Z-2") for one in decision.reasons)


@pytest.mark.parametrize(
    ("source", "to", "more", "words"),
    [
        (State.NECESSITY_TEST, State.INVITED, {"has_time_and_place": False}, "waar en wanneer"),
        (State.AGREEMENTS_TRACKED, State.MINUTES_APPROVED, {"by_chair": False}, "de voorzitter"),
        (State.INVITED, State.RETENTION_CLOCK, {"reason": " "}, "waarom het overleg niet"),
        (State.HELD, State.RETENTION_CLOCK, {}, "Deze stap bestaat niet"),
        (State.RETENTION_CLOCK, State.PROPOSED, {}, "Deze stap bestaat niet"),
    ],
)
def test_a_step_waits_for_what_it_needs_of_the_meeting(source, to, more, words) -> None:
    decision = may_move(facts(source, **more), to)
    assert not decision.allowed
    assert words in " ".join(decision.reasons)


def test_without_a_file_on_the_agenda_nothing_begins() -> None:
    found = may_move(MoveFacts(state=State.PROPOSED), State.NECESSITY_TEST)
    assert found.reasons == ("Er staat geen dossier op de agenda.",)


def test_the_states_are_those_of_the_code_list_and_the_diagram_has_every_move() -> None:
    assert set(codes_of("conference_state")) == set(STATES)
    text = diagram()
    assert all(f"{one.source} --> {one.to}" in text for one in TRANSITIONS)
    assert {one.guard for one in TRANSITIONS} == set(Guard)


items = st.builds(
    ItemFacts,
    number=st.just("Z-1"),
    has_goal=st.booleans(),
    informed=st.booleans(),
    contributors=st.integers(0, 2),
    attended=st.booleans(),
    inside=st.integers(0, 2),
    has_summary=st.booleans(),
    open_agreements=st.integers(0, 2),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.lists(items, min_size=1, max_size=3), st.integers(0, 9)), max_size=30))
def test_a_walk_at_random_always_has_a_way_on_and_ends_nowhere_but_at_the_end(walk) -> None:
    state = State.PROPOSED
    for found, choice in walk:
        ways = transitions_from(state)
        assert ways or state is END
        allowed = [
            one for one in ways if may_move(facts(state, *found, reason="x"), one.to).allowed
        ]
        for one in ways:
            decision = may_move(facts(state, *found, reason="x"), one.to)
            assert decision.allowed or all(decision.reasons)
        if allowed:
            state = allowed[choice % len(allowed)].to
    while state is not END:
        onward = [
            one.to for one in transitions_from(state) if STATES.index(one.to) > STATES.index(state)
        ]
        assert may_move(facts(state), onward[0]).allowed
        state = onward[0]


@pytest.mark.parametrize(
    ("needs", "declared", "may"),
    [
        (False, None, True),
        (True, None, False),
        (True, TODAY, True),
        (True, TODAY - timedelta(days=400), True),
        (True, TODAY + timedelta(days=1), False),
    ],
)
def test_who_comes_once_signs_before_sitting_down(needs, declared, may) -> None:
    found = may_sit(needs_declaration=needs, declared_on=declared, today=TODAY)
    assert found.allowed is may


def test_who_comes_once_has_no_account() -> None:
    assert not may_take_part(has_account=True, capacity=Capacity.INCIDENTAL).allowed
    assert may_take_part(has_account=False, capacity=Capacity.INCIDENTAL).allowed
    assert may_take_part(has_account=True, capacity=Capacity.BEHAVIOURAL_SCIENTIST).allowed


NOW = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("came", "left", "inside", "wrong"),
    [
        (-10, None, False, ""),
        (5, None, False, "moet nog komen"),
        (-10, None, True, "zit al aan tafel"),
        (-10, -5, True, ""),
        (-10, 5, True, "moet nog komen"),
        (-10, -20, True, "niet voor binnenkomen"),
    ],
)
def test_times_of_coming_and_going_follow_each_other(came, left, inside, wrong) -> None:
    at = NOW + timedelta(minutes=came)
    until = None if left is None else NOW + timedelta(minutes=left)
    found = presence_problem(came=at, left=until, now=NOW, inside=inside)
    assert (wrong in found) if wrong else found == ""


@pytest.mark.parametrize(
    ("how", "more", "wrong"),
    [
        (Informed.INVITED, {"on": TODAY}, set()),
        (Informed.INFORMED, {"on": None}, {"on"}),
        (Informed.INFORMED, {"on": TODAY + timedelta(days=1)}, {"on"}),
        (Informed.NOT_TOLD, {}, {"why", "review_on"}),
        (Informed.NOT_TOLD, {"why": "Gevaarlijk nu", "review_on": TODAY}, {"review_on"}),
        (
            Informed.NOT_TOLD,
            {"why": "Gevaarlijk nu", "review_on": TODAY + timedelta(days=7)},
            set(),
        ),
    ],
)
def test_the_person_is_told_or_there_is_a_reason_and_a_day_to_look_again(how, more, wrong) -> None:
    asked = {"on": None, "why": "", "review_on": None, **more}
    assert set(informed_problems(how, today=TODAY, **asked)) == wrong


def test_a_calendar_file_is_folded_escaped_and_in_utc() -> None:
    place = "Stadhuis; kamer 3, " + "één lange gang verder " * 4
    made = calendar_file(
        number="O-2026-0001", meets_at=NOW, minutes=90, place=place, made_at=NOW, host="twente"
    )
    lines = made.decode().split("\r\n")
    assert max(len(one.encode()) for one in lines) <= 75
    whole = made.decode().replace("\r\n ", "")
    assert "DTSTART:20261126T140000Z" in whole
    assert "DTEND:20261126T153000Z" in whole
    assert "LOCATION:Stadhuis\\; kamer 3\\, één lange gang verder" in whole
    assert whole.count("SUMMARY:") == whole.count("BEGIN:VEVENT") == 1
