"""Writing in a transition: its plan, tasks and risks, what was shown, and go or no go."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Max

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.governance.writing import about_somebody
from kmt.governance.writing import check as refuse
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.transition import queries, rules
from kmt.transition.models import (
    Condition,
    GoNoGo,
    Risk,
    Showing,
    Task,
    TaskOrder,
    Transition,
)
from kmt.transition.states import (
    ENDED,
    ConditionState,
    RiskState,
    TaskState,
    TransitionState,
)

WRITE = Permission.GOVERNANCE_PAPER_WRITE
Versioned = TypeVar("Versioned", Task, Risk, Transition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What somebody types of a task."""

    what: str
    area: str
    owner: str
    owner_function: str
    due_on: date
    condition: UUID | None = None
    after: Collection[UUID] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What somebody types of a risk."""

    what: str
    chance: str
    effect: str
    measure: str
    owner: str
    came_of_it: str = ""
    over: bool = False


def begin(
    *, by: Actor, title: str, aim: str, begins_on: date, aims_at: date, decision: UUID | None
) -> UUID:
    """Begin a transition, with or without a decision of the register behind it."""
    if aims_at < begins_on:
        raise Invalid(
            "De einddatum ligt vóór het begin.",
            fields={"aims_at": "Kies een dag na het begin."},
        )
    refuse(title=about_somebody(title), aim=about_somebody(aim))
    row = Transition(
        title=title, aim=aim, begins_on=begins_on, aims_at=aims_at, decision_id=decision
    )
    with _acting(by, "create", "transition", row.id):
        row.save(force_insert=True)
    return row.id


def add_condition(
    *, by: Actor, transition: UUID, title: str, words: str, source: str, shown_by: str
) -> UUID:
    """Add what the decision was made dependent on."""
    refuse(title=about_somebody(title), words=about_somebody(words))
    row = Condition(title=title, words=words, source=source, shown_by=shown_by)
    with _acting(by, "create", "transition_condition", row.id):
        held = _open(transition)
        last = held.conditions.aggregate(last=Max("number"))["last"] or 0
        row.transition, row.number = held, last + 1
        row.save(force_insert=True)
    return row.id


def show(*, by: Actor, condition: UUID, state: str, words: str, evidence: str, on: date) -> None:
    """Write down that a condition is met, or that it no longer is, with the evidence.

    A condition that the budget must show is refused while a year is not covered.
    """
    refuse(words=about_somebody(words), evidence=about_somebody(evidence))
    with _acting(by, "update", "transition_condition", condition, reason=f"condition_{state}"):
        row = Condition.objects.select_for_update().filter(pk=condition).first()
        if row is None:
            raise NotFound
        _open(row.transition_id)
        if state == row.state:
            raise Conflict(
                "Dat is intussen al zo vastgelegd.", "Lees op de pagina wie dat deed en waarom."
            )
        if state == ConditionState.SHOWN:
            rules.may_show(row.shown_by, queries.coverage(by)).check()
        row.state = state
        row.save(update_fields=["state"])
        Showing.objects.create(
            condition=row,
            state=state,
            words=words,
            evidence=evidence,
            on=on,
            at=clock.now(),
            by=by.id,
        )


def plan_task(*, by: Actor, transition: UUID, plan: Plan) -> UUID:
    """Add a task."""
    row = Task()
    with _acting(by, "create", "transition_task", row.id):
        row.transition = _open(transition)
        _fill(row, plan)
        row.save(force_insert=True)
        _order(row, plan.after)
    return row.id


def change_task(*, by: Actor, task: UUID, plan: Plan, version: int) -> None:
    """Change what a task is, whose, when and after what; what is done is not changed any more."""
    with _acting(by, "update", "transition_task", task):
        row = _held(Task, task, version)
        if row.state in ENDED:
            raise Conflict("Deze taak is al afgerond.", "Maak een nieuwe taak voor wat nog moet.")
        _fill(row, plan)
        row.version += 1
        row.save()
        _order(row, plan.after)


def move_task(*, by: Actor, task: UUID, to: str, outcome: str, version: int) -> None:
    """Begin, finish, drop or take up a task again."""
    refuse(outcome=about_somebody(outcome))
    with _acting(by, "update", "transition_task", task, reason=f"task_{to}"):
        row = _held(Task, task, version)
        before = [
            rules.TaskFacts(
                key=str(one.after_id),
                what=one.after.what,
                due_on=one.after.due_on,
                state=one.after.state,
            )
            for one in row.waits_for.select_related("after")
        ]
        facts = rules.TaskFacts(key=str(row.id), what=row.what, due_on=row.due_on, state=row.state)
        rules.may_move(facts, to, before, outcome).check()
        row.state, row.outcome = to, outcome
        row.ended_on = clock.today() if to in ENDED else None
        row.version += 1
        row.save()


def watch_risk(*, by: Actor, transition: UUID, risk: Watched) -> UUID:
    """Add a risk."""
    row = Risk()
    with _acting(by, "create", "transition_risk", row.id):
        row.transition = _open(transition)
        _weigh(row, risk)
        row.save(force_insert=True)
    return row.id


def change_risk(*, by: Actor, risk: UUID, now: Watched, version: int) -> None:
    """Change a risk, or say that it is over and what came of it."""
    with _acting(by, "update", "transition_risk", risk):
        row = _held(Risk, risk, version)
        _weigh(row, now)
        row.version += 1
        row.save()


def say(
    *, by: Actor, transition: UUID, outcome: str, held_on: date, body: str, reasons: str
) -> UUID:
    """Write down that people said go, not yet or no go; go only when every condition was shown."""
    refuse(reasons=about_somebody(reasons), body=about_somebody(body))
    row = GoNoGo(outcome=outcome, held_on=held_on, body=body, reasons=reasons)
    with _acting(by, "create", "go_no_go", row.id, reason=f"said_{outcome}"):
        held = _open(transition)
        conditions = list(held.conditions.all())
        rules.may_say(outcome, [one.state for one in conditions]).check()
        row.transition, row.at, row.by = held, clock.now(), by.id
        row.stood = [
            {"number": one.number, "title": one.title, "state": one.state} for one in conditions
        ]
        row.save(force_insert=True)
    return row.id


def finish(*, by: Actor, transition: UUID, to: str, version: int) -> None:
    """Close a transition: done when all is shown and people said go, or stopped after a no go."""
    with _acting(by, "update", "transition", transition, reason=f"transition_{to}"):
        _open(transition)
        row = _held(Transition, transition, version)
        outcomes = list(row.moments.values_list("outcome", flat=True))
        if to == TransitionState.DONE:
            rules.may_finish(
                list(row.conditions.values_list("state", flat=True)),
                list(row.tasks.values_list("state", flat=True)),
                outcomes,
            ).check()
        elif outcomes[:1] != [rules.NO_GO]:
            raise Conflict(
                "Stoppen kan na een “no go”.", "Leg eerst vast wie dat besloot en waarom."
            )
        row.state = to
        row.version += 1
        row.save()


def _acting(
    by: Actor, action: str, kind: str, key: UUID, *, reason: str = ""
) -> AbstractContextManager[None]:
    check(by, WRITE)
    return act(by, WRITE, action=action, object_type=kind, object_id=str(key), reason=reason)


def _open(transition: UUID) -> Transition:
    """The transition, held; refuses when it has ended."""
    row = Transition.objects.select_for_update().filter(pk=transition).first()
    if row is None:
        raise NotFound
    if row.state != TransitionState.UNDER_WAY:
        raise Conflict(
            "Deze overgang is afgesloten; er kan niets meer in veranderen.",
            "Begin een nieuwe overgang voor wat nog moet.",
        )
    return row


def _held(model: type[Versioned], key: UUID, version: int) -> Versioned:
    """A row, held, when nobody changed it since the page was opened."""
    row = model._default_manager.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    if isinstance(row, Task | Risk):
        _open(row.transition_id)
    if row.version != version:
        raise Conflict(
            "Iemand anders heeft dit intussen veranderd.",
            "Wat je typte staat er nog. Lees wat er nu staat, en bewaar opnieuw.",
        )
    return row


def _fill(row: Task, plan: Plan) -> None:
    refuse(what=about_somebody(plan.what), owner_function=about_somebody(plan.owner_function))
    condition = None
    if plan.condition is not None:
        condition = row.transition.conditions.filter(pk=plan.condition).first()
        if condition is None:
            raise NotFound
    row.condition = condition
    row.what, row.area, row.due_on = plan.what, plan.area, plan.due_on
    row.owner, row.owner_function = plan.owner, plan.owner_function


def _order(row: Task, after: Collection[UUID]) -> None:
    """Keep what a task waits for, when that leaves no circle."""
    known = set(row.transition.tasks.values_list("id", flat=True))
    if set(after) - known:
        raise NotFound
    waits: dict[str, list[str]] = {}
    of_here = TaskOrder.objects.filter(task__transition=row.transition).exclude(task=row)
    for task, before in of_here.values_list("task_id", "after_id"):
        waits.setdefault(str(task), []).append(str(before))
    decision = rules.may_wait(str(row.id), [str(one) for one in after], waits)
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), fields={"after": " ".join(decision.reasons)})
    row.waits_for.all().delete()
    TaskOrder.objects.bulk_create(TaskOrder(task=row, after_id=one) for one in after)


def _weigh(row: Risk, risk: Watched) -> None:
    typed = {name: getattr(risk, name) for name in ("what", "measure", "came_of_it")}
    refuse(**{name: about_somebody(text) for name, text in typed.items()})
    if risk.over and not risk.came_of_it.strip():
        raise Invalid(
            "Schrijf op wat ervan kwam.",
            fields={"came_of_it": "Schrijf op hoe dit afliep; daar leert een volgende van."},
        )
    row.what, row.chance, row.effect = risk.what, risk.chance, risk.effect
    row.measure, row.owner, row.came_of_it = risk.measure, risk.owner, risk.came_of_it
    row.state = RiskState.CLOSED if risk.over else RiskState.OPEN


#: The steps of a task that its page offers.
STEPS = {
    TaskState.TO_DO: (TaskState.DOING, TaskState.DONE, TaskState.DROPPED),
    TaskState.DOING: (TaskState.DONE, TaskState.DROPPED, TaskState.TO_DO),
    TaskState.DONE: (TaskState.DOING,),
    TaskState.DROPPED: (TaskState.TO_DO,),
}
