"""Every read of duty: today, absences, what can be handed over, what was, and who is mailed.

A page that lists work is recorded once, as a search through a caseload; it shows numbers and
moments and nothing of what is in the work. The number of questions does not grow with the number
of colleagues or of things.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.urls import reverse

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.access.rows import GatedQuerySet
from kmt.audit.actions import read_of
from kmt.duty import access
from kmt.duty.carried import Carried, Tally, Work, all_kinds, kind_of, kinds
from kmt.duty.models import Absence, HandedOver, MailChoice, StandIn
from kmt.duty.reading import (
    AbsenceLine,
    Back,
    Covering,
    Load,
    Moved,
    Nobodys,
    Person,
    StandInLine,
    Today,
    WorkLine,
)
from kmt.duty.rules import SHOWS_BACK, Choice, Days
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.queries import Colleague, names_of, team_on

ROSTER, ASSIGN = Permission.DUTY_ROSTER_READ, Permission.DUTY_WORK_ASSIGN
LEAD = Permission.ACCESS_INVOLVEMENT_LEAD
CASELOAD = "caseload"
#: So many of what nobody carries stand on the page of the team lead, what is due first on top.
FIRST = 20
Tallies = Sequence[tuple[Carried, Mapping[str, Tally]]]
_LAST = datetime.max.replace(tzinfo=UTC)


def today(actor: Actor) -> Today:
    """The first page: own work by the hour it is due, for whom one stands in, who is here."""
    check(actor, ROSTER)
    day = clock.today()
    away = absences(actor)
    names = {one.id: one.name for one in team_on(day)}
    now = {one.account: one for one in away if one.now}
    leads = actor.may(LEAD)
    waiting = [(one, one.tallies(actor)) for one in all_kinds() if leads or actor.may(one.works)]
    tallies = [(one, found) for one, found in waiting if one.personal]
    read_of(actor, object_type=CASELOAD, object_id=actor.id, action="search")
    return Today(
        own=_own(actor),
        covering=covering(actor),
        addressed=_addressed(actor, waiting),
        nobodys=_nobodys(actor, waiting),
        people=tuple(
            Person(
                account=one.id,
                name=one.name,
                role=ROLES[one.role].dutch,
                away=now.get(one.id),
            )
            for one in workers(day)
        ),
        received=_handed(actor).filter(new=actor.id, seen_at=None).count(),
        back=_back(actor),
        kinds=tuple(one.words for one, _ in tallies) if leads else (),
        loads=_loads(tallies, names) if leads else (),
        gaps=_gaps(tallies, now.values()) if leads else (),
    )


def workers(day: date) -> tuple[Colleague, ...]:
    """Who has a role in the work that is carried here and may work on this day, by name."""
    return tuple(
        one
        for one in team_on(day)
        if one.may_work and one.role in ROLES and ROSTER in ROLES[one.role].permissions
    )


def mailed(day: date) -> tuple[Colleague, ...]:
    """Who can be mailed that work waits: who works here, and partners who were asked something.

    A partner carries a kind of work without being in the team: they see no roster.
    """
    wanted = {ROSTER} | {one.works for one in all_kinds() if one.outside}
    return tuple(
        one
        for one in team_on(day)
        if one.may_work and one.role in ROLES and wanted & ROLES[one.role].permissions
    )


def doing(carried: Carried, day: date) -> dict[str, str]:
    """Who may do this kind of work on a day: names by account id."""
    return {
        one.id: one.name for one in workers(day) if carried.works in ROLES[one.role].permissions
    }


def kinds_of(role: str) -> tuple[Carried, ...]:
    """The kinds of work that a role can carry."""
    known = ROLES.get(role)
    return tuple(one for one in kinds() if known and one.works in known.permissions)


def absences(actor: Actor, *, all_of_them: bool = False) -> tuple[AbsenceLine, ...]:
    """Who is or will be away and who stands in, the nearest first; also past ones when asked."""
    check(actor, ROSTER)
    day = clock.today()
    rows = Absence.objects.seen_by(actor, access.absences(actor)).order_by("first_day", "last_day")
    found = list(rows if all_of_them else rows.filter(last_day__gte=day))
    stand_ins: dict[UUID, list[StandIn]] = defaultdict(list)
    rules = access.absences(actor)
    for one in StandIn.objects.seen_by(actor, rules).filter(absence__in=[row.id for row in found]):
        stand_ins[one.absence_id].append(one)
    team = {one.id: one for one in team_on(day)}
    away = {row.account for row in found if _days(row).holds(day)}
    names = names_of(
        {row.account for row in found}
        | {one.account for some in stand_ins.values() for one in some}
    )
    return tuple(
        AbsenceLine(
            id=row.id,
            account=row.account,
            name=names.get(row.account, ""),
            days=_days(row),
            now=_days(row).holds(day),
            mine=row.account == actor.id or actor.may(LEAD),
            stand_ins=_stand_ins(
                kinds_of(team[row.account].role if row.account in team else ""),
                stand_ins[row.id],
                names,
                away,
            ),
        )
        for row in found
    )


def absence_days(actor: Actor, accounts: Collection[str]) -> Mapping[str, tuple[Days, ...]]:
    """The days on which these colleagues are or will be away."""
    rows = Absence.objects.seen_by(actor, access.absences(actor)).filter(
        account__in=accounts, last_day__gte=clock.today()
    )
    found: dict[str, tuple[Days, ...]] = defaultdict(tuple)
    for row in rows.order_by("first_day"):
        found[row.account] += (_days(row),)
    return found


def covering(actor: Actor) -> tuple[Covering, ...]:
    """For whom the actor stands in today, with what they carry of that kind; nothing wider."""
    found = []
    covers = covered_by(actor, actor.id)
    names = names_of({row.account for row, _ in covers})
    for row, codes in covers:
        some = [kind for code in sorted(codes) if (kind := kind_of(code)) is not None]
        lines = [line for kind in some for line in _lines(actor, kind, row.account)]
        found.append(
            Covering(name=names.get(row.account, ""), last_day=row.last_day, lines=_by_due(lines))
        )
    return tuple(found)


def covered_by(actor: Actor, account: str) -> list[tuple[Absence, frozenset[str]]]:
    """The absences of today in which an account stands in, with the kinds of work."""
    day = clock.today()
    rules = access.absences(actor)
    rows = StandIn.objects.seen_by(actor, rules).filter(
        account=account, absence__first_day__lte=day, absence__last_day__gte=day
    )
    found: dict[Absence, frozenset[str]] = defaultdict(frozenset)
    for one in rows.select_related("absence").order_by("absence__last_day"):
        found[one.absence] |= {one.kind}
    return list(found.items())


def stands_in_for(actor: Actor, kind: str) -> frozenset[str]:
    """The colleagues for whom the actor stands in today, for this kind of work.

    For the lists of the rooms above; it widens nothing: their own rule of rows comes first.
    """
    if not actor.may(ROSTER):
        return frozenset()
    return frozenset(row.account for row, codes in covered_by(actor, actor.id) if kind in codes)


def carried_by(actor: Actor, account: str) -> dict[str, tuple[Work, ...]]:
    """What one colleague carries per kind, as far as the actor may know: to hand it over."""
    check(actor, ASSIGN)
    if account != actor.id:
        check(actor, LEAD)
    return {one.kind: tuple(one.work_of(actor, account)) for one in kinds()}


def carriers(actor: Actor) -> dict[str, str]:
    """Who carries anything now, also who left: names by account id, for the team lead."""
    check(actor, LEAD)
    accounts = {
        account
        for one in kinds()
        for account, tally in one.tallies(actor).items()
        if account and tally.open
    }
    names = names_of(accounts)
    return {one: names.get(one, one) for one in accounts}


def one_work(actor: Actor, kind: str, object_id: UUID) -> tuple[Carried, Work]:
    """One thing that can be given to somebody; ``NotFound`` alike for what is not there."""
    check(actor, ASSIGN)
    carried = kind_of(kind)
    found = carried.find(actor, {object_id}) if carried else ()
    if carried is None or not found:
        raise NotFound
    return carried, found[0]


def any_work(actor: Actor, object_id: UUID) -> tuple[Carried, Work]:
    """The same of whatever kind; every kind is asked, so that what is not there tells nothing."""
    check(actor, ASSIGN)
    found = [(kind, work) for kind in kinds() for work in kind.find(actor, {object_id})]
    if not found:
        raise NotFound
    return found[0]


def received(actor: Actor) -> tuple[Moved, ...]:
    """What was handed over to the actor and is theirs still, the newest first."""
    check(actor, ROSTER)
    read_of(actor, object_type=CASELOAD, object_id=actor.id, action="search", reason="received")
    rows = list(_handed(actor).filter(new=actor.id).order_by("-at")[:200])
    return tuple(one for one in _moved(actor, rows, names_by="old") if one.url)


def clashing(actor: Actor, kind: str, ids: Collection[UUID]) -> frozenset[tuple[UUID, str]]:
    """Who was taken off which of these things for an interest that clashes."""
    rows = HandedOver.objects.seen_by(actor, access.clashes(actor)).filter(
        kind=kind, object_id__in=ids
    )
    return frozenset(rows.values_list("object_id", "old"))


def name_of(account: str) -> str:
    """The name of a colleague; empty for nobody."""
    return names_of({account}).get(account, "")


def mail_choice(actor: Actor) -> tuple[Choice, int | None]:
    """What the actor chose for the mail, and from which hour; None: that of the region."""
    row = MailChoice.objects.seen_by(actor, access.own(actor)).filter(account=actor.id).first()
    return (Choice(row.choice), row.hour) if row else (Choice.DAILY, None)


def _own(actor: Actor) -> tuple[WorkLine, ...]:
    lines = [
        line for kind in kinds() if actor.may(kind.works) for line in _lines(actor, kind, actor.id)
    ]
    return _by_due(lines)


def _lines(actor: Actor, kind: Carried, account: str) -> list[WorkLine]:
    now = clock.now()
    return [
        WorkLine(
            kind=kind.kind,
            words=kind.words,
            work=one,
            url=reverse(kind.page, args=[one.id]) if one.opens else "",
            late=one.due is not None and one.due < now,
        )
        for one in kind.work_of(actor, account)
    ]


def _by_due(lines: Iterable[WorkLine]) -> tuple[WorkLine, ...]:
    """What is acute first, then by the moment it is due; what has none comes last."""
    return tuple(
        sorted(
            lines,
            key=lambda one: (not one.work.acute, one.work.due or _LAST, one.work.number),
        )
    )


def _addressed(actor: Actor, tallies: Tallies) -> tuple[Nobodys, ...]:
    """What waits to be read by the actor and can be handed to nobody, with its list."""
    return tuple(
        Nobodys(words=kind.words, number=tally.waits, url=reverse(kind.list_page), works=())
        for kind, found in tallies
        if not kind.personal and actor.may(kind.lists)
        if (tally := found.get(actor.id)) is not None and tally.waits
    )


def _nobodys(actor: Actor, tallies: Tallies) -> tuple[Nobodys, ...]:
    return tuple(
        Nobodys(
            words=kind.words,
            number=tally.open,
            url=reverse(kind.list_page) if actor.may(kind.lists) else "",
            works=tuple(kind.work_of(actor, ""))[:FIRST] if actor.may(LEAD) else (),
        )
        for kind, found in tallies
        if (tally := found.get("")) is not None and tally.open
    )


def _loads(tallies: Tallies, names: Mapping[str, str]) -> tuple[Load, ...]:
    """Plain counts per colleague: who carries something, and who could."""
    day = clock.today()
    there = {account for kind, _ in tallies for account in doing(kind, day)}
    accounts = {one for _, found in tallies for one in found if one} | there
    known = {**names_of(accounts - set(names)), **names}
    loads = [
        Load(
            account=one,
            name=known.get(one, one),
            numbers=tuple(found[one].open if one in found else 0 for _, found in tallies),
            due=sum(found[one].due for _, found in tallies if one in found),
        )
        for one in accounts
    ]
    return tuple(sorted(loads, key=lambda one: one.name))


def _gaps(tallies: Tallies, away: Iterable[AbsenceLine]) -> tuple[str, ...]:
    """Who is away today and carries something for which nobody who is here stands in."""
    carry = {
        (account, kind.kind)
        for kind, found in tallies
        for account, tally in found.items()
        if tally.open
    }
    return tuple(
        line.name
        for line in away
        if any((line.account, one.kind) in carry and not one.there for one in line.stand_ins)
    )


def _back(actor: Actor) -> Back | None:
    """What happened meanwhile, for two weeks after coming back."""
    day = clock.today()
    rows = Absence.objects.seen_by(actor, access.absences(actor)).filter(
        account=actor.id, last_day__lt=day, last_day__gte=day - SHOWS_BACK
    )
    row = rows.order_by("-last_day").first()
    if row is None:
        return None
    days = _days(row)
    began = datetime.combine(days.first, time.min, clock.DUTCH_TIME)
    moved = _handed(actor).filter(at__gte=began, at__lt=days.over_at).order_by("at")
    went = list(moved.filter(old=actor.id))
    came = list(moved.filter(new=actor.id))
    return Back(
        days=days,
        fell_due=tuple(
            one for one in _own(actor) if one.work.due is not None and one.work.due < days.over_at
        ),
        went=_moved(actor, went, names_by="new"),
        came=_moved(actor, came, names_by="old"),
    )


def _moved(actor: Actor, rows: Sequence[HandedOver], *, names_by: str) -> tuple[Moved, ...]:
    """Lines of what was handed over: number and page as far as the actor may know it now."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        ids[row.kind].add(row.object_id)
    known = {
        (code, one.id): one
        for code, some in ids.items()
        if (kind := kind_of(code)) is not None
        for one in kind.find(actor, some)
    }
    names = names_of({getattr(row, names_by) for row in rows})
    found = []
    for row in rows:
        kind, work = kind_of(row.kind), known.get((row.kind, row.object_id))
        mine = work is not None and work.opens and work.account == actor.id
        found.append(
            Moved(
                id=row.id,
                words=kind.words if kind else row.kind,
                number=work.number if work else "",
                url=reverse(kind.page, args=[row.object_id]) if kind and mine else "",
                name=names.get(getattr(row, names_by), ""),
                reason=row.reason,
                at=clock.local(row.at),
                seen=row.seen_at is not None,
            )
        )
    return tuple(found)


def _handed(actor: Actor) -> GatedQuerySet[HandedOver]:
    return HandedOver.objects.seen_by(actor, access.handed_over(actor))


def _stand_ins(
    able: Sequence[Carried],
    rows: Sequence[StandIn],
    names: Mapping[str, str],
    away: Collection[str],
) -> tuple[StandInLine, ...]:
    """Per kind of work who stands in, in the order of the kinds."""
    return tuple(
        StandInLine(
            kind=kind.kind,
            words=kind.words,
            names=tuple(sorted(names.get(one.account, "") for one in some)),
            there=any(one.account not in away for one in some),
        )
        for kind in able
        for some in [[one for one in rows if one.kind == kind.kind]]
    )


def _days(row: Absence) -> Days:
    return Days(first=row.first_day, last=row.last_day)
