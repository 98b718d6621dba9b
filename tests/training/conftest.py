"""What the tests of trainings share: an offer, a session of a few places, a frozen day."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.training import actions
from kmt.training.rules import Offer, Planned

NOW = datetime(2026, 2, 27, 9, tzinfo=UTC)
STARTS = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
AFTER = STARTS + timedelta(hours=4)
HENGELO, ENSCHEDE = "GM0164", "GM0153"


def offer(**changed: Any) -> Offer:
    """A training with nothing wrong with it."""
    found = {
        "title": "Signalen zien aan de balie",
        "subject": "recognising",
        "level": "basic",
        "audience": "medewerkers van de publieksbalie",
        "minutes": 180,
        "about": "Wat je ziet, en wat je dan doet.",
    }
    return Offer(**found | changed)


def planned(**changed: Any) -> Planned:
    """A session with nothing wrong with it."""
    found: dict[str, Any] = {
        "starts_at": STARTS,
        "minutes": 180,
        "place": "Stadhuis Hengelo",
        "online": False,
        "places": 2,
        "trainer": "Kenniscentrum",
        "closes_on": date(2026, 3, 8),
    }
    return Planned(**found | changed)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """A day on which nothing has begun yet."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def session_id(adviser: Actor) -> UUID:
    """A session of two places."""
    training = actions.offer_training(by=adviser, offer=offer())
    return actions.plan_session(by=adviser, training_id=training, planned=planned())


@pytest.fixture
def take(session_id: UUID) -> Callable[..., str]:
    """Let somebody take a place."""

    def taking(by: Actor, municipality: str = HENGELO, department: str = "youth") -> str:
        return actions.take_place(
            by=by, session_id=session_id, municipality=municipality, department=department
        )

    return taking
