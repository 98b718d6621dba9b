"""The whole line through queries and actions: every step gated, every step in the record.

The same journey in a real browser is ``tests/browser/test_journey.py``.
"""

from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from kmt.access.actors import REPORTER
from kmt.audit.queries import newest, verify
from kmt.care.actions import add_note, finish_action, move_case, open_case
from kmt.care.caseloads import cases
from kmt.care.queries import case, offered
from kmt.care.queries import counts as care_counts
from kmt.care.rules import EventKind, Move, NewAction
from kmt.care.states import State
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.insight import estimating
from kmt.insight.actions import make_factsheet, run_estimate, worker
from kmt.insight.queries import counts, overview
from kmt.intake.actions import submit_report, take_up
from kmt.intake.queries import report_detail, worklist
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel import clock
from kmt.triage.actions import record_triage
from kmt.triage.rules import Weighing
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity
from tests.conftest import HENGELO
from tests.triage.ending import finish

pytestmark = pytest.mark.slow

STORY = "Een jongen brengt pakketjes rond en zegt dat hij niet kan stoppen."
NAME = "Daan Verzonnen"


def how_far(receipt: str) -> str:
    """What who has the code reads."""
    found = followed(REPORTER, secrets_of(receipt))
    return str(found.standing.words) if found else ""


@pytest.mark.django_db
def test_from_a_report_to_the_factsheet(
    monkeypatch, desk, coordinator, analyst, focal_point_hengelo, privacy_officer
) -> None:
    monkeypatch.setattr(estimating, "REPLICATES", 20)

    # Somebody tells, and can come back with sixteen digits.
    told = Told(narrative=STORY, municipality=HENGELO, minors="yes", ongoing="yes")
    received = submit_report(by=REPORTER, told=told, nonce="journey")
    assert "melding is binnen" in how_far(received.receipt)

    # The desk finds it on top, and weighs it with reasons.
    assert worklist(desk).lines[0].id == received.report_id
    report = report_detail(desk, received.report_id)
    assert report.narrative == STORY
    take_up(by=desk, report_id=report.id, version=report.version)
    record_triage(
        by=desk,
        report_id=report.id,
        version=report_detail(desk, report.id).version,
        weighing=Weighing(
            suspicion="serious",
            urgency="U2",
            urgency_reason="",
            forms=("CRIM",),
            outcome="care_case",
            reasons="Schuld en dreiging; hij wil stoppen en kan niet.",
            summary="Jongen, koerier onder dwang",
        ),
        answers={"F2": "observed", "F7": "observed", "F1": "not_observed"},
        person=PersonToAdd(identity=Identity(name=NAME, estimated_age=17)),
    )

    # Care collects it and leads it to its end.
    (waiting,) = offered(coordinator)
    case_id = open_case(
        by=coordinator,
        report_id=waiting.id,
        person_id=waiting.persons[0].id,
        forms=["CRIM"],
        places=Places(residence=HENGELO),
        first=NewAction(what="Gesprek met de moeder", due=clock.today() + timedelta(days=2)),
    )
    finish_action(
        by=coordinator, case_id=case_id, action_id=case(coordinator, case_id).actions[0].id
    )
    add_note(
        by=coordinator, case_id=case_id, kind=EventKind.CONTACT_PERSON, text="Hij wil naar school."
    )
    for state in (State.INTAKE, State.CLOSED):
        reason = "lost_contact_missing" if state is State.CLOSED else ""
        version = case(coordinator, case_id).version
        move = Move(to=state, reason="Afgesproken.", version=version, closing_reason=reason)
        move_case(by=coordinator, case_id=case_id, move=move)
    assert [line.id for line in cases(coordinator, "closed").cases] == [case_id]
    finish(desk, report.id, "in_care")
    assert "melding gesloten" in how_far(received.receipt)

    # The numbers rise: one report, one person, in one municipality and form, unknown beside it.
    # Who reads no files sees no number under five.
    page = counts(analyst)
    assert (page.reports.total.shown, page.people.total.shown) == (None, None)
    assert counts(focal_point_hengelo).people.total.shown is None
    assert {one.municipality for one in care_counts(analyst)} == {HENGELO}

    # The number that nobody counts stays a band, on paper too.
    run_estimate(by=worker())
    assert overview(analyst).done is not None
    sheet = make_factsheet(by=analyst)
    with pikepdf.open(sheet.path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nl")
    assert NAME.encode() not in Path(sheet.path).read_bytes()

    # And everything stands in the record, whole.
    kinds = {line.object_type for line in newest(privacy_officer).lines}
    assert {"report", "person", "care_case", "count", "factsheet"} <= kinds
    assert verify().breaks == ()
