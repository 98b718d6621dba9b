"""The round: opens what stand-ins need, notes what is over, and mails that work waits.

A command runs it by the clock, again and again; whatever was done already is not done twice. It
runs as a named process. A mail is noted as going, and that is committed, before it goes; so a
process that is stopped in between sends one mail too few and never one too many.
"""

import logging
import smtplib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Max, Q

from kmt.access.actions import note_lapsed
from kmt.access.actors import system_actor
from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.access.rules import EndReason
from kmt.duty import access
from kmt.duty.carried import Tally, all_kinds
from kmt.duty.mail import bare_mail
from kmt.duty.models import Absence, HandedOver, MailChoice, MailSent, StandIn
from kmt.duty.queries import LEAD, mailed
from kmt.duty.rules import (
    Choice,
    MailAsked,
    Sent,
    gets_acute_mail,
    gets_daily_mail,
    may_go,
    occasion_of,
)
from kmt.duty.writing import open_covers, take_out
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.partners.queries import addresses_of
from kmt.vocabulary.working_days import is_working_day

RUN = Permission.DUTY_ROUND_RUN
#: How long is kept what: absences after their last day, what was handed over, that a mail went.
#: All are our own proposal (row T34 of the terms): staff data, no longer than it is looked at.
ABSENCES_KEPT, HANDED_OVER_KEPT, MAILS_KEPT = (
    timedelta(days=31),
    timedelta(days=92),
    timedelta(days=14),
)
#: The same words for every mail, also for what is acute: whoever sees it pass learns nothing.
BODY = (
    "Er staat werk voor je klaar. Log in om het te zien.\n\n"
    "In dit bericht staat nooit waar het over gaat. Werk je bij het kenniscentrum, dan kies je "
    "onder Dienst wanneer je het krijgt.\n"
)
UNREACHABLE = "unreachable"
log = logging.getLogger("kmt.duty")


def round_actor() -> Actor:
    """The named process: it sees counts and days, and lets stand-ins in as the team lead would."""
    return system_actor(
        "duty",
        purpose="duty",
        permissions=frozenset({RUN, Permission.ACCESS_INVOLVEMENT_GRANT, LEAD}),
    )


def stand_in_round(*, by: Actor) -> tuple[int, int]:
    """Open to stand-ins what is not open yet, and note what ended; returns how many of each.

    One absence that cannot be covered does not keep the next waiting; the log says that it is so.
    """
    check(by, RUN)
    ended, opened = note_lapsed(by=by), 0
    for row in _away(by):
        try:
            opened += open_covers(by, row)
        except Refused as refused:
            log.warning("Een waarneming kon niet worden geopend: %s", type(refused).__name__)
    return opened, ended


@dataclass(slots=True)
class Waiting:
    """Whether anything waits for one colleague, and since when what is acute."""

    waits: bool = False
    acute_at: datetime | None = None

    def add(self, tally: Tally | None) -> None:
        """What they carry, or carry for another."""
        if tally is not None:
            self.waits = self.waits or bool(tally.due or tally.waits)
            self._acute(tally)

    def add_nobodys(self, tally: Tally | None) -> None:
        """What nobody carries yet, and they could."""
        if tally is not None:
            self.waits = self.waits or bool(tally.open)
            self._acute(tally)

    def _acute(self, tally: Tally) -> None:
        if tally.acute_at is not None:
            self.acute_at = max(self.acute_at or tally.acute_at, tally.acute_at)


def waiting(by: Actor) -> Mapping[str, Waiting]:
    """For every colleague at work today whether work waits; a fixed number of questions."""
    check(by, RUN)
    day = clock.today()
    tallies = {kind.kind: kind.tallies(by) for kind in all_kinds()}
    away = {row.id: row.account for row in _away(by)}
    rows = StandIn.objects.seen_by(by, access.absences(by)).filter(absence__in=away)
    covers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        covers[row.account].append((row.kind, away[row.absence_id]))
    fresh = HandedOver.objects.seen_by(by, access.handed_over(by)).filter(seen_at=None)
    unseen = set(fresh.values_list("new", flat=True))
    team = mailed(day)
    alone = _uncovered(tallies, set(away.values()), covers)
    found = {}
    for one in team:
        state = found[one.id] = Waiting(waits=one.id in unseen)
        for kind in all_kinds():
            if kind.works not in ROLES[one.role].permissions:
                continue
            state.add(tallies[kind.kind].get(one.id))
            state.add_nobodys(tallies[kind.kind].get(""))
        for code, absent in covers[one.id]:
            state.add(tallies.get(code, {}).get(absent))
        if alone and LEAD in ROLES[one.role].permissions:
            state.waits = True
    return found


