"""Fills the demo with prevention: the network event of 2025, and lessons and a plan as examples."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.prevention.actions import evaluate, measure, plan_campaign, write_lessons
from kmt.prevention.queries import campaign, overview
from kmt.prevention.rules import How, Lessons, Measured, Plan

TEXTS = Path(__file__).with_suffix(".toml")
EVENT_DAY = date(2025, 10, 14)
HENGELO, ENSCHEDE = "GM0164", "GM0153"


def load() -> str:
    """Write it all down; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if overview(by).every:
        return "was er al"
    said = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    _event(by, said["event"])
    _lessons(by, said["lessons"])
    _workers(by, said["workers"])
    _set(by, said["set"])
    return "3 campagnes en een lesset"


def _event(by: Actor, said: dict[str, str]) -> None:
    event = plan_campaign(
        by=by,
        plan=Plan(
            title=said["title"],
            kind="event",
            goal=said["goal"],
            first_day=EVENT_DAY,
            last_day=EVENT_DAY,
            owner="KMT",
            audiences=("professionals",),
            material=said["material"],
            source=said["source"],
        ),
    )
    found = Measured(
        audience="professionals",
        municipality="",
        on=EVENT_DAY,
        how=How.ESTIMATED,
        number=150,
        base=said["base"],
    )
    measure(by=by, campaign_id=event, found=found)


def _lessons(by: Actor, said: dict[str, str]) -> None:
    given = plan_campaign(
        by=by,
        plan=Plan(
            title=said["title"],
            kind="lessons",
            goal=said["goal"],
            first_day=date(2026, 2, 2),
            last_day=date(2026, 4, 24),
            owner="KMT",
            audiences=("youth", "parents"),
            forms=("CRIM", "SEX"),
            municipalities=(HENGELO, ENSCHEDE),
            material=said["material"],
            planned=Decimal("2400.00"),
            actual=Decimal("2250.50"),
            cost_source=said["cost_source"],
            example=True,
        ),
    )
    youth = Measured(
        audience="youth",
        municipality=HENGELO,
        on=date(2026, 4, 24),
        how=How.COUNTED,
        number=118,
        base=said["base"],
    )
    parents = replace(
        youth,
        audience="parents",
        municipality=ENSCHEDE,
        how=How.ESTIMATED,
        number=90,
        low=75,
        high=110,
        base=said["parents"],
    )
    for one in (youth, replace(youth, municipality=ENSCHEDE, number=133), parents):
        measure(by=by, campaign_id=given, found=one)
    evaluate(
        by=by,
        campaign_id=given,
        version=campaign(by, given).version,
        outcome=said["outcome"],
        lesson=said["lesson"],
    )


def _workers(by: Actor, said: dict[str, str]) -> None:
    begins = clock.today() + timedelta(days=60)
    plan_campaign(
        by=by,
        plan=Plan(
            title=said["title"],
            kind="campaign",
            goal=said["goal"],
            first_day=begins,
            last_day=begins + timedelta(days=90),
            owner="KMT",
            audiences=("migrant_workers", "entrepreneurs"),
            forms=("LAB",),
            material=said["material"],
            planned=Decimal("1800.00"),
            example=True,
        ),
    )


def _set(by: Actor, said: dict[str, str]) -> None:
    write_lessons(
        by=by,
        lessons=Lessons(
            title=said["title"],
            audience="youth",
            minutes=50,
            goal=said["goal"],
            steps=said["steps"].strip(),
            forms=("CRIM",),
            material=said["material"],
            articles=("criminele-uitbuiting", "signalen", "op-school"),
            source=said["source"],
            example=True,
        ),
    )
