"""The door to a case for the rooms above: looking at it, and working on it in one act.

Their rows hold the id of a case and no key of the database, and follow its rules: who may open the
case may see them, and they change inside an act on the case, which holds its row.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.care.access import asked_by_the_person, retained, visible
from kmt.care.actions import step
from kmt.care.models import CareCase, Glance, NextAction, subject_of
from kmt.care.queries import names_beside, open_row, record_look
from kmt.care.rules import Move, NewAction, Outcome, may_write
from kmt.care.states import State
from kmt.care.writing import (
    Line,
    changing,
    end_action,
    held_case,
    write_action,
    write_event,
)
from kmt.care.writing import (
    seal as _seal,
)
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRef:
    """A case as a room above knows it: who coordinates it and where it stands, none of its texts.

    ``emergency_until``: the reader is not involved, and this is when their emergency access ends.
    ``may_write``: whether something may be added to it by this reader.
    """

    id: UUID
    number: str
    person_id: UUID
    person_label: str
    municipality: str
    state: State
    coordinator: str
    coordinator_name: str
    mine: bool
    shielded: bool
    version: int
    opened_at: datetime
    forms: tuple[str, ...]
    emergency_until: datetime | None
    may_write: bool


def opened(actor: Actor, case_id: UUID, *, part: str = "", emergency: bool = True) -> CaseRef:
    """A case for a page of a room above; the look is recorded with the part that was looked at.

    Refuses who is not involved and says whom to ask; ``emergency``: emergency access is enough.
    """
    row, tie = open_row(actor, case_id, emergency=emergency)
    record_look(actor, case_id, tie, part)
    return _ref(actor, row, emergency_until=tie.running_out)


def _ref(actor: Actor, row: CareCase, *, emergency_until: datetime | None = None) -> CaseRef:
    writes = actor.may(Permission.CARE_CASE_WRITE) and may_write(State(row.state)).allowed
    return CaseRef(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        person_label=row.person_label,
        municipality=row.municipality,
        state=State(row.state),
        coordinator=row.coordinator,
        coordinator_name=names_beside(actor, {row.coordinator}).get(row.coordinator, ""),
        mine=row.coordinator == actor.id,
        shielded=row.shielded,
        version=row.version,
        opened_at=row.opened_at,
        forms=tuple(row.form_codes.split()),
        emergency_until=emergency_until,
        may_write=writes and emergency_until is None,
    )


def within(actor: Actor) -> Q:
    """The rule of rows for what belongs to a case by ``case_id``: of cases that may be opened."""
    rows = CareCase.objects.seen_by(actor, visible(actor))
    return Q(case_id__in=rows.values("id")) if actor.may(Permission.CARE_CASE_READ) else _NOTHING


def within_retained(actor: Actor) -> Q:
    """The same for the job that guards the terms: every row, and for nobody else."""
    return Q() if retained(actor) == Q() else _NOTHING


def within_own_data(actor: Actor) -> Q:
    """The same for who answers people about their own data: every row, and for nobody else."""
    return Q() if asked_by_the_person(actor) == Q() else _NOTHING


_NOTHING = Q(pk__in=[])


@contextmanager
def working_on(
    by: Actor,
    case_id: UUID,
    *,
    reason: str,
    emergency: bool = False,
    needs: Permission = Permission.CARE_CASE_WRITE,
) -> Iterator[CaseRef]:
    """The act of a room above on a case: everything is written, or nothing, with one line.

    ``reason`` is a code with words in the record. The row of the case is held until the end, so
    that two acts on it follow each other. Raises ``Refused`` for a case that is closed.
    """
    with changing(by, case_id, needs=needs, reason=reason):
        row = held_case(by, case_id, emergency=emergency)
        may_write(State(row.state)).check()
        yield _ref(by, row)


def open_all(found: Iterable[tuple[UUID, str, UUID, bytes]]) -> list[str]:
    """Sealed texts (case, column, row, value) opened with one look for the keys; "" for nothing."""
    wanted = [
        (subject_of(case), column_of(column, row), bytes(value))
        for case, column, row, value in found
    ]
    opened_ones = iter(open_texts([one for one in wanted if one[2]]))
    return [next(opened_ones) if value else "" for _subject, _column, value in wanted]


def seal(by: Actor, case_id: UUID, column: str, row_id: UUID, text: str) -> bytes:
    """A text of a row under the key of its case, to be opened with :func:`open_all`."""
    return _seal(by, case_id, column_of(column, row_id), text)


def note_event(
    by: Actor,
    case_id: UUID,
    kind: str,
    *,
    text: str = "",
    happened_on: date | None = None,
    minutes: int = 0,
    token: UUID | None = None,
) -> None:
    """Put something on the timeline; inside :func:`working_on`."""
    write_event(
        by,
        _row(case_id),
        kind,
        text=text,
        happened_on=happened_on,
        minutes=minutes,
        token=token,
    )


def set_due(
    by: Actor,
    case_id: UUID,
    *,
    room: str,
    key: str,
    what: str,
    due: date,
    owner_account: str = "",
    owner_text: str = "",
    rule: str = "",
) -> None:
    """Put one line among what must happen, or change the open one of this room and key.

    ``due`` may have passed: a term that was missed is shown as late. Without an owner it is for the
    coordinator. Inside :func:`working_on`.
    """
    case, found = _row(case_id), _open_line(case_id, room, key)
    if found is not None:
        found.delete()
    line = Line(
        room=room,
        key=key,
        rule=rule,
        owner_account=owner_account or ("" if owner_text else case.coordinator),
    )
    write_action(by, case, NewAction(what=what, due=due, owner=owner_text), new_id(), line)


def drop_due(by: Actor, case_id: UUID, *, room: str, key: str, done: bool = True) -> None:
    """Tick such a line off, or say that it is no longer needed; nothing when there is none open."""
    found = _open_line(case_id, room, key)
    if found is not None:
        end_action(by, _row(case_id), found, Outcome.DONE if done else Outcome.DROPPED)


def set_glance(
    by: Actor,
    case_id: UUID,
    *,
    room: str,
    text: str,
    kind: str = "",
    until: date | None = None,
    facts: Iterable[str] = (),
) -> None:
    """Say of a case what its page shows of this room in one line; inside :func:`working_on`.

    ``kind`` is the colour ("stop", "warn", "ok", "info" or none), ``facts`` are codes without
    personal data for the rule of the room that can hold back a step.
    """
    row = Glance.objects.filter(case_id=case_id, room=room).first()
    row = row or Glance(id=new_id(), case_id=case_id, room=room)
    row.text = seal(by, case_id, "text", row.id, text)
    row.kind, row.until, row.facts = kind, until, " ".join(sorted(facts))
    row.save()


def move_on(by: Actor, case_id: UUID, to: State, reason: str) -> None:
    """A step of the case that an act of a room above brings about, by the same rules.

    Inside :func:`working_on`. Raises ``Refused`` with the reasons when it may not be.
    """
    case = _row(case_id)
    step(by, case, Move(to=to, reason=reason, version=case.version), new_id())


def _row(case_id: UUID) -> CareCase:
    return CareCase.objects.get(pk=case_id)


def _open_line(case_id: UUID, room: str, key: str) -> NextAction | None:
    rows = NextAction.objects.filter(case_id=case_id, source=room, source_key=key, done_at=None)
    return rows.first()
