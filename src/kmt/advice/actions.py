"""Every write of advice: asking, taking up, answering, closing, saying what it brought, growing.

Who has no account asks and grows as the actor ``REPORTER``, who has no origin and no name. A
report that grows comes in by the public door of intake, whoever makes it grow: one like any other.
"""

import hmac
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from kmt.access.actors import REPORTER
from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.advice import access, growing, states
from kmt.advice.growing import Stated
from kmt.advice.models import AdviceAnswer, AdviceRequest
from kmt.advice.queries import ADVICE
from kmt.advice.reading import Asked, Grown
from kmt.advice.refusing import Identifies
from kmt.advice.rules import asking
from kmt.advice.rules.asking import Question, Seen
from kmt.advice.writing import (
    DESK,
    change,
    new_request,
    note_step,
    of_desk,
    pieces_in,
    pieces_of_answer,
    put_answer,
    seen,
    take_out,
)
from kmt.conversation import actions as conversation
from kmt.conversation.queries import record_of
from kmt.conversation.receipts import Secrets, receipt_for, secrets_of
from kmt.conversation.retained import CONVERSATION
from kmt.duty.writing import note_handed_over
from kmt.intake.actions import submit_report
from kmt.intake.queries import receipt_if_received
from kmt.kernel import master_key
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.partners.region import region

ASK, CODE = Permission.ADVICE_QUESTION_ASK, Permission.CONVERSATION_CODE_USE


def ask(*, by: Actor, question: Question, nonce: str, shown: Seen) -> Asked:
    """Take a request in and give its receipt; the same words from the same page come in once.

    Raises ``Invalid`` with a sentence per field, and :class:`Identifies` with the pieces that tell
    who somebody is: nothing of such a text is kept.
    """
    check(by, ASK)
    _check_whole(question, shown)
    receipt = receipt_for(nonce, question)
    of = secrets_of(receipt)
    earlier = record_of(REPORTER, ADVICE, of.find)
    if earlier is not None:
        return Asked(request_id=earlier, receipt=receipt, again=True)
    request_id = new_id()
    try:
        with act(by, ASK, action="create", object_type=ADVICE, object_id=str(request_id)):
            new_request(by, request_id, question)
            conversation.begin(
                by=by,
                object_type=ADVICE,
                object_id=request_id,
                of=of,
                language=question.language,
            )
    except IntegrityError:
        # Two clicks at the same moment: the other one was first, and its request is this one.
        earlier = record_of(REPORTER, ADVICE, of.find)
        if earlier is None:
            raise
        return Asked(request_id=earlier, receipt=receipt, again=True)
    return Asked(request_id=request_id, receipt=receipt, again=False)


def take(*, by: Actor, request_id: UUID, version: int) -> None:
    """Say that you answer this one: it becomes yours."""
    row = seen(by, request_id)
    with of_desk(by, request_id, states.TAKE):
        state = states.after(row.state, states.TAKE)
        change(row, version, state=state, handler=by.id)
        note_step(by, row, states.TAKE, state)


