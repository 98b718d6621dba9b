"""Safety through its actions: what the case then shows, asks and holds back, and what stays."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.care import actions as care_actions
from kmt.care import queries as care_queries
from kmt.care.actions import open_case
from kmt.care.rules import Move, NewAction
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.safety import actions, queries
from kmt.safety.models import Incident, SafetyAssessment, SafetyPlan
from kmt.safety.rules import Asked, NewIncident, NewPlan
from kmt.triage.rules.places import Places
from tests.care.conftest import HENGELO, HandOver, tomorrow
from tests.safety.conftest import ACUTE, assessment

PLAN = NewPlan(
    own_steps="Naar de buurvrouw gaan\nDaar bellen",
    call_order="112\nBram",
    code_word="Is de taart al klaar",
)
FOLLOWED = NewIncident(
    kind="seen_nearby",
    happened_on=clock.today(),
    what="Kanarie zag de auto",
    done="Politie gebeld",
    follow_up="Slot vervangen",
    follow_up_due=clock.today() + timedelta(days=3),
)


def assess(by: Actor, case_id: UUID, **changed: object) -> None:
    """Write an assessment down, as its form does."""
    actions.assess(by=by, case_id=case_id, new=assessment(**changed), token=uuid4())


def lines(by: Actor, case_id: UUID) -> dict[str, tuple[str, object]]:
    """What safety put among what must happen: the rule and the day, by key."""
    found = care_queries.case(by, case_id).actions
    return {one.source_key: (one.rule, one.due.on) for one in found if one.source == "safety"}


def test_a_case_shows_how_safe_it_is_and_asks_to_look_anew(
    case_id: UUID, coordinator: Actor
) -> None:
    assess(coordinator, case_id)
    shown = next(
        one for one in care_queries.case(coordinator, case_id).parts if one.room == "safety"
    )
    assert shown.text == (
        "Structureel onveilig. Afgesproken als het misgaat: Bel 112 en daarna de opvang."
    )
    assert (shown.kind, shown.until) == ("warn", clock.today() + timedelta(days=14))
    assert lines(coordinator, case_id) == {"valid_until": ("SAF-01", shown.until)}


def test_the_next_assessment_stands_beside_the_first_and_says_what_changed(
    case_id: UUID, coordinator: Actor
) -> None:
    assess(coordinator, case_id)
    first = assessment()
    answers = {**first.answers, "weapons": Asked(answer="yes", words="Een mes")}
    assess(coordinator, case_id, answers=answers, **ACUTE)
    newest, oldest = queries.safety_of(coordinator, case_id).assessments
    assert (oldest.level, oldest.reasons, oldest.changed) == (
        "structural",
        "Verzonnen redenen.",
        (),
    )
    assert [(one.item, one.after) for one in newest.changed] == [("", "acute"), ("weapons", "yes")]
    assert {one.item: one.words for one in newest.answers}["weapons"] == "Een mes"
    assert set(lines(coordinator, case_id)) == {"valid_until", "plan"}


def test_acute_danger_asks_a_plan_the_same_day_and_the_plan_takes_that_off(
    case_id: UUID, coordinator: Actor
) -> None:
    assess(coordinator, case_id, **ACUTE)
    assert lines(coordinator, case_id)["plan"] == ("URG-U1C", clock.today())
    actions.make_plan(by=coordinator, case_id=case_id, new=PLAN, token=uuid4())
    assert set(lines(coordinator, case_id)) == {"valid_until"}
    assess(coordinator, case_id, **ACUTE)
    assert set(lines(coordinator, case_id)) == {"valid_until"}


def test_what_is_asked_only_in_danger_is_not_kept_without_it(
    case_id: UUID, coordinator: Actor
) -> None:
    assess(coordinator, case_id, **{**ACUTE, "level": "structural"})
    now = queries.safety_of(coordinator, case_id).now
    assert now is not None
    assert (now.called_112, now.done_now, now.done_by) == ("", "", "")


def test_no_plan_is_agreed_on_before_safety_was_looked_at(
    case_id: UUID, coordinator: Actor
) -> None:
    def move(to: State) -> None:
        version = care_queries.case(coordinator, case_id).version
        move = Move(to=to, reason="Verzonnen reden", version=version)
        care_actions.move_case(by=coordinator, case_id=case_id, move=move)

    def held_back() -> bool:
        moves = care_queries.case(coordinator, case_id).moves
        to_agreed = next(one for one in moves if one.to is State.PLAN_AGREED)
        return "nog geen veiligheidsbeoordeling" in " ".join(to_agreed.decision.reasons)

    move(State.INTAKE)
    move(State.PLAN_DRAFTED)
    assert held_back()
    with pytest.raises(Refused, match="nog geen veiligheidsbeoordeling"):
        move(State.PLAN_AGREED)
    assess(coordinator, case_id)
    assert not held_back()


def test_a_changed_plan_is_a_next_version(case_id: UUID, coordinator: Actor) -> None:
    actions.make_plan(by=coordinator, case_id=case_id, new=PLAN, token=uuid4())
    again = replace(PLAN, own_steps="Weggaan", agreed_on=clock.today())
    actions.make_plan(by=coordinator, case_id=case_id, new=again, token=uuid4())
    newest, oldest = queries.safety_of(coordinator, case_id).plans
    assert (newest.number, newest.own_steps, newest.agreed_on) == (2, "Weggaan", clock.today())
    assert (oldest.number, oldest.own_steps, oldest.agreed_on) == (1, PLAN.own_steps, None)


def test_an_incident_is_on_the_timeline_and_what_is_to_be_done_on_the_list(
    case_id: UUID, coordinator: Actor
) -> None:
    actions.report_incident(by=coordinator, case_id=case_id, new=FOLLOWED, token=uuid4())
    view = care_queries.case(coordinator, case_id)
    assert [one.text for one in view.events if one.kind == "safety.incident"] == [
        "dader of handlanger gezien: Kanarie zag de auto"
    ]
    (due,) = (one for one in view.actions if one.source == "safety")
    assert (due.what, due.due.on) == ("Slot vervangen", FOLLOWED.follow_up_due)
    assert queries.safety_of(coordinator, case_id).incidents[0].done == "Politie gebeld"


def deeds(by: Actor, case_id: UUID, token: UUID) -> dict[str, object]:
    """Each way to write in this room, with one mark."""
    return {
        "assess": lambda: actions.assess(by=by, case_id=case_id, new=assessment(), token=token),
        "plan": lambda: actions.make_plan(by=by, case_id=case_id, new=PLAN, token=token),
        "incident": lambda: actions.report_incident(
            by=by, case_id=case_id, new=FOLLOWED, token=token
        ),
    }


def count(by: Actor, case_id: UUID) -> tuple[int, ...]:
    """How much there is of each, and on the timeline."""
    known, view = queries.safety_of(by, case_id), care_queries.case(by, case_id)
    found = (known.assessments, known.plans, known.incidents, view.events, view.actions)
    return tuple(map(len, found))


@pytest.mark.parametrize("name", ["assess", "plan", "incident"])
def test_the_same_form_sent_twice_is_one_thing(
    case_id: UUID, coordinator: Actor, name: str
) -> None:
    deed = deeds(coordinator, case_id, uuid4())[name]
    deed()  # type: ignore[operator]
    once = count(coordinator, case_id)
    deed()  # type: ignore[operator]
    assert count(coordinator, case_id) == once


@pytest.mark.parametrize("name", ["assess", "plan", "incident"])
def test_a_record_that_cannot_be_written_changes_nothing(
    case_id: UUID, coordinator: Actor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = count(coordinator, case_id)

    def broken(event: object) -> int:
        raise OSError("vol")

    monkeypatch.setattr("kmt.access.acts.record", broken)
    with pytest.raises(OSError, match="vol"):
        deeds(coordinator, case_id, uuid4())[name]()  # type: ignore[operator]
    monkeypatch.undo()
    assert count(coordinator, case_id) == before


@pytest.mark.parametrize("name", ["assess", "plan", "incident"])
def test_who_is_not_involved_writes_nothing_and_reads_nothing(
    case_id: UUID, coordinator: Actor, colleague: Actor, name: str
) -> None:
    with pytest.raises(NotPermitted):
        deeds(colleague, case_id, uuid4())[name]()  # type: ignore[operator]
    deeds(coordinator, case_id, uuid4())[name]()  # type: ignore[operator]
    seen = queries.safety_of(colleague, case_id)
    assert (seen.assessments, seen.plans, seen.incidents) == ((), (), ())


def test_a_case_of_another_place_is_not_there(case_id: UUID, coordinator: Actor) -> None:
    elsewhere = replace(coordinator, world=frozenset({"GM0141"}), whole_region=False)
    with pytest.raises(NotFound):
        assess(elsewhere, case_id)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    case_id: UUID, coordinator: Actor
) -> None:
    with pytest.raises(Invalid) as refused:
        assess(coordinator, case_id, level="acute")
    assert refused.value.fields["called_112"] == "Er is nu gevaar. Is 112 gebeld?"
    assert count(coordinator, case_id)[0] == 0


def test_the_record_says_what_was_done_and_never_the_words(
    case_id: UUID, coordinator: Actor
) -> None:
    assess(coordinator, case_id, reasons="Kanarie is bang")
    actions.report_incident(by=coordinator, case_id=case_id, new=FOLLOWED, token=uuid4())
    rows = AuditEvent.objects.filter(object_type="care_case", object_id=str(case_id))
    said = [one.reason_text for one in rows.order_by("seq")]
    assert said[-2:] == ["safety_assessed", "safety_incident"]


def test_no_word_stands_in_plain_text_in_any_table_of_safety(
    case_id: UUID, coordinator: Actor, looking: None
) -> None:
    words = {name: f"Kanarie {name}" for name in ("reasons", "emergency", "done_now", "done_by")}
    answers = {**assessment().answers, "threat": Asked(answer="yes", words="Kanarie dreigt")}
    assess(coordinator, case_id, **{**ACUTE, **words}, answers=answers)
    plan = NewPlan(
        own_steps="Kanarie",
        call_order="Kanarie",
        warning_signs="Kanarie",
        others_steps="Kanarie",
        code_word="Kanarie",
    )
    actions.make_plan(by=coordinator, case_id=case_id, new=plan, token=uuid4())
    told = replace(FOLLOWED, done="Kanarie", reported_to="Kanarie", follow_up="Kanarie")
    actions.report_incident(by=coordinator, case_id=case_id, new=told, token=uuid4())
    kept = [
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in (SafetyAssessment, SafetyPlan, Incident)
        for row in model.objects.values_list()
        for value in row
    ]
    assert len(kept) > 35
    assert not [one for one in kept if b"Kanarie" in one]


def test_an_assessment_is_written_once(case_id: UUID, coordinator: Actor) -> None:
    assess(coordinator, case_id)
    with gate_open(coordinator, writing=True):
        row = SafetyAssessment.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_the_number_of_queries_does_not_grow(
    case_id: UUID, coordinator: Actor, django_assert_num_queries
) -> None:
    for _ in range(3):
        assess(coordinator, case_id)
        actions.make_plan(by=coordinator, case_id=case_id, new=PLAN, token=uuid4())
        actions.report_incident(by=coordinator, case_id=case_id, new=FOLLOWED, token=uuid4())
    with django_assert_num_queries(3):
        queries.safety_of(coordinator, case_id)


@pytest.mark.parametrize(("urgency", "asked"), [("U1", True), ("U2", False)])
def test_what_the_desk_called_acute_asks_for_a_safety_plan_the_same_day(
    urgency: str, asked: bool, hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over(urgency=urgency)
    case_id = open_case(
        by=coordinator,
        report_id=report.id,
        person_id=next(one.id for one in report.persons if one.role == "victim"),
        forms=report.forms,
        places=Places(place_found=HENGELO),
        first=NewAction(what="Bellen", due=tomorrow()),
    )
    due = {one.rule: one.due.on for one in care_queries.case(coordinator, case_id).actions}
    assert due.get("URG-U1C") == (clock.today() if asked else None)
