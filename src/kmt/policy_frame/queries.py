"""Every read of the policy frame: a version, one result over time, two versions compared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
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
#: One row of all parts of a version together, by column, and what stands before those of a part.
Row = dict[str, Any]
_RESULT, _ACTION = "results__", "results__actions__"


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
    rows = _tree(actor, frame_id)
    named = frozenset(row[f"{_RESULT}indicator"] for row in rows if row[f"{_RESULT}indicator"])
    asked = readings(actor, named)
    return tuple(_goal(list(same), asked) for _id, same in groupby(rows, itemgetter("id")))


def _tree(actor: Actor, frame_id: UUID) -> list[Row]:
    """Goals with their results and the actions of these, in order, as one question.

    A row per action; of what has nothing under it one row. With each result the last value that
    was typed, with each action what was said last. One rule of visibility holds for every part.
    """
    rule = visible(actor)
    values = Measurement.objects.seen_by(actor, rule).filter(result=OuterRef(f"{_RESULT}key"))
    said = ActionProgress.objects.seen_by(actor, rule).filter(action=OuterRef(f"{_ACTION}key"))
    last = {f"value_{name}": _last(values, name) for name in ("value", "on", "base", "source")}
    last |= {f"said_{name}": _last(said, name) for name in ("progress", "words", "on")}
    columns = [
        f"{before}{column.attname}"
        for model, before in ((Goal, ""), (Result, _RESULT), (PolicyAction, _ACTION))
        for column in model._meta.concrete_fields
    ]
    rows = Goal.objects.seen_by(actor, rule).filter(frame_id=frame_id)
    order = [f"{one}{by}" for one in ("", _RESULT, _ACTION) for by in ("position", "id")]
    return list(rows.order_by(*order).values(*columns, **last))


def _last(rows: GatedQuerySet[Measurement] | GatedQuerySet[ActionProgress], name: str) -> Subquery:
    # Each column looks for itself: by id too, so that all find the same row.
    return Subquery(rows.order_by("-on", "-at", "-id").values(name)[:1])


def _goal(rows: Sequence[Row], asked: Mapping[str, Reading | None]) -> GoalSeen:
    results = tuple(
        _result(list(same), asked)
        for result_id, same in groupby(rows, itemgetter(f"{_RESULT}id"))
        if result_id
    )
    row = rows[0]
    return GoalSeen(
        id=row["id"],
        key=row["key"],
        title=row["title"],
        words=row["words"],
        results=results,
        tally=tally(one.judged.light for one in results),
        version=row["version"],
    )


def _under(row: Row, before: str) -> Row:
    """The columns of a part, by their own names."""
    return {name[len(before) :]: value for name, value in row.items() if name.startswith(before)}


def _action(row: Row) -> ActionSeen:
    part, progress = _under(row, _ACTION), row["said_progress"] or ""
    return ActionSeen(
        id=part["id"],
        key=part["key"],
        what=part["what"],
        organisation=organisation_name(part["organisation"]),
        organisation_code=part["organisation"],
        due=part["due"],
        progress=progress,
        words=row["said_words"] or "",
        on=row["said_on"],
        late=progress != Progress.DONE and part["due"] < clock.today(),
        version=part["version"],
    )


def _typed(row: Row) -> Reading | None:
    """The last value that was typed for a result; None without one."""
    last = _under(row, "value_")
    return None if last["on"] is None else Reading(**last)


def _result(rows: Sequence[Row], asked: Mapping[str, Reading | None]) -> ResultSeen:
    part = _under(rows[0], _RESULT)
    target = Target(
        value=part["target"],
        on=part["target_on"],
        direction=Direction(part["direction"]),
        start=part["start"],
        start_on=part["start_on"],
    )
    code = part["indicator"]
    named = INDICATORS.get(code)
    reading = asked.get(code) if code else _typed(rows[0])
    return ResultSeen(
        id=part["id"],
        key=part["key"],
        goal=part["goal_id"],
        title=part["title"],
        indicator=code,
        measure=str(named.words) if named else part["measure"],
        unit=str(named.unit) if named else part["unit"],
        target=target,
        reading=reading,
        judged=judge(
            target,
            reading.value if reading else None,
            reading.on if reading else None,
            clock.today(),
        ),
        actions=tuple(_action(row) for row in rows if row[f"{_ACTION}id"]),
        version=part["version"],
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
