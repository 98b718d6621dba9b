"""The plan with the victim: agreed, begun, evaluated every three months, and their own copy."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kmt.care.joining import CaseRef, move_on, note_event, seal, working_on
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, Refused
from kmt.plan import queries, wording
from kmt.plan.access import within
from kmt.plan.models import CopyGiven, Evaluation, PlanAction, PlanVersion
from kmt.plan.rules import (
    IN_THEIR_WORDS,
    TEXT_LIMIT,
    AgreedHow,
    AgreedWho,
    NewScore,
    agreement_problems,
    changed_since,
    score_problems,
)
from kmt.plan.writing import (
    check,
    current,
    evaluation_day,
    move_if,
    next_planned,
    plan_evaluation,
    proposed,
    revisions_now,
    show,
    write_score,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """That the victim agreed to the plan: which day, how, who else had to, what they said of it."""

    on: date
    how: AgreedHow
    words: str = ""
    who: tuple[str, ...] = (AgreedWho.VICTIM,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What an evaluation brought; ``follows`` is the state that the case goes to."""

    on: date
    went_well: str
    must_change: str = ""
    agreed_next: str = ""
    scores: Sequence[NewScore] = field(default=())
    follows: State = State.IN_EXECUTION


def agree(*, by: Actor, case_id: UUID, agreed: Agreed, token: UUID) -> None:
    """Write down that the victim agreed to the plan; the case moves on and the evaluation is set.

    Raises ``Refused`` without a goal, and as long as a goal is the proposal of a template.
    """
    check(
        _day_and_words(agreed.on, words=agreed.words) | agreement_problems(agreed.who, agreed.words)
    )
    if PlanVersion.objects.seen_by(by, within(by)).filter(token=token).exists():
        return
    with working_on(by, case_id, reason="plan:agreed") as case:
        _require_goals(case_id)
        first = next_planned(case_id)
        row_id, due = new_id(), first or evaluation_day(agreed.on)
        PlanVersion(
            id=row_id,
            case_id=case_id,
            on=agreed.on,
            how=agreed.how,
            who=sorted(agreed.who),
            revisions=revisions_now(case_id),
            words=seal(by, case_id, "words", row_id, agreed.words),
            next_on=due,
            by=by.id,
            by_name=by.name,
            at=clock.now(),
            token=token,
        ).save()
        if first is None:
            plan_evaluation(by, case_id, due)
        note_event(by, case_id, "plan.agreed", happened_on=agreed.on)
        show(by, case_id)
        stood = move_if(by, case, State.INTAKE, State.PLAN_DRAFTED, _DRAFTED)
        move_if(by, stood, State.PLAN_DRAFTED, State.PLAN_AGREED, _AGREED)


def _require_goals(case_id: UUID) -> None:
    rows = current(case_id)
    if not any(one.goal for one in rows):
        raise Refused("Er staat nog geen doel in het plan.", "Schrijf eerst op wat de persoon wil.")
    waiting = proposed(rows)
    if waiting:
        raise Refused(
            f"Dit doel is nog een voorstel uit een sjabloon: {', '.join(waiting)}.",
            "Zet het eerst in de woorden van de persoon en bewaar het.",
        )


_DRAFTED = "Het hulpplan staat op papier."
_AGREED = "De persoon stemde in met het hulpplan."
_BEGUN = "De uitvoering van het hulpplan begint."
_EVALUATING = "Het hulpplan wordt geëvalueerd."
_GOES_ON = "Na de evaluatie gaat de uitvoering verder."
_AFTERCARE = "Na de evaluatie begint de nazorg."


def begin_execution(*, by: Actor, case_id: UUID) -> None:
    """The plan was agreed and is carried out from now on."""
    with working_on(by, case_id, reason="plan:begun") as case:
        if case.state is not State.IN_EXECUTION:
            move_on(by, case_id, State.IN_EXECUTION, _BEGUN)


