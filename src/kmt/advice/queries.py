"""Every read of advice: the desk's list and page, a professional's own, counts, what is kept.

Each read of what people asked is recorded, once per page.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Value, When

from kmt.access.acts import check, refusals_recorded
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.advice import access, states
from kmt.advice.models import AdviceAnswer, AdviceRequest, AdviceStep, subject_of
from kmt.advice.reading import (
    AdviceCount,
    AdviceLine,
    AdviceList,
    AdviceRead,
    AnswerRead,
    StepRead,
)
from kmt.advice.rules.asking import YES
from kmt.audit.actions import read_of
from kmt.duty.queries import stands_in_for
from kmt.kernel.actor import Actor
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

ADVICE = "advice_request"
PAGE, TITLE_LENGTH = 50, 90
TODO, MINE, COVER, DONE, ALL = "todo", "mine", "cover", "done", "all"
TEXTS = ("situation", "question", "consent_reason", "ground_reason")
READ = Permission.ADVICE_QUESTION_READ
_AS_IS = (
    *("id", "number", "version", "asked_at", "language", "capacity", "secrecy", "consent"),
    *("danger", "at_home", "form", "municipality", "outside_region", "state", "due_at"),
    *("outcome", "feedback", "report", "ground"),
)


def worklist(actor: Actor, view: str = TODO, page: int = 1) -> AdviceList:
    """A page of requests, most urgent first; the look through the list is recorded as a search."""
    check(actor, Permission.ADVICE_ANSWER_WRITE)
    rows = AdviceRequest.objects.seen_by(actor, access.visible(actor))
    views = _views(actor)
    view = view if view in views else TODO
    counts = rows.aggregate(**{name: Count("pk", filter=rule) for name, rule in views.items()})
    total = counts[view]
    page = min(max(page, 1), max(-(-total // PAGE), 1))
    ordered = rows.filter(views[view]).order_by(*_order(view))
    lines = _lines(actor, list(ordered[(page - 1) * PAGE : page * PAGE]))
    read_of(actor, object_type=ADVICE, action="search", reason=f"advice:{view}")
    return AdviceList(lines=lines, page=page, total=total, counts=counts)


def own_requests(actor: Actor) -> tuple[AdviceLine, ...]:
    """What this professional asked themselves, newest first."""
    check(actor, READ)
    rows = AdviceRequest.objects.seen_by(actor, access.own(actor)).order_by("-asked_at")[:PAGE]
    read_of(actor, object_type=ADVICE, action="search", reason="advice:own")
    return _lines(actor, list(rows))


def advice(actor: Actor, request_id: UUID) -> AdviceRead:
    """One request, whole; recorded. ``NotFound`` for one of somebody else."""
    with refusals_recorded(actor, object_type=ADVICE, object_id=str(request_id)):
        check(actor, READ)
        row = AdviceRequest.objects.seen_by(actor, access.visible(actor)).one(pk=request_id)
        count_opening(actor, ADVICE, row.id)
    read_of(actor, object_type=ADVICE, object_id=str(row.id))
    parts = access.parts_of(row.id)
    steps = AdviceStep.objects.seen_by(actor, parts).order_by("-at", "-pk")
    facts: dict[str, Any] = {name: getattr(row, name) for name in _AS_IS}
    facts.update(texts_of(row))
    return AdviceRead(
        **facts,
        mine=row.handler == actor.id,
        own=row.asked_by == actor.id,
        answers=answers_of(actor, row),
        history=tuple(
            StepRead(event=one.event, detail=one.detail, by_name=one.by_name, at=one.at)
            for one in steps
        ),
    )


def sees(actor: Actor, request_id: UUID) -> bool:
    """Whether this request exists for the actor; nothing of it is read."""
    return (
        AdviceRequest.objects.seen_by(actor, access.visible(actor)).filter(pk=request_id).exists()
    )


def texts_of(row: AdviceRequest) -> dict[str, str]:
    """The texts of one request that are there, opened with one query for the key."""
    there = [(name, bytes(getattr(row, name))) for name in TEXTS if bytes(getattr(row, name))]
    opened = open_texts([(subject_of(row.id), name, text) for name, text in there])
    return {name: text for (name, _), text in zip(there, opened, strict=True)}


def answers_of(actor: Actor, row: AdviceRequest) -> tuple[AnswerRead, ...]:
    """The answers to a request, oldest first."""
    rows = list(AdviceAnswer.objects.seen_by(actor, access.parts_of(row.id)).order_by("at"))
    opened = open_texts(
        [(subject_of(row.id), column_of("answer", one.id), bytes(one.text)) for one in rows]
    )
    return tuple(
        AnswerRead(text=text, by_name=one.by_name, at=one.at)
        for one, text in zip(rows, opened, strict=True)
    )


def counts(actor: Actor) -> tuple[AdviceCount, ...]:
    """Requests per year, capacity, municipality and outcome: apart from reports, in no total."""
    rows = AdviceRequest.objects.seen_by(actor, access.countable(actor))
    names = ("year", "capacity", "municipality", "outcome")
    grouped = rows.order_by(*names).values_list(*names).annotate(n=Count("pk"))
    return tuple(
        AdviceCount(year=year, capacity=who, municipality=where, outcome=outcome, number=number)
        for year, who, where, outcome, number in grouped
    )


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The request with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = AdviceRequest.objects.seen_by(actor, access.numbered(actor)).filter(number=number)
    return rows.values_list("id", flat=True).first()


def _lines(actor: Actor, rows: Sequence[AdviceRequest]) -> tuple[AdviceLine, ...]:
    opened = open_texts([(subject_of(one.id), "situation", bytes(one.situation)) for one in rows])
    return tuple(_made(actor, rows, opened))


def _made(
    actor: Actor, rows: Sequence[AdviceRequest], opened: Sequence[str]
) -> Iterator[AdviceLine]:
    for row, text in zip(rows, opened, strict=True):
        yield AdviceLine(
            id=row.id,
            number=row.number,
            title=_beginning(text),
            capacity=row.capacity,
            municipality=row.municipality,
            outside_region=row.outside_region,
            state=row.state,
            asked_at=row.asked_at,
            due_at=row.due_at,
            danger=row.danger == YES,
            at_home=row.at_home == YES,
            mine=row.handler == actor.id,
            unread=row.unread,
            unsafe=row.unsafe_since is not None,
            outcome=row.outcome,
        )


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _views(actor: Actor) -> dict[str, Q]:
    absent = stands_in_for(actor, ADVICE)
    waits = Q(state__in=states.OPEN) | Q(unread__gt=0) | Q(unsafe_since__isnull=False)
    return {
        TODO: waits,
        MINE: ~Q(state=states.CLOSED) & Q(handler=actor.id),
        **({COVER: ~Q(state=states.CLOSED) & Q(handler__in=absent)} if absent else {}),
        DONE: ~waits,
        ALL: Q(),
    }


def _order(view: str) -> tuple[str | Case, ...]:
    if view in {DONE, ALL}:
        return ("-asked_at", "number")
    first = Case(
        When(unsafe_since__isnull=False, then=Value(0)),
        When(danger=YES, state__in=states.OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (first, "due_at", "asked_at", "number")
