"""Working in a case: actions, notes, forms, and the moves from begin to end."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db.models import Q

from kmt.care import actions, queries
from kmt.care.casefile import CaseView
from kmt.care.joining import set_glance, working_on
from kmt.care.models import CareCase, CaseEvent, CaseForm, CaseNumber, NextAction
from kmt.care.rules import EventKind, Move, NewAction, Outcome
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from tests.care.conftest import CANARY, OpenCase, events_of, in_days, tomorrow

UPDATES = ("add_action", "finish_action", "add_note", "set_forms", "move_case")


def move(by: Actor, case_id: UUID, to: State, **more: object) -> CaseView:
    """Move a case as a page does: with the version it shows."""
    values: dict[str, object] = {"version": queries.case(by, case_id).version, **more}
    actions.move_case(
        by=by,
        case_id=case_id,
        move=Move(to=to, reason="Verzonnen reden", **values),  # type: ignore[arg-type]
    )
    return queries.case(by, case_id)


def do(name: str, by: Actor, case_id: UUID, token: UUID | None = None) -> None:
    """Each way to change a case, once."""
    sent = {} if token is None else {"token": token}
    action = NextAction.objects.seen_by(by, Q()).filter(case_id=case_id).first()
    assert action is not None
    deeds = {
        "add_action": lambda: actions.add_action(
            by=by, case_id=case_id, action=NewAction(what="Bellen", due=tomorrow()), **sent
        ),
        "finish_action": lambda: actions.finish_action(by=by, case_id=case_id, action_id=action.id),
        "add_note": lambda: actions.add_note(
            by=by, case_id=case_id, kind=EventKind.NOTE, text="Notitie", **sent
        ),
        "set_forms": lambda: actions.set_forms(by=by, case_id=case_id, forms=("LAB",), **sent),
        "move_case": lambda: actions.move_case(
            by=by, case_id=case_id, move=Move(to=State.INTAKE, reason="Start", version=1), **sent
        ),
    }
    deeds[name]()


def rooms_above_agree(by: Actor, case_id: UUID) -> None:
    """What holds an agreed plan back until somebody looked at safety and wrote a goal down."""
    with working_on(by, case_id, reason="test"):
        set_glance(by, case_id, room="safety", text="", facts={"assessed"})
        set_glance(by, case_id, room="plan", text="", facts={"has_goal", "agreed"})


def fingerprint(by: Actor, case_id: UUID) -> tuple[object, ...]:
    """What a case is, as far as an action could change it."""
    case = queries.case(by, case_id)
    return case.state, case.forms, len(case.actions), len(case.events), case.version


def test_a_case_goes_from_a_report_to_closed(case_id: UUID, coordinator: Actor) -> None:
    by = coordinator
    move(by, case_id, State.INTAKE)
    actions.add_note(
        by=by, case_id=case_id, kind=EventKind.CONTACT_PERSON, text="Eerste gesprek met tolk"
    )
    move(by, case_id, State.PLAN_DRAFTED)
    rooms_above_agree(by, case_id)
    move(by, case_id, State.PLAN_AGREED)
    actions.add_action(
        by=by, case_id=case_id, action=NewAction(what="Huisarts regelen", due=in_days(5))
    )
    move(by, case_id, State.IN_EXECUTION)
    done, dropped = queries.case(by, case_id).actions
    actions.finish_action(by=by, case_id=case_id, action_id=done.id)
    actions.finish_action(by=by, case_id=case_id, action_id=dropped.id, outcome=Outcome.DROPPED)
    move(by, case_id, State.EVALUATION)
    (check,) = move(by, case_id, State.AFTERCARE).actions
    actions.add_note(by=by, case_id=case_id, kind=EventKind.CONTACT_PERSON, text="Het gaat goed")
    actions.finish_action(by=by, case_id=case_id, action_id=check.id)
    case = move(by, case_id, State.CLOSED, closing_reason="goals_reached")
    assert (case.state, case.closing_reason, case.actions) == (State.CLOSED, "goals_reached", ())
    kinds = {one.kind for one in case.events}
    assert kinds == {"opened", "contact_person", "moved", "action_done", "action_dropped"}
    assert {one.action for one in case.events if one.kind == "action_dropped"} == {dropped.what}
    assert case.last_contact == clock.today()
    assert events_of(case_id)[0] == "create"


def test_a_case_cannot_close_while_something_must_still_happen(
    case_id: UUID, coordinator: Actor
) -> None:
    with pytest.raises(Refused, match="1 actie open"):
        move(coordinator, case_id, State.CLOSED, closing_reason="refused_help")
    assert queries.case(coordinator, case_id).state is State.ACCEPTED


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "reden van sluiten"), ("onzin", "gemarkeerde velden")]
)
def test_a_case_closes_with_a_reason_of_the_list(
    case_id: UUID, coordinator: Actor, reason: str, sentence: str
) -> None:
    action = queries.case(coordinator, case_id).actions[0]
    actions.finish_action(by=coordinator, case_id=case_id, action_id=action.id)
    with pytest.raises(Refused, match=sentence):
        move(coordinator, case_id, State.CLOSED, closing_reason=reason)


def test_a_closed_case_takes_nothing_more_until_it_is_reopened(
    case_id: UUID, coordinator: Actor
) -> None:
    action = queries.case(coordinator, case_id).actions[0]
    actions.finish_action(by=coordinator, case_id=case_id, action_id=action.id)
    move(coordinator, case_id, State.CLOSED, closing_reason="refused_help")
    for name in ("add_action", "add_note", "set_forms"):
        with pytest.raises(Refused, match="is gesloten"):
            do(name, coordinator, case_id)
    case = move(coordinator, case_id, State.REOPENED)
    assert (case.state, case.closing_reason) == (State.REOPENED, "")
    do("add_note", coordinator, case_id)


def test_a_missing_person_who_is_found_goes_on_where_the_case_was(
    case_id: UUID, coordinator: Actor
) -> None:
    move(coordinator, case_id, State.INTAKE)
    move(coordinator, case_id, State.ON_HOLD)
    case = move(coordinator, case_id, State.MISSING)
    offered = {one.to for one in case.moves}
    assert offered == {State.INTAKE, State.CLOSED}
    with pytest.raises(Refused, match="stand waarin hij daarvoor was"):
        move(coordinator, case_id, State.IN_EXECUTION)
    assert move(coordinator, case_id, State.INTAKE).state is State.INTAKE


def test_the_page_promises_what_the_gate_gives(case_id: UUID, coordinator: Actor) -> None:
    for one in queries.case(coordinator, case_id).moves:
        if one.decision.allowed:
            continue
        with pytest.raises(Refused) as refused:
            move(coordinator, case_id, one.to, closing_reason="refused_help")
        assert refused.value.sentence == " ".join(one.decision.reasons)


def test_who_saw_an_older_page_is_told_so(case_id: UUID, coordinator: Actor) -> None:
    move(coordinator, case_id, State.INTAKE)
    with pytest.raises(Conflict, match="gewijzigd sinds je de pagina opende"):
        move(coordinator, case_id, State.ON_HOLD, version=1)


@pytest.mark.parametrize("name", UPDATES)
def test_the_same_form_sent_twice_changes_one_thing(
    case_id: UUID, coordinator: Actor, name: str
) -> None:
    token = uuid4()
    do(name, coordinator, case_id, token)
    once, recorded = fingerprint(coordinator, case_id), events_of(case_id).count("update")
    do(name, coordinator, case_id, token)
    assert fingerprint(coordinator, case_id) == once
    assert events_of(case_id).count("update") == recorded == 1


@pytest.mark.parametrize("name", UPDATES)
def test_a_record_that_cannot_be_written_changes_nothing(
    case_id: UUID, coordinator: Actor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = fingerprint(coordinator, case_id)

    def broken(event: object) -> int:
        raise OSError("vol")

    monkeypatch.setattr("kmt.access.acts.record", broken)
    with pytest.raises(OSError, match="vol"):
        do(name, coordinator, case_id)
    monkeypatch.undo()
    assert fingerprint(coordinator, case_id) == before


@pytest.mark.parametrize("name", UPDATES)
def test_who_may_not_write_changes_nothing_and_is_recorded(
    case_id: UUID, desk: Actor, coordinator: Actor, name: str
) -> None:
    before = fingerprint(coordinator, case_id)
    with pytest.raises(NotPermitted):
        do(name, desk, case_id)
    assert fingerprint(coordinator, case_id) == before
    assert events_of(case_id, result="denied") == ["update"]


@pytest.mark.parametrize("name", UPDATES)
def test_a_case_outside_the_world_is_not_there_to_change(
    make_case: OpenCase, coordinator: Actor, name: str
) -> None:
    case_id = make_case()
    elsewhere = replace(coordinator, world=frozenset({"GM0141"}), whole_region=False)
    before = fingerprint(coordinator, case_id)
    with pytest.raises(NotFound):
        do(name, elsewhere, case_id)
    assert fingerprint(coordinator, case_id) == before


def test_an_action_of_another_case_cannot_be_finished_here(
    make_case: OpenCase, coordinator: Actor
) -> None:
    mine, other = make_case(), make_case()
    action = queries.case(coordinator, other).actions[0]
    with pytest.raises(NotFound):
        actions.finish_action(by=coordinator, case_id=mine, action_id=action.id)
    assert len(queries.case(coordinator, other).actions) == 1


def test_what_happened_is_written_with_its_own_day(case_id: UUID, coordinator: Actor) -> None:
    actions.add_note(
        by=coordinator,
        case_id=case_id,
        kind=EventKind.CONTACT_PERSON,
        text="Gebeld",
        happened_on=in_days(-14),
    )
    assert queries.case(coordinator, case_id).last_contact == in_days(-14)
    with pytest.raises(Invalid) as refused:
        actions.add_note(
            by=coordinator,
            case_id=case_id,
            kind=EventKind.NOTE,
            text="Morgen",
            happened_on=in_days(1),
        )
    assert list(refused.value.fields) == ["happened_on"]


@pytest.mark.parametrize("kind", [EventKind.MOVED, EventKind.OPENED, EventKind.ACTION_DONE])
def test_what_the_house_writes_is_not_written_by_hand(
    case_id: UUID, coordinator: Actor, kind: EventKind
) -> None:
    with pytest.raises(Invalid, match="niet met de hand"):
        actions.add_note(by=coordinator, case_id=case_id, kind=kind, text="Nagemaakt")


def test_the_timeline_is_added_to_and_never_changed(
    case_id: UUID, coordinator: Actor, looking: None
) -> None:
    event = CaseEvent.objects.filter(case_id=case_id).get()
    event.kind = "note"
    with pytest.raises(TypeError, match="never changed"):
        event.save()


def test_no_name_stands_in_plain_text_in_any_table_of_care(
    case_id: UUID, coordinator: Actor, looking: None
) -> None:
    actions.add_note(
        by=coordinator, case_id=case_id, kind=EventKind.NOTE, text=f"{CANARY} gesproken"
    )
    new = NewAction(what=f"{CANARY} ophalen", due=tomorrow(), owner=f"moeder van {CANARY}")
    actions.add_action(by=coordinator, case_id=case_id, action=new)
    kept = [
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in (CareCase, CaseEvent, CaseForm, CaseNumber, NextAction)
        for row in model.objects.values_list()
        for value in row
    ]
    assert len(kept) > 40
    assert not [one for one in kept if b"Kanarie" in one]
    assert CANARY in queries.case(coordinator, case_id).events[0].text
