"""Gate 3: one way to act, in one order: rule, access, change, record; all of it or nothing."""

import pytest

from kmt.access import acts
from kmt.access.acts import act, check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel.refusals import ActorRequired, Conflict, Decision, NotPermitted, Refused
from tests.access.models import gated_world

TOO_LATE = Decision.refuse("De melding is al gesloten.")


@pytest.fixture
def world(db):
    with gated_world() as made:
        made.club = made.Club.objects.create(name="De Brug")
        yield made


def doing(actor, permission=Permission.INTAKE_REPORT_TRIAGE, **more):
    defaults = {"action": "update", "object_type": "report", "object_id": "7"}
    return act(actor, permission, **(defaults | more))


def notes(world, actor) -> int:
    with gate_open(actor):
        return world.Note.objects.count()


def records() -> list[tuple[str, str, str, str]]:
    rows = AuditEvent.objects.filter(object_type__in=["report", "person"])
    return list(rows.values_list("action", "object_type", "object_id", "result"))


def add(world) -> None:
    world.Note.objects.create(club=world.club, municipality="GM0153", text="over Noor Demo")


def add_and_then(world, error: Exception) -> None:
    add(world)
    raise error


def test_an_act_changes_and_leaves_one_record_with_who_what_and_why(world, desk):
    with doing(desk, reason="contact", case_state="open"):
        add(world)
    assert notes(world, desk) == 1
    event = AuditEvent.objects.get(object_type="report")
    assert (event.actor_id, event.role, event.on_behalf_of) == (desk.id, desk.role, "KMT")
    assert (event.action, event.object_id, event.result) == ("update", "7", "allowed")
    assert (event.reason_text, event.case_state, event.purpose) == ("contact", "open", desk.role)


def test_the_rule_is_asked_before_the_permission(world, analyst):
    with pytest.raises(Refused, match="al gesloten"), doing(analyst, decision=TOO_LATE):
        pass


@pytest.mark.parametrize("stopped_by", ["rule", "permission"])
def test_nothing_happens_before_rule_and_permission_are_asked(world, desk, analyst, stopped_by):
    actor = desk if stopped_by == "rule" else analyst
    decision = TOO_LATE if stopped_by == "rule" else Decision.of()
    begun = []
    with pytest.raises(Refused), doing(actor, decision=decision):
        begun.append(1)
    assert begun == []


def test_who_lacks_the_permission_is_told_which_role_may(world, analyst):
    with pytest.raises(NotPermitted) as refused, doing(analyst):
        pass
    assert "een melding wegen" in refused.value.sentence
    assert "medewerker meldpunt" in refused.value.next_step


def test_the_record_is_written_after_the_change(world, desk, monkeypatch):
    counted = []
    monkeypatch.setattr(acts, "record", lambda event: counted.append(notes(world, desk)))
    with doing(desk):
        add(world)
    assert counted == [1]


def test_a_record_that_fails_takes_the_change_back(world, desk, monkeypatch):
    def fail(event):
        raise OSError("the disk is full")

    monkeypatch.setattr(acts, "record", fail)
    with pytest.raises(OSError, match="disk is full"), doing(desk):
        add(world)
    assert notes(world, desk) == 0


def test_a_refusal_half_way_takes_the_change_back_and_is_recorded_once(world, desk):
    with pytest.raises(Conflict), doing(desk):
        add_and_then(world, Conflict("Iemand anders was eerder."))
    assert notes(world, desk) == 0
    assert records() == [("update", "report", "7", "denied")]


def test_a_fault_half_way_takes_the_change_back(world, desk):
    with pytest.raises(ZeroDivisionError), doing(desk):
        add_and_then(world, ZeroDivisionError())
    assert notes(world, desk) == 0
    assert records() == []


def test_the_gate_is_closed_again_after_an_act(world, desk):
    with doing(desk):
        add(world)
    with pytest.raises(ActorRequired):
        add(world)


def inner(actor, **more):
    return doing(
        actor,
        more.pop("permission", Permission.VAULT_PERSON_REGISTER),
        action="create",
        object_type="person",
        object_id="p1",
        **more,
    )


def test_an_act_within_an_act_leaves_both_records(world, desk):
    with doing(desk):
        add(world)
        with inner(desk):
            add(world)
        add(world)
    assert notes(world, desk) == 3
    assert records() == [
        ("create", "person", "p1", "allowed"),
        ("update", "report", "7", "allowed"),
    ]


def test_a_refused_inner_act_takes_the_outer_one_back_and_is_recorded_once(world, desk):
    with pytest.raises(Refused), doing(desk), inner(desk, decision=TOO_LATE):
        add(world)
    assert notes(world, desk) == 0
    assert records() == [("update", "report", "7", "denied")]


def test_a_refused_inner_act_that_the_outer_one_lives_with_stays_recorded(world, desk):
    with doing(desk):
        add(world)
        with pytest.raises(Refused), inner(desk, decision=TOO_LATE):
            add(world)
    assert notes(world, desk) == 1
    assert records() == [
        ("create", "person", "p1", "denied"),
        ("update", "report", "7", "allowed"),
    ]


def test_the_actor_of_an_inner_act_holds_inside_it_only(world, desk, coordinator):
    with doing(desk):
        with inner(coordinator, permission=Permission.CARE_CASE_OPEN):
            pass
        add(world)
    by = AuditEvent.objects.filter(object_type__in=["report", "person"])
    assert list(by.values_list("role", flat=True)) == ["care_coordinator", "intake_worker"]


def test_a_refused_question_is_recorded_once_however_often_it_is_passed_on(world, analyst):
    with (
        pytest.raises(NotPermitted),
        refusals_recorded(analyst, object_type="report", object_id="7"),
        refusals_recorded(analyst, object_type="report", object_id="7"),
    ):
        check(analyst, Permission.INTAKE_REPORT_READ)
    assert records() == [("read", "report", "7", "denied")]


def test_a_question_that_is_answered_leaves_no_refusal(world, desk):
    with refusals_recorded(desk, object_type="report", object_id="7"):
        check(desk, Permission.INTAKE_REPORT_READ)
    assert records() == []
