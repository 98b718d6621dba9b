"""What the rooms above collect: reports for care, and counts."""

from datetime import UTC, datetime

import pytest

from kmt.audit.models import AuditEvent
from kmt.intake import actions, queries
from kmt.intake.rules import PersonToAdd
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted
from kmt.vault.rules import Identity
from tests.intake.conftest import ENSCHEDE, HENGELO

PERSON = PersonToAdd(identity=Identity(description="man, ongeveer 30"))


@pytest.fixture
def routed(tell, weigh):
    """A report that the desk sent to care."""
    id_ = tell("Geheim verhaal", municipality=HENGELO)
    weigh(id_, outcome="care_case", forms=("LAB", "CRIM"), urgency="U2", person=PERSON)
    return id_


def test_care_collects_the_outcome_and_the_persons(routed, coordinator) -> None:
    (found,) = queries.routed_to_care(coordinator)
    assert found == queries.report_for_care(coordinator, routed)
    assert (found.id, found.municipality, found.urgency) == (routed, HENGELO, "U2")
    assert found.forms == ("LAB", "CRIM")
    assert found.summary == "acht mannen op één adres"
    assert [one.role for one in found.persons] == ["victim"]
    assert "Geheim" not in repr(found)


def test_what_was_not_routed_to_care_does_not_exist_for_care(tell, weigh, coordinator) -> None:
    new, advice = tell("nieuw"), tell("advies")
    weigh(advice, outcome="advice")
    assert queries.routed_to_care(coordinator) == ()
    for id_ in (new, advice):
        with pytest.raises(NotFound):
            queries.report_for_care(coordinator, id_)
        with pytest.raises(NotFound):
            actions.mark_taken(by=coordinator, report_id=id_)


def test_care_takes_a_report_once(routed, coordinator, desk) -> None:
    actions.mark_taken(by=coordinator, report_id=routed)
    assert queries.routed_to_care(coordinator) == ()
    assert queries.report_for_care(coordinator, routed).taken
    with pytest.raises(Conflict, match="al een zorgcasus"):
        actions.mark_taken(by=coordinator, report_id=routed)
    found = queries.report_detail(desk, routed)
    assert found.taken
    assert found.history[0].event == "taken_by_care"


def test_the_most_urgent_waits_on_top(tell, weigh, coordinator) -> None:
    for urgency in ("U3", "U1", "U2"):
        id_ = tell(urgency)
        weigh(id_, outcome="care_case", urgency=urgency, urgency_reason="nu", person=PERSON)
    assert [one.urgency for one in queries.routed_to_care(coordinator)] == ["U1", "U2", "U3"]


def test_a_look_by_care_is_recorded(routed, coordinator) -> None:
    queries.report_for_care(coordinator, routed)
    event = AuditEvent.objects.latest("seq")
    assert (event.action, event.object_id, event.actor_id) == ("read", str(routed), coordinator.id)


def test_only_who_opens_care_cases_collects(routed, desk, focal_point_hengelo) -> None:
    for actor in (desk, focal_point_hengelo):
        with pytest.raises(NotPermitted):
            queries.routed_to_care(actor)
    denied = AuditEvent.objects.filter(result="denied").count()
    with pytest.raises(NotPermitted):
        queries.report_for_care(desk, routed)
    assert AuditEvent.objects.filter(result="denied").count() == denied + 1


def test_counts_add_up_and_unknown_is_always_a_row(tell, weigh, analyst) -> None:
    with clock.frozen(datetime(2025, 12, 31, 22, 59, tzinfo=UTC)):
        tell("oudjaar", municipality=HENGELO)
    with clock.frozen(datetime(2025, 12, 31, 23, 1, tzinfo=UTC)):
        weigh(tell("nieuwjaar", municipality=HENGELO), forms=("SEX", "CRIM"))
        weigh(tell("in Enschede", municipality=ENSCHEDE))
        weigh(tell("ook in Enschede", municipality=ENSCHEDE))
    found = {(one.form, one.municipality, one.year): one.number for one in queries.counts(analyst)}
    assert found == {
        ("UNK", HENGELO, 2025): 1,
        ("UNK", "", 2025): 0,
        ("SEX", HENGELO, 2026): 1,
        ("UNK", HENGELO, 2026): 0,
        ("LAB", ENSCHEDE, 2026): 2,
        ("UNK", ENSCHEDE, 2026): 0,
        ("UNK", "", 2026): 0,
    }


def test_counting_needs_its_own_right(tell, desk, coordinator) -> None:
    tell()
    for actor in (desk, coordinator):
        with pytest.raises(NotPermitted):
            queries.counts(actor)


def test_no_report_no_counts(db, analyst) -> None:
    assert queries.counts(analyst) == ()
