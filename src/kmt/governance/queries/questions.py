"""Reading questions to the members, and what they answered."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.governance.access import visible
from kmt.governance.models import Answer, Member, Question
from kmt.governance.reading import AnswerLine, QuestionLine, QuestionView
from kmt.governance.rules import Term, may_answer
from kmt.governance.wording import organisation_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of


def open_questions(actor: Actor) -> tuple[QuestionLine, ...]:
    """Questions that can be answered today, the one that ends first on top."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = Question.objects.seen_by(actor, visible(actor)).filter(open_until__gte=clock.today())
    return _lines(actor, list(rows.select_related("body").order_by("open_until")))


def questions(actor: Actor) -> tuple[QuestionLine, ...]:
    """Every question, newest first."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = Question.objects.seen_by(actor, visible(actor)).select_related("body")
    return _lines(actor, list(rows))


def question(actor: Actor, question_id: UUID) -> QuestionView:
    """One question with its answers, its summary, and which organisations said nothing."""
    check(actor, Permission.GOVERNANCE_PAPER_READ)
    rows = Question.objects.seen_by(actor, visible(actor)).select_related("body")
    row = rows.one(id=question_id)
    (line,) = _lines(actor, [row])
    given = list(Answer.objects.seen_by(actor, visible(actor)).filter(question_id=row.id))
    names = names_of({one.by for one in given})
    spoken = {one.organisation for one in given}
    seats = _seats(actor, row.body_id)
    own = seat_of(seats, actor)
    return QuestionView(
        line=line,
        text=row.text,
        summary=row.summary,
        summary_on=row.summary_on,
        answers=tuple(
            AnswerLine(
                organisation=organisation_name(one.organisation),
                name=names.get(one.by, ""),
                text=one.text,
                at=clock.local(one.at),
            )
            for one in given
        ),
        silent=tuple(
            sorted(
                {
                    organisation_name(one.organisation)
                    for one in seats
                    if one.organisation not in spoken
                }
            )
        ),
        may_answer=actor.may(Permission.GOVERNANCE_QUESTION_ANSWER)
        and may_answer(open_until=row.open_until, today=clock.today(), member=bool(own)).allowed,
        asks_as=organisation_name(own) if own else "",
    )


def _seats(actor: Actor, body_id: UUID) -> list[Member]:
    today = clock.today()
    rows = Member.objects.seen_by(actor, visible(actor)).filter(body_id=body_id)
    return [
        one
        for one in rows
        if Term(organisation=one.organisation, since=one.since, until=one.until).holds(today)
    ]


def seat_of(seats: Iterable[Member], actor: Actor) -> str:
    """The organisation for which somebody sits among these; empty for who does not."""
    return next((one.organisation for one in seats if one.account == actor.id), "")


def seat_in(actor: Actor, body_id: UUID) -> str:
    """The organisation for which somebody sits in this body today; empty for who does not."""
    return seat_of(_seats(actor, body_id), actor)


def _lines(actor: Actor, rows: list[Question]) -> tuple[QuestionLine, ...]:
    given = Answer.objects.seen_by(actor, visible(actor)).filter(question__in=rows)
    by: dict[UUID, list[str]] = defaultdict(list)
    for question_id, account in given.values_list("question_id", "by"):
        by[question_id].append(account)
    today = clock.today()
    return tuple(
        QuestionLine(
            id=one.id,
            title=one.title,
            body=one.body.name,
            asked_on=one.asked_on,
            open_until=one.open_until,
            open=one.open_until >= today,
            answers=len(by[one.id]),
            mine=actor.id in by[one.id],
            summed_up=bool(one.summary),
        )
        for one in rows
    )