def _uncovered(
    tallies: Mapping[str, Mapping[str, Tally]],
    away: Collection[str],
    covers: Mapping[str, list[tuple[str, str]]],
) -> bool:
    """Whether something is due of a colleague who is away, with nobody there who stands in."""
    covered = {pair for account, pairs in covers.items() if account not in away for pair in pairs}
    return any(
        tally is not None and bool(tally.due or tally.waits) and (code, absent) not in covered
        for absent in away
        for code, found in tallies.items()
        for tally in [found.get(absent)]
    )


def mail_round(*, by: Actor) -> Counter[str]:
    """Mail every colleague for whom work waits and who wants to know now; how many of each outcome.

    Not who is away, whose account is closed or may not work, or who has no address. Nothing is
    sent where no mail server is set. Failures are sentences in the log, without an address.
    """
    check(by, RUN)
    done: Counter[str] = Counter()
    if not settings.KMT_MAIL_FROM:
        return done
    wanted = list(_wanted(by))
    if not wanted:
        return done
    addresses = addresses_of({account for account, _ in wanted})
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("De mailserver is niet bereikbaar (%s).", type(error).__name__)
        done[UNREACHABLE] = 1
        return done
    with closing(connection):
        for account, occasion in wanted:
            address = addresses.get(account, "")
            if not address or not _claim(account, occasion):
                continue
            state = _send(connection, address)
            done[state] += 1
            if state == Sent.GOING:
                break  # what became of it is not known, and the connection is of no use any more
            MailSent.objects.filter(account=account, occasion=occasion).update(state=state)
    return done


def forget(*, by: Actor) -> int:
    """Forget what is past its term, and the choices of who is not here any more; how many rows.

    That somebody let a thing go for an interest that clashes stays as long as the thing itself.
    """
    day, now = clock.today(), clock.now()
    gone = 0
    with act(by, RUN, action="delete", object_type="absence", object_id="", reason="term_over"):
        for row in Absence.objects.filter(last_day__lt=day - ABSENCES_KEPT):
            take_out(row)
            gone += 1
        kept = Q(reason=EndReason.CONFLICT_OF_INTEREST)
        old = HandedOver.objects.filter(at__lt=now - HANDED_OVER_KEPT).exclude(kept)
        gone += old.delete()[0]
        gone += MailSent.objects.filter(day__lt=day - MAILS_KEPT).delete()[0]
        chosen = set(MailChoice.objects.values_list("account", flat=True))
        here = set(addresses_of(chosen))
        gone += MailChoice.objects.filter(account__in=chosen - here).delete()[0]
    return gone


def _away(by: Actor) -> list[Absence]:
    day = clock.today()
    rows = Absence.objects.seen_by(by, access.absences(by))
    return list(rows.filter(first_day__lte=day, last_day__gte=day).order_by("first_day", "id"))


def _wanted(by: Actor) -> Iterator[tuple[str, str]]:
    """Who is to be mailed now, and for which occasion; what went already is among them."""
    day, now = clock.today(), clock.local(clock.now())
    away = {row.account for row in _away(by)}
    chosen = {one.account: one for one in MailChoice.objects.seen_by(by, access.own(by))}
    acute = dict(
        MailSent.objects.filter(occasion__startswith="acute")
        .values_list("account")
        .annotate(Max("occasion"))
    )
    usual = time.fromisoformat(settings.KMT_DIGEST_AT)
    working_day = is_working_day(day)
    for account, state in waiting(by).items():
        row = chosen.get(account)
        choice = Choice(row.choice) if row else Choice.DAILY
        asked = MailAsked(
            now=now,
            at=usual if row is None or row.hour is None else time(row.hour),
            choice=choice,
            working_day=working_day,
            away=account in away,
            waits=state.waits,
        )
        if gets_acute_mail(
            choice, away=asked.away, acute_at=state.acute_at, last=acute.get(account, "")
        ):
            yield account, occasion_of(state.acute_at or clock.now())
        elif gets_daily_mail(asked):
            yield account, day.isoformat()


def _claim(account: str, occasion: str) -> bool:
    """Note that a mail is about to go; False when it went, may have gone, or goes elsewhere now."""
    row, made = MailSent.objects.get_or_create(
        account=account,
        occasion=occasion,
        defaults={"day": clock.today(), "state": Sent.GOING, "tries": 1},
    )
    if made:
        return True
    if not may_go(row.state, row.tries):
        return False
    same = MailSent.objects.filter(pk=row.pk, state=Sent.REFUSED, tries=row.tries)
    return bool(same.update(state=Sent.GOING, tries=row.tries + 1))


def _send(connection: BaseEmailBackend, address: str) -> Sent:
    """Hand one mail to the server: taken, surely refused, or it is not known (going)."""
    message = bare_mail([address], BODY, connection)
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        log.warning("De mailserver weigerde een bericht (%s).", type(error).__name__)
        return Sent.REFUSED
    except (OSError, smtplib.SMTPException) as error:
        log.warning(
            "Of een bericht aankwam is niet zeker (%s); het gaat niet nog een keer.",
            type(error).__name__,
        )
        return Sent.GOING
    return Sent.SENT
