"""What the tests of care share: reports that the desk handed over, and cases opened from them.

Reports come in and are weighed by the real desk, so that no test can build an impossible case.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.care.actions import open_case
from kmt.care.rules import NewAction
from kmt.intake import actions as desk_actions
from kmt.intake.queries import report_for_care
from kmt.intake.reading import ReportForCare
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.triage import actions as triage_actions
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity
from tests.beginnings import Beginning

HENGELO, ENSCHEDE = "GM0164", "GM0153"
CANARY = "Kanarie Verzonnen"

HandOver = Callable[..., ReportForCare]
OpenCase = Callable[..., UUID]


def tomorrow() -> date:
    """A day on which something can be due."""
    return clock.today() + timedelta(days=1)


def in_days(days: int) -> date:
    """A day from today."""
    return clock.today() + timedelta(days=days)


def events_of(case_id: UUID, *, result: str = "allowed") -> list[str]:
    """What the record says was done to a case, oldest first."""
    rows = AuditEvent.objects.filter(object_type="care_case", object_id=str(case_id), result=result)
    return list(rows.order_by("seq").values_list("action", flat=True))


@pytest.fixture
def hand_over(desk: Actor, coordinator: Actor) -> HandOver:
    """The desk takes a report in, weighs it, and hands it over to care."""

    def make(
        *,
        municipality: str = HENGELO,
        forms: tuple[str, ...] = ("SEX",),
        others: tuple[str, ...] = (),
        urgency: str = "U2",
    ) -> ReportForCare:
        received = desk_actions.submit_report(
            by=REPORTER,
            told=Told(narrative="Een verzonnen verhaal.", municipality=municipality),
            nonce=uuid4().hex,
        )
        report_id = received.report_id
        desk_actions.take_up(by=desk, report_id=report_id, version=1)
        for version, role in enumerate(others, start=2):
            other = PersonToAdd(identity=Identity(name=f"Ander {version}"), role=role)
            triage_actions.add_person(by=desk, report_id=report_id, version=version, person=other)
        triage_actions.record_triage(
            by=desk,
            report_id=report_id,
            version=2 + len(others),
            weighing=Weighing(
                suspicion="serious",
                urgency=urgency,
                urgency_reason="Verzonnen." if urgency == "U1" else "",
                forms=forms,
                outcome="care_case",
                reasons="Verzonnen redenen.",
                summary="Jonge vrouw met oudere vrienden",
            ),
            answers={},
            person=PersonToAdd(
                identity=Identity(name=CANARY, safe_contact="alleen sms, na 19.00 uur")
            ),
        )
        return report_for_care(coordinator, report_id)

    return make


@pytest.fixture
def make_case(hand_over: HandOver, coordinator: Actor) -> OpenCase:
    """A case of the coordinator, opened from a report of its own."""

    def make(*, by: Actor | None = None, place: str = HENGELO, due: date | None = None) -> UUID:
        report = hand_over(municipality=place)
        person = next(one for one in report.persons if one.role == "victim")
        return open_case(
            by=by or coordinator,
            report_id=report.id,
            person_id=person.id,
            forms=report.forms,
            places=Places(place_found=place),
            first=NewAction(what=f"{CANARY} bellen", due=due or tomorrow(), owner="CoMensha"),
        )

    return make


ONE_CASE: Beginning[UUID] = Beginning()


@pytest.fixture
def case_id(make_case: OpenCase) -> UUID:
    """One open case of Hengelo."""
    return ONE_CASE.of(make_case)


@pytest.fixture
def looking(coordinator: Actor):
    """Rows as they are in the tables, for tests that look behind the queries."""
    with gate_open(coordinator):
        yield
