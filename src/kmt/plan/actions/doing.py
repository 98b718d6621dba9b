"""Actions of the plan: added, ended, moved to another day, put in by a template or a checklist.

Each open one stands as one line among what must happen in the case; finishing it there or here is
the same thing.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from kmt.access.rows import GatedQuerySet
from kmt.care.joining import drop_due, note_event, open_all, working_on
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.plan import queries
from kmt.plan.access import within
from kmt.plan.catalogue import item_named, template_named
from kmt.plan.models import ItemTick, PlanAction
from kmt.plan.queries import owner_words
from kmt.plan.rules import (
    EVALUATION_KEY,
    ROOM,
    TEXT_LIMIT,
    DomainText,
    NewPlanAction,
    RevisionKind,
    Standing,
    action_problems,
    moved_due,
    reschedule_problems,
)
from kmt.plan.writing import (
    check,
    current,
    end,
    move_if,
    put_due,
    show,
    write_action,
    write_text,
)


def add_action(*, by: Actor, case_id: UUID, action: NewPlanAction, token: UUID) -> None:
    """Write down what will be done for a domain, by whom, before when."""
    known = [code for code, _label in queries.domains()]
    check(action_problems(action, clock.today(), known))
    if _mine(by, case_id).filter(token=token).exists():
        return
    with working_on(by, case_id, reason="plan:action"):
        write_action(by, case_id, action, token=token)
        show(by, case_id)


def end_action(
    *, by: Actor, case_id: UUID, action_id: UUID, standing: Standing, result: str = ""
) -> None:
    """Tick an action off, done or no longer needed, with what came of it; once."""
    if len(result) > TEXT_LIMIT:
        raise Invalid(f"Dit is te lang; er passen {TEXT_LIMIT} tekens in.")
    if standing not in {Standing.DONE, Standing.DROPPED}:
        raise NotFound
    if _mine(by, case_id).one(id=action_id).standing != Standing.OPEN:
        return
    with working_on(by, case_id, reason="plan:action_ended"):
        row = PlanAction.objects.get(id=action_id)
        if row.standing != Standing.OPEN:
            return
        end(by, row, standing, result)
        drop_due(by, case_id, room=ROOM, key=str(row.id), done=standing is Standing.DONE)
        show(by, case_id)


def finished(by: Actor, case_id: UUID, key: str, done: bool) -> None:
    """A line of the plan was ticked off on the page of the case; inside that act.

    An evaluation is not ticked off but written down: what the victim said of it would be lost.
    """
    if key == EVALUATION_KEY:
        if done:
            raise Refused(
                "Een evaluatie vink je hier niet af.",
                "Leg op de pagina van het plan vast wat de persoon ervan vond.",
            )
        return
    row = PlanAction.objects.filter(case_id=case_id, id=UUID(key)).first()
    if row is not None and row.standing == Standing.OPEN:
        end(by, row, Standing.DONE if done else Standing.DROPPED)
        show(by, case_id)


def reschedule(
    *,
    by: Actor,
    case_id: UUID,
    chosen: Collection[UUID],
    to: date | None,
    weeks: int,
    reason: str,
) -> int:
    """Move open actions to another day, all in one act, with the reason; how many moved."""
    today = clock.today()
    check(reschedule_problems(chosen=chosen, to=to, weeks=weeks, reason=reason, today=today))
    with working_on(by, case_id, reason="plan:rescheduled"):
        rows = list(
            PlanAction.objects.filter(case_id=case_id, id__in=chosen, standing=Standing.OPEN)
        )
        if len(rows) != len(set(chosen)):
            raise Refused(
                "Een van deze acties staat niet meer open. Er is niets verzet.",
                "Kijk wat er nu openstaat en kies opnieuw.",
            )
        found = ((row, name) for row in rows for name in _NAMES)
        sealed = [(case_id, name, row.id, bytes(getattr(row, name))) for row, name in found]
        texts = iter(open_all(sealed))
        for row in rows:
            what, organisation, person = (next(texts) for _name in _NAMES)
            row.due = moved_due(row.due, today=today, to=to, weeks=weeks)
            row.version += 1
            row.save()
            owner = owner_words(organisation, person)
            put_due(by, case_id, row.id, what=what, owner=owner, due=row.due)
        note_event(by, case_id, "plan.rescheduled", text=f"{len(rows)}: {reason.strip()}")
    return len(rows)


def apply_template(*, by: Actor, case_id: UUID, template: str) -> int:
    """Put a template in the plan in one act: a proposed goal where there is none, and its actions.

    Everything can be changed after it. A proposed goal is not the victim's own until somebody
    saved it in their words. Returns how many actions came.
    """
    found = template_named(template)
    with working_on(by, case_id, reason="plan:template") as case:
        taken = {row.domain: row for row in current(case_id)}
        sealed = [(case_id, "goal", row.id, bytes(row.goal)) for row in taken.values()]
        goals = dict(zip(taken, open_all(sealed), strict=True))
        for domain, goal in found.goals:
            if not goals.get(domain):
                _propose(by, case_id, domain, goal, queries.situation_of(taken.get(domain)))
        for line in found.actions:
            write_action(
                by,
                case_id,
                NewPlanAction(
                    domain=line.domain,
                    what=line.text,
                    organisation=line.organisation,
                    due=clock.today() + timedelta(days=line.days),
                ),
            )
        note_event(by, case_id, "plan.template", text=found.name)
        show(by, case_id)
        move_if(by, case, State.INTAKE, State.PLAN_DRAFTED, _TEMPLATE)
    return len(found.actions)


_NAMES = ("what", "organisation", "person")
_TEMPLATE = "Een sjabloon voor het hulpplan staat klaar om met de persoon te bespreken."


def tick_item(*, by: Actor, case_id: UUID, item: str, ticked: bool) -> None:
    """Tick a point of a checklist, or take the tick away."""
    item_named(item)
    if queries.ticks(by, case_id).get(item, False) is ticked:
        return
    with working_on(by, case_id, reason="plan:item"):
        ItemTick(
            id=new_id(), case_id=case_id, item=item, ticked=ticked, by=by.id, at=clock.now()
        ).save()


def _propose(by: Actor, case_id: UUID, domain: str, goal: str, before: DomainText) -> None:
    text = DomainText(situation=before.situation, goal=goal, consent_scope=before.consent_scope)
    write_text(by, case_id, domain, text, kind=RevisionKind.TEMPLATE)


def _mine(by: Actor, case_id: UUID) -> GatedQuerySet[PlanAction]:
    return PlanAction.objects.seen_by(by, within(by)).filter(case_id=case_id)
