"""The parts of which the acts around a table are made; each runs inside an act of its caller."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.conference import access
from kmt.conference.models import (
    Admission,
    AgendaItem,
    Attendance,
    Conference,
    ConferenceNumber,
    Participant,
)
from kmt.conference.queries import CONFERENCE
from kmt.conference.rules import Capacity, Outsider, may_sit, may_take_part, presence_problem
from kmt.conference.sealing import file_key, sealed, sealed_who
from kmt.conference.states import BEGIN, State
from kmt.conference.workshops import FileOnAgenda, Workshop, workshop_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, year_number
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.partners.queries import team_on
from kmt.sharing.basing import Basis, colleague_basis, comes_once, holds_now

NUMBER, CHAIRS = "O", "Zit het overleg voor."
WRITE = Permission.CONFERENCE_TABLE_WRITE


@contextmanager
def leading(by: Actor, conference_id: UUID, reason: str) -> Iterator[Conference]:
    """The act of who leads a conference; its row is held until the end."""
    with act(
        by,
        WRITE,
        action="update",
        object_type=CONFERENCE,
        object_id=str(conference_id),
        reason=reason,
    ):
        rows = Conference.objects.seen_by(by, access.conferences(by)).select_for_update(
            of=("self",)
        )
        row = rows.one(id=conference_id)
        if by.id not in {row.chair, row.convened_by}:
            raise NotPermitted(
                "Alleen wie dit overleg voorzit of bijeenriep, kan dit wijzigen.",
                "Vraag het aan de voorzitter.",
            )
        yield row


@contextmanager
def writing_item(by: Actor, item_id: UUID, reason: str) -> Iterator[AgendaItem]:
    """The act of who leads a conference, or works on the file, on one file of the agenda."""
    seen = AgendaItem.objects.seen_by(by, access.items(by)).one(id=item_id)
    with act(
        by,
        WRITE,
        action="update",
        object_type=CONFERENCE,
        object_id=str(seen.conference_id),
        reason=reason,
    ):
        rows = AgendaItem.objects.seen_by(by, access.items_written(by))
        row = rows.select_related("conference").filter(id=item_id).first()
        if row is None:
            raise NotPermitted(
                "Alleen wie het overleg leidt of in dit dossier werkt, kan dit wijzigen.",
                "Vraag het aan de voorzitter.",
            )
        # Whoever writes holds the conference, so that two acts around one table follow each other.
        held = Conference.objects.seen_by(by, access.conferences(by)).select_for_update(
            of=("self",)
        )
        row.conference = held.one(id=row.conference_id)
        yield row


Row = TypeVar("Row", bound=Model)


def one_of(rows: "QuerySet[Row]", row_id: UUID) -> Row:
    """The row that is meant; ``NotFound`` alike for one of elsewhere and one nowhere."""
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound
    return found


def check_version(row: "Conference | AgendaItem", version: int) -> None:
    """``Conflict`` when the row is not the one that was read."""
    if row.version != version:
        raise Conflict(
            "Dit is gewijzigd sinds je de pagina opende, misschien door een collega.",
            "Kijk wat er nu staat; wat je typte staat er nog.",
        )


def check_state(row: Conference, states: "frozenset[State]", sentence: str) -> None:
    """Refuse what does not belong to where the conference stands."""
    if State(row.state) not in states:
        raise Refused(sentence, "Kijk bovenaan in welke stap het overleg is.")


def new_conference(by: Actor, conference_id: UUID, token: UUID) -> Conference:
    """The row of a conference, numbered in its year; whoever proposes it chairs it."""
    now = clock.now()
    year = clock.local(now).year
    row = Conference(
        id=conference_id,
        number=year_number(NUMBER, year, ConferenceNumber.next_of(year)),
        state=BEGIN,
        state_since=now,
        chair=by.id,
        convened_by=by.id,
        convened_at=now,
        token=token,
    )
    row.save(force_insert=True)
    return row


def put_item(row: Conference, kind: str, file: FileOnAgenda, position: int) -> AgendaItem:
    """Put a file on the agenda."""
    item = AgendaItem(
        id=new_id(),
        conference=row,
        position=position,
        kind=kind,
        object_id=file.id,
        label=file.label,
        person_id=file.person_id,
        person_label=file.person_label,
        municipality=file.municipality,
        added_at=clock.now(),
    )
    item.save(force_insert=True)
    return item


def seat_chair(by: Actor, row: Conference, item: AgendaItem) -> None:
    """Give the chair a seat at a file that was put on the agenda, where there is a basis."""
    seats = Participant.objects.filter(conference=row, account=row.chair)
    workshop = workshop_of(item.kind)
    seat = seats.first() or put_colleague(row, workshop, row.chair, Capacity.CONTRIBUTOR)
    basis = colleague_basis(workshop, role_of(row.chair))
    if basis.allowed and row.chair == by.id:
        put_admission(by, item, seat, CHAIRS, basis)


def role_of(account: str) -> str:
    """The role that a colleague fills today; empty for who may not work."""
    team = team_on(clock.today())
    return next((one.role for one in team if one.id == account and one.may_work), "")


def put_colleague(
    row: Conference, workshop: Workshop, account: str, capacity: Capacity
) -> Participant:
    """A colleague takes part; refuses one whose role has no place at this table."""
    role = role_of(account)
    basis = colleague_basis(workshop, role)
    if not basis.allowed:
        raise Invalid(basis.sentence, fields={"account": basis.sentence})
    may_take_part(has_account=True, capacity=capacity).check()
    seat = Participant(
        id=new_id(),
        conference=row,
        account=account,
        party=workshop.colleagues[role],
        capacity=capacity,
        added_at=clock.now(),
    )
    seat.save(force_insert=True)
    return seat


def put_outsider(by: Actor, row: Conference, one: Outsider, token: UUID) -> None:
    """Somebody from outside takes part, the name sealed."""
    kinds = AgendaItem.objects.filter(conference=row).values_list("kind", flat=True).distinct()
    always = any(comes_once(workshop_of(kind), one.party) for kind in kinds)
    seat_id = new_id()
    Participant(
        id=seat_id,
        conference=row,
        party=one.party,
        capacity=Capacity.INCIDENTAL if always else one.capacity,
        who=sealed_who(by, row.id, seat_id, one.who),
        added_at=clock.now(),
        token=token,
    ).save(force_insert=True)


def basis_now(by: Actor, item: AgendaItem, seat: Participant) -> Basis:
    """The basis of somebody at this moment, consents read anew."""
    workshop = workshop_of(item.kind)
    if seat.account:
        return colleague_basis(workshop, role_of(seat.account))
    return holds_now(by, workshop, item.person_id, seat.party)


def put_admission(by: Actor, item: AgendaItem, seat: Participant, why: str, basis: Basis) -> None:
    """Admit somebody to a file with the basis that was found; anew when they were sent away."""
    rows = Admission.objects.filter(item=item, participant=seat)
    row = rows.first() or Admission(id=new_id(), item=item, participant=seat)
    row.why = sealed(by, file_key(item), "why", row.id, why)
    row.rows, row.disclosure_id = "|".join(basis.rows), basis.disclosure_id
    row.at, row.by, row.ended_at = clock.now(), by.id, None
    row.save()


def sit_down(by: Actor, item: AgendaItem, admission: Admission, at: datetime) -> None:
    """Somebody comes in while this person is discussed: declared, with a basis at this moment."""
    seat = admission.participant
    may_sit(
        needs_declaration=seat.capacity == Capacity.INCIDENTAL,
        declared_on=seat.declared_on,
        today=clock.today(),
    ).check()
    basis = basis_now(by, item, seat)
    if not basis.allowed:
        raise Refused(
            basis.sentence, "Laat deze deelnemer even buiten, en regel eerst de grondslag."
        )
    rows = Attendance.objects.filter(admission=admission, left_at=None)
    check_texts(at=presence_problem(came=at, left=None, now=clock.now(), inside=rows.exists()))
    Attendance(id=new_id(), admission=admission, came_at=at, by=by.id).save(force_insert=True)


def stand_up(row: Attendance, at: datetime) -> None:
    """Somebody leaves."""
    check_texts(at=presence_problem(came=row.came_at, left=at, now=clock.now(), inside=True))
    row.left_at = at
    row.save()


def check_texts(**problems: str) -> None:
    """Refuse what was typed, each field with its own sentence."""
    found = {name: problem for name, problem in problems.items() if problem}
    if found:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=found)
