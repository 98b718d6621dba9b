"""Before the meeting: goal, agenda, who can contribute and on what basis, what the person knows."""

from datetime import date, datetime
from uuid import UUID

from kmt.access.acts import act
from kmt.conference import access
from kmt.conference.models import (
    Admission,
    AgendaItem,
    Attendance,
    Conference,
    Participant,
    subject_of,
)
from kmt.conference.queries import CONFERENCE
from kmt.conference.rules import (
    NAME_LIMIT,
    PLACE_LIMIT,
    Capacity,
    Informed,
    Outsider,
    informed_problems,
    outsider_problems,
    text_problem,
)
from kmt.conference.sealing import file_key, sealed
from kmt.conference.states import OPEN_TO_CHANGE
from kmt.conference.workshops import FileOnAgenda, workshop_of
from kmt.conference.writing import (
    WRITE,
    basis_now,
    check_state,
    check_texts,
    check_version,
    leading,
    new_conference,
    one_of,
    put_admission,
    put_colleague,
    put_item,
    put_outsider,
    role_of,
    seat_chair,
    writing_item,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused

_STANDS = "Het overleg is geweest: wie meedeed staat vast."
_TOO_LATE = "Het overleg is geweest: de voorbereiding staat vast."


def propose(*, by: Actor, kind: str, object_id: UUID, token: UUID | None = None) -> UUID:
    """Propose a conference about a file that the actor works on; returns its id.

    Whoever proposes it chairs it until another is chosen. The same form sent twice makes one.
    """
    token, conference_id = token or new_id(), new_id()
    sent = Conference.objects.seen_by(by, access.led(by)).filter(token=token)
    if (earlier := sent.values_list("id", flat=True).first()) is not None:
        return UUID(str(earlier))
    file = _file(by, kind, object_id)
    with act(
        by,
        WRITE,
        action="create",
        object_type=CONFERENCE,
        object_id=str(conference_id),
        reason="conference:propose",
    ):
        row = new_conference(by, conference_id, token)
        seat_chair(by, row, put_item(row, kind, file, 1))
    return conference_id


def add_item(*, by: Actor, conference_id: UUID, kind: str, object_id: UUID) -> None:
    """Put another file on the agenda, by who leads the meeting and works on that file; once."""
    file = _file(by, kind, object_id)
    with leading(by, conference_id, "conference:item") as row:
        check_state(row, OPEN_TO_CHANGE, _TOO_LATE)
        there = AgendaItem.objects.filter(conference=row)
        if not there.filter(kind=kind, object_id=object_id).exists():
            seat_chair(by, row, put_item(row, kind, file, there.count() + 1))


def set_details(
    *,
    by: Actor,
    conference_id: UUID,
    version: int,
    meets_at: datetime,
    minutes: int,
    place: str,
    chair: str,
) -> None:
    """Say where and when, and who chairs: somebody who may lead a conference."""
    with leading(by, conference_id, "conference:details") as row:
        check_version(row, version)
        check_state(row, OPEN_TO_CHANGE, _TOO_LATE)
        check_texts(place=text_problem(place, limit=PLACE_LIMIT), chair=_chair_problem(row, chair))
        row.meets_at, row.minutes, row.chair = meets_at, minutes, chair
        row.version += 1
        row.place = sealed(by, subject_of(row.id), "place", row.id, place)
        row.save()
        _seated(row, chair, Capacity.CONTRIBUTOR)


def set_goal(
    *, by: Actor, item_id: UUID, version: int, goal: str, goal_with: str, goal_on: date | None
) -> None:
    """Put down the goal of talking about this file, with which referrer it was agreed and when."""
    late = goal_on is not None and goal_on > clock.today()
    check_texts(
        goal=text_problem(goal),
        goal_with=text_problem(goal_with, limit=NAME_LIMIT),
        goal_on="Kies vandaag of eerder." if late else "" if goal_on else "Kies een dag.",
    )
    with writing_item(by, item_id, "conference:goal") as item:
        check_version(item, version)
        check_state(item.conference, OPEN_TO_CHANGE, _TOO_LATE)
        key = file_key(item)
        item.goal = sealed(by, key, "goal", item.id, goal)
        item.goal_with = sealed(by, key, "goal_with", item.id, goal_with)
        item.goal_on, item.version = goal_on, item.version + 1
        item.save()


def set_informed(
    *,
    by: Actor,
    item_id: UUID,
    how: Informed,
    on: date | None = None,
    why: str = "",
    review_on: date | None = None,
) -> None:
    """Put down that the person was invited or told, or why not and when that is looked at again."""
    today = clock.today()
    check_texts(**informed_problems(how, on=on, why=why, review_on=review_on, today=today))
    told = how is not Informed.NOT_TOLD
    with writing_item(by, item_id, "conference:informed") as item:
        check_state(item.conference, OPEN_TO_CHANGE, _TOO_LATE)
        item.informed, item.informed_on = how, on if told else None
        item.review_on = None if told else review_on
        item.why_not_told = sealed(by, file_key(item), "why_not_told", item.id, "" if told else why)
        item.save()


def add_colleague(
    *, by: Actor, conference_id: UUID, account: str, capacity: Capacity = Capacity.CONTRIBUTOR
) -> None:
    """A colleague takes part; to each file they are admitted apart."""
    with leading(by, conference_id, "conference:participant") as row:
        check_state(row, OPEN_TO_CHANGE, _STANDS)
        _seated(row, account, capacity)


def add_outsider(
    *, by: Actor, conference_id: UUID, outsider: Outsider, token: UUID | None = None
) -> None:
    """Somebody from another organisation takes part; to each file they are admitted apart."""
    token = token or new_id()
    check_texts(**outsider_problems(outsider))
    with leading(by, conference_id, "conference:participant") as row:
        check_state(row, OPEN_TO_CHANGE, _STANDS)
        if not Participant.objects.filter(token=token).exists():
            put_outsider(by, row, outsider, token)


def declare(*, by: Actor, participant_id: UUID, on: date) -> None:
    """Put down on which day who comes once signed the secrecy declaration (BGS 2.21)."""
    wrong = "Kies de dag van ondertekening: vandaag of eerder." if on > clock.today() else ""
    check_texts(on=wrong)
    conference_id = _conference_of(by, participant_id)
    with leading(by, conference_id, "conference:declare"):
        Participant.objects.filter(id=participant_id).update(declared_on=on)


def remove_participant(*, by: Actor, participant_id: UUID) -> None:
    """Take somebody off the list who was never present; the chair stays."""
    conference_id = _conference_of(by, participant_id)
    with leading(by, conference_id, "conference:participant") as row:
        check_state(row, OPEN_TO_CHANGE, _STANDS)
        seat = one_of(Participant.objects.filter(conference=row), participant_id)
        _never_present(Attendance.objects.filter(admission__participant=seat).exists())
        if seat.account == row.chair:
            raise Refused("De voorzitter doet altijd mee.", "Kies eerst een andere voorzitter.")
        seat.delete()


def admit(*, by: Actor, item_id: UUID, participant_id: UUID, why: str) -> None:
    """Admit somebody while this person is discussed: why they can contribute, and on what basis.

    Raises ``Refused`` with a sentence when there is no basis today.
    """
    check_texts(why=text_problem(why))
    with writing_item(by, item_id, "conference:admit") as item:
        check_state(item.conference, OPEN_TO_CHANGE, _STANDS)
        seat = one_of(Participant.objects.filter(conference=item.conference), participant_id)
        basis = basis_now(by, item, seat)
        if not basis.allowed:
            raise Invalid(basis.sentence, fields={"participant_id": basis.sentence})
        put_admission(by, item, seat, why, basis)


def send_away(*, by: Actor, admission_id: UUID) -> None:
    """End an admission of somebody who was not present yet."""
    with writing_item(by, _item_of(by, admission_id), "conference:send_away") as item:
        check_state(item.conference, OPEN_TO_CHANGE, _STANDS)
        row = one_of(Admission.objects.filter(item=item), admission_id)
        _never_present(Attendance.objects.filter(admission=row).exists())
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save()


def _file(by: Actor, kind: str, object_id: UUID) -> FileOnAgenda:
    """A file that the actor works on and may confer about; as its workshop refuses otherwise."""
    try:
        workshop = workshop_of(kind)
    except KeyError:
        raise NotFound from None
    if not by.may(workshop.writes):
        raise NotFound
    file = workshop.file_of(by, object_id)
    if not file.may_confer:
        raise Conflict("Over dit dossier kan nu geen overleg worden gehouden.", "Is het gesloten?")
    return file


def _chair_problem(row: Conference, chair: str) -> str:
    kinds = AgendaItem.objects.filter(conference=row).values_list("kind", flat=True)
    role = role_of(chair)
    fits = role and all(role in workshop_of(kind).colleagues for kind in kinds)
    return "" if fits else "Kies een collega die dit overleg kan voorzitten."


def _seated(row: Conference, account: str, capacity: Capacity) -> None:
    """A colleague takes part, once; to each file they are admitted as anybody else."""
    first = AgendaItem.objects.filter(conference=row).order_by("position").first()
    if first is None:
        raise Refused("Zet eerst een dossier op de agenda.")
    if not Participant.objects.filter(conference=row, account=account).exists():
        put_colleague(row, workshop_of(first.kind), account, capacity)


def _never_present(present: bool) -> None:
    if present:
        raise Refused("Deze deelnemer was er al bij.", "Leg vast dat deze wegging.")


def _conference_of(by: Actor, participant_id: UUID) -> UUID:
    seen = Conference.objects.seen_by(by, access.conferences(by)).values_list("id", flat=True)
    rows = Participant.objects.seen_by(by, access.in_conferences(seen))
    return UUID(str(rows.one(id=participant_id).conference_id))


def _item_of(by: Actor, admission_id: UUID) -> UUID:
    seen = AgendaItem.objects.seen_by(by, access.items(by)).values_list("id", flat=True)
    return UUID(str(Admission.objects.seen_by(by, access.under(seen)).one(id=admission_id).item_id))
