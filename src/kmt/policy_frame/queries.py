"""Every read of the policy frame: a version, one result over time, two versions compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.governance.wording import organisation_name
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.queries import names_of
from kmt.policy_frame.access import visible
from kmt.policy_frame.indicators import INDICATORS, Reading, readings
from kmt.policy_frame.models import (
    ActionProgress,
    Goal,
    Measurement,
    PolicyAction,
    PolicyEvaluation,
    PolicyFrame,
    Result,
)
from kmt.policy_frame.reading import (
    ActionSeen,
    Comparison,
    EvaluationSeen,
    FrameLine,
    FrameView,
    GoalSeen,
    MeasuredLine,
    ResultSeen,
    ResultView,
)
from kmt.policy_frame.rules import (
    Direction,
    FrameState,
    Part,
    Progress,
    Target,
    changes,
    judge,
    tally,
)

READ = Permission.GOVERNANCE_PAPER_READ
WRITE = Permission.GOVERNANCE_PAPER_WRITE


def versions(actor: Actor) -> tuple[FrameLine, ...]:
    """Every version, newest first."""
    check(actor, READ)
    return tuple(_line(one) for one in PolicyFrame.objects.seen_by(actor, visible(actor)))


def holds(lines: Iterable[FrameLine]) -> FrameLine | None:
    """The version that holds: the newest that was adopted, else the draft."""
    found = list(lines)
    adopted = [one for one in found if one.state == FrameState.ADOPTED]
    return next(iter(adopted or found), None)


def _line(row: PolicyFrame) -> FrameLine:
    return FrameLine(
        id=row.id,
        number=row.number,
        title=row.title,
        state=row.state,
        adopted_on=row.adopted_on,
        adopted_by=row.adopted_by,
        decision=row.decision,
    )


def frame(actor: Actor, frame_id: UUID | None = None) -> FrameView:
    """One version; without id the one that holds. Raises ``NotFound``."""
    check(actor, READ)
    rows = list(PolicyFrame.objects.seen_by(actor, visible(actor)))
    lines = tuple(_line(one) for one in rows)
    chosen = frame_id or (held.id if (held := holds(lines)) else None)
    row = next((one for one in rows if one.id == chosen), None)
    if row is None:
        raise NotFound
    goals = _goals(actor, row.id)
    found = list(PolicyEvaluation.objects.seen_by(actor, visible(actor)).filter(frame_id=row.id))
    names = names_of({one.by for one in found})
    draft = row.state == FrameState.DRAFT
    results = [one for goal in goals for one in goal.results]
    return FrameView(
        line=_line(row),
        ambition=row.ambition,
        goals=goals,
        tally=tally(one.judged.light for one in results),
        evaluations=tuple(
            EvaluationSeen(
                found=one.found, changes=one.changes, on=one.on, by=names.get(one.by, "")
            )
            for one in found
        ),
        versions=lines,
        version=row.version,
        draft=draft,
        may_write=draft and actor.may(WRITE),
        may_lead=actor.may(WRITE),
        late=sum(action.late for one in results for action in one.actions),
    )


def _goals(actor: Actor, frame_id: UUID) -> tuple[GoalSeen, ...]:
    rule = visible(actor)
    goals = list(Goal.objects.seen_by(actor, rule).filter(frame_id=frame_id))
    results = list(Result.objects.seen_by(actor, rule).filter(goal__frame_id=frame_id))
    actions = list(
        PolicyAction.objects.seen_by(actor, rule).filter(result__goal__frame_id=frame_id)
    )
    said = _newest_progress(actor, [one.key for one in actions])
    typed = _newest_values(actor, [one.key for one in results if not one.indicator])
    asked = readings(actor, frozenset(one.indicator for one in results if one.indicator))
    per_result: dict[UUID, list[ActionSeen]] = defaultdict(list)
    for action in actions:
        per_result[action.result_id].append(_action(action, said.get(action.key)))
    per_goal: dict[UUID, list[ResultSeen]] = defaultdict(list)
    for one in results:
        reading = asked.get(one.indicator) if one.indicator else typed.get(one.key)
        per_goal[one.goal_id].append(_result(one, reading, per_result[one.id]))
    return tuple(
        GoalSeen(
            id=one.id,
            key=one.key,
            title=one.title,
            words=one.words,
            results=tuple(per_goal[one.id]),
            tally=tally(result.judged.light for result in per_goal[one.id]),
            version=one.version,
        )
        for one in goals
    )


def _newest_progress(actor: Actor, keys: list[UUID]) -> dict[UUID, ActionProgress]:
    rows = ActionProgress.objects.seen_by(actor, visible(actor)).filter(action__in=keys)
    found: dict[UUID, ActionProgress] = {}
    for one in rows.order_by("on", "at"):
        found[one.action] = one
    return found


def _newest_values(actor: Actor, keys: list[UUID]) -> dict[UUID, Reading]:
    rows = Measurement.objects.seen_by(actor, visible(actor)).filter(result__in=keys)
    found: dict[UUID, Reading] = {}
    for one in rows.order_by("on", "at"):
        found[one.result] = Reading(value=one.value, on=one.on, base=one.base, source=one.source)
    return found


def _action(row: PolicyAction, said: ActionProgress | None) -> ActionSeen:
    progress = said.progress if said else ""
    return ActionSeen(
        id=row.id,
        key=row.key,
        what=row.what,
        organisation=organisation_name(row.organisation),
        organisation_code=row.organisation,
        due=row.due,
        progress=progress,
        words=said.words if said else "",
        on=said.on if said else None,
        late=progress != Progress.DONE and row.due < clock.today(),
        version=row.version,
    )


def _result(row: Result, reading: Reading | None, actions: Iterable[ActionSeen]) -> ResultSeen:
    target = Target(
        value=row.target,
        on=row.target_on,
        direction=Direction(row.direction),
        start=row.start,
        start_on=row.start_on,
    )
    named = INDICATORS.get(row.indicator)
    return ResultSeen(
        id=row.id,
        key=row.key,
        goal=row.goal_id,
        title=row.title,
        indicator=row.indicator,
        measure=str(named.words) if named else row.measure,
        unit=str(named.unit) if named else row.unit,
        target=target,
        reading=reading,
        judged=judge(
            target,
            reading.value if reading else None,
            reading.on if reading else None,
            clock.today(),
        ),
        actions=tuple(actions),
        version=row.version,
    )


def result(actor: Actor, frame_id: UUID, result_id: UUID) -> ResultView:
    """One result of a version, with the values that were typed for it."""
    view = frame(actor, frame_id)
    for goal in view.goals:
        for one in goal.results:
            if one.id == result_id:
                return ResultView(
                    frame=view.line,
                    goal=goal.title,
                    result=one,
                    measured=_measured(actor, one.key),
                    may_lead=view.may_lead,
                    draft=view.draft,
                )
    raise NotFound


def _measured(actor: Actor, key: UUID) -> tuple[MeasuredLine, ...]:
    rows = list(Measurement.objects.seen_by(actor, visible(actor)).filter(result=key))
    names = names_of({one.by for one in rows})
    return tuple(
        MeasuredLine(
            value=one.value,
            on=one.on,
            base=one.base,
            source=one.source,
            by=names.get(one.by, ""),
        )
        for one in rows
    )


def compared(actor: Actor, frame_id: UUID) -> Comparison | None:
    """A version beside the one before it; None for the first."""
    check(actor, READ)
    rows = list(PolicyFrame.objects.seen_by(actor, visible(actor)))
    after = next((one for one in rows if one.id == frame_id), None)
    if after is None:
        raise NotFound
    before = next((one for one in rows if one.number < after.number), None)
    if before is None:
        return None
    parts = _parts(actor, [before.id, after.id])
    return Comparison(
        before=_line(before),
        after=_line(after),
        ambition_before=before.ambition,
        ambition_after=after.ambition,
        changes=changes(parts[before.id], parts[after.id]),
    )


def _parts(actor: Actor, frames: list[UUID]) -> Mapping[UUID, list[Part]]:
    """Every part of these versions as it can be compared."""
    rule = visible(actor)
    found: dict[UUID, list[Part]] = {one: [] for one in frames}
    for goal in Goal.objects.seen_by(actor, rule).filter(frame_id__in=frames):
        words = (goal.words,) if goal.words else ()
        found[goal.frame_id].append(
            Part(kind="goal", key=goal.key, title=goal.title, details=words)
        )
    results = Result.objects.seen_by(actor, rule).filter(goal__frame_id__in=frames)
    for row in results.select_related("goal"):
        named = INDICATORS.get(row.indicator)
        found[row.goal.frame_id].append(
            Part(
                kind="result",
                key=row.key,
                title=row.title,
                details=(
                    str(named.words) if named else row.measure,
                    f"{row.target.normalize():f} {row.unit}",
                    _day(row.target_on),
                ),
            )
        )
    actions = PolicyAction.objects.seen_by(actor, rule).filter(result__goal__frame_id__in=frames)
    for one in actions.select_related("result__goal"):
        found[one.result.goal.frame_id].append(
            Part(
                kind="action",
                key=one.key,
                title=one.what,
                details=(organisation_name(one.organisation), _day(one.due)),
            )
        )
    return found


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
