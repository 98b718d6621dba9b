"""The parts of which the actions on a request are made; each runs inside an act of its caller."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.advice import access, states
from kmt.advice.models import AdviceAnswer, AdviceRequest, AdviceStep, subject_of
from kmt.advice.queries import ADVICE
from kmt.advice.rules.asking import Question, term_of
from kmt.advice.rules.identifying import find, still_open, without_marks
from kmt.advice.rules.pieces import Found
from kmt.advice.wordlists import known
from kmt.duty.writing import forget_work
from kmt.kernel import clock
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.kernel.ids import random_number
from kmt.kernel.refusals import Conflict
from kmt.partners.terms import term_end
from kmt.vault.actions import seal_text
from kmt.vault.rules import column_of
from kmt.vocabulary.entries import UNKNOWN_FORM

NUMBER = "A"
AN_HOUR = timedelta(hours=1)
DESK = Permission.ADVICE_ANSWER_WRITE


def pieces_in(
    texts: Mapping[str, str], language: str, not_a_person: frozenset[str] = frozenset()
) -> dict[str, tuple[Found, ...]]:
    """By field: what tells who somebody is and of which nobody said otherwise."""
    today = clock.today()
    found = {
        name: tuple(still_open(find(text, known(), today, language), not_a_person))
        for name, text in texts.items()
    }
    return {name: pieces for name, pieces in found.items() if pieces}


def pieces_of_answer(text: str) -> tuple[Found, ...]:
    """What tells who somebody is in a text of the desk, without the neutral words."""
    return find(without_marks(text), known(), clock.today())


def seen(by: Actor, request_id: UUID) -> AdviceRequest:
    """The request, as far as it exists for this actor."""
    return AdviceRequest.objects.seen_by(by, access.visible(by)).one(pk=request_id)


def of_desk(by: Actor, request_id: UUID, event: str) -> AbstractContextManager[None]:
    """The act of the desk on a request: permission, rule, one line in the record."""
    return act(
        by,
        DESK,
        action="update",
        object_type=ADVICE,
        object_id=str(request_id),
        reason=f"advice:{event}",
    )


def change(row: AdviceRequest, version: int, **values: object) -> None:
    """Change the request if it still is what the page showed; whoever comes second is refused."""
    same = AdviceRequest.objects.filter(pk=row.pk, version=version, state=row.state)
    if not same.update(version=F("version") + 1, **values):
        raise Conflict(
            "Deze adviesvraag is intussen al gewijzigd, door jou of door een collega.",
            "Bekijk wat er is vastgelegd; wat je typte staat er nog.",
        )


def new_request(by: Actor, request_id: UUID, question: Question) -> AdviceRequest:
    """Keep what was asked, numbered in its year by lot, its texts sealed."""
    now = clock.this_hour()
    year = clock.local(now).year
    texts = {
        name: seal_text(by=by, subject=subject_of(request_id), column=name, text=text.strip())
        for name, text in question.texts.items()
        if text.strip()
    }
    row = AdviceRequest.objects.create(
        id=request_id,
        number=_free_number(year),
        year=year,
        asked_at=now,
        asked_by="" if by.role == PUBLIC_ROLE else by.id,
        language=question.language,
        capacity=question.capacity,
        secrecy=question.secrecy,
        consent=question.consent,
        danger=question.danger,
        at_home=question.at_home,
        form=question.form or UNKNOWN_FORM,
        municipality=question.municipality,
        outside_region=question.outside_region,
        state=states.ASKED,
        due_at=term_end(term_of(question), now + AN_HOUR),  # no finer than the hour either
        **texts,
    )
    note_step(by, row, "ask", states.ASKED)
    return row


def put_answer(by: Actor, row: AdviceRequest, which: UUID, text: str) -> None:
    """Keep an answer with the request, sealed."""
    AdviceAnswer.objects.create(
        id=which,
        request=row,
        text=seal_text(
            by=by, subject=subject_of(row.id), column=column_of("answer", which), text=text.strip()
        ),
        by_name=by.name,
        at=clock.now(),
    )


def note_step(by: Actor, row: AdviceRequest, event: str, state: str, *, detail: str = "") -> None:
    """Add a line to the history; of who has no account it keeps no name and no minute."""
    outside = by.role == PUBLIC_ROLE
    AdviceStep.objects.create(
        request=row,
        event=event,
        to_state=state,
        detail=detail,
        by_name="" if outside else by.name,
        at=clock.this_hour() if outside else clock.now(),
    )


def take_out(row: AdviceRequest) -> int:
    """Remove a request with everything that hangs under it; how many rows that were."""
    forget_work(kind=ADVICE, object_id=row.pk)
    parts = (
        AdviceAnswer.objects.filter(request_id=row.pk),
        AdviceStep.objects.filter(request_id=row.pk),
        AdviceRequest.objects.filter(pk=row.pk),
    )
    return sum(rows.delete()[0] for rows in parts)


def _free_number(year: int) -> str:
    """A number that is not taken, drawn by lot (decision 0005)."""
    number = random_number(NUMBER, year)
    while AdviceRequest.objects.filter(number=number).exists():
        number = random_number(NUMBER, year)
    return number
