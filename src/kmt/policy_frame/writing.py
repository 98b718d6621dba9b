"""What several actions of the policy frame do alike: begin an act, lock a draft, copy a version."""

from contextlib import AbstractContextManager
from typing import TypeVar
from uuid import UUID

from django.db.models import Max, Model

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.governance.writing import about_somebody, check
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict
from kmt.policy_frame.access import visible
from kmt.policy_frame.models import Goal, PolicyAction, PolicyFrame, Result
from kmt.policy_frame.rules import TITLE_LIMIT, may_write

__all__ = [
    "about_somebody",
    "check",
    "copy_parts",
    "draft",
    "next_place",
    "overtaken",
    "title_problem",
    "writing",
]

FRAME = "policy_frame"
M = TypeVar("M", bound=Model)
Parts = GatedQuerySet[Goal] | GatedQuerySet[Result] | GatedQuerySet[PolicyAction]


def writing(by: Actor, frame_id: UUID, action: str = "update") -> AbstractContextManager[None]:
    """The act in which a version is written."""
    return act(
        by,
        Permission.GOVERNANCE_PAPER_WRITE,
        action=action,
        object_type=FRAME,
        object_id=str(frame_id),
    )


def draft(by: Actor, frame_id: UUID) -> PolicyFrame:
    """The version to write in, locked; refuses one that was adopted."""
    rows = PolicyFrame.objects.seen_by(by, visible(by))
    row = rows.select_for_update().one(id=frame_id)
    may_write(row.state).check()
    return row


def overtaken(row: PolicyFrame | Goal | Result | PolicyAction, version: int) -> None:
    """Refuse when a colleague wrote in between; else count this writing."""
    if row.version != version:
        raise Conflict(
            "Een collega wijzigde dit intussen.",
            "Wat er nu staat, staat hieronder naast wat jij typte. Voeg samen en bewaar opnieuw.",
        )
    row.version += 1


def next_place(rows: Parts) -> int:
    """The place after the last."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def copy_parts(by: Actor, old: PolicyFrame, new: PolicyFrame) -> None:
    """Every part of a version into a new one, each with the key that it had."""
    rule = visible(by)
    goals = list(Goal.objects.seen_by(by, rule).filter(frame=old))
    results = list(Result.objects.seen_by(by, rule).filter(goal__frame=old))
    actions = list(PolicyAction.objects.seen_by(by, rule).filter(result__goal__frame=old))
    new_goals = {one.id: _again(one, frame=new) for one in goals}
    new_results = {one.id: _again(one, goal=new_goals[one.goal_id]) for one in results}
    for one in actions:
        _again(one, result=new_results[one.result_id])


def _again(row: M, **changed: object) -> M:
    fresh = type(row)()
    for column in row._meta.concrete_fields:
        setattr(fresh, column.attname, getattr(row, column.attname))
    fresh.pk = new_id()
    for name, value in {**changed, "version": 1}.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh


def title_problem(text: str, needed: str, limit: int = TITLE_LIMIT) -> str:
    """What is wrong with a title."""
    if not text.strip():
        return needed
    return f"Te lang: hoogstens {limit} tekens." if len(text) > limit else ""
