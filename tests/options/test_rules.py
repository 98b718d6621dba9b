"""The rules of weighing, as decision tables."""

import pytest

from kmt.options.rules import (
    Standing,
    may_add,
    may_advise,
    may_answer,
    may_change,
    may_move,
    name_problem,
    score_problem,
    weight_problem,
)
from kmt.options.states import WeighingState

DRAFT, OPEN, CONCLUDED = WeighingState
FULL = {"question": True, "alternatives": 2, "weights": (1, 2), "judgements": 1, "advice": True}


@pytest.mark.parametrize(
    ("state", "change", "answer", "advise"),
    [(DRAFT, True, False, True), (OPEN, False, True, True), (CONCLUDED, False, False, False)],
)
def test_what_may_be_done_in_which_state(
    state: WeighingState, change: bool, answer: bool, advise: bool
) -> None:
    found = (may_change(state), may_answer(state), may_advise(state))
    assert tuple(one.allowed for one in found) == (change, answer, advise)
    assert all(one.allowed or one.reasons for one in found)


@pytest.mark.parametrize(
    ("state", "to", "facts", "said"),
    [
        (DRAFT, OPEN, {}, ""),
        (DRAFT, CONCLUDED, {}, "Deze stap kan nu niet"),
        (DRAFT, OPEN, {"question": False}, "de vraag op"),
        (DRAFT, OPEN, {"alternatives": 1}, "twee alternatieven"),
        (DRAFT, OPEN, {"weights": ()}, "één criterium nodig"),
        (DRAFT, OPEN, {"weights": (0, 0)}, "gewicht boven nul"),
        (DRAFT, OPEN, {"judgements": 0}, "één oordeel"),
        (DRAFT, OPEN, {"advice": False}, ""),
        (OPEN, CONCLUDED, {}, ""),
        (OPEN, CONCLUDED, {"advice": False}, "Schrijf eerst het advies"),
        (OPEN, DRAFT, {}, ""),
        (OPEN, DRAFT, {"answers": 1}, "Er is al geantwoord"),
        (CONCLUDED, OPEN, {}, "Deze stap kan nu niet"),
        (CONCLUDED, DRAFT, {}, "Deze stap kan nu niet"),
    ],
)
def test_which_step_is_possible(
    state: WeighingState, to: WeighingState, facts: dict[str, object], said: str
) -> None:
    decision = may_move(to, Standing(state=state, **{**FULL, **facts}))  # type: ignore[arg-type]
    assert decision.allowed is (not said)
    assert said in " ".join(decision.reasons)


def test_what_is_missing_is_said_at_once() -> None:
    nothing = Standing(state=DRAFT, question=False, alternatives=0, weights=(), judgements=0)
    assert len(may_move(OPEN, nothing).reasons) == 4


@pytest.mark.parametrize(
    ("kind", "number", "allowed"),
    [
        ("alternative", 5, True),
        ("alternative", 6, False),
        ("criterion", 9, True),
        ("criterion", 10, False),
    ],
)
def test_how_many_fit(kind: str, number: int, allowed: bool) -> None:
    assert may_add(kind, number).allowed is allowed


@pytest.mark.parametrize(
    ("name", "said"),
    [("Past", ""), ("  ", "Geef een naam"), ("x" * 121, "korter"), (" past bij ", "is er al")],
)
def test_a_name_is_there_short_and_not_taken(name: str, said: str) -> None:
    found = name_problem(name, ["Past bij"])
    assert bool(found) is bool(said)
    assert said in found


@pytest.mark.parametrize(
    ("value", "words", "ok"),
    [(None, "", True), (0, "omdat", True), (4, " ", False), (5, "omdat", False), (4, "o", True)],
)
def test_a_score_is_zero_to_four_with_a_reason(value: int | None, words: str, ok: bool) -> None:
    assert (not score_problem(value, words)) is ok


@pytest.mark.parametrize(("weight", "ok"), [(0, True), (100, True), (101, False), (-1, False)])
def test_a_weight_is_zero_to_a_hundred(weight: int, ok: bool) -> None:
    assert (not weight_problem(weight)) is ok
