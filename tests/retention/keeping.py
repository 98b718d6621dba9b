"""What the tests of the terms share: closed reports, care cases, and the nights that follow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.care.actions import open_case
from kmt.care.rules import NewAction
from kmt.intake import actions as intake
from kmt.intake.models import Report
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly
from kmt.triage import actions as triage_actions
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity
from tests.conftest import HENGELO
from tests.triage.ending import finish

START = datetime(2026, 11, 26, 9, tzinfo=UTC)
WAIT = 14
CANARY = "Kanarie Verzonnen"
Night = Callable[[int], dict[str, int]]


def on_day(days: int):
    """The clock stopped so many days after the start."""
    return clock.frozen(START + timedelta(days=days))


@pytest.fixture
def night(django_capture_on_commit_callbacks) -> Night:
    """Run the job so many days after the start; what it did, and nothing that it left alone."""

    def run(days: int) -> dict[str, int]:
        with on_day(days), django_capture_on_commit_callbacks(execute=True):
            taken = run_nightly(by=night_watch(), wait=WAIT)
        return {step: number for step, number in taken.items() if number and step != "nothing"}

    return run


def weighed_report(
    desk: Actor, *, outcome: str = "referred_elsewhere", story: str = CANARY
) -> UUID:
    """A report of the start, by somebody known, with a person, weighed."""
    with on_day(0):
        told = Told(
            narrative=f"Een verhaal van {story}.",
            municipality=HENGELO,
            reporter_name=f"Tante {story}",
            contact="06 0000 0001",
            anonymity="known_to_centre",
        )
        report_id = intake.submit_report(by=REPORTER, told=told, nonce=story).report_id
        weighing = Weighing(
            suspicion="serious",
            urgency="U3",
            urgency_reason="",
            forms=("LAB",),
            outcome=outcome,
            reasons="Verzonnen redenen.",
            summary="samenvatting",
        )
        person = PersonToAdd(identity=Identity(name=story))
        triage_actions.record_triage(
            by=desk, report_id=report_id, version=1, weighing=weighing, answers={}, person=person
        )
    return report_id


def close(desk: Actor, report_id: UUID) -> UUID:
    """Close a report on the day of the start."""
    with on_day(0):
        finish(desk, report_id)
    return report_id


def care_case(desk: Actor, coordinator: Actor, *, story: str = CANARY) -> tuple[UUID, UUID, UUID]:
    """A report that went to care and was closed, its person and the case."""
    report_id = weighed_report(desk, outcome="care_case", story=story)
    with on_day(0):
        person = report_detail(desk, report_id).persons[0].id
        case_id = open_case(
            by=coordinator,
            report_id=report_id,
            person_id=person,
            forms=["LAB", "SEX"],
            places=Places(residence=HENGELO),
            first=NewAction(what=f"{story} bellen", due=clock.today() + timedelta(days=2)),
        )
    return close(desk, report_id), person, case_id


def row_of(by: Actor, report_id: UUID) -> Report | None:
    """The row of a report as it is in the table."""
    with gate_open(by):
        return Report.objects.filter(pk=report_id).first()


def triggers_off() -> None:
    """What keeps certificates as they are, out of the way: as for who owns the whole server."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("drop trigger retention_certificate_no_update")
        else:
            cursor.execute("alter table retention_destructioncertificate disable trigger user")
