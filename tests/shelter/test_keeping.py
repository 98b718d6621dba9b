"""Shelter goes with its case, counts for its term, and is told to the person it is about."""

from uuid import UUID

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.care import actions as care
from kmt.care.disclosed import pieces_about
from kmt.care.joining import opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import Piece
from kmt.shelter import actions
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.retained import made_on
from tests.shelter.conftest import SECRET, WISH, answered, asked, placed

TABLES = (ShelterRequest, ShelterAsk, ShelterAnswer, Stay)


@pytest.fixture
def night() -> Actor:
    """The job that guards the terms."""
    return system_actor(
        "test", purpose="test", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )


@pytest.fixture
def whole(case_id: UUID, request_id: UUID, coordinator: Actor) -> UUID:
    """A case with one row in each table."""
    by = coordinator
    other = asked("", other="Opvang Verzonnen", contact="Mevrouw Bedacht")
    ask = actions.ask_organisation(by=by, case_id=case_id, request_id=request_id, asked=other)
    words = answered(words="Wij kennen haar broer")
    actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=words)
    actions.place(by=by, case_id=case_id, placed=placed(), request_id=request_id)
    return case_id


def test_it_is_destroyed_with_its_case(whole: UUID, night: Actor) -> None:
    assert sum(1 for _case, day in made_on(night) if day == clock.today()) == 4
    care.destroy_case(by=night, object_id=whole)
    with gate_open(night):
        assert [table.objects.count() for table in TABLES] == [0, 0, 0, 0]


def test_nobody_else_removes_or_lists_it(whole: UUID, coordinator: Actor) -> None:
    assert list(made_on(coordinator)) == []


def told(privacy_officer: Actor, coordinator: Actor, case_id: UUID) -> dict[str, Piece]:
    person = opened(coordinator, case_id).person_id
    pieces = pieces_about(privacy_officer, [person])
    return {one.kind: one for one in pieces if ":shelter:" in one.key}


def test_the_person_sees_what_was_asked_answered_and_where_they_stayed(
    whole: UUID, coordinator: Actor, privacy_officer: Actor
) -> None:
    found = told(privacy_officer, coordinator, whole)
    assert set(found) == {"opvangaanvraag", "antwoord op een opvangvraag", "verblijf in opvang"}
    request, answer, stay = found.values()
    assert WISH in [one.text for one in request.lines]
    assert answer.delicate
    assert "Wij kennen haar broer" in [one.text for one in answer.lines]
    assert [one.covered for one in stay.lines if one.text == SECRET] == [True]
    assert "Mevrouw Bedacht" not in repr(found)
