"""What the tests of sharing use: a care case to share from, a second person, a draft filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kmt.access.permissions import Permission
from kmt.care.queries import case
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.lawfulness.queries import DisclosureLine, disclosures
from kmt.sharing import queries
from kmt.sharing.actions import begin_share, finish_draft, save_draft
from kmt.sharing.rules.answers import Answers
from tests.care.conftest import case_id, hand_over, make_case

__all__ = ["case_id", "hand_over", "make_case"]

SECRET = "Kanarie Verzonnen kan anders niet geplaatst worden."
Fill = Callable[..., UUID]


@pytest.fixture
def team_lead(coordinator: Actor) -> Actor:
    """A colleague who agrees to what the coordinator prepares, and may speak of suppliers."""
    more = {
        Permission.SHARING_APPROVAL_GIVE,
        Permission.SHARING_SUPPLY_READ,
        Permission.SHARING_SUPPLY_WRITE,
    }
    return replace(
        coordinator,
        id=str(new_id()),
        name="Tea Leidt",
        role="team_lead",
        permissions=coordinator.permissions | more,
    )


@pytest.fixture
def draft_id(coordinator: Actor, case_id: UUID) -> UUID:
    """A share that was begun from the case of the coordinator."""
    return begun(coordinator, case_id)


def shared_by(actor: Actor) -> tuple[DisclosureLine, ...]:
    """What this colleague decided to share; the hand-over of the desk is none of theirs."""
    return tuple(one for one in disclosures(actor) if one.mine)


def begun(by: Actor, case_id: UUID, **more: object) -> UUID:
    """Begin a share from a case as its page does."""
    found = case(by, case_id)
    values: dict[str, object] = {
        "object_type": "care_case",
        "object_id": case_id,
        "subject_id": found.person_id,
        "subject_label": found.person_label,
        "subject_role": "victim",
        "municipality": found.municipality,
        "compartment": "R2",
    }
    return begin_share(by=by, **(values | more))


def whole(**more: object) -> Answers:
    """Everything a decision needs: a shelter that is bound to the college."""
    values: dict[str, object] = {
        "recipient": "care_provider",
        "purpose": "P_CARE",
        "data": ("D01", "D13"),
        "age": ">=16",
        "known": {"provider_bound": "yes", "minimum_set": "yes"},
        "consent": "not_needed",
        "told": "yes",
        "recipient_name": "Opvang Voorbeeld",
        "necessity": SECRET,
        "subsidiarity": "Met minder kan het niet.",
        "expires_on": clock.today() + timedelta(days=30),
    }
    return Answers(**(values | more))


def police(**more: object) -> Answers:
    """To the police without consent, because of danger to life."""
    danger: dict[str, object] = {
        "recipient": "police_avim",
        "purpose": "P_CRIME",
        "data": ("D01",),
        "known": {"acute_life_danger": "yes"},
        "consent": "not_asked",
        "consent_why_not": "Er was geen tijd en geen contact.",
    }
    return whole(**(danger | more))


@pytest.fixture
def fill(coordinator: Actor, draft_id: UUID) -> Fill:
    """Keep answers in the draft, as its newest version."""

    def kept(answers: Answers, *, leave_out: bool = False) -> UUID:
        version = queries.draft(coordinator, draft_id).version
        save_draft(
            by=coordinator,
            draft_id=draft_id,
            version=version,
            answers=answers,
            leave_out=leave_out,
        )
        return draft_id

    return kept


@pytest.fixture
def waiting(coordinator: Actor, fill: Fill) -> UUID:
    """A share with the police that waits for the team lead."""
    draft_id = fill(police())
    assert finish_draft(by=coordinator, draft_id=draft_id) is None
    return draft_id
