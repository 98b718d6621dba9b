"""Reading many cases: the caseload, and how the cases are divided, for who divides the work.

A list takes the same number of looks however many cases there are: it reads one page of them, in
the order of an index.
By name, because the work is; never as a score.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum, Value

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.queries import colleagues, files_of
from kmt.access.rows import GatedQuerySet
from kmt.audit.actions import read_of
from kmt.care.access import is_shielded, listed, listed_through_case, visible, visible_through_case
from kmt.care.casefile import ActionLine, CaseLine, Caseload
from kmt.care.models import CareCase, CaseEvent, NextAction
from kmt.care.queries import action_line, names_beside, texts_of
from kmt.care.rules import CARE_CASE
from kmt.care.states import State
from kmt.duty.queries import stands_in_for
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of

PAGE = 50
MINE, COVER, ALL, CLOSED = "mine", "cover", "all", "closed"
LISTS = (MINE, COVER, ALL, CLOSED)


def cases(actor: Actor, shown: str = MINE, number: int = 1) -> Caseload:
    """A page of the caseload: own, of whom one stands in for, all, or closed; late ones first.

    ``sizes`` has no list of whom one stands in for when that is nobody.
    """
    check(actor, Permission.CARE_CASE_LIST)
    rows = CareCase.objects.seen_by(actor, listed(actor))
    absent = stands_in_for(actor, CARE_CASE)
    rules = {name: _shown(actor, name, absent) for name in LISTS if absent or name != COVER}
    shown = shown if shown in rules else MINE
    sizes = _sizes(rows, rules)
    page = Paginator(range(sizes[shown]), PAGE).get_page(number)
    order = ("-closed_at", "number") if shown == CLOSED else ("attention_on", "number")
    found = rows.filter(rules[shown]).order_by(*order)
    lines = _case_lines(actor, found[max(page.start_index() - 1, 0) : page.end_index()])
    read_of(actor, object_type=CARE_CASE, action="search")
    return Caseload(shown=shown, cases=tuple(lines), sizes=sizes, page=page)


def _sizes(rows: GatedQuerySet[CareCase], rules: dict[str, Q]) -> dict[str, int]:
    """How many are in each list, each from its own index, in one look."""
    counted = [
        rows.filter(rule).annotate(list=Value(name)).values("list").annotate(size=Count("pk"))
        for name, rule in rules.items()
    ]
    found = counted[0].union(*counted[1:], all=True)
    return dict.fromkeys(rules, 0) | {one["list"]: one["size"] for one in found}


def _shown(actor: Actor, shown: str, absent: Collection[str]) -> Q:
    if shown == CLOSED:
        return Q(closed_at__isnull=False)
    if shown == COVER:
        return Q(closed_at=None, coordinator__in=absent)
    return Q(closed_at=None, coordinator=actor.id) if shown == MINE else Q(closed_at=None)


def _case_lines(actor: Actor, found: Iterable[CareCase]) -> list[CaseLine]:
    """The lines of a list: the texts of first actions only, of cases the actor may open."""
    rows = list(found)
    actions = NextAction.objects.seen_by(actor, listed_through_case(actor))
    waiting: dict[UUID, list[NextAction]] = {row.id: [] for row in rows}
    for one in actions.filter(case_id__in=waiting, done_at=None).order_by("due", "added_at"):
        waiting[one.case_id].append(one)
    firsts = [some[0] for some in waiting.values() if some]
    people = {row.coordinator for row in rows} | {one.owner_account for one in firsts}
    names = names_beside(actor, people)
    mine = within_reach(actor, waiting)
    opened = texts_of([one for one in firsts if one.case_id in mine])
    lines = {one.case_id: action_line(actor, one, opened, names) for one in firsts}
    return [
        _case_line(actor, row, lines.get(row.id), waiting[row.id], names, opens=row.id in mine)
        for row in rows
    ]


def within_reach(actor: Actor, cases: Collection[UUID]) -> frozenset[UUID]:
    """Which of these cases the actor may open now."""
    if not actor.may(Permission.CARE_CASE_READ):
        return frozenset()
    rows = CareCase.objects.seen_by(actor, visible(actor)).filter(id__in=cases)
    return frozenset(rows.values_list("id", flat=True))


def _case_line(
    actor: Actor,
    row: CareCase,
    first: ActionLine | None,
    waiting: list[NextAction],
    names: dict[str, str],
    *,
    opens: bool,
) -> CaseLine:
    today = clock.today()
    return CaseLine(
        id=row.id,
        number=row.number,
        person_label=row.person_label,
        municipality=row.municipality,
        state=State(row.state),
        state_since=row.state_since,
        closing_reason=row.closing_reason,
        coordinator=names.get(row.coordinator, ""),
        mine=row.coordinator == actor.id,
        opens=opens,
        shielded=is_shielded(row.state, row.shielded),
        first=first,
        last_spoken=row.last_spoken,
        actions_open=len(waiting),
        actions_overdue=sum(1 for one in waiting if one.due < today),
    )


def minutes_by_coordinator(actor: Actor, since: datetime) -> dict[str, int]:
    """The minutes that each colleague wrote down since a moment, for who divides the work."""
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    rows = CaseEvent.objects.seen_by(actor, listed_through_case(actor))
    return dict(
        rows.filter(at__gte=since, minutes__gt=0).values_list("by").annotate(sum=Sum("minutes"))
    )


def not_spoken(actor: Actor) -> dict[UUID, tuple[str, str, date | None]]:
    """Each open case with its number, its coordinator and when the person was last spoken to."""
    check(actor, Permission.CARE_CASE_LIST)
    rows = CareCase.objects.seen_by(actor, listed(actor)).filter(closed_at=None)
    found = rows.values_list("id", "number", "coordinator", "last_spoken")
    return {case: (number, who, day) for case, number, who, day in found}


#: As many lines as one looks over at once, soonest first.
LINES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """An open action of one's own, with the case that it is in."""

    case_id: UUID
    person_label: str
    line: ActionLine


