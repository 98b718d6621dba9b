"""What goes with the case: it is told to the person, counts for the term, and is destroyed."""

from uuid import UUID, uuid4

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.care.actions import destroy_case
from kmt.care.beside import beside
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.safety import actions, queries
from kmt.safety.models import Incident, SafetyAssessment, SafetyPlan
from kmt.safety.rules import NewIncident, NewPlan
from tests.safety.conftest import ACUTE, assessment

TABLES = (SafetyAssessment, SafetyPlan, Incident)


def process(*permissions: Permission) -> Actor:
    """A named process with these rights."""
    return system_actor("test", purpose="test", permissions=frozenset(permissions))


@pytest.fixture
def full(case_id: UUID, coordinator: Actor) -> UUID:
    """A case with a row in each table."""
    here = {"by": coordinator, "case_id": case_id}
    actions.assess(new=assessment(**ACUTE), token=uuid4(), **here)
    plan = NewPlan(own_steps="Naar de buurvrouw", call_order="112", code_word="taart")
    actions.make_plan(new=plan, token=uuid4(), **here)
    told = NewIncident(kind="threat", happened_on=clock.today(), what="Bedreigd", done="Gemeld")
    actions.report_incident(new=told, token=uuid4(), **here)
    return case_id


def test_it_is_destroyed_with_its_case(full: UUID) -> None:
    night = process(Permission.RETENTION_TERM_RUN)
    destroy_case(by=night, object_id=full)
    with gate_open(night):
        assert [table.objects.count() for table in TABLES] == [0, 0, 0]


def test_each_piece_counts_for_the_term(full: UUID, coordinator: Actor) -> None:
    night = process(Permission.RETENTION_TERM_RUN)
    assert list(queries.made_on(night)) == [(full, clock.today())] * 3
    assert list(queries.made_on(coordinator)) == []


def test_nobody_else_removes_it(full: UUID, coordinator: Actor) -> None:
    with pytest.raises(NotPermitted):
        actions.take_out(coordinator, full)


def test_the_person_gets_all_of_it_and_what_may_tell_of_others_is_read_first(full: UUID) -> None:
    room = beside("safety")
    assert room is not None
    pieces = list(room.told(process(Permission.RIGHTS_REQUEST_HANDLE), full))
    found = {one.kind: " | ".join(line.text for line in one.lines) for one in pieces}
    assert "Hij stond vorige week voor de deur." in found["veiligheidsbeoordeling"]
    assert "taart" in found["veiligheidsplan"]
    assert "Bedreigd" in found["voorval: bedreiging"]
    assert "Bram Voorbeeld" not in " ".join(found.values())
    assert {one.kind: one.delicate for one in pieces} == {
        "veiligheidsbeoordeling": True,
        "veiligheidsplan": False,
        "voorval: bedreiging": True,
    }


def test_the_person_gets_older_assessments_than_the_page_shows(
    full: UUID, coordinator: Actor
) -> None:
    for _ in range(queries.SHOWN_ASSESSMENTS):
        actions.assess(by=coordinator, case_id=full, new=assessment(), token=uuid4())
    officer = process(Permission.RIGHTS_REQUEST_HANDLE)
    assert len(queries.safety_of(coordinator, full).assessments) == queries.SHOWN_ASSESSMENTS
    asked = queries.safety_asked_about(officer, full)
    assert len(asked.assessments) == queries.SHOWN_ASSESSMENTS + 1
    assert queries.safety_asked_about(coordinator, full).assessments == ()
