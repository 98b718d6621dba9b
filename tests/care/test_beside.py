"""What rooms above keep with a case: shown, hindering, told, counted for the term and taken out."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.care import actions, beside, caseloads, queries
from kmt.care.beside import Beside, keep_beside
from kmt.care.joining import (
    drop_due,
    move_on,
    note_event,
    open_all,
    opened,
    seal,
    set_due,
    set_glance,
    working_on,
)
from kmt.care.rules import EventKind, Outcome
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.rights.disclosers import R2, Line, Piece
from tests.care.conftest import in_days

WHY_NOT = "Er is nog geen verzonnen beoordeling."


def hinders(facts: frozenset[str], to: State) -> str:
    return WHY_NOT if to is State.INTAKE and "looked" not in facts else ""


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> dict:
    """A room above that was invented for these tests, and what was asked of it."""
    asked: dict[str, list] = {"finished": [], "taken": []}
    monkeypatch.setattr(beside, "_above", {})
    keep_beside(
        Beside(
            room="invented",
            words=gettext_lazy("Safe contact"),
            page="care:involved",
            order=10,
            empty=gettext_lazy("Consent"),
            take_out=lambda by, case_id: asked["taken"].append(case_id) or 3,
            told=lambda actor, case_id: [
                Piece(
                    key="invented:1",
                    compartment=R2,
                    kind="verzonnen stuk",
                    on=date(2026, 1, 1),
                    lines=(Line(label="wat", text="Verzonnen"),),
                )
            ],
            made_on=lambda actor: [],
            hinders=hinders,
            finished=lambda by, case_id, key, done: asked["finished"].append((key, done)),
            events={"invented.seen": gettext_lazy("Note")},
        )
    )
    return asked


def look_at(by: Actor, case_id: UUID) -> None:
    with working_on(by, case_id, reason="handed_over"):
        set_glance(by, case_id, room="invented", text="Kijk eerst", kind="warn", facts={"looked"})
        set_due(by, case_id, room="invented", key="1", what="Kijk weer", due=in_days(9))
        note_event(by, case_id, "invented.seen", text="Gekeken", minutes=20)


def test_the_page_says_what_a_room_is_for_and_then_what_it_says(
    room: dict, case_id: UUID, coordinator: Actor
) -> None:
    (part,) = queries.case(coordinator, case_id).parts
    assert (part.text, part.empty) == ("", str(gettext_lazy("Consent")))
    look_at(coordinator, case_id)
    case = queries.case(coordinator, case_id)
    assert [(one.text, one.kind, one.page) for one in case.parts] == [
        ("Kijk eerst", "warn", "care:involved")
    ]
    assert [(one.what, one.source) for one in case.actions if one.source] == [
        ("Kijk weer", "invented")
    ]
    assert (case.events[0].text, case.events[0].minutes) == ("Gekeken", 20)


def test_a_room_above_can_hold_back_a_step(room: dict, case_id: UUID, coordinator: Actor) -> None:
    with pytest.raises(Refused, match=WHY_NOT), working_on(coordinator, case_id, reason="x"):
        move_on(coordinator, case_id, State.INTAKE, "Verzonnen")
    assert queries.case(coordinator, case_id).state is State.ACCEPTED
    look_at(coordinator, case_id)
    with working_on(coordinator, case_id, reason="handed_over"):
        move_on(coordinator, case_id, State.INTAKE, "Verzonnen")
    assert queries.case(coordinator, case_id).state is State.INTAKE


def test_one_line_per_key_and_a_tick_on_the_page_reaches_the_room(
    room: dict, case_id: UUID, coordinator: Actor
) -> None:
    look_at(coordinator, case_id)
    with working_on(coordinator, case_id, reason="handed_over"):
        set_due(coordinator, case_id, room="invented", key="1", what="Kijk eerder", due=in_days(2))
    (line,) = [one for one in queries.case(coordinator, case_id).actions if one.source]
    assert (line.what, line.due.on) == ("Kijk eerder", in_days(2))
    actions.finish_action(by=coordinator, case_id=case_id, action_id=line.id)
    assert room["finished"] == [("1", True)]
    with working_on(coordinator, case_id, reason="handed_over"):
        drop_due(coordinator, case_id, room="invented", key="1")
    assert room["finished"] == [("1", True)]


def test_a_line_of_a_room_counts_for_the_caseload(
    room: dict, case_id: UUID, coordinator: Actor
) -> None:
    with working_on(coordinator, case_id, reason="handed_over"):
        set_due(coordinator, case_id, room="invented", key="2", what="Te laat", due=in_days(-3))
    (line,) = caseloads.cases(coordinator).cases
    assert (line.first.what, line.actions_overdue) == ("Te laat", 1)


def test_who_is_not_involved_gets_nothing_through_the_door_for_rooms(
    room: dict, case_id: UUID, desk: Actor
) -> None:
    with pytest.raises(NotPermitted):
        opened(desk, case_id)
    with pytest.raises(NotPermitted), working_on(desk, case_id, reason="handed_over"):
        set_glance(desk, case_id, room="invented", text="Nee")


def test_texts_of_rooms_are_sealed_and_open_together(case_id: UUID, coordinator: Actor) -> None:
    with working_on(coordinator, case_id, reason="handed_over"):
        sealed = seal(coordinator, case_id, "what", case_id, "Verzonnen woorden")
    assert b"Verzonnen" not in sealed
    assert open_all([(case_id, "what", case_id, sealed), (case_id, "other", case_id, b"")]) == [
        "Verzonnen woorden",
        "",
    ]


def test_a_case_that_is_destroyed_takes_the_rows_of_rooms_along(
    room: dict, case_id: UUID, coordinator: Actor
) -> None:
    job = system_actor(
        "retention", purpose="retention", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )
    look_at(coordinator, case_id)
    assert actions.destroy_case(by=job, object_id=case_id) > 3
    assert room["taken"] == [case_id]


def test_a_tick_by_mistake_is_taken_back_within_a_day(
    case_id: UUID, coordinator: Actor, client: Client
) -> None:
    (line,) = queries.case(coordinator, case_id).actions
    actions.finish_action(by=coordinator, case_id=case_id, action_id=line.id)
    assert queries.case(coordinator, case_id).events[0].undo == line.id
    actions.reopen_action(by=coordinator, case_id=case_id, action_id=line.id)
    case = queries.case(coordinator, case_id)
    assert [one.what for one in case.actions] == [line.what]
    assert [one.kind for one in case.events[:2]] == ["action_reopened", "action_done"]
    actions.finish_action(
        by=coordinator, case_id=case_id, action_id=line.id, outcome=Outcome.DROPPED
    )
    with clock.frozen(clock.now() + (in_days(2) - in_days(0))):
        assert queries.case(coordinator, case_id).events[0].undo is None
        with pytest.raises(Refused, match="niet meer terug"):
            actions.reopen_action(by=coordinator, case_id=case_id, action_id=line.id)


def test_minutes_are_counted_per_colleague_for_who_divides_the_work(
    case_id: UUID, coordinator: Actor
) -> None:
    for minutes in (45, 15):
        actions.add_note(
            by=coordinator,
            case_id=case_id,
            kind=EventKind.CONTACT_PERSON,
            text="Gesproken",
            minutes=minutes,
        )
    since = clock.now() - (in_days(1) - in_days(0))
    assert caseloads.minutes_by_coordinator(coordinator, since) == {coordinator.id: 60}
    with pytest.raises(Refused, match="gemarkeerde velden"):
        actions.add_note(
            by=coordinator, case_id=case_id, kind=EventKind.NOTE, text="x", minutes=1441
        )
