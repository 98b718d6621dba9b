"""What may be decided about a report, as tables."""

from dataclasses import replace

import pytest

from kmt.intake import rules
from kmt.intake.rules import Told, Weighing

SOUND = Weighing(
    suspicion="serious",
    urgency="U3",
    urgency_reason="",
    forms=("SEX",),
    outcome="advice",
    reasons="De school ziet een plotselinge verandering.",
    summary="meisje, ongeveer 15, opgehaald bij school",
)


def test_a_sound_weighing_meets_no_objection() -> None:
    assert rules.objections(SOUND) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reasons": "  "}, "reasons"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 121}, "summary"),
        ({"summary": "een\ntwee"}, "summary"),
        ({"forms": ("",)}, "form"),
        ({"urgency": "U1"}, "urgency_reason"),
        ({"urgency": "U4", "critical_observed": ("B1",)}, "urgency_reason"),
        ({"urgency": "U4", "minors": "yes"}, "urgency_reason"),
        ({"urgency": "U3", "minors": "yes"}, "urgency_reason"),
        ({"outcome": "care_case"}, "person_description"),
        ({"outcome": "care_case", "persons": 1, "suspicion": "none"}, "outcome"),
        ({"outcome": "no_follow_up", "suspicion": "strong"}, "outcome"),
        ({"outcome": "no_follow_up", "urgency": "U1", "urgency_reason": "mes"}, "outcome"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(change: dict, field: str) -> None:
    found = rules.objections(replace(SOUND, **change))
    assert [one.field for one in found] == [field]
    assert found[0].sentence.endswith(".")
    assert found[0].next_step.endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        {"urgency": "U1", "urgency_reason": "Hij staat voor de deur."},
        {"urgency": "U4", "critical_observed": ("B1",), "urgency_reason": "Al bij de politie."},
        {"urgency": "U4", "minors": "yes", "urgency_reason": "Het kind is veilig thuis."},
        {"urgency": "U2", "minors": "yes"},
        {"urgency": "U2", "critical_observed": ("B1", "C1")},
        {"outcome": "care_case", "persons": 1},
        {"outcome": "no_follow_up", "suspicion": "weak"},
        {"outcome": rules.NO_DECISION_YET},
    ],
)
def test_what_fits_stands(change: dict) -> None:
    assert rules.objections(replace(SOUND, **change)) == ()


@pytest.mark.parametrize(
    ("chosen", "name", "contact", "kept"),
    [
        (rules.ANONYMOUS, "Noor", "06", (rules.ANONYMOUS, "", "")),
        (rules.WITHHELD, "Noor", "06", (rules.WITHHELD, "Noor", "06")),
        (rules.NAMED, "Noor", "", (rules.NAMED, "Noor", "")),
        ("", "", "", (rules.ANONYMOUS, "", "")),
        ("", "", "06", (rules.WITHHELD, "", "06")),
    ],
)
def test_of_an_anonymous_reporter_nothing_is_kept(chosen, name, contact, kept) -> None:
    told = Told(narrative="x", anonymity=chosen, reporter_name=name, contact=contact)
    found = rules.to_keep(told)
    assert (found.anonymity, found.reporter_name, found.contact) == kept


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (Told(narrative="x"), "signal_person"),
        (Told(narrative="x", about="self"), "care_request"),
        (Told(narrative="x", about="place"), "signal_location_business"),
        (Told(narrative="x", about="self", wants_advice=True), "advice_request"),
    ],
)
def test_the_kind_of_report_follows_from_the_answers(told: Told, kind: str) -> None:
    assert rules.kind_of(told) == kind


@pytest.mark.parametrize(
    ("told", "allowed"),
    [
        (Told(narrative="Er is iets mis."), True),
        (Told(narrative=" \n\t "), False),
        (Told(narrative="x" * 20_000), True),
        (Told(narrative="x" * 20_001), False),
        (Told(narrative="x", municipality="GM0164"), True),
        (Told(narrative="x", municipality="GM9999"), False),
    ],
)
def test_a_report_needs_a_story_of_readable_length_and_a_known_place(told, allowed) -> None:
    assert rules.may_submit(told, frozenset({"GM0164"})).allowed is allowed


@pytest.mark.parametrize(
    ("outcome", "taken", "feedback", "allowed"),
    [
        ("advice", False, "given", True),
        ("advice", False, "not_safe", True),
        ("advice", False, "", False),
        ("advice", False, "shouted", False),
        ("care_case", False, "given", False),
        ("care_case", True, "given", True),
    ],
)
def test_a_report_closes_after_feedback_and_after_care(outcome, taken, feedback, allowed) -> None:
    assert rules.may_close(outcome=outcome, taken=taken, feedback=feedback).allowed is allowed


@pytest.mark.parametrize(
    ("minors", "term"), [("yes", "URG-U2"), ("no", "URG-U3A"), ("unknown", "URG-U3A")]
)
def test_a_report_about_a_minor_is_read_within_a_day_before_anyone_weighed_it(minors, term) -> None:
    assert rules.first_term(Told(narrative="x", minors=minors)) == term
