"""Reading transitions: the list, and one with everything that hangs on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.finance.queries import budget
from kmt.finance.reckoning import coverage as coverage_of
from kmt.governance.queries import decision
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision, NotFound
from kmt.partners.queries import names_of
from kmt.partners.region import region
from kmt.transition import rules
from kmt.transition.models import Condition, GoNoGo, Risk, Task, TaskOrder, Transition
from kmt.transition.rules import BY_COVERAGE, TaskFacts, YearCovered
from kmt.transition.states import ENDED, ConditionState, RiskState, TransitionState

READ = Permission.GOVERNANCE_PAPER_READ


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionLine:
    """One transition in the list: how many conditions were shown, what is late."""

    id: UUID
    title: str
    state: str
    begins_on: date
    aims_at: date
    shown: int
    conditions: int
    open_tasks: int
    late_tasks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSeen:
    """One task; ``standing`` is a code of ``wording.STANDING``, ``after`` what it waits for."""

    id: UUID
    what: str
    area: str
    owner: str
    owner_name: str
    owner_function: str
    due_on: date
    state: str
    standing: str
    ended_on: date | None
    outcome: str
    condition: int | None
    condition_id: UUID | None
    after: tuple[tuple[UUID, str], ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingSeen:
    """That somebody wrote down whether a condition is met, with the evidence."""

    state: str
    words: str
    evidence: str
    on: date
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionSeen:
    """One condition with its history, newest first; ``may_show`` says what still stands in the way.

    ``coverage`` is per year of the newest budget, for a condition that the budget must show.
    ``withdrawn``: it was shown, and the newest budget no longer shows it.
    """

    id: UUID
    number: int
    title: str
    words: str
    source: str
    shown_by: str
    state: str
    showings: tuple[ShowingSeen, ...]
    coverage: tuple[YearCovered, ...]
    may_show: Decision
    tasks_done: int
    tasks: int

    @property
    def contradicted(self) -> bool:
        """Shown once, and not by the figures of today."""
        return self.state == ConditionState.SHOWN and not self.may_show.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSeen:
    """One risk in words."""

    id: UUID
    what: str
    chance: str
    effect: str
    measure: str
    owner: str
    owner_name: str
    state: str
    came_of_it: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentSeen:
    """A go/no-go moment, with how each condition stood then: number, title, state."""

    id: UUID
    outcome: str
    held_on: date
    body: str
    reasons: str
    by: str
    stood: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionSeen:
    """One transition, whole."""

    id: UUID
    title: str
    aim: str
    state: str
    begins_on: date
    aims_at: date
    decision_id: UUID | None
    decision: str
    conditions: tuple[ConditionSeen, ...]
    tasks: tuple[TaskSeen, ...]
    risks: tuple[RiskSeen, ...]
    moments: tuple[MomentSeen, ...]
    problems: tuple[str, ...]
    may_finish: Decision
    version: int

    @property
    def open(self) -> bool:
        """Whether anything can still change."""
        return self.state == TransitionState.UNDER_WAY

    @property
    def shown(self) -> int:
        """How many conditions were shown to be met."""
        return sum(one.state == ConditionState.SHOWN for one in self.conditions)


def transitions(actor: Actor) -> tuple[TransitionLine, ...]:
    """Every transition, the newest first. Three queries."""
    check(actor, READ)
    today = clock.today()
    conditions: dict[UUID, list[str]] = defaultdict(list)
    for one, state in Condition.objects.values_list("transition_id", "state"):
        conditions[one].append(state)
    due: dict[UUID, list[date]] = defaultdict(list)
    unfinished = Task.objects.exclude(state__in=ENDED).values_list("transition_id", "due_on")
    for one, day in unfinished:
        due[one].append(day)
    return tuple(
        TransitionLine(
            id=row.id,
            title=row.title,
            state=row.state,
            begins_on=row.begins_on,
            aims_at=row.aims_at,
            shown=conditions[row.id].count(ConditionState.SHOWN),
            conditions=len(conditions[row.id]),
            open_tasks=len(due[row.id]),
            late_tasks=sum(day < today for day in due[row.id]),
        )
        for row in Transition.objects.all()
    )


def transition(actor: Actor, transition_id: UUID) -> TransitionSeen:
    """One transition with its conditions, tasks, risks and moments. Raises NotFound."""
    check(actor, READ)
    row = Transition.objects.filter(pk=transition_id).first()
    if row is None:
        raise NotFound
    tasks = _tasks(row)
    conditions = _conditions(actor, row, tasks)
    moments = tuple(_moments(row))
    return TransitionSeen(
        id=row.id,
        title=row.title,
        aim=row.aim,
        state=row.state,
        begins_on=row.begins_on,
        aims_at=row.aims_at,
        decision_id=row.decision_id,
        decision=decision(actor, row.decision_id).title if row.decision_id else "",
        conditions=conditions,
        tasks=tasks,
        risks=tuple(_risks(row)),
        moments=moments,
        problems=rules.order_problems([facts_of(one) for one in tasks]),
        may_finish=rules.may_finish(
            [one.state for one in conditions],
            [one.state for one in tasks],
            [one.outcome for one in moments],
        ),
        version=row.version,
    )


def facts_of(task: TaskSeen) -> TaskFacts:
    """What the rules need of a task."""
    return TaskFacts(
        key=str(task.id),
        what=task.what,
        due_on=task.due_on,
        state=task.state,
        after=tuple(str(key) for key, _what in task.after),
    )


def transition_of(actor: Actor, model: type[Condition | Task | Risk], key: UUID) -> UUID:
    """The transition that a part belongs to. Raises NotFound."""
    check(actor, READ)
    found = model._default_manager.filter(pk=key).values_list("transition_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def coverage(actor: Actor) -> tuple[YearCovered, ...]:
    """Per year of the budget that counts whether structural income covers structural cost.

    Empty when there is no budget.
    """
    try:
        found = budget(actor)
    except NotFound:
        return ()
    per_year = (coverage_of(found, year) for year in range(found.first_year, found.last_year + 1))
    return tuple(YearCovered(year=one.year, ratio=one.ratio, closed=one.closed) for one in per_year)


def _tasks(row: Transition) -> tuple[TaskSeen, ...]:
    today, owners = clock.today(), owner_names()
    rows = list(row.tasks.select_related("condition"))
    by_key = {one.id: one for one in rows}
    waits: dict[UUID, list[Task]] = defaultdict(list)
    for task, after in TaskOrder.objects.filter(task__transition=row).values_list("task", "after"):
        waits[task].append(by_key[after])

    def seen(task: Task) -> TaskSeen:
        facts = TaskFacts(key=str(task.id), what=task.what, due_on=task.due_on, state=task.state)
        before = [
            TaskFacts(key=str(one.id), what=one.what, due_on=one.due_on, state=one.state)
            for one in waits[task.id]
        ]
        return TaskSeen(
            id=task.id,
            what=task.what,
            area=task.area,
            owner=task.owner,
            owner_name=owners.get(task.owner, task.owner),
            owner_function=task.owner_function,
            due_on=task.due_on,
            state=task.state,
            standing=rules.waiting_state(facts, today, before),
            ended_on=task.ended_on,
            outcome=task.outcome,
            condition=task.condition.number if task.condition else None,
            condition_id=task.condition_id,
            after=tuple((one.id, one.what) for one in waits[task.id]),
            version=task.version,
        )

    return tuple(seen(task) for task in rows)


def _conditions(
    actor: Actor, row: Transition, tasks: tuple[TaskSeen, ...]
) -> tuple[ConditionSeen, ...]:
    rows = list(row.conditions.prefetch_related("showings"))
    covered = coverage(actor) if any(one.shown_by == BY_COVERAGE for one in rows) else ()
    names = names_of({showing.by for one in rows for showing in one.showings.all()})
    return tuple(
        ConditionSeen(
            id=one.id,
            number=one.number,
            title=one.title,
            words=one.words,
            source=one.source,
            shown_by=one.shown_by,
            state=one.state,
            showings=tuple(
                ShowingSeen(
                    state=it.state,
                    words=it.words,
                    evidence=it.evidence,
                    on=it.on,
                    at=it.at,
                    by=names.get(it.by, it.by),
                )
                for it in one.showings.all()
            ),
            coverage=covered if one.shown_by == BY_COVERAGE else (),
            may_show=rules.may_show(one.shown_by, covered),
            tasks_done=sum(it.state in ENDED for it in tasks if it.condition_id == one.id),
            tasks=sum(it.condition_id == one.id for it in tasks),
        )
        for one in rows
    )


def _risks(row: Transition) -> list[RiskSeen]:
    owners = owner_names()
    found = [
        RiskSeen(
            id=one.id,
            what=one.what,
            chance=one.chance,
            effect=one.effect,
            measure=one.measure,
            owner=one.owner,
            owner_name=owners.get(one.owner, one.owner),
            state=one.state,
            came_of_it=one.came_of_it,
            version=one.version,
        )
        for one in row.risks.all()
    ]
    return sorted(found, key=lambda one: (one.state != RiskState.OPEN, one.what))


def _moments(row: Transition) -> list[MomentSeen]:
    rows: list[GoNoGo] = list(row.moments.all())
    names = names_of({one.by for one in rows})
    return [
        MomentSeen(
            id=one.id,
            outcome=one.outcome,
            held_on=one.held_on,
            body=one.body,
            reasons=one.reasons,
            by=names.get(one.by, one.by),
            stood=tuple((it["number"], it["title"], it["state"]) for it in one.stood),
        )
        for one in rows
    ]


def owner_names() -> dict[str, str]:
    """Organisations of the region that can own something, by code."""
    return {one.code: one.name for one in region().organisations}
