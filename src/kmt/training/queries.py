"""The reads of trainings: what is offered, own places, who comes, and what share is trained."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, IntegerField, Q, QuerySet, Value

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.training import access
from kmt.training.lists import PARTNER
from kmt.training.models import (
    AnswerCount,
    StaffNumber,
    Training,
    TrainingPlace,
    TrainingSession,
)
from kmt.training.reading import (
    Evaluation,
    Participant,
    PlaceSeen,
    SessionPage,
    SessionSeen,
    StaffLine,
    TrainedShare,
    TrainingSeen,
)
from kmt.training.rules import MARKS, QUESTIONS, SHOWN_FROM, may_register
from kmt.training.states import Place
from kmt.vault.queries import open_texts

__all__ = ["TrainedShare", "trained_shares"]
_PLACED, _WAITING = Q(registrations__place=Place.PLACED), Q(registrations__place=Place.WAITING)
_COLUMN = "name"
#: What stands in for the other's column where places and numbers of staff are asked for together.
_NO_NUMBER, _NO_PERSON = Value(None, output_field=IntegerField()), Value("")
#: So long a session stays in the calendar after it was.
_STAYS = timedelta(days=31)


def subject_of(session_id: object) -> str:
    """The name under which the vault keeps the key of the names in a session."""
    return f"training_session:{session_id}"


def sessions(actor: Actor, *, subject: str = "") -> tuple[SessionSeen, ...]:
    """What is still to come, the first on top; two questions to the database."""
    check(actor, access.TAKE)
    rows = _sessions(actor).filter(starts_at__gt=clock.now())
    if subject:
        rows = rows.filter(training__subject=subject)
    return _seen(actor, rows.order_by("starts_at"))


def subjects_now(actor: Actor) -> dict[str, int]:
    """Per subject how many sessions are still to come."""
    rows = TrainingSession.objects.seen_by(actor, access.offered(actor))
    coming = rows.filter(starts_at__gt=clock.now(), called_off=False).order_by()
    return dict(coming.values_list("training__subject").annotate(n=Count("id")))


def _sessions(actor: Actor) -> QuerySet[TrainingSession]:
    """Sessions with how full they are; the counts say nothing about anybody."""
    rows = TrainingSession.objects.seen_by(actor, access.offered(actor))
    return rows.select_related("training").annotate(
        placed=Count("registrations", filter=_PLACED),
        waiting=Count("registrations", filter=_WAITING),
    )


def _seen(actor: Actor, rows: Iterable[TrainingSession]) -> tuple[SessionSeen, ...]:
    found = list(rows)
    own = TrainingPlace.objects.seen_by(actor, access.own_places(actor))
    mine = dict(
        own.filter(session__in=[one.id for one in found])
        .exclude(place=Place.CANCELLED)
        .values_list("session_id", "place")
    )
    return tuple(_session(one, mine.get(one.id, "")) for one in found)


def _session(row: TrainingSession, mine: str) -> SessionSeen:
    return SessionSeen(
        id=row.id,
        training=_training(row.training),
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=row.place,
        online=row.online,
        places=row.places,
        trainer=row.trainer,
        closes_on=row.closes_on,
        called_off=row.called_off,
        version=row.version,
        placed=getattr(row, "placed", 0),
        waiting=getattr(row, "waiting", 0),
        mine=mine,
        open=may_register(
            called_off=row.called_off,
            closes_on=row.closes_on,
            starts_at=row.starts_at,
            today=clock.today(),
            now=clock.now(),
        ),
    )


def _training(row: Training) -> TrainingSeen:
    return TrainingSeen(
        id=row.id,
        title=row.title,
        subject=row.subject,
        level=row.level,
        audience=row.audience,
        minutes=row.minutes,
        about=row.about,
        example=row.example,
        ended_on=row.ended_on,
        version=row.version,
    )


def session(actor: Actor, session_id: UUID) -> SessionPage:
    """One session with one's own place in it; for who keeps the trainings also who comes."""
    check(actor, access.TAKE)
    row = _sessions(actor).filter(id=session_id)
    (seen,) = _seen(actor, [row.one(id=session_id)])  # type: ignore[attr-defined]
    own = [one for one in _own(actor, Q(session_id=session_id)) if one.place != Place.CANCELLED]
    keeps = actor.may(access.WRITE)
    return SessionPage(
        session=seen,
        place=_place(actor, own[0], seen) if own else None,
        participants=participants(actor, session_id) if keeps else (),
        evaluation=evaluation(actor, session_id) if keeps else None,
    )


