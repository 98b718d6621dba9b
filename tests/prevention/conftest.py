"""What the tests of prevention share: who keeps it, and a campaign and lessons without mistakes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kmt.access.actors import actor_for
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.prevention.rules import How, Lessons, Measured, Plan

HENGELO, ENSCHEDE = "GM0164", "GM0153"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    """It is 2 March 2026."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def adviser(accounts) -> Actor:
    """Who keeps this room."""
    return actor_for(accounts["adviser"])


def plan(**changed: Any) -> Plan:
    """A plan with nothing wrong with it."""
    whole = Plan(
        title="Lessen op school",
        kind="lessons",
        goal="Leerlingen weten met wie zij kunnen praten.",
        first_day=date(2026, 2, 2),
        last_day=date(2026, 4, 24),
        owner="KMT",
        audiences=("youth", "parents"),
        forms=("CRIM",),
        municipalities=(HENGELO, ENSCHEDE),
        material="Kaart A6",
        planned=Decimal("2400.00"),
    )
    return replace(whole, **changed)


def measured(**changed: Any) -> Measured:
    """A counted reach with nothing wrong with it."""
    whole = Measured(
        audience="youth",
        municipality=HENGELO,
        on=date(2026, 2, 20),
        how=How.COUNTED,
        number=118,
        base="klassenlijsten",
    )
    return replace(whole, **changed)


def estimated(**changed: Any) -> Measured:
    """An estimate with its margin."""
    whole = {"how": How.ESTIMATED, "number": 90, "low": 75, "high": 110, "base": "stoelen"}
    return measured(**(whole | changed))


def lessons(**changed: Any) -> Lessons:
    """Lessons with nothing wrong with them."""
    whole = Lessons(
        title="Een klus",
        audience="youth",
        minutes=50,
        goal="Je herkent hoe ronselen begint.",
        steps="10 Afspraken\n30 min: In groepjes\nAfsluiten",
        forms=("CRIM",),
        articles=("signalen",),
    )
    return replace(whole, **changed)
