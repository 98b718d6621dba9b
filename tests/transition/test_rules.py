"""The rules of a transition as decision tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.transition.rules import (
    BY_COVERAGE,
    BY_EVIDENCE,
    GO,
    LATER,
    NO_GO,
    TaskFacts,
    YearCovered,
    may_finish,
    may_move,
    may_say,
    may_show,
    may_wait,
    order_problems,
    waiting_state,
)

MAY, JUNE = date(2021, 5, 1), date(2021, 6, 1)


def task(key: str = "a", **more: object) -> TaskFacts:
    facts = {"what": f"taak {key}", "due_on": MAY, "state": "to_do"} | more
    return TaskFacts(key=key, **facts)


def year(number: int, ratio: str) -> YearCovered:
    return YearCovered(year=number, ratio=Decimal(ratio), closed=Decimal(ratio) >= 1)


@pytest.mark.parametrize(
    ("shown_by", "coverage", "said"),
    [
        (BY_EVIDENCE, (), ""),
        (BY_COVERAGE, (), "nog geen begroting"),
        (BY_COVERAGE, (year(2027, "1.00"), year(2028, "1.02")), ""),
        (BY_COVERAGE, (year(2027, "1.00"), year(2028, "0.97")), "nog niet in 2028."),
        (BY_COVERAGE, (year(2027, "0.90"), year(2028, "0.97")), "nog niet in 2027, 2028."),
    ],
)
def test_closed_financing_is_shown_by_every_year_of_the_budget(shown_by, coverage, said) -> None:
    decision = may_show(shown_by, coverage)
    assert decision.allowed is not bool(said)
    assert said in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("outcome", "states", "allowed"),
    [
        (GO, ["shown", "shown"], True),
        (GO, ["shown", "open"], False),
        (GO, [], False),
        (LATER, ["open"], True),
        (NO_GO, ["open"], True),
        (NO_GO, [], True),
    ],
)
def test_go_asks_that_each_condition_was_shown(outcome, states, allowed) -> None:
    assert may_say(outcome, states).allowed is allowed


@pytest.mark.parametrize(
    ("states", "tasks", "moments", "reasons"),
    [
        (["shown"], ["done", "dropped"], [GO], 0),
        (["shown"], [], [GO, NO_GO], 0),  # the newest moment counts
        (["shown"], [], [NO_GO, GO], 1),
        (["open"], ["to_do"], [], 3),
        ([], ["done"], [GO], 1),
        (["shown"], ["doing"], [GO], 1),
    ],
)
def test_a_transition_is_done_when_all_is_shown(states, tasks, moments, reasons) -> None:
    decision = may_finish(states, tasks, moments)
    assert len(decision.reasons) == reasons
    assert decision.allowed is (reasons == 0)


@pytest.mark.parametrize(
    ("to", "before", "outcome", "said"),
    [
        ("doing", [task("b")], "", ""),
        ("done", [task("b")], "klaar", "wacht nog op: taak b"),
        ("done", [task("b", state="done")], "besluit van 1 mei", ""),
        ("done", [task("b", state="dropped")], "besluit van 1 mei", ""),
        ("done", [], " ", "waaraan te zien is"),
        ("dropped", [], "", "waarom deze taak vervalt"),
        ("dropped", [task("b")], "niet meer nodig", ""),
        ("to_do", [], "", ""),
    ],
)
def test_a_task_is_done_after_what_it_waits_for(to, before, outcome, said) -> None:
    decision = may_move(task(), to, before, outcome)
    assert decision.allowed is not bool(said)
    assert said in " ".join(decision.reasons)


@pytest.mark.parametrize(
    ("due_on", "state", "before", "word"),
    [
        (date(2021, 4, 30), "to_do", [], "late"),
        (date(2021, 4, 30), "to_do", [task("b")], "late"),
        (date(2021, 4, 30), "done", [], "done"),
        (MAY, "to_do", [], "soon"),
        (date(2021, 5, 15), "doing", [], "soon"),
        (date(2021, 5, 16), "doing", [], "open"),
        (date(2021, 5, 15), "to_do", [task("b")], "waits"),
        (date(2021, 5, 15), "to_do", [task("b", state="done")], "soon"),
        (JUNE, "dropped", [task("b")], "dropped"),
    ],
)
def test_one_word_for_where_a_task_stands(due_on, state, before, word) -> None:
    assert waiting_state(task(due_on=due_on, state=state), MAY, before) == word


def test_due_before_what_it_waits_for_is_said() -> None:
    late = task("b", due_on=JUNE)
    assert len(order_problems([task("a", after=("b",)), late])) == 1
    assert order_problems([task("a", due_on=JUNE, after=("b",)), late]) == ()
    assert order_problems([task("a", state="done", after=("b",)), late]) == ()
    assert order_problems([task("a", after=("b",)), task("b", due_on=JUNE, state="done")]) == ()


@pytest.mark.parametrize(
    ("after", "waits", "allowed"),
    [
        ({"b"}, {}, True),
        ({"a"}, {}, False),
        ({"b"}, {"b": ["a"]}, False),
        ({"b"}, {"b": ["c"], "c": ["a"]}, False),
        ({"b", "c"}, {"b": ["c"]}, True),
        ({"b"}, {"b": ["c"], "c": ["b"]}, True),  # a circle of others is not made by this one
    ],
)
def test_tasks_never_wait_in_a_circle(after, waits, allowed) -> None:
    assert may_wait("a", after, waits).allowed is allowed


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_what_was_allowed_can_always_be_put_in_an_order(wishes: list[tuple[int, int]]) -> None:
    waits: dict[str, list[str]] = {}
    for task_number, after in wishes:
        key, other = str(task_number), str(after)
        others = {one: it for one, it in waits.items() if one != key}
        if may_wait(key, {*waits.get(key, ()), other}, others).allowed:
            waits.setdefault(key, []).append(other)
    done: set[str] = set()
    for _ in range(7):
        done |= {str(n) for n in range(7) if set(waits.get(str(n), ())) <= done}
    assert done == {str(n) for n in range(7)}