def own_lines(actor: Actor) -> tuple[OwnLine, ...]:
    """The open actions that the actor does and planned by hand, soonest first; recorded once."""
    check(actor, Permission.CARE_CASE_WRITE)
    rows = NextAction.objects.seen_by(actor, visible_through_case(actor)).filter(
        owner_account=actor.id, done_at=None, source="", case__closed_at=None
    )
    found = list(rows.select_related("case").order_by("due", "added_at")[:LINES])
    opened = texts_of(found)
    read_of(actor, object_type=CARE_CASE, action="search")
    return tuple(
        OwnLine(
            case_id=one.case_id,
            person_label=one.case.person_label,
            line=action_line(actor, one, opened, {}),
        )
        for one in found
    )


def due_days(actor: Actor) -> tuple[date, ...]:
    """The day of every open line that is the actor's or in a case they coordinate; days alone."""
    check(actor, Permission.CARE_CASE_WRITE)
    rows = NextAction.objects.seen_by(actor, visible_through_case(actor)).filter(
        Q(owner_account=actor.id) | Q(case__coordinator=actor.id),
        done_at=None,
        case__closed_at=None,
    )
    return tuple(rows.values_list("due", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartIn:
    """One case that a colleague works on, for who divides the work."""

    id: UUID
    number: str
    state: State
    municipality: str
    capacity: str


def parts_of_colleague(actor: Actor, account: str) -> tuple[PartIn, ...]:
    """The cases that a colleague works on now, by number, closed ones last; not what is in them."""
    parts = files_of(actor, CARE_CASE, account)
    rows = CareCase.objects.seen_by(actor, listed(actor)).filter(id__in=parts)
    found = sorted(rows, key=lambda row: (row.closed_at is not None, row.number))
    return tuple(
        PartIn(
            id=row.id,
            number=row.number,
            state=State(row.state),
            municipality=row.municipality,
            capacity=parts[row.id],
        )
        for row in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many open cases one colleague coordinates; zero for who could take some."""

    account: str
    name: str
    open_cases: int


def division(actor: Actor) -> tuple[Load, ...]:
    """How the open cases are divided: for who shares out the work, by name and never as a score."""
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    rows = CareCase.objects.seen_by(actor, listed(actor)).filter(closed_at=None)
    sizes = dict(rows.values_list("coordinator").annotate(size=Count("id")))
    people = colleagues(actor, Permission.CARE_CASE_WRITE)
    names = names_of(set(sizes) - set(people)) | people
    return tuple(
        Load(account=one, name=name, open_cases=sizes.get(one, 0))
        for one, name in sorted(names.items(), key=lambda pair: pair[1])
    )
