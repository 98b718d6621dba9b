"""Every write of prevention: plan, change, measure, evaluate, and keep sets of lessons."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from kmt.access.acts import act, check
from kmt.advice.telling import about_somebody
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound
from kmt.prevention.access import WRITE
from kmt.prevention.models import Campaign, CampaignReach, LessonSet
from kmt.prevention.queries import lessons_of, plan_of
from kmt.prevention.rules import (
    OUTCOME_NEEDED,
    TEXT_LIMIT,
    Lessons,
    Measured,
    Plan,
    lesson_problems,
    plan_problems,
    reach_problems,
)
from kmt.prevention.writing import TwoTexts, known, put, refuse

CAMPAIGN, LESSONS = "campaign", "lesson_set"
_Row = TypeVar("_Row", Campaign, LessonSet)


def plan_campaign(*, by: Actor, plan: Plan, token: UUID | None = None) -> UUID:
    """Write down a campaign; returns its id. The same ``token`` twice makes one campaign.

    Raises ``Invalid`` with a sentence per field.
    """
    check(by, WRITE)
    campaign_id = token or new_id()
    if Campaign.objects.filter(pk=campaign_id).exists():
        return campaign_id
    _check_plan(plan)
    with act(
        by,
        WRITE,
        action="create",
        object_type=CAMPAIGN,
        object_id=str(campaign_id),
        reason="campaign_planned",
    ):
        row = Campaign(id=campaign_id)
        put(row, by, plan)
        row.save(force_insert=True)
    return campaign_id


def change_campaign(*, by: Actor, campaign_id: UUID, version: int, plan: Plan) -> None:
    """Change the plan or what it cost. The same again changes nothing.

    ``version`` is what the page showed; raises :class:`TwoTexts` when somebody saved after it.
    """
    check(by, WRITE)
    row = _campaign(campaign_id)
    if plan_of(row) == plan:
        return
    _check_plan(plan)
    with _update(by, CAMPAIGN, campaign_id, "campaign_planned"):
        row = _fresh(Campaign, campaign_id, version)
        put(row, by, plan)
        row.save()


def evaluate(*, by: Actor, campaign_id: UUID, version: int, outcome: str, lesson: str) -> None:
    """Write down what came of it and what to do otherwise; before it began is too early."""
    check(by, WRITE)
    row = _campaign(campaign_id)
    if (row.outcome, row.lesson) == (outcome, lesson):
        return
    sentence = ""
    if not outcome.strip():
        sentence = OUTCOME_NEEDED
    elif row.first_day > clock.today():
        sentence = "De campagne is nog niet begonnen. Evalueer als er iets te vertellen is."
    elif max(len(outcome), len(lesson)) > TEXT_LIMIT:
        sentence = f"Maak dit korter: hoogstens {TEXT_LIMIT} tekens."
    refuse({"outcome": sentence} if sentence else about_somebody(outcome=outcome, lesson=lesson))
    with _update(by, CAMPAIGN, campaign_id, "campaign_evaluated"):
        row = _fresh(Campaign, campaign_id, version)
        row.outcome, row.lesson = outcome, lesson
        row.changed_by, row.changed_at = by.id, clock.now()
        row.save()


def measure(*, by: Actor, campaign_id: UUID, found: Measured, token: UUID | None = None) -> UUID:
    """Add whom a campaign reached, counted or estimated, with its base; returns the id.

    The same ``token`` twice is written once. Raises ``Invalid`` with a sentence per field.
    """
    check(by, WRITE)
    reach_id = token or new_id()
    row = _campaign(campaign_id)
    if CampaignReach.objects.filter(pk=reach_id).exists():
        return reach_id
    refuse(reach_problems(found, plan_of(row), known(), clock.today()))
    with _update(by, CAMPAIGN, campaign_id, "campaign_reach"):
        CampaignReach(
            id=reach_id,
            campaign=row,
            audience=found.audience,
            municipality=found.municipality,
            on=found.on,
            how=found.how,
            number=found.number,
            low=found.low,
            high=found.high,
            base=found.base,
            entered_by=by.id,
            entered_at=clock.now(),
        ).save(force_insert=True)
    return reach_id


def drop_reach(*, by: Actor, campaign_id: UUID, reach_id: UUID) -> None:
    """Take a reach away that was wrong; once more changes nothing."""
    check(by, WRITE)
    _campaign(campaign_id)
    rows = CampaignReach.objects.filter(pk=reach_id, campaign_id=campaign_id)
    if not rows.exists():
        return
    with _update(by, CAMPAIGN, campaign_id, "campaign_reach_dropped"):
        rows.delete()


def write_lessons(*, by: Actor, lessons: Lessons, token: UUID | None = None) -> UUID:
    """Write down a set of lessons; returns its id. The same ``token`` twice makes one."""
    check(by, WRITE)
    lesson_id = token or new_id()
    if LessonSet.objects.filter(pk=lesson_id).exists():
        return lesson_id
    _check_lessons(lessons)
    with act(by, WRITE, action="create", object_type=LESSONS, object_id=str(lesson_id)):
        row = LessonSet(id=lesson_id)
        put(row, by, lessons)
        row.save(force_insert=True)
    return lesson_id


def change_lessons(*, by: Actor, lesson_id: UUID, version: int, lessons: Lessons) -> None:
    """Change a set of lessons; raises :class:`TwoTexts` when somebody saved in between."""
    check(by, WRITE)
    row = LessonSet.objects.filter(pk=lesson_id).first()
    if row is None:
        raise NotFound()
    if lessons_of(row) == lessons:
        return
    _check_lessons(lessons)
    with _update(by, LESSONS, lesson_id, ""):
        row = _fresh(LessonSet, lesson_id, version)
        put(row, by, lessons)
        row.save()


def _check_plan(plan: Plan) -> None:
    texts = {"title": plan.title, "goal": plan.goal, "material": plan.material}
    refuse(plan_problems(plan, known()) | about_somebody(**texts))


def _check_lessons(lessons: Lessons) -> None:
    texts = {"title": lessons.title, "goal": lessons.goal, "steps": lessons.steps}
    refuse(
        lesson_problems(lessons, known(frozenset(lessons.articles)))
        | about_somebody(**texts, material=lessons.material)
    )


def _campaign(campaign_id: UUID) -> Campaign:
    row = Campaign.objects.filter(pk=campaign_id).first()
    if row is None:
        raise NotFound()
    return row


@contextmanager
def _update(by: Actor, kind: str, object_id: UUID, reason: str) -> Iterator[None]:
    with act(by, WRITE, action="update", object_type=kind, object_id=str(object_id), reason=reason):
        yield


def _fresh(model: type[_Row], row_id: UUID, version: int) -> _Row:
    """The row with its next version, taken in one step: of two at once the second is refused."""
    rows = model._default_manager.filter(pk=row_id)
    if not rows.filter(version=version).update(version=version + 1):
        raise TwoTexts()
    return rows.get()
