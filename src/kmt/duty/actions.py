"""Every write of duty: being away, coming back, giving work to a colleague, choosing the mail."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.duty import access
from kmt.duty.carried import Carried, Work, kind_of, kinds
from kmt.duty.models import Absence, HandedOver, MailChoice
from kmt.duty.queries import absence_days, clashing, kinds_of, one_work
from kmt.duty.rules import (
    HOURS,
    AbsenceAsked,
    Between,
    Choice,
    Days,
    Substitute,
    absence_problems,
    may_hand_over,
)
from kmt.duty.writing import acting, close_covers, open_covers, put_stand_ins, take_out
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.partners.queries import account_of, names_of, team_on

AWAY, ASSIGN = Permission.DUTY_ABSENCE_WRITE, Permission.DUTY_WORK_ASSIGN
LEAD = Permission.ACCESS_INVOLVEMENT_LEAD
ABSENCE, CASELOAD = "absence", "caseload"
#: A caseload that went within this time is not refused when the same form comes in once more.
JUST_NOW = timedelta(minutes=10)


def enter_absence(
    *,
    by: Actor,
    account: str,
    first_day: date,
    last_day: date,
    stand_ins: Mapping[str, Collection[str]],
) -> UUID:
    """Write down that a colleague is away, and who stands in for which kind of work.

    What the stand-ins may not read because they are not involved is opened to them at once when
    the absence has begun, and else by the round of its first day; it ends by itself. Raises
    ``Invalid`` with a sentence per field (``account``, ``first_day``, ``last_day``, a kind). The
    same absence twice is written once.
    """
    check(by, AWAY)
    days = Days(first=first_day, last=last_day)
    mine = Absence.objects.seen_by(by, access.absences(by)).filter(account=account)
    same = mine.filter(first_day=first_day, last_day=last_day).values_list("id", flat=True).first()
    if same is not None:
        return same
    wrong = absence_problems(_asked(by, account, days, stand_ins))
    if wrong:
        raise Invalid("De afwezigheid is nog niet compleet.", fields=wrong)
    absence_id = new_id()
    with act(by, AWAY, action="create", object_type=ABSENCE, object_id=str(absence_id)):
        row = Absence(
            id=absence_id,
            account=account,
            first_day=first_day,
            last_day=last_day,
            entered_by=by.id,
            entered_at=clock.now(),
        )
        row.save(force_insert=True)
        put_stand_ins(row, stand_ins)
        if days.holds(clock.today()):
            open_covers(by, row)
    return absence_id


def end_absence(*, by: Actor, absence_id: UUID) -> None:
    """Somebody is back, or does not go: yesterday was the last day, and nobody stands in any more.

    An absence that has not begun, or began today, goes altogether; one that is over stays.
    """
    row = _own_absence(by, absence_id)
    yesterday = clock.today() - timedelta(days=1)
    if row.last_day <= yesterday:
        return
    with act(
        by,
        AWAY,
        action="update",
        object_type=ABSENCE,
        object_id=str(absence_id),
        reason="absence_ended",
    ):
        close_covers(by, row)
        if row.first_day > yesterday:
            take_out(row)
        else:
            row.last_day = yesterday
            row.save()


def hand_over(
    *, by: Actor, old: str, new: str, reason: str, only: Collection[str] | None = None
) -> int:
    """Give all that one colleague carries to another, in one act: all of it or nothing.

    ``only`` these kinds of work; None for every kind. Each thing goes by an act of its own room,
    with its own line in the record; one that cannot go stops all, and the sentence names it by its
    number. Returns how many went.
    """
    check(by, ASSIGN)
    if old != by.id:
        check(by, LEAD)
    piles = [
        (kind, works)
        for kind in kinds()
        if (only is None or kind.kind in only) and (works := tuple(kind.work_of(by, old)))
    ]
    if not piles:
        return _went_just_now(by, old, new)
    with act(by, ASSIGN, action="update", object_type=CASELOAD, object_id=old, reason=reason[:24]):
        for kind, works in piles:
            _give(by, kind, works, old=old, new=new, reason=reason)
    return sum(len(works) for _, works in piles)


def assign(*, by: Actor, kind: str, object_id: UUID, new: str, reason: str) -> None:
    """Give one thing to a colleague: what one carries oneself, or anything for the team lead."""
    carried, work = one_work(by, kind, object_id)
    if work.account == new:
        return
    with act(
        by,
        ASSIGN,
        action="update",
        object_type=CASELOAD,
        object_id=new,
        reason=reason[:24],
    ):
        _give(by, carried, (work,), old=work.account, new=new, reason=reason)


def take_note(*, by: Actor) -> int:
    """The actor has seen what was handed over to them; returns how much of it was new."""
    rows = HandedOver.objects.seen_by(by, access.handed_over(by)).filter(new=by.id, seen_at=None)
    if not rows.exists():
        return 0
    with act(
        by,
        Permission.DUTY_ROSTER_READ,
        action="update",
        object_type=CASELOAD,
        object_id=by.id,
        reason="received",
    ):
        return rows.update(seen_at=clock.now())


def choose_mail(*, by: Actor, choice: str, hour: int | None) -> None:
    """When the actor wants to be mailed that work waits; ``hour`` None: the one of the region."""
    wrong = {}
    if choice not in set(Choice):
        wrong["choice"] = "Kies wanneer je bericht wilt."
    if hour is not None and hour not in HOURS:
        wrong["hour"] = f"Kies een uur van {HOURS[0]} tot en met {HOURS[-1]}."
    if wrong:
        raise Invalid("De keuze is nog niet compleet.", fields=wrong)
    with act(
        by,
        Permission.DUTY_ROSTER_READ,
        action="update",
        object_type="mail_choice",
        object_id=by.id,
    ):
        MailChoice.objects.update_or_create(
            account=by.id, defaults={"choice": choice, "hour": hour}
        )


def _asked(
    by: Actor, account: str, days: Days, stand_ins: Mapping[str, Collection[str]]
) -> AbsenceAsked:
    """What the rule must know; refuses an account that does no work here."""
    team = {one.id: one for one in team_on(clock.today())}
    able = {one.kind for one in kinds_of(team[account].role)} if account in team else set()
    if account_of(account) is None or not set(stand_ins) <= able:
        raise Invalid("", fields={"account": "Kies een collega die dit werk doet."})
    people = {one for some in stand_ins.values() for one in some}
    away = absence_days(by, people | {account})
    return AbsenceAsked(
        asker=by.id,
        absent=account,
        leads=by.may(LEAD),
        days=days,
        today=clock.today(),
        earlier=away.get(account, ()),
        stand_ins={
            code: tuple(
                Substitute(
                    name=team[one].name if one in team else "Deze collega",
                    works=one in team
                    and team[one].may_work
                    and kind.works in ROLES[team[one].role].permissions,
                    same=one == account,
                    away=away.get(one, ()),
                )
                for one in sorted(some)
            )
            for code, some in stand_ins.items()
            if (kind := kind_of(code)) is not None
        },
    )


def _own_absence(by: Actor, absence_id: UUID) -> Absence:
    check(by, AWAY)
    row = Absence.objects.seen_by(by, access.absences(by)).one(id=absence_id)
    if row.account != by.id:
        check(by, LEAD)
    return row


def _give(
    by: Actor, kind: Carried, works: Sequence[Work], *, old: str, new: str, reason: str
) -> None:
    """Give these to a colleague, one by one; a refusal names the one that could not go."""
    _receives(by, kind, works, old=old, new=new, reason=reason)
    for work in works:
        try:
            kind.hand_over(by=by, object_id=work.id, old=old, new=new, reason=reason)
        except NotFound:
            raise
        except Refused as refused:
            raise Conflict(
                f"{work.number}: {refused.sentence}",
                f"Er is niets overgedragen. {refused.next_step}".strip(),
            ) from refused


def _receives(
    by: Actor, kind: Carried, works: Sequence[Work], *, old: str, new: str, reason: str
) -> None:
    """Refuse a receiver who cannot do this work, cannot reach all of it, or is away."""
    ids = {one.id for one in works}
    receiver = acting(new, kind.works)
    within = {one.id for one in kind.find(receiver, ids)} if receiver else ids
    today = clock.today()
    away = [one for one in absence_days(by, {new}).get(new, ()) if one.holds(today)]
    may_hand_over(
        Between(
            asker=by.id,
            old=old,
            new=new,
            leads=by.may(LEAD),
            works=receiver is not None,
            reaches=within == ids,
            clashes=any(account == new for _, account in clashing(by, kind.kind, ids)),
            away=away[0] if away else None,
        ),
        reason=reason,
    ).check()


def _went_just_now(by: Actor, old: str, new: str) -> int:
    """How much the same form moved a moment ago; refuses when there was nothing to move at all."""
    rows = HandedOver.objects.seen_by(by, access.handed_over(by)).filter(
        old=old, new=new, by=by.id, at__gte=clock.now() - JUST_NOW
    )
    if number := rows.count():
        return number
    who = names_of({old}).get(old, "Deze collega")
    sentence = (
        f"{who} draagt nu niets van dit soort werk." if old != by.id else "Je draagt nu niets."
    )
    raise Invalid(sentence, fields={"old": sentence})
