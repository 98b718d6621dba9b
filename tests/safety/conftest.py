"""What the tests of safety share: one case of the coordinator, and assessments of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kmt.kernel import clock
from kmt.safety.rules import Asked, NewAssessment
from kmt.vocabulary.queries import values
from tests.care.conftest import case_id, hand_over, looking, make_case

__all__ = ["case_id", "hand_over", "looking", "make_case"]


def assessment(**changed: Any) -> NewAssessment:
    """An assessment with nothing wrong with it: structural, one thing known, the rest unknown."""
    today = clock.today()
    answers = {one.code: Asked(answer="unknown") for one in values("safety_item", today)}
    answers["knows_address"] = Asked(answer="yes", words="Hij stond vorige week voor de deur.")
    whole = NewAssessment(
        level="structural",
        reasons="Verzonnen redenen.",
        valid_until=today + timedelta(days=14),
        answers=answers,
        emergency="Bel 112 en daarna de opvang.",
    )
    return replace(whole, **changed)


ACUTE = {
    "level": "acute",
    "called_112": "yes",
    "done_now": "De politie haalt de persoon op.",
    "done_by": "Politie en Bram",
}
