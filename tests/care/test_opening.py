"""Opening a case from a report that the desk handed over."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.care import actions, caseloads, queries
from kmt.care.models import CareCase
from kmt.care.rules import NewAction
from kmt.intake.queries import routed_to_care
from kmt.intake.reading import ReportForCare
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.triage.rules.places import Places
from tests.care.conftest import ENSCHEDE, HENGELO, HandOver, events_of, in_days, tomorrow


def first() -> NewAction:
    return NewAction(what="Bellen met de opvang", due=tomorrow())


def open_case(by: Actor, report: ReportForCare, **changed: Any) -> UUID:
    """Open a case for the first person of a report; what a test is about, it says itself."""
    usual = {
        "person_id": report.persons[0].id,
        "forms": (),
        "places": Places(),
        "first": first(),
    }
    return actions.open_case(by=by, report_id=report.id, **usual | changed)


def test_a_case_takes_over_what_the_desk_knows(hand_over: HandOver, coordinator: Actor) -> None:
    report = hand_over(municipality=HENGELO, forms=("SEX", "CRIM"))
    case_id = open_case(
        coordinator, report, forms=report.forms, places=Places(place_found=report.municipality)
    )
    case = queries.case(coordinator, case_id)
    assert case.number == f"Z-{clock.today().year}-0001"
    assert (case.person_label, case.report_number) == (report.persons[0].label, report.number)
    assert (case.municipality, case.municipality_basis) == (HENGELO, "place_found")
    assert case.forms == ("CRIM", "SEX")
    assert case.state == "accepted"
    assert case.coordinator == "Bram Voorbeeld"
    assert [(one.what, one.owner, one.mine) for one in case.actions] == [
        ("Bellen met de opvang", "Bram Voorbeeld", True)
    ]
    assert [one.kind for one in case.events] == ["opened"]


def test_numbers_count_up_within_a_year_and_start_again(
    hand_over: HandOver, coordinator: Actor
) -> None:
    def open_in(year: int) -> str:
        with clock.frozen(datetime(year, 3, 1, 12, tzinfo=UTC)):
            report = hand_over()
            case_id = open_case(coordinator, report)
            return queries.case(coordinator, case_id).number

    assert [open_in(2026), open_in(2026), open_in(2027)] == [
        "Z-2026-0001",
        "Z-2026-0002",
        "Z-2027-0001",
    ]


def test_the_municipality_follows_the_rule_and_another_takes_a_reason(
    hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over(municipality=HENGELO)

    def attempt(**places: str) -> UUID:
        return open_case(coordinator, report, places=Places(place_found=HENGELO, **places))

    with pytest.raises(Refused, match="waarom je van de regel afwijkt"):
        attempt(override=ENSCHEDE)
    case = queries.case(coordinator, attempt(override=ENSCHEDE, reason="Daar is de opvang"))
    assert (case.municipality, case.municipality_basis) == (ENSCHEDE, "override")
    assert case.events[0].text == "Daar is de opvang"


def test_a_case_cannot_be_placed_where_the_coordinator_does_not_work(
    hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over(municipality=HENGELO)
    small = replace(coordinator, world=frozenset({HENGELO}), whole_region=False)
    with pytest.raises(Refused, match="hoort niet bij jouw werkgebied"):
        open_case(small, report, places=Places(residence=ENSCHEDE))


def test_the_report_leaves_the_list_when_each_victim_has_a_case(
    hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over(others=("victim", "witness"))
    victims = [one for one in report.persons if one.role == "victim"]

    def waiting() -> int:
        return len(routed_to_care(coordinator))

    def open_for(person_id: UUID) -> None:
        open_case(coordinator, report, person_id=person_id)

    assert waiting() == 1
    open_for(victims[0].id)
    assert waiting() == 1
    open_for(victims[1].id)
    assert waiting() == 0
    open_for(next(one.id for one in report.persons if one.role == "witness"))


def test_the_same_form_sent_twice_opens_one_case(hand_over: HandOver, coordinator: Actor) -> None:
    report, token = hand_over(), uuid4()
    ids = {open_case(coordinator, report, token=token) for _ in range(2)}
    assert len(ids) == 1
    assert caseloads.cases(coordinator).sizes["all"] == 1


def test_a_second_case_for_the_same_person_and_report_is_refused(
    hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over()

    def attempt() -> None:
        open_case(coordinator, report)

    attempt()
    with pytest.raises(Conflict, match="al een casus geopend: Z-"):
        attempt()


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (NewAction(what="", due=in_days(1)), "what"),
        (NewAction(what="x" * 4001, due=in_days(1)), "what"),
        (NewAction(what="Bellen", due=in_days(-1)), "due"),
        (NewAction(what="Bellen", due=in_days(1), owner="x" * 121), "owner"),
    ],
)
def test_a_case_starts_with_a_first_action_that_makes_sense(
    hand_over: HandOver, coordinator: Actor, action: NewAction, field: str
) -> None:
    report = hand_over()
    with pytest.raises(Invalid) as refused:
        open_case(coordinator, report, first=action)
    assert list(refused.value.fields) == [field]
    assert caseloads.cases(coordinator).sizes["all"] == 0


def test_somebody_who_is_not_in_the_report_gets_no_case(
    hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over()
    with pytest.raises(Invalid, match="hoort niet bij deze melding"):
        open_case(coordinator, report, person_id=uuid4())


def test_a_report_that_was_not_handed_over_is_not_there(coordinator: Actor) -> None:
    with pytest.raises(NotFound):
        queries.offered_report(coordinator, uuid4())


def test_the_desk_opens_no_case_itself(hand_over: HandOver, desk: Actor) -> None:
    report = hand_over()
    with pytest.raises(NotPermitted, match="een zorgcasus openen"):
        open_case(desk, report)


def test_opening_leaves_one_line_in_the_record(case_id: UUID) -> None:
    assert events_of(case_id) == ["create"]


def test_a_record_that_cannot_be_written_opens_no_case(
    hand_over: HandOver, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = hand_over()

    def broken(event: object) -> int:
        if getattr(event, "object_type", "") == "care_case":
            raise OSError("vol")
        return 0

    monkeypatch.setattr("kmt.access.acts.record", broken)
    with pytest.raises(OSError, match="vol"):
        open_case(coordinator, report, forms=("SEX",))
    monkeypatch.undo()
    assert caseloads.cases(coordinator).sizes["all"] == 0
    assert len(routed_to_care(coordinator)) == 1


def test_a_person_counts_in_the_year_of_the_first_report(
    hand_over: HandOver, coordinator: Actor, analyst: Actor, looking: None
) -> None:
    with clock.frozen(datetime(2025, 12, 31, 12, tzinfo=UTC)):
        report = hand_over()
    open_case(coordinator, report)
    assert [one.year for one in queries.counts(analyst)] == [2025]
    assert CareCase.objects.get().opened_at.year >= 2026


def test_a_refusal_is_recorded_as_denied(case_id: UUID, privacy_officer: Actor) -> None:
    assert not privacy_officer.may(Permission.CARE_CASE_READ)
    with pytest.raises(NotPermitted):
        queries.case(privacy_officer, case_id)
    assert AuditEvent.objects.filter(object_id=str(case_id), result="denied").count() == 1
