"""What an assessment, a plan and an incident need; what changed; which step is held back."""

from dataclasses import replace
from datetime import date

import pytest

from kmt.care.states import State
from kmt.safety.rules import (
    Asked,
    Changed,
    NewAssessment,
    NewIncident,
    NewPlan,
    assessment_problems,
    changes,
    facts_of,
    hinders,
    incident_problems,
    plan_problems,
)

TODAY = date(2027, 3, 1)
ITEMS = frozenset({"weapons", "tracked_app"})
WHOLE = NewAssessment(
    level="structural",
    reasons="Verzonnen redenen.",
    valid_until=TODAY,
    answers={"weapons": Asked(answer="no"), "tracked_app": Asked(answer="unknown")},
    emergency="Bel 112.",
)
IN_DANGER = {"level": "acute", "called_112": "no", "done_now": "Nu weg.", "done_by": "Bram"}
ASSESSMENTS = {
    "nothing is wrong": ({}, set()),
    "no level": ({"level": ""}, {"level"}),
    "a level that is no level": ({"level": "9"}, {"level"}),
    "no reasons": ({"reasons": "  "}, {"reasons"}),
    "no term": ({"valid_until": None}, {"valid_until"}),
    "a term of yesterday": ({"valid_until": date(2027, 2, 28)}, {"valid_until"}),
    "the term may be a year": ({"valid_until": date(2028, 3, 1)}, set()),
    "a term of more than a year": ({"valid_until": date(2028, 3, 3)}, {"valid_until"}),
    "unsafe, and nothing agreed": ({"emergency": ""}, {"emergency"}),
    "no danger known needs no agreement": ({"level": "none_known", "emergency": ""}, set()),
    "a question left open": ({"answers": {"weapons": Asked(answer="no")}}, {"tracked_app"}),
    "an answer that is none": (
        {"answers": {**WHOLE.answers, "weapons": Asked(answer="maybe")}},
        {"weapons"},
    ),
    "yes without what is known": (
        {"answers": {**WHOLE.answers, "weapons": Asked(answer="yes")}},
        {"weapons_words"},
    ),
    "a question that nobody asks": (
        {"answers": {**WHOLE.answers, "zodiac": Asked(answer="yes")}},
        {"zodiac"},
    ),
    "a text that does not fit": ({"reasons": "x" * 4001}, {"reasons"}),
    "acute asks at once": (
        {"level": "acute"},
        {"called_112", "done_now", "done_by"},
    ),
    "acute and said": (IN_DANGER, set()),
    "acute, 112 unknown is no answer": ({**IN_DANGER, "called_112": "unknown"}, {"called_112"}),
}


@pytest.mark.parametrize(("changed", "fields"), ASSESSMENTS.values(), ids=ASSESSMENTS.keys())
def test_what_an_assessment_needs(changed: dict[str, object], fields: set[str]) -> None:
    new = replace(WHOLE, **changed)  # type: ignore[arg-type]
    assert assessment_problems(new, ITEMS, TODAY).keys() == fields


def test_answers_never_make_a_level() -> None:
    """Everything known to be wrong, and still the level is what the colleague says."""
    worst = {item: Asked(answer="yes", words="ja") for item in ITEMS}
    new = replace(WHOLE, level="none_known", answers=worst)
    assert assessment_problems(new, ITEMS, TODAY) == {}


BEFORE = ("structural", {"weapons": "no", "tracked_app": "unknown"})


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (BEFORE, ()),
        (
            ("acute", {"weapons": "yes", "tracked_app": "unknown"}),
            (
                Changed(item="", before="structural", after="acute"),
                Changed(item="weapons", before="no", after="yes"),
            ),
        ),
        (("structural", {"weapons": "no"}), ()),
        (
            ("structural", {**BEFORE[1], "tracked_car": "yes"}),
            (Changed(item="tracked_car", before="unknown", after="yes"),),
        ),
    ],
)
def test_what_changed_is_told(
    after: tuple[str, dict[str, str]], found: tuple[Changed, ...]
) -> None:
    assert changes(BEFORE, after) == found


def test_the_first_assessment_changed_nothing() -> None:
    assert changes(None, BEFORE) == ()


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"own_steps": ""}, {"own_steps"}),
        ({"call_order": " "}, {"call_order"}),
        ({"agreed_on": date(2027, 3, 2)}, {"agreed_on"}),
        ({"agreed_on": TODAY}, set()),
        ({"code_word": "x" * 301}, {"code_word"}),
    ],
)
def test_what_a_plan_needs(changed: dict[str, object], fields: set[str]) -> None:
    plan = replace(NewPlan(own_steps="Weggaan", call_order="112"), **changed)  # type: ignore[arg-type]
    assert plan_problems(plan, TODAY).keys() == fields


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, set()),
        ({"kind": "onzin"}, {"kind"}),
        ({"happened_on": date(2027, 3, 2)}, {"happened_on"}),
        ({"what": ""}, {"what"}),
        ({"done": ""}, {"done"}),
        ({"follow_up": "Aangifte"}, {"follow_up_due"}),
        ({"follow_up_due": TODAY}, {"follow_up"}),
        ({"follow_up": "Aangifte", "follow_up_due": date(2027, 2, 28)}, {"follow_up_due"}),
        ({"follow_up": "Aangifte", "follow_up_due": TODAY}, set()),
    ],
)
def test_what_an_incident_needs(changed: dict[str, object], fields: set[str]) -> None:
    whole = NewIncident(kind="threat", happened_on=TODAY, what="Gebeld", done="Niets")
    new = replace(whole, **changed)  # type: ignore[arg-type]
    assert incident_problems(new, frozenset({"threat"}), TODAY).keys() == fields


@pytest.mark.parametrize("to", State)
@pytest.mark.parametrize("level", ["", "acute", "structural", "none_known"])
def test_no_plan_is_agreed_on_before_somebody_looked_at_safety(to: State, level: str) -> None:
    held_back = to is State.PLAN_AGREED and not level
    assert bool(hinders(facts_of(level, planned=True), to)) == held_back
