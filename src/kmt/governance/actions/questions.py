"""Writing questions to the members of a body, their answers, and the summary."""

from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.governance.access import visible
from kmt.governance.models import Answer, Body, Question
from kmt.governance.queries.questions import seat_in
from kmt.governance.rules import TITLE_LIMIT, may_answer, text_problem
from kmt.governance.writing import about_somebody, check
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict

QUESTION = "governance_question"


def ask_members(
    *, by: Actor, body_id: UUID, title: str, text: str, open_until: date, token: UUID | None = None
) -> UUID:
    """Put a question to the members of a body, open until the end of a day."""
    token = token or new_id()
    sent = Question.objects.seen_by(by, visible(by)).filter(token=token)
    if (found := sent.values_list("id", flat=True).first()) is not None:
        return found
    check(
        title=text_problem(title, needed="Geef de vraag een titel.", limit=TITLE_LIMIT),
        text=text_problem(text, needed="Schrijf op wat je van de leden wilt weten.")
        or about_somebody(title, text),
        open_until="Deze dag is al voorbij. Kies vandaag of later."
        if open_until < clock.today()
        else "",
    )
    row_id = new_id()
    with _writing(by, row_id, "create"):
        Question(
            id=row_id,
            body=Body.objects.seen_by(by, visible(by)).one(id=body_id),
            title=title.strip(),
            text=text.strip(),
            open_until=open_until,
            asked_on=clock.today(),
            by=by.id,
            token=token,
        ).save(force_insert=True)
    return row_id


def answer(*, by: Actor, question_id: UUID, text: str, token: UUID | None = None) -> None:
    """Answer as a member, for the organisation one sits there for; what was said stays."""
    token = token or new_id()
    if Answer.objects.seen_by(by, visible(by)).filter(token=token).exists():
        return
    check(text=text_problem(text, needed="Schrijf je antwoord op.") or about_somebody(text))
    row = Question.objects.seen_by(by, visible(by)).one(id=question_id)
    organisation = seat_in(by, row.body_id)
    decision = may_answer(open_until=row.open_until, today=clock.today(), member=bool(organisation))
    with act(
        by,
        Permission.GOVERNANCE_QUESTION_ANSWER,
        action="update",
        object_type=QUESTION,
        object_id=str(question_id),
        decision=decision,
    ):
        Answer(
            question=row,
            organisation=organisation,
            text=text.strip(),
            at=clock.now(),
            by=by.id,
            token=token,
        ).save()


def sum_up(*, by: Actor, question_id: UUID, before: str, text: str) -> None:
    """Write the summary of the answers; ``before`` is the summary that the writer saw."""
    check(text=text_problem(text, needed="Schrijf de samenvatting op.") or about_somebody(text))
    with _writing(by, question_id, "update"):
        row = Question.objects.seen_by(by, visible(by)).select_for_update().one(id=question_id)
        if row.summary == text.strip():
            return
        if row.summary != before.replace("\r\n", "\n").strip():
            raise Conflict(
                "Een collega schreef intussen ook een samenvatting.",
                "Beide teksten staan hieronder. Voeg ze samen en bewaar opnieuw.",
            )
        row.summary, row.summary_on = text.strip(), clock.today()
        row.save()


def _writing(by: Actor, question_id: UUID, action: str) -> AbstractContextManager[None]:
    return act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action=action,
        object_type=QUESTION,
        object_id=str(question_id),
    )
