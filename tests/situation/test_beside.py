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
from kmt.situation import actions, queries
from kmt.situation.rules.people import NewMember
from kmt.situation.rules.status import NewNote, NewStatus
from tests.situation.conftest import ref, situation


def process(*permissions: Permission) -> Actor:
    """A named process with these rights."""
    return system_actor("test", purpose="test", permissions=frozenset(permissions))


@pytest.fixture
def full(case_id: UUID, coordinator: Actor) -> UUID:
    """A case with a row in each table, and something that happened to another victim in it."""
    here = {"by": coordinator, "case_id": case_id}
    actions.add_member(new=NewMember(role="victim", kin="zus"), token=uuid4(), **here)
    sister = queries.situation_of(coordinator, ref(coordinator, case_id)).members[1].id
    actions.describe(new=situation(), token=uuid4(), **here)
    of_other = situation(words="Over de zus", forms=("CRIM",), sectors=())
    actions.describe(new=of_other, token=uuid4(), member_id=sister, **here)
    step = NewStatus(
        status="possible", decider="ngo", decided_on=clock.today(), reason="Vertelde het zelf"
    )
    actions.set_status(new=step, token=uuid4(), **here)
    actions.write_note(new=NewNote(facts="Vervoerd", link="Moest"), token=uuid4(), **here)
    today = clock.today()
    actions.arrange(duty="nidos", state="done", happened_on=today, token=uuid4(), **here)
    return case_id


def test_it_is_destroyed_with_its_case(full: UUID) -> None:
    night = process(Permission.RETENTION_TERM_RUN)
    with gate_open(night):
        assert all(table.objects.exists() for table in queries.TABLES)
    destroy_case(by=night, object_id=full)
    with gate_open(night):
        assert not any(table.objects.exists() for table in queries.TABLES)


def test_each_piece_counts_for_the_term(full: UUID, coordinator: Actor) -> None:
    night = process(Permission.RETENTION_TERM_RUN)
    assert list(queries.made_on(night)) == [(full, clock.today())] * 6
    assert list(queries.made_on(coordinator)) == []


def test_nobody_else_removes_it(full: UUID, coordinator: Actor) -> None:
    with pytest.raises(NotPermitted):
        actions.take_out(coordinator, full)


def test_the_person_gets_what_is_about_them_and_nothing_about_others(full: UUID) -> None:
    room = beside("situation")
    assert room is not None
    pieces = list(room.told(process(Permission.RIGHTS_REQUEST_HANDLE), full))
    said = " | ".join(line.text for one in pieces for line in one.lines)
    assert [one.kind for one in pieces] == [
        "uitbuiting zoals die is vastgelegd",
        "status als slachtoffer",
        "notitie over niet-bestraffen",
    ]
    assert "Kanarie vertelde het aan de huisarts." in said
    assert "Vertelde het zelf" in said
    assert "zus" not in said
    assert "Bram Voorbeeld" not in said


def test_who_may_not_answer_the_person_gets_nothing(full: UUID, coordinator: Actor) -> None:
    room = beside("situation")
    assert room is not None
    assert list(room.told(coordinator, full)) == []
