"""What may be decided about a report, as tables."""

from dataclasses import replace

import pytest

from kmt.intake.rules import NO_DECISION_YET
from kmt.triage import rules
from kmt.triage.rules import Weighing

SOUND = Weighing(
    suspicion="serious",
    urgency="U3",
    urgency_reason="",
    forms=("SEX",),
    outcome="advice",
    reasons="De school ziet een plotselinge verandering.",
    summary="meisje, ongeveer 15, opgehaald bij school",
    advice="Bel Veilig Thuis, en ons als het erger wordt.",
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
        ({"critical_observed": ("B1",)}, "safety"),
        ({"safety": "acute"}, "urgency"),
        ({"advice": " "}, "advice"),
        ({"outcome": "signal_forwarded"}, "forward_to"),
        ({"outcome": "pga_proposal"}, "person_description"),
        ({"urgency": "U4", "critical_observed": ("B1",), "safety": "structural"}, "urgency_reason"),
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
        {
            "urgency": "U4",
            "critical_observed": ("B1",),
            "safety": "none_known",
            "urgency_reason": "Al bij de politie.",
        },
        {"urgency": "U4", "minors": "yes", "urgency_reason": "Het kind is veilig thuis."},
        {"urgency": "U2", "minors": "yes"},
        {"urgency": "U2", "critical_observed": ("B1", "C1"), "safety": "structural"},
        {"outcome": "signal_forwarded", "forward_to": ("emm",)},
        {"outcome": "pga_proposal", "persons": 1},
        {"outcome": "care_case", "persons": 1},
        {"outcome": "no_follow_up", "suspicion": "weak"},
        {"outcome": NO_DECISION_YET},
    ],
)
def test_what_fits_stands(change: dict) -> None:
    assert rules.objections(replace(SOUND, **change)) == ()