def _own(actor: Actor, which: Q) -> Sequence[TrainingPlace]:
    return list(TrainingPlace.objects.seen_by(actor, access.own_places(actor)).filter(which))


def _place(actor: Actor, row: TrainingPlace, seen: SessionSeen) -> PlaceSeen:
    before = 0
    if row.place == Place.WAITING:
        rows = TrainingPlace.objects.seen_by(actor, access.queue(actor))
        same = rows.filter(session_id=row.session_id, place=Place.WAITING)
        before = same.filter(number__lt=row.number).count()
    return PlaceSeen(
        id=row.id,
        session=seen,
        place=row.place,
        before_me=before,
        attended=row.attended,
        answered=row.answered,
    )


def my_places(actor: Actor) -> tuple[PlaceSeen, ...]:
    """Every place that the actor took and did not give back, the latest first."""
    check(actor, access.TAKE)
    own = list(_own(actor, ~Q(place=Place.CANCELLED)))
    rows = _sessions(actor).filter(id__in={one.session_id for one in own})
    seen = {one.id: one for one in _seen(actor, rows)}
    found = [
        PlaceSeen(
            id=one.id,
            session=seen[one.session_id],
            place=one.place,
            before_me=0,
            attended=one.attended,
            answered=one.answered,
        )
        for one in own
    ]
    return tuple(sorted(found, key=lambda one: one.session.starts_at, reverse=True))


def my_place(actor: Actor, place_id: UUID) -> PlaceSeen:
    """One of one's own places; ``NotFound`` for that of somebody else."""
    check(actor, access.TAKE)
    row = TrainingPlace.objects.seen_by(actor, access.own_places(actor)).one(id=place_id)
    (seen,) = _seen(actor, _sessions(actor).filter(id=row.session_id))
    return _place(actor, row, seen)


def participants(actor: Actor, session_id: UUID) -> tuple[Participant, ...]:
    """Who comes to a session, in the order of the queue; names are opened for this list only."""
    check(actor, access.WRITE)
    rows = TrainingPlace.objects.seen_by(actor, access.everybody(actor)).filter(
        session_id=session_id
    )
    found = list(rows.exclude(place=Place.CANCELLED).order_by("number"))
    names = named(found)
    return tuple(
        Participant(
            id=one.id,
            name=names[one.id],
            municipality=one.municipality,
            department=one.department,
            place=one.place,
            attended=one.attended,
        )
        for one in found
    )


def named(rows: Sequence[TrainingPlace]) -> dict[UUID, str]:
    """The name of everybody in these rows: of the account, or as it was sealed."""
    accounts = names_of({one.account for one in rows if one.account})
    sealed = [one for one in rows if not one.account]
    texts = open_texts([(subject_of(one.session_id), _COLUMN, bytes(one.name)) for one in sealed])
    found = {one.id: accounts.get(one.account, "") for one in rows if one.account}
    return found | {one.id: text for one, text in zip(sealed, texts, strict=True)}


def evaluation(actor: Actor, session_id: UUID) -> Evaluation:
    """What who came thought, as soon as enough of them answered."""
    check(actor, access.WRITE)
    rows = AnswerCount.objects.seen_by(actor, access.everybody(actor))
    kept = {(one.question, one.mark): one.count for one in rows.filter(session_id=session_id)}
    answers = sum(kept.get((QUESTIONS[0], mark), 0) for mark in MARKS)
    if answers < SHOWN_FROM:
        return Evaluation(answers=answers, counts={})
    return Evaluation(
        answers=answers,
        counts={
            question: tuple(kept.get((question, mark), 0) for mark in MARKS)
            for question in QUESTIONS
        },
    )