def hand_over(*, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
    """Give a request to another colleague of the desk; one that nobody took up is taken up by it.

    Who may and to whom is decided by :mod:`kmt.duty`. Never to who asked it themselves.
    """
    row = AdviceRequest.objects.seen_by(by, access.carried(by)).one(pk=object_id)
    with act(
        by,
        Permission.DUTY_WORK_ASSIGN,
        action="update",
        object_type=ADVICE,
        object_id=str(object_id),
        reason=reason,
    ):
        if row.handler != old:
            raise Conflict("Deze adviesvraag is intussen bij een ander.", "Ververs de pagina.")
        if row.asked_by == new:
            raise Refused("Deze collega stelde de vraag zelf. Kies een ander.")
        new_one = row.state == states.ASKED
        state = states.after(row.state, states.TAKE) if new_one else row.state
        change(row, row.version, state=state, handler=new)
        note_step(by, row, "hand_over", state)
        note_handed_over(by=by, kind=ADVICE, object_id=object_id, old=old, new=new, reason=reason)


def answer(*, by: Actor, request_id: UUID, page: str, text: str) -> None:
    """Answer: it stays with the request, and waits in the conversation for who asked.

    Raises ``Invalid`` without words, with too many, and with what tells who somebody is. The same
    words from the same page are one answer.
    """
    row = seen(by, request_id)
    check(by, DESK)
    _check_answer(text)
    which = _answer_id(request_id, page, text)
    with of_desk(by, request_id, states.ANSWER):
        if AdviceAnswer.objects.filter(pk=which).exists():
            return
        states.after(row.state, states.ANSWER)
        conversation.mark_seen(by=by, object_type=ADVICE, object_id=request_id)
        conversation.answer(by=by, object_type=ADVICE, object_id=request_id, page=page, text=text)
        put_answer(by, row, which, text)
        mine = AdviceRequest.objects.filter(pk=row.pk)
        mine.update(version=F("version") + 1, handler=row.handler or by.id)


def close(*, by: Actor, request_id: UUID, version: int, outcome: str) -> None:
    """Close with what came of it; the code goes on working for as long as the conversation."""
    row = seen(by, request_id)
    check(by, DESK)
    if outcome not in asking.CHOSEN_OUTCOMES:
        sentence = "Kies wat er van het advies kwam."
        raise Invalid(sentence, fields={"outcome": sentence})
    with of_desk(by, request_id, states.CLOSE):
        state = states.after(row.state, states.CLOSE)
        change(row, version, state=state, outcome=outcome, due_at=None)
        note_step(by, row, states.CLOSE, state, detail=outcome)


def give_feedback(*, of: Secrets, feedback: str) -> None:
    """Say with a code what the advice brought; a later answer takes the place of an earlier one."""
    row = _with_code(of)
    if feedback not in asking.FEEDBACKS:
        sentence = "Kies een antwoord uit de lijst."
        raise Invalid(sentence, fields={"feedback": sentence})
    with act(
        REPORTER,
        CODE,
        action="update",
        object_type=ADVICE,
        object_id=str(row.pk),
        reason="advice:feedback",
    ):
        if row.feedback != feedback:
            AdviceRequest.objects.filter(pk=row.pk).update(feedback=feedback)
            note_step(REPORTER, row, "feedback", row.state, detail=feedback)


def grow_with_code(*, of: Secrets, stated: Stated) -> Grown:
    """Make a report of what was asked, by who has the code, on the ground that they state."""
    return _grow(REPORTER, _with_code(of), stated, CODE)


def grow(*, by: Actor, request_id: UUID, stated: Stated) -> Grown:
    """The same by who asked with an account; or by the desk, as who asked said it on the phone."""
    row = seen(by, request_id)
    return _grow(by, row, stated, DESK if by.may(DESK) else ASK)


def destroy_request(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a request whose term is over, or only its conversation.

    For the job that guards the terms; the keys are destroyed by the caller. Returns how many rows
    went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=ADVICE,
        object_id=str(object_id),
        reason=part,
    ):
        rows = AdviceRequest.objects.seen_by(by, access.retained(by))
        row = rows.filter(pk=object_id).first()
        if row is None:
            return 0
        said = conversation.forget(object_type=ADVICE, object_id=object_id)
        return said if part == CONVERSATION else said + take_out(row)


def _grow(by: Actor, row: AdviceRequest, stated: Stated, permission: Permission) -> Grown:
    growing.check_ground(row, stated)
    told, nonce = growing.told_of(row, stated), growing.nonce_of(row)
    if row.report is not None:
        receipt = receipt_if_received(REPORTER, told, nonce, ())
        if receipt is None:
            raise Conflict(
                "Van deze vraag is al een melding gemaakt.",
                "Wil je iets toevoegen? Gebruik de code van die melding.",
            )
        return Grown(report_id=row.report, receipt=receipt)
    with act(
        by,
        permission,
        action="update",
        object_type=ADVICE,
        object_id=str(row.pk),
        reason=f"advice:grow|{stated.ground}",
    ):
        received = submit_report(by=REPORTER, told=told, nonce=nonce)
        state = states.after(row.state, states.GROW)
        change(
            row,
            row.version,
            state=state,
            outcome="grown",
            due_at=None,
            report=received.report_id,
            **growing.sealed_ground(by, row, stated),
        )
        note_step(by, row, states.GROW, state, detail=stated.ground)
    return Grown(report_id=received.report_id, receipt=received.receipt)


def _with_code(of: Secrets) -> AdviceRequest:
    """The request of who has the code; a code of something else is not there, alike."""
    request_id = record_of(REPORTER, ADVICE, of.find)
    if request_id is None:
        raise NotFound
    rule = access.with_code(REPORTER, request_id)
    return AdviceRequest.objects.seen_by(REPORTER, rule).one(pk=request_id)


def _check_whole(question: Question, shown: Seen) -> None:
    wrong = asking.missing(question, region().codes)
    if asking.asks_to_call(question, shown):
        wrong["called"] = "Bel eerst 112. Zet daarna een vinkje, dan nemen we je vraag aan."
    if asking.asks_to_read(question, shown):
        wrong["home_read"] = "Lees eerst wat hierboven staat over Veilig Thuis."
    if wrong:
        raise Invalid("De vraag is nog niet compleet.", "Je tekst staat er nog.", fields=wrong)
    pieces = pieces_in(question.texts, question.language, shown.not_a_person)
    if pieces:
        raise Identifies(pieces)


def _check_answer(text: str) -> None:
    sentence = ""
    if not text.strip():
        sentence = "Er staat nog niets. Schrijf een antwoord."
    elif len(text) > asking.ANSWER_LIMIT:
        sentence = f"Een antwoord is hooguit {asking.ANSWER_LIMIT} tekens lang."
    else:
        sentence = asking.refusal(filter(asking.blocks_answer, pieces_of_answer(text)))
    if sentence:
        raise Invalid(sentence, "Je tekst staat er nog.", fields={"text": sentence})


def _answer_id(request_id: UUID, page: str, text: str) -> UUID:
    """The same words from the same page give the same answer."""
    said = "\n".join((str(request_id), page, text.strip())).encode()
    return UUID(bytes=hmac.digest(master_key.derive("advice answer"), said, "sha256")[:16])
