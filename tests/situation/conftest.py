"""What the tests of the situation share: one case of the coordinator, and its reference."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from kmt.care.joining import CaseRef, opened
from kmt.kernel.actor import Actor
from kmt.situation.rules.exploitation import NewSituation
from tests.care.conftest import case_id, hand_over, looking, make_case

__all__ = ["case_id", "hand_over", "looking", "make_case"]


def ref(by: Actor, case_id: UUID) -> CaseRef:
    """The case as a page of this room opens it."""
    return opened(by, case_id, part="situation")


def situation(**changed: Any) -> NewSituation:
    """An exploitation with nothing wrong with it."""
    whole = NewSituation(
        forms=("LAB",),
        sectors=("sector_lab:car_wash",),
        started="2024-03",
        recruited_in="RO",
        places=("GM0164",),
        means=("debt_bondage",),
        words="Kanarie vertelde het aan de huisarts.",
    )
    return replace(whole, **changed)
