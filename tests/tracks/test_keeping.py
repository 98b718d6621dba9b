"""The procedures go with their case, count for its term, and are told to who they are about."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.care import actions as care
from kmt.care.disclosed import pieces_about
from kmt.care.joining import opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.tracks import actions, queries
from kmt.tracks.models import TrackEvent
from kmt.tracks.rules import Entry
from tests.tracks.conftest import Enter

WORDS = "De rechercheur zei dat haar zus ook werd gezien"


@pytest.fixture
def night() -> Actor:
    """The job that guards the terms."""
    return system_actor(
        "test", purpose="test", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )


def test_they_are_destroyed_with_their_case(
    enter: Enter, case_id: UUID, make_case, coordinator: Actor, night: Actor
) -> None:
    other = make_case()
    enter("reflection_start", clock.today() - timedelta(days=400))
    enter("police_contact", words=WORDS)
    entry = Entry(step="indication", on=clock.today(), told_by="police")
    actions.enter(by=coordinator, case_id=other, entry=entry, token=case_id)
    # a piece counts from the day it was written, not from the day it tells of (T07)
    assert sorted(queries.made_on(night)) == sorted(
        [(case_id, clock.today()), (case_id, clock.today()), (other, clock.today())]
    )
    care.destroy_case(by=night, object_id=case_id)
    with gate_open(night):
        assert [row.case_id for row in TrackEvent.objects.all()] == [other]


def test_nobody_else_lists_them(enter: Enter, coordinator: Actor, desk: Actor) -> None:
    enter("indication")
    assert queries.made_on(coordinator) == ()
    assert queries.made_on(desk) == ()


def test_who_is_not_involved_reads_nothing(enter: Enter, case_id: UUID, desk: Actor) -> None:
    enter("indication")
    assert queries.entered(desk, case_id) == ()


def test_the_person_sees_their_steps_and_others_words_wait_for_a_reader(
    enter: Enter, case_id: UUID, coordinator: Actor, privacy_officer: Actor
) -> None:
    enter("reflection_start")
    entry = Entry(step="police_contact", on=clock.today(), told_by="police", words=WORDS)
    actions.enter(by=coordinator, case_id=case_id, entry=entry, token=case_id)
    person = opened(coordinator, case_id).person_id
    found = [one for one in pieces_about(privacy_officer, [person]) if "track_event" in one.key]
    assert [one.delicate for one in found] == [False, True]
    assert {"Bedenktijd begonnen", "Contact met de politie", WORDS} <= {
        line.text for one in found for line in one.lines
    }
    assert coordinator.name not in repr(found)


def test_words_are_sealed_and_a_row_is_written_once(enter: Enter, coordinator: Actor) -> None:
    enter("police_contact", words=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM tracks_trackevent")
        assert b"rechercheur" not in bytes(cursor.fetchone()[0])
    with gate_open(coordinator, writing=True):
        row = TrackEvent.objects.get()
        with pytest.raises(IntegrityError):
            row.save()
