"""The parts of which the actions on a plan are made; each runs inside an act of its caller."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import override

from kmt.care.joining import CaseRef, drop_due, move_on, seal, set_due, set_glance
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid
from kmt.plan import wording
from kmt.plan.models import DomainGoal, Evaluation, PlanAction, PlanVersion, Score
from kmt.plan.queries import next_of, owner_words
from kmt.plan.rules import (
    EVALUATION_KEY,
    EVALUATION_RULE,
    PROPOSALS,
    ROOM,
    DomainText,
    NewPlanAction,
    NewScore,
    RevisionKind,
    Standing,
    glance_facts,
)
from kmt.vocabulary.queries import deadline_of


def check(problems: dict[str, str]) -> None:
    """Refuse what was typed, each field with its own sentence."""
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)


def latest(case_id: UUID, domain: str) -> DomainGoal | None:
    """The revision of a domain that holds."""
    rows = DomainGoal.objects.filter(case_id=case_id, domain=domain)
    return rows.order_by("-revision").first()


def current(case_id: UUID) -> list[DomainGoal]:
    """The revision of every domain that holds."""
    found: dict[str, DomainGoal] = {}
    for row in DomainGoal.objects.filter(case_id=case_id).order_by("revision"):
        found[row.domain] = row
    return list(found.values())


def write_text(
    by: Actor,
    case_id: UUID,
    domain: str,
    text: DomainText,
    *,
    kind: RevisionKind = RevisionKind.SAVED,
    token: UUID | None = None,
) -> None:
    """Add the next revision of a domain."""
    before, row_id = latest(case_id, domain), new_id()
    DomainGoal(
        id=row_id,
        case_id=case_id,
        domain=domain,
        revision=before.revision + 1 if before else 1,
        kind=kind,
        situation=seal(by, case_id, "situation", row_id, text.situation),
        goal=seal(by, case_id, "goal", row_id, text.goal),
        consent_scope=list(text.consent_scope),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        token=token or new_id(),
    ).save()


def write_score(
    by: Actor,
    case_id: UUID,
    score: NewScore,
    *,
    token: UUID | None = None,
    takes_back: UUID | None = None,
) -> None:
    """Add a score, or the row that takes one back."""
    row_id = new_id()
    Score(
        id=row_id,
        case_id=case_id,
        domain=score.domain,
        value=score.value,
        judged_by=score.judged_by,
        on=score.on,
        words=seal(by, case_id, "words", row_id, score.words),
        takes_back=takes_back,
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        token=token or new_id(),
    ).save()


def write_action(
    by: Actor, case_id: UUID, action: NewPlanAction, *, token: UUID | None = None
) -> None:
    """Add an action, and put it among what must happen in the case."""
    row_id = new_id()
    PlanAction(
        id=row_id,
        case_id=case_id,
        domain=action.domain,
        what=seal(by, case_id, "what", row_id, action.what),
        organisation=seal(by, case_id, "organisation", row_id, action.organisation),
        person=seal(by, case_id, "person", row_id, action.person),
        due=action.due,
        item=action.item,
        added_at=clock.now(),
        added_by=by.id,
        token=token or new_id(),
    ).save(force_insert=True)
    put_due(
        by,
        case_id,
        row_id,
        what=action.what,
        owner=owner_words(action.organisation.strip(), action.person.strip()),
        due=action.due,
    )


def put_due(by: Actor, case_id: UUID, action_id: UUID, *, what: str, owner: str, due: date) -> None:
    """Have an action stand among what must happen; without an owner it is for the coordinator."""
    set_due(
        by, case_id, room=ROOM, key=str(action_id), what=what.strip(), due=due, owner_text=owner
    )


def end(by: Actor, row: PlanAction, standing: Standing, result: str = "") -> None:
    """Note how an action ended; its line among what must happen is for the caller."""
    row.standing, row.ended_at, row.ended_by = standing, clock.now(), by.id
    if result.strip():
        row.result = seal(by, row.case_id, "result", row.id, result)
    row.version += 1
    row.save()


def open_again(row: PlanAction) -> None:
    """Take back that an action ended; what was written of its result stays with it."""
    row.standing, row.ended_at, row.ended_by = Standing.OPEN, None, ""
    row.version += 1
    row.save()


def evaluation_day(start: date) -> date | None:
    """When the plan is evaluated that was agreed, or evaluated, on a day (REV-01)."""
    moment = datetime.combine(start, time(12), tzinfo=clock.local(clock.now()).tzinfo)
    found = deadline_of(EVALUATION_RULE, moment, moment)
    return clock.local(found.due).date() if found.due else None


def plan_evaluation(by: Actor, case_id: UUID, due: date | None) -> None:
    """Put the evaluation among what must happen, or take it off."""
    if due is None:
        drop_due(by, case_id, room=ROOM, key=EVALUATION_KEY, done=True)
        return
    set_due(
        by,
        case_id,
        room=ROOM,
        key=EVALUATION_KEY,
        what=wording.EVALUATE,
        due=due,
        rule=EVALUATION_RULE,
    )


def next_planned(case_id: UUID) -> date | None:
    """The day of the next evaluation as it stands."""
    return next_of(
        PlanVersion.objects.filter(case_id=case_id).order_by("-at").first(),
        Evaluation.objects.filter(case_id=case_id).order_by("-at").first(),
    )


def show(by: Actor, case_id: UUID) -> None:
    """Say on the page of the case how the plan stands, and tell the rules of its states."""
    goals = sum(1 for one in current(case_id) if one.goal)
    rows = PlanAction.objects.filter(case_id=case_id, standing=Standing.OPEN)
    agreed = PlanVersion.objects.filter(case_id=case_id).order_by("-at").first()
    with override("nl"):
        text = wording.glance(goals, rows.count(), agreed.on if agreed else None)
    set_glance(
        by,
        case_id,
        room=ROOM,
        text=text,
        kind="ok" if agreed else "",
        until=next_planned(case_id),
        facts=glance_facts(goals, agreed=agreed is not None),
    )


def move_if(by: Actor, case: CaseRef, source: State, to: State, why: str) -> CaseRef:
    """Move the case when it stands where this step begins; the case as it stands afterwards."""
    if case.state is not source:
        return case
    move_on(by, case.id, to, why)
    return replace(case, state=to)


def revisions_now(case_id: UUID) -> dict[str, int]:
    """Per domain the number of the revision that holds."""
    return {one.domain: one.revision for one in current(case_id)}


def proposed(rows: Iterable[DomainGoal]) -> Sequence[str]:
    """The domains whose goal is still the proposal of a template."""
    return [wording.domain_word(one.domain) for one in rows if one.kind in PROPOSALS and one.goal]
