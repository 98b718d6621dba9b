"""A call is typed: the steps that the tests of the reception share."""

from datetime import date
from uuid import UUID

import pytest

from kmt.access.actors import REPORTER, actor_for, system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.intake.models import Report
from kmt.kernel.actor import Actor
from kmt.partners.actions import create_account, give_role
from kmt.reception.models import Draft
from kmt.reception.rules import DraftContent
from tests.conftest import PASSWORD

STORY = "Een buurvrouw ziet elke nacht een busje bij een schuur; er slapen mensen binnen."


def typed(**more: object) -> DraftContent:
    """What somebody typed of a call."""
    return DraftContent(**{"narrative": STORY, **more})  # type: ignore[arg-type]


def row_of(draft_id: UUID) -> Draft:
    """The row as it stands now."""
    with gate_open(REPORTER):
        return Draft.objects.get(pk=draft_id)


def all_drafts() -> list[Draft]:
    """Every draft that is kept."""
    with gate_open(REPORTER):
        return list(Draft.objects.order_by("started_at", "label"))


def reports() -> list[Report]:
    """Every report that is kept."""
    with gate_open(REPORTER):
        return list(Report.objects.order_by("received_at"))


@pytest.fixture
def postman() -> Actor:
    """The process that brings mail."""
    rights = frozenset({Permission.RECEPTION_DRAFT_WRITE})
    return system_actor("postman", purpose="report", permissions=rights)


@pytest.fixture
def second_desk(accounts, registrar) -> Actor:
    """A second colleague at the desk."""
    account = create_account(
        by=registrar,
        email="mark@example.org",
        name="Mark Ernaast",
        password=PASSWORD,
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=date(2099, 1, 1),
    )
    give_role(by=registrar, account=account, organisation="KMT", role="intake_worker")
    return actor_for(account)