def evaluate(*, by: Actor, case_id: UUID, found: Evaluated, token: UUID) -> None:
    """Write an evaluation down: what the victim says, scores anew, and when the next one is."""
    problems = _day_and_words(
        found.on, must_change=found.must_change, agreed_next=found.agreed_next
    )
    problems |= _day_and_words(found.on, went_well=found.went_well)
    if not found.went_well.strip():
        problems["went_well"] = IN_THEIR_WORDS
    known = [code for code, _label in queries.domains()]
    for score in found.scores:
        problems |= score_problems(score, clock.today(), known)
    check(problems)
    if Evaluation.objects.seen_by(by, within(by)).filter(token=token).exists():
        return
    with working_on(by, case_id, reason="plan:evaluated") as case:
        _require_execution(case)
        due = None if found.follows is State.AFTERCARE else evaluation_day(found.on)
        _write_evaluation(by, case_id, found, due, token)
        for score in found.scores:
            write_score(by, case_id, score)
        note_event(by, case_id, "plan.evaluated", happened_on=found.on)
        stood = move_if(by, case, State.IN_EXECUTION, State.EVALUATION, _EVALUATING)
        plan_evaluation(by, case_id, None)
        if due is not None:
            plan_evaluation(by, case_id, due)
        show(by, case_id)
        if found.follows is not stood.state:
            goes_on = found.follows is State.IN_EXECUTION
            move_on(by, case_id, found.follows, _GOES_ON if goes_on else _AFTERCARE)


def _require_execution(case: CaseRef) -> None:
    if case.state not in {State.IN_EXECUTION, State.EVALUATION}:
        raise Refused(
            "Evalueren kan als het plan in uitvoering is.",
            "Leg eerst vast dat de persoon met het plan instemde en dat de uitvoering begint.",
        )


def _write_evaluation(
    by: Actor, case_id: UUID, found: Evaluated, due: date | None, token: UUID
) -> None:
    agreed = PlanVersion.objects.filter(case_id=case_id).order_by("-at").first()
    row_id = new_id()
    Evaluation(
        id=row_id,
        case_id=case_id,
        on=found.on,
        went_well=seal(by, case_id, "went_well", row_id, found.went_well),
        must_change=seal(by, case_id, "must_change", row_id, found.must_change),
        agreed_next=seal(by, case_id, "agreed_next", row_id, found.agreed_next),
        changed=list(changed_since(agreed.revisions, revisions_now(case_id)) if agreed else ()),
        next_on=due,
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        token=token,
    ).save()


def give_copy(
    *, by: Actor, case_id: UUID, language: str, pdf: bytes, without: Collection[UUID], token: UUID
) -> None:
    """Note that the victim got a copy of the plan, in which language and with which hash.

    The actions that were left out of it stay out of the next one, until somebody ticks them again.
    """
    if language not in wording.LANGUAGES:
        sentence = "Kies een taal uit de lijst."
        raise Invalid(sentence, fields={"language": sentence})
    if CopyGiven.objects.seen_by(by, within(by)).filter(token=token).exists():
        return
    with working_on(by, case_id, reason="plan:copy_given"):
        rows = PlanAction.objects.filter(case_id=case_id)
        rows.filter(id__in=without).update(in_copy=False)
        rows.exclude(id__in=without).update(in_copy=True)
        CopyGiven(
            id=new_id(),
            case_id=case_id,
            language=language,
            sha256=hashlib.sha256(pdf).hexdigest(),
            by=by.id,
            by_name=by.name,
            at=clock.now(),
            token=token,
        ).save()
        note_event(by, case_id, "plan.copy_given", text=wording.LANGUAGES[language])


def _day_and_words(on: date, **texts: str) -> dict[str, str]:
    """What is wrong with the day on which something was, and with the words about it."""
    found = {
        name: f"Dit is te lang: {len(text)} tekens, er passen er {TEXT_LIMIT}."
        for name, text in texts.items()
        if len(text) > TEXT_LIMIT
    }
    if on > clock.today():
        found["on"] = "Deze dag moet nog komen. Kies vandaag of eerder."
    return found
