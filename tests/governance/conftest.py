"""What the tests of governance share: the adviser, a member, and a working group with a seat."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from kmt.access.actors import actor_for
from kmt.governance import actions
from kmt.governance.given import NewBody, NewItem, NewMeeting, NewMember
from kmt.kernel.actor import Actor
from kmt.partners.models import Account
from tests.attachments.conftest import scanned

__all__ = ["scanned"]

SINCE = date(2021, 1, 1)


@pytest.fixture
def adviser(accounts: dict[str, Account]) -> Actor:
    """Wies, who keeps the papers."""
    return actor_for(accounts["adviser"])


@pytest.fixture
def member(accounts: dict[str, Account]) -> Actor:
    """Joris, who sits in the working group."""
    return actor_for(accounts["member"])


@pytest.fixture
def group(adviser: Actor, member: Actor) -> UUID:
    """A working group of three organisations, two of which have a member."""
    body = actions.found_body(
        by=adviser,
        new=NewBody(
            code="werkgroep",
            name="Regionale werkgroep",
            mandate="Adviseert over visie en beleidskader.",
            wanted=("RIEC", "OM-ON", "HENGELO"),
        ),
    )
    seats = (("HENGELO", "beleidsadviseur veiligheid", member.id), ("RIEC", "accountmanager", ""))
    for organisation, function, account in seats:
        actions.seat(
            by=adviser,
            body_id=body,
            new=NewMember(
                organisation=organisation, function=function, account=account, since=SINCE
            ),
        )
    return body


def meet(adviser: Actor, body: UUID, at: datetime, *titles: str) -> UUID:
    """A meeting with items to discuss."""
    meeting = actions.call_meeting(
        by=adviser, body_id=body, new=NewMeeting(meets_at=at, minutes=60, place="Twentehuis")
    )
    for title in titles:
        actions.add_item(by=adviser, meeting_id=meeting, new=NewItem(title=title, kind="discuss"))
    return meeting


def moment(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A moment in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def decided(adviser: Actor, **changed: Any) -> UUID:
    """A decision with nothing wrong with it."""
    whole: dict[str, Any] = {
        "title": "Plaats van het kenniscentrum",
        "question": "Waar hoort het kenniscentrum thuis?",
        "decided": "In het Zorg- en Veiligheidshuis.",
        "on": date(2020, 8, 13),
        "body": "werkgroep",
        "grounds": "Het hele probleem valt daar onder de opdracht.",
    }
    return actions.record_decision(by=adviser, **{**whole, **changed})
