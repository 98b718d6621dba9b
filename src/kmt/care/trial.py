"""Care cases in bulk, for ``./kmt bench care`` (:mod:`kmt.proof.caseload`).

For databases that exist for this only; every word and person in them is invented. What somebody
opens is whole: sealed texts, a person, an involvement. What only fills the tables holds no words.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.access.writing import begin_file
from kmt.care.models import CareCase, CaseEvent, Glance, NextAction
from kmt.care.queries import file_of
from kmt.care.rules import EventKind
from kmt.care.states import State
from kmt.care.writing import count_again, seal
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.partners.region import region
from kmt.triage.rules.places import Basis
from kmt.vault.actions import register_person, take_in_care
from kmt.vault.rules import Identity, column_of

BATCH = 5000
#: One in so many of the cases that only fill the tables is still open.
OPEN_ONE_IN = 20


def open_whole(
    by: Actor, draw: random.Random, coordinator: Actor, number: int, events: int
) -> None:
    """So many open cases of one coordinator, each with a person and so many events, all sealed."""
    for _ in range(number):
        person = register_person(
            by=by, identity=Identity(name="Verzonnen Persoon"), municipality=""
        )
        with act(
            by,
            Permission.CARE_CASE_OPEN,
            action="create",
            object_type="care_case",
            object_id=str(person.id),
        ):
            case = _case(draw, coordinator.id, closed=False)
            case.person_id, case.person_label = person.id, person.label
            case.last_contact = case.last_spoken = clock.today()
            case.save(force_insert=True)
            begin_file(coordinator, file_of(case))
            take_in_care(by=by, person_id=person.id)
            _write(by, case, coordinator, events)


def _write(by: Actor, case: CareCase, coordinator: Actor, events: int) -> None:
    """What hangs under a case that is opened: actions, a line of two rooms, a long timeline."""
    today = clock.today()
    for days in (-3, 0, 4, 30):
        one = new_id()
        NextAction(
            id=one,
            case=case,
            what=seal(by, case.id, column_of("what", one), "Verzonnen actie"),
            owner_account=coordinator.id,
            due=today + timedelta(days=days),
            added_at=clock.now(),
            added_by=coordinator.id,
        ).save(force_insert=True)
    for room in ("safety", "plan"):
        line = new_id()
        text = seal(by, case.id, column_of("text", line), "Verzonnen regel")
        Glance(id=line, case=case, room=room, text=text, kind="info").save(force_insert=True)
    made = [_event(case, coordinator.id, today - timedelta(days=day)) for day in range(events)]
    for event in made:
        event.text = seal(by, case.id, column_of("text", event.id), "Verzonnen gesprek. " * 12)
    CaseEvent.objects.bulk_create(made)
    count_again(case)


def fill(by: Actor, draw: random.Random, number: int, events: int) -> None:
    """So many cases of others in bulk, most of them closed, each with so many events."""
    with gate_open(by, writing=True):
        made = (
            _case(draw, f"nobody-{draw.randrange(40)}", closed=bool(draw.randrange(OPEN_ONE_IN)))
            for _ in range(number)
        )
        while batch := list(islice(made, BATCH // 10)):
            CareCase.objects.bulk_create(batch)
            rows = _events_of(draw, batch, events)
            while some := list(islice(rows, BATCH)):
                CaseEvent.objects.bulk_create(some)
            NextAction.objects.bulk_create(_action(draw, one) for one in batch)


def _events_of(draw: random.Random, cases: list[CareCase], events: int) -> Iterator[CaseEvent]:
    for case in cases:
        for _ in range(events):
            day = clock.local(case.opened_at).date() + timedelta(days=draw.randrange(0, 300))
            yield _event(case, case.coordinator, day)


def _case(draw: random.Random, coordinator: str, *, closed: bool) -> CareCase:
    at = clock.now() - timedelta(days=draw.randrange(400, 3000))
    return CareCase(
        id=new_id(),
        number=f"Z-{new_id().hex[-13:]}",
        person_id=new_id(),
        person_label="VERZ",
        report_id=new_id(),
        report_number="M-verzonnen",
        first_report_year=at.year,
        municipality=draw.choice(sorted(region().codes)),
        municipality_basis=Basis.RESIDENCE,
        state=State.CLOSED if closed else State.IN_EXECUTION,
        state_since=at,
        closing_reason="goals_reached" if closed else "",
        coordinator=coordinator,
        opened_at=at,
        closed_at=at + timedelta(days=300) if closed else None,
        attention_on=clock.today() + timedelta(days=draw.randrange(-30, 90)),
    )


def _event(case: CareCase, by: str, day: date) -> CaseEvent:
    return CaseEvent(
        id=new_id(),
        case=case,
        kind=EventKind.CONTACT_PERSON,
        at=clock.now(),
        happened_on=day,
        by=by,
        minutes=30,
        token=new_id(),
    )


def _action(draw: random.Random, case: CareCase) -> NextAction:
    over = case.closed_at is not None
    return NextAction(
        id=new_id(),
        case=case,
        owner_account=case.coordinator,
        due=case.attention_on or clock.today(),
        added_at=case.opened_at,
        added_by=case.coordinator,
        done_at=case.closed_at,
        outcome="done" if over else "",
        token=new_id(),
    )


def ids_of(by: Actor, coordinator: str) -> list[str]:
    """The open cases of one coordinator."""
    with gate_open(by):
        rows = CareCase.objects.filter(coordinator=coordinator, closed_at=None)
        return [str(one) for one in rows.values_list("id", flat=True)]