def trainings(actor: Actor) -> tuple[tuple[TrainingSeen, int], ...]:
    """Everything that was ever offered, with how many sessions are to come."""
    check(actor, access.WRITE)
    coming = Q(sessions__starts_at__gt=clock.now(), sessions__called_off=False)
    rows = Training.objects.seen_by(actor, access.offered(actor))
    found = rows.annotate(coming=Count("sessions", filter=coming)).order_by("title")
    return tuple((_training(one), getattr(one, "coming", 0)) for one in found)


def training(actor: Actor, training_id: UUID) -> tuple[TrainingSeen, tuple[SessionSeen, ...]]:
    """One training with all its sessions, the latest first."""
    check(actor, access.WRITE)
    row = Training.objects.seen_by(actor, access.offered(actor)).one(id=training_id)
    times = _sessions(actor).filter(training_id=training_id).order_by("-starts_at")
    return _training(row), _seen(actor, times)


def calendar_sessions(actor: Actor) -> tuple[SessionSeen, ...]:
    """What stands in a calendar: sessions to come and of the last month, nobody with them."""
    rows = TrainingSession.objects.seen_by(actor, Q()).select_related("training")
    lately = rows.filter(starts_at__gt=clock.now() - _STAYS, called_off=False)
    return tuple(_session(one, "") for one in lately.order_by("starts_at"))


def calendar_session(actor: Actor, session_id: UUID) -> SessionSeen:
    """One session for a calendar."""
    check(actor, access.TAKE)
    rows = TrainingSession.objects.seen_by(actor, access.offered(actor)).select_related("training")
    return _session(rows.one(id=session_id), "")


def trained_shares(actor: Actor, *, year: int) -> tuple[TrainedShare, ...]:
    """Per municipality and department that this actor may know: trained in the year, of how many.

    Trained is: was at one or more sessions that began in that year (Dutch time). A department is
    there when somebody of it came, or when its number of staff is known. One question to the
    database. Who may neither read how municipalities stand nor keep trainings is refused.
    """
    if not actor.may(access.WRITE):
        check(actor, Permission.MANDATE_STANDING_READ)
    came = (
        TrainingPlace.objects.seen_by(actor, access.counted(actor))
        .filter(attended=True, session__starts_at__range=_year(year))
        .exclude(department=PARTNER)
        .exclude(municipality="")
        .order_by()
        .values_list("municipality", "department", "person_key", _NO_NUMBER)
    )
    numbers = StaffNumber.objects.seen_by(actor, access.counted(actor)).filter(year=year).order_by()
    known = numbers.values_list("municipality", "department", _NO_PERSON, "staff")
    trained: Counter[tuple[str, str]] = Counter()
    staff: dict[tuple[str, str], int] = {}
    for place, department, person, number in came.union(known):
        if person:
            trained[place, department] += 1
        else:
            staff[place, department] = number
    return tuple(
        TrainedShare(
            municipality=place,
            department=department,
            trained=trained[place, department],
            staff=staff.get((place, department)),
            year=year,
        )
        for place, department in sorted(trained.keys() | staff.keys())
    )


def _year(year: int) -> tuple[datetime, datetime]:
    """The first and last moment of a Dutch year."""
    first = datetime(year, 1, 1, tzinfo=clock.DUTCH_TIME)
    return first, datetime(year + 1, 1, 1, tzinfo=clock.DUTCH_TIME) - timedelta(microseconds=1)


def staff_lines(actor: Actor, *, year: int) -> tuple[StaffLine, ...]:
    """The numbers of staff of a year with their source, of the actor's own world."""
    rows = StaffNumber.objects.seen_by(actor, access.counted(actor)).filter(year=year)
    return tuple(
        StaffLine(
            municipality=one.municipality,
            department=one.department,
            year=one.year,
            staff=one.staff,
            source=one.source,
        )
        for one in rows
    )
