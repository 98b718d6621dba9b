"""Places, the queue and what a form must say: decision tables and properties."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kmt.training.lists import LEVEL, SUBJECT, codes
from kmt.training.rules import (
    QUESTIONS,
    evaluation_problems,
    may_cancel,
    may_have_certificate,
    may_mark,
    may_register,
    moved_up,
    offer_problems,
    seat,
    session_problems,
    staff_problems,
)
from kmt.training.states import Place
from tests.training.conftest import AFTER, NOW, STARTS, offer, planned

P, W = Place.PLACED, Place.WAITING


@pytest.mark.parametrize(
    ("places", "placed", "waiting", "where"),
    [(2, 0, 0, P), (2, 1, 0, P), (2, 2, 0, W), (2, 1, 1, W), (1, 1, 5, W), (3, 4, 0, W)],
)
def test_where_the_next_one_comes(places: int, placed: int, waiting: int, where: Place) -> None:
    assert seat(places, placed, waiting) == where


@pytest.mark.parametrize(
    ("places", "standing", "up"),
    [
        (2, [], ()),
        (2, [(1, P), (2, P), (3, W)], ()),
        (2, [(1, P), (3, W), (4, W)], (3,)),
        (2, [(4, W), (3, W)], (3, 4)),
        (1, [(1, P), (2, P), (3, W)], ()),
        (5, [(1, P), (2, W), (9, W)], (2, 9)),
    ],
)
def test_who_moves_up(places: int, standing: list[tuple[int, str]], up: tuple[int, ...]) -> None:
    assert moved_up(places, standing) == up


class Queue(RuleBasedStateMachine):
    """People come and go; nobody passes somebody, no place is given twice, none stays empty."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.places, self.last = 1, 0
        self.queue: dict[int, Place] = {}

    @initialize(places=st.integers(1, 4))
    def begin(self, places: int) -> None:
        """So many places."""
        self.places = places

    @rule()
    def register(self) -> None:
        """Somebody registers."""
        self.last += 1
        placed = sum(one == P for one in self.queue.values())
        self.queue[self.last] = seat(self.places, placed, len(self.queue) - placed)

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Somebody gives their place back."""
        if self.queue:
            del self.queue[data.draw(st.sampled_from(sorted(self.queue)))]
            self.settle()

    @rule(more=st.integers(0, 3))
    def add_places(self, more: int) -> None:
        """There are more places."""
        self.places += more
        self.settle()

    def settle(self) -> None:
        """Who waits moves up."""
        for number in moved_up(self.places, self.queue.items()):
            self.queue[number] = P

    @invariant()
    def all_is_fair(self) -> None:
        """Never too many, never an empty place beside somebody who waits, never out of turn."""
        placed = [one for one, place in self.queue.items() if place == P]
        waiting = [one for one, place in self.queue.items() if place == W]
        assert len(placed) <= self.places
        assert not waiting or len(placed) == self.places
        assert not waiting or not placed or max(placed) < min(waiting)


TestQueue = Queue.TestCase


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"title": " "}, {"title"}),
        ({"subject": "magic"}, {"subject"}),
        ({"level": ""}, {"level"}),
        ({"minutes": 0}, {"minutes"}),
        ({"minutes": 2401}, {"minutes"}),
    ],
)
def test_what_an_offer_says(changed: dict[str, Any], fields: set[str]) -> None:
    found = offer_problems(offer(**changed), subjects=codes(SUBJECT), levels=codes(LEVEL))
    assert set(found) == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"starts_at": NOW}, {"starts_at"}),
        ({"place": ""}, {"place"}),
        ({"place": "", "online": True}, set()),
        ({"places": 0}, {"places"}),
        ({"places": 501}, {"places"}),
        ({"minutes": 0}, {"minutes"}),
        ({"closes_on": date(2026, 3, 11)}, {"closes_on"}),
        ({"closes_on": date(2026, 3, 10)}, set()),
    ],
)
def test_what_a_session_says(changed: dict[str, Any], fields: set[str]) -> None:
    found = session_problems(planned(**changed), starts_on=date(2026, 3, 10), now=NOW)
    assert set(found) == fields


@pytest.mark.parametrize(
    ("today", "now", "called_off", "allowed"),
    [
        (date(2026, 3, 8), NOW, False, True),
        (date(2026, 3, 9), NOW, False, False),
        (date(2026, 3, 8), STARTS, False, False),
        (date(2026, 3, 1), NOW, True, False),
    ],
)
def test_until_when_one_registers(
    today: date, now: datetime, called_off: bool, allowed: bool
) -> None:
    found = may_register(
        called_off=called_off, closes_on=date(2026, 3, 8), starts_at=STARTS, today=today, now=now
    )
    assert found.allowed is allowed


def test_before_and_after_the_beginning() -> None:
    assert may_cancel(starts_at=STARTS, now=NOW).allowed
    assert not may_cancel(starts_at=STARTS, now=STARTS).allowed
    assert not may_mark(starts_at=STARTS, called_off=False, now=NOW).allowed
    assert may_mark(starts_at=STARTS, called_off=False, now=AFTER).allowed
    assert not may_mark(starts_at=STARTS, called_off=True, now=AFTER).allowed


@pytest.mark.parametrize(("attended", "allowed"), [(None, False), (False, False), (True, True)])
def test_a_certificate_is_for_who_was_there(attended: bool | None, allowed: bool) -> None:
    assert may_have_certificate(attended=attended).allowed is allowed


def test_every_question_is_answered_with_a_mark() -> None:
    whole = dict.fromkeys(QUESTIONS, 3)
    assert not evaluation_problems(whole)
    assert set(evaluation_problems({**whole, "clear": 6})) == {"clear"}
    assert set(evaluation_problems({})) == set(QUESTIONS)


@pytest.mark.parametrize(
    ("staff", "year", "source", "fields"),
    [
        (10, 2026, "P&O, 1-1-2026", set()),
        (0, 2026, "P&O", {"staff"}),
        (100_001, 2026, "P&O", {"staff"}),
        (10, 2028, "P&O", {"year"}),
        (10, 1999, "P&O", {"year"}),
        (10, 2027, " ", {"source"}),
    ],
)
def test_a_number_of_staff_has_a_source(
    staff: int, year: int, source: str, fields: set[str]
) -> None:
    found = staff_problems(staff=staff, year=year, source=source, today=NOW.date())
    assert set(found) == fields


@given(st.integers(1, 20), st.lists(st.sampled_from([P, W]), max_size=30))
def test_moving_up_never_gives_a_place_that_is_not_there(places: int, states: list[Place]) -> None:
    standing = list(enumerate(states))
    up = moved_up(places, standing)
    placed = sum(one == P for one in states)
    assert placed + len(up) <= max(places, placed)
    assert list(up) == sorted(up)


def test_the_days_of_the_tests_are_in_order() -> None:
    assert datetime(2026, 1, 1, tzinfo=UTC) < NOW < STARTS < AFTER
