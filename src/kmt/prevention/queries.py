"""What is read of prevention: campaigns, their reach per audience, and sets of lessons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from kmt.access.acts import check
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.prevention import wording
from kmt.prevention.access import READ, sees_cost
from kmt.prevention.models import Campaign, CampaignReach, LessonSet
from kmt.prevention.rules import Lessons, Measured, Plan, Step, steps_of, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many of an audience were reached in a municipality in a year.

    ``municipality`` is a CBS code, or empty where it was the whole region. Contacts, not people.
    ``low`` to ``high`` is the estimated part, beside ``counted``; ``words`` says both, and how.
    """

    audience: str
    audience_words: str
    municipality: str
    municipality_words: str
    campaigns: int
    counted: int
    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachLine:
    """One reach of a campaign, as it was measured."""

    id: UUID
    measured: Measured
    audience_words: str
    municipality_words: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """A campaign in a list."""

    id: UUID
    title: str
    kind_words: str
    stand: str
    stand_words: str
    stand_kind: str
    period: str
    owner_words: str
    audience_words: str
    place_words: str
    reach_words: str
    evaluated: bool
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSeen:
    """A campaign with all that is known of it; ``costs`` is False for who may not see amounts."""

    line: CampaignLine
    version: int
    plan: Plan
    form_words: str
    costs: bool
    planned_words: str
    actual_words: str
    outcome: str
    lesson: str
    reaches: tuple[ReachLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLine:
    """A set of lessons in a list."""

    id: UUID
    title: str
    audience_words: str
    minutes: int
    form_words: str
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSeen:
    """A set of lessons with its steps."""

    line: LessonLine
    version: int
    lessons: Lessons
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The campaigns that fit, and the years and audiences there are to choose from."""

    campaigns: tuple[CampaignLine, ...]
    years: tuple[int, ...]
    every: int


def reached(actor: Actor, *, year: int) -> tuple[Reached, ...]:
    """Per audience and municipality who was reached in a year; one query."""
    check(actor, READ)
    rows = CampaignReach.objects.filter(on__year=year)
    found: dict[tuple[str, str], list[CampaignReach]] = defaultdict(list)
    for row in rows:
        found[row.audience, row.municipality].append(row)
    made = (_reached(*key, several) for key, several in found.items())
    return tuple(sorted(made, key=lambda one: (one.audience_words, one.municipality_words)))


def _reached(audience: str, municipality: str, rows: list[CampaignReach]) -> Reached:
    together = total(map(_measured, rows))
    return Reached(
        audience=audience,
        audience_words=wording.audience_word(audience),
        municipality=municipality,
        municipality_words=wording.place_word(municipality),
        campaigns=len({row.campaign_id for row in rows}),
        counted=together.counted,
        low=together.low,
        high=together.high,
        words=wording.total_words(together),
    )


def overview(actor: Actor, *, year: int | None = None, audience: str = "") -> Overview:
    """The campaigns, newest first; of one year or for one audience when asked."""
    check(actor, READ)
    rows = list(Campaign.objects.all())
    years = {year for row in rows for year in range(row.first_day.year, row.last_day.year + 1)}
    fit = [
        row
        for row in rows
        if (year is None or row.first_day.year <= year <= row.last_day.year)
        and (not audience or audience in row.audiences)
    ]
    reaches = _reaches([row.id for row in fit])
    return Overview(
        campaigns=tuple(_line(row, reaches[row.id]) for row in fit),
        years=tuple(sorted(years, reverse=True)),
        every=len(rows),
    )


def reach_years(actor: Actor) -> tuple[int, ...]:
    """The years in which somebody was reached, newest first."""
    check(actor, READ)
    days = CampaignReach.objects.order_by().values_list("on", flat=True)
    return tuple(sorted({day.year for day in days}, reverse=True))


def campaign(actor: Actor, campaign_id: UUID) -> CampaignSeen:
    """One campaign. Raises ``NotFound``."""
    check(actor, READ)
    row = Campaign.objects.filter(pk=campaign_id).first()
    if row is None:
        raise NotFound()
    reaches, plan, costs = _reaches([row.id])[row.id], plan_of(row), sees_cost(actor)
    if not costs:
        plan = replace(plan, planned=None, actual=None, cost_source="")
    return CampaignSeen(
        line=_line(row, reaches),
        version=row.version,
        plan=plan,
        form_words=wording.form_words(plan.forms),
        costs=costs,
        planned_words=wording.euros(plan.planned) if costs else "",
        actual_words=wording.euros(plan.actual) if costs else "",
        outcome=row.outcome,
        lesson=row.lesson,
        reaches=tuple(map(_reach_line, reaches)),
    )


def lesson_sets(actor: Actor, audience: str = "") -> tuple[LessonLine, ...]:
    """The sets of lessons by name; for one audience when asked."""
    check(actor, READ)
    rows = LessonSet.objects.all()
    return tuple(
        _lesson_line(row) for row in (rows.filter(audience=audience) if audience else rows)
    )


def lesson_set(actor: Actor, lesson_id: UUID) -> LessonSeen:
    """One set of lessons. Raises ``NotFound``."""
    check(actor, READ)
    row = LessonSet.objects.filter(pk=lesson_id).first()
    if row is None:
        raise NotFound()
    return LessonSeen(
        line=_lesson_line(row),
        version=row.version,
        lessons=lessons_of(row),
        steps=steps_of(row.steps),
    )


def plan_of(row: Campaign) -> Plan:
    """What is planned, of a row."""
    return Plan(
        title=row.title,
        kind=row.kind,
        goal=row.goal,
        first_day=row.first_day,
        last_day=row.last_day,
        owner=row.owner,
        audiences=tuple(row.audiences),
        forms=tuple(row.forms),
        municipalities=tuple(row.municipalities),
        material=row.material,
        planned=_decimal(row.planned),
        actual=_decimal(row.actual),
        cost_source=row.cost_source,
        source=row.source,
        example=row.example,
    )


def lessons_of(row: LessonSet) -> Lessons:
    """What a set of lessons says, of a row."""
    return Lessons(
        title=row.title,
        audience=row.audience,
        minutes=row.minutes,
        goal=row.goal,
        steps=row.steps,
        forms=tuple(row.forms),
        material=row.material,
        articles=tuple(row.articles),
        source=row.source,
        example=row.example,
    )


def _decimal(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _reaches(ids: Iterable[UUID]) -> dict[UUID, list[CampaignReach]]:
    found: dict[UUID, list[CampaignReach]] = defaultdict(list)
    for row in CampaignReach.objects.filter(campaign_id__in=list(ids)):
        found[row.campaign_id].append(row)
    return found


def _measured(row: CampaignReach) -> Measured:
    return Measured(
        audience=row.audience,
        municipality=row.municipality,
        on=row.on,
        how=row.how,
        number=row.number,
        base=row.base,
        low=row.low,
        high=row.high,
    )


def _reach_line(row: CampaignReach) -> ReachLine:
    measured = _measured(row)
    return ReachLine(
        id=row.id,
        measured=measured,
        audience_words=wording.audience_word(row.audience),
        municipality_words=wording.place_word(row.municipality),
        words=wording.reach_words(measured),
    )


def _line(row: Campaign, reaches: list[CampaignReach]) -> CampaignLine:
    stand = wording.stand(row.first_day, row.last_day, clock.today())
    words, kind = wording.STAND_WORDS[stand]
    return CampaignLine(
        id=row.id,
        title=row.title,
        kind_words=wording.kind_word(row.kind),
        stand=stand,
        stand_words=str(words),
        stand_kind=kind,
        period=wording.period(row.first_day, row.last_day),
        owner_words=wording.owner_word(row.owner),
        audience_words=", ".join(map(wording.audience_word, row.audiences)),
        place_words=wording.place_words(tuple(row.municipalities)),
        reach_words=wording.total_words(total(map(_measured, reaches))),
        evaluated=bool(row.outcome),
        example=row.example,
    )


def _lesson_line(row: LessonSet) -> LessonLine:
    return LessonLine(
        id=row.id,
        title=row.title,
        audience_words=wording.audience_word(row.audience),
        minutes=row.minutes,
        form_words=wording.form_words(tuple(row.forms)),
        example=row.example,
    )
