"""Every write of trainings: what is offered, places, who came, answers, numbers of staff."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import F

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.advice.telling import about_somebody
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.training import access, lists
from kmt.training.models import AnswerCount, StaffNumber, Training, TrainingPlace, TrainingSession
from kmt.training.rules import (
    QUESTIONS,
    Offer,
    Planned,
    evaluation_problems,
    may_cancel,
    may_mark,
    may_register,
    staff_problems,
)
from kmt.training.states import Place
from kmt.training.writing import (
    TwoTexts,
    Who,
    held,
    move_up,
    put,
    queue_of,
    refuse,
    refuse_offer,
    refuse_session,
    refuse_who,
    take,
)

WRITE, TAKE = access.WRITE, access.TAKE
TRAINING, SESSION, STAFF = "training", "training_session", "training_staff"


def offer_training(*, by: Actor, offer: Offer, example: bool = False) -> UUID:
    """Put a training on offer. ``Invalid`` per field."""
    training_id = new_id()
    with act(by, WRITE, action="create", object_type=TRAINING, object_id=str(training_id)):
        refuse_offer(offer)
        row = Training(id=training_id, example=example, at=clock.now(), by=by.id)
        put(row, offer)
        row.save(force_insert=True)
    return training_id


def change_training(
    *, by: Actor, training_id: UUID, version: int, offer: Offer, ended: bool = False
) -> None:
    """Let an offer say something else, or end it; ``TwoTexts`` when somebody was first."""
    with act(by, WRITE, action="update", object_type=TRAINING, object_id=str(training_id)):
        rows = Training.objects.seen_by(by, access.offered(by)).select_for_update()
        row = rows.one(id=training_id)
        if row.version != version:
            raise TwoTexts
        refuse_offer(offer)
        put(row, offer)
        row.ended_on = (row.ended_on or clock.today()) if ended else None
        row.version += 1
        row.save()


def plan_session(*, by: Actor, training_id: UUID, planned: Planned) -> UUID:
    """Plan a time on which a training is given."""
    session_id = new_id()
    with act(by, WRITE, action="create", object_type=SESSION, object_id=str(session_id)):
        training = Training.objects.seen_by(by, access.offered(by)).one(id=training_id)
        if training.ended_on is not None:
            raise Refused("Deze training wordt niet meer gegeven.", "Zet haar eerst weer aan.")
        refuse_session(planned)
        row = TrainingSession(id=session_id, training=training)
        put(row, planned)
        row.save(force_insert=True)
    return session_id


def change_session(
    *, by: Actor, session_id: UUID, version: int, planned: Planned, page: str = ""
) -> int:
    """Move a session, or give it more or fewer places; who waits moves up. Returns how many did.

    Fewer places than were given out is refused: nobody loses a place by a change of a number.
    ``page`` is the address that the mail to who moved up leads to.
    """
    with act(by, WRITE, action="update", object_type=SESSION, object_id=str(session_id)):
        row = held(by, session_id)
        if row.version != version:
            raise TwoTexts
        refuse_session(planned)
        given = sum(one.place == Place.PLACED for one in queue_of(by, row))
        if planned.places < given:
            raise Invalid(
                "Er zijn al meer plaatsen vergeven.",
                fields={"places": f"Er zijn al {given} plaatsen vergeven; minder kan niet."},
            )
        put(row, planned)
        row.version += 1
        row.save()
        return move_up(by, row, page)


def call_off(*, by: Actor, session_id: UUID, version: int) -> None:
    """A session is not given; who had a place sees that on their own page."""
    with act(by, WRITE, action="delete", object_type=SESSION, object_id=str(session_id)):
        row = held(by, session_id)
        if row.version != version:
            raise TwoTexts
        row.called_off = True
        row.version += 1
        row.save()


def take_place(*, by: Actor, session_id: UUID, municipality: str, department: str) -> Place:
    """Take a place oneself, or a place in the queue when it is full. Twice is once."""
    with act(by, TAKE, action="update", object_type=SESSION, object_id=str(session_id)):
        who = Who(account=by.id, municipality=municipality, department=department)
        return _registered(by, session_id, who)


def register_other(*, by: Actor, session_id: UUID, who: Who) -> Place:
    """Register somebody else, with or without an account."""
    with act(by, WRITE, action="update", object_type=SESSION, object_id=str(session_id)):
        return _registered(by, session_id, who)


def _registered(by: Actor, session_id: UUID, who: Who) -> Place:
    row = held(by, session_id)
    may_register(
        called_off=row.called_off,
        closes_on=row.closes_on,
        starts_at=row.starts_at,
        today=clock.today(),
        now=clock.now(),
    ).check()
    refuse_who(who)
    return take(by, row, who)


def cancel_place(*, by: Actor, session_id: UUID, page: str = "") -> int:
    """Give one's own place back; who waits moves up, in order. Returns how many did.

    ``page`` is the address that the mail to who moved up leads to.
    """
    with act(by, TAKE, action="update", object_type=SESSION, object_id=str(session_id)):
        row = held(by, session_id)
        mine = [one for one in queue_of(by, row) if one.account == by.id]
        return _cancelled(by, row, mine, page)


def cancel_other(*, by: Actor, session_id: UUID, place_id: UUID, page: str = "") -> int:
    """Take somebody off the list who cannot come; who waits moves up, as above."""
    with act(by, WRITE, action="update", object_type=SESSION, object_id=str(session_id)):
        row = held(by, session_id)
        theirs = [one for one in queue_of(by, row) if one.id == place_id]
        return _cancelled(by, row, theirs, page)


def _cancelled(by: Actor, row: TrainingSession, found: list[TrainingPlace], page: str) -> int:
    may_cancel(starts_at=row.starts_at, now=clock.now()).check()
    for one in found:
        one.place = Place.CANCELLED
        one.save()
    return move_up(by, row, page)


def mark_attendance(*, by: Actor, session_id: UUID, came: Collection[UUID]) -> None:
    """Write down who came; of who had a place and is not named: did not come."""
    with act(by, WRITE, action="update", object_type=SESSION, object_id=str(session_id)):
        row = held(by, session_id)
        now = clock.now()
        may_mark(starts_at=row.starts_at, called_off=row.called_off, now=now).check()
        placed = [one for one in queue_of(by, row) if one.place == Place.PLACED]
        if not frozenset(came) <= {one.id for one in placed}:
            raise Conflict("De lijst is intussen veranderd.", "Vink opnieuw aan wie er was.")
        for one in placed:
            one.attended = one.id in came
            one.save()


def answer(*, by: Actor, place_id: UUID, marks: Mapping[str, int]) -> None:
    """Say what one thought of a session one was at; only counts are kept, and that one answered.

    Raises ``Invalid`` per question, ``Refused`` for who was not there, ``Conflict`` when sent
    a second time.
    """
    own = TrainingPlace.objects.seen_by(by, access.own_places(by)).one(id=place_id)
    with act(by, TAKE, action="update", object_type=SESSION, object_id=str(own.session_id)):
        rows = TrainingPlace.objects.seen_by(by, access.own_places(by)).select_for_update()
        row = rows.one(id=place_id)
        if not row.attended:
            raise Refused("Alleen wie er was vult de evaluatie in.")
        if row.answered:
            raise Conflict("Je hebt deze evaluatie al ingevuld.", "Je antwoorden zijn meegeteld.")
        refuse(evaluation_problems(marks))
        row.answered = True
        row.save()
        counts = AnswerCount.objects.seen_by(by, access.queue(by))
        for question in QUESTIONS:
            kept, _new = counts.get_or_create(
                session_id=row.session_id, question=question, mark=marks[question]
            )
            counts.filter(pk=kept.pk).update(count=F("count") + 1)


def put_staff(
    *, by: Actor, municipality: str, department: str, year: int, staff: int, source: str
) -> None:
    """Say how many people work in a department in a year, and where that number comes from.

    The adviser for every municipality, a focal point for their own; another one is ``NotFound``.
    """
    right = WRITE if by.may(WRITE) else Permission.MANDATE_STANDING_WRITE
    named = f"{municipality}-{department}-{year}"[:64]
    with act(by, right, action="update", object_type=STAFF, object_id=named):
        if not municipality or not by.knows(municipality):
            raise NotFound
        wrong = staff_problems(staff=staff, year=year, source=source, today=clock.today())
        wrong |= about_somebody(source=source)
        if department not in lists.codes(lists.DEPARTMENT) or department == lists.PARTNER:
            wrong["department"] = "Kies een afdeling van de gemeente."
        refuse(wrong)
        rows = StaffNumber.objects.seen_by(by, access.staff_written(by))
        rows.update_or_create(
            municipality=municipality,
            department=department,
            year=year,
            defaults={"staff": staff, "source": source.strip(), "at": clock.now(), "by": by.id},
        )


def destroy_session(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a session whose term is over, with who came and what was answered (T17).

    For the job that guards the terms; the key of the names is destroyed by the caller.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=SESSION,
        object_id=str(object_id),
        reason=part,
    ):
        rows = TrainingSession.objects.seen_by(by, access.retained(by))
        row = rows.filter(pk=object_id).first()
        if row is None:
            return 0
        came = TrainingPlace.objects.seen_by(by, access.retained(by)).filter(session=row)
        gone, _tables = came.delete()
        more, _tables = row.delete()
        return gone + more
