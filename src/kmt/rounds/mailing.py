"""The mails of the rounds: one per municipality, to its focal points, and never with content.

How a municipality stands, what is missing and which municipality it is, is never in a mail: it
says that there is something to look at, and where. A mail is noted as going before it goes, so a
process that stops in between sends one too few and never one too many.
"""

import logging
import smtplib
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings

from kmt.duty.mail import bare_mail
from kmt.kernel import clock
from kmt.partners.queries import Holder, addresses_of, holders_of
from kmt.rounds.models import RoundMail
from kmt.rounds.rules import MailKind

FOCAL_POINT = "municipal_focal_point"
_END = "In dit bericht staat nooit hoe een gemeente ervoor staat. Dat zie je pas na het inloggen.\n"
#: What each kind says: the same words for every municipality.
BODIES = {
    MailKind.INVITE: "De jaarlijkse ronde is begonnen. Log in om te zien wat er gevraagd wordt.",
    MailKind.REMIND: "De jaarlijkse ronde loopt nog. Log in om te zien wat er gevraagd wordt.",
    MailKind.GAPS: "Er is iets na te kijken bij wie waarvoor aanspreekbaar is. Log in en kijk.",
}
log = logging.getLogger("kmt.rounds")


def send_all(kind: MailKind, municipalities: Collection[str], page: str) -> int:
    """Mail the focal points of these municipalities; returns how many municipalities were mailed.

    ``page`` is the address of the page to open, the same for all. Nothing goes where no mail
    server is set, to a municipality without a focal point, or a second time on one day.
    """
    if not settings.KMT_MAIL_FROM:
        return 0
    points: dict[str, list[Holder]] = defaultdict(list)
    for one in holders_of(FOCAL_POINT, clock.today()):
        if one.municipality in municipalities:
            points[one.municipality].append(one)
    known = addresses_of({one.id for found in points.values() for one in found})
    sent = 0
    for municipality in sorted(points):
        addresses = [known[one.id] for one in points[municipality] if one.id in known]
        if addresses and _claim(kind, municipality, len(addresses)):
            sent += _send(addresses, kind, page)
    return sent


def body_of(kind: MailKind, page: str) -> str:
    """The words of a mail."""
    return "\n\n".join(filter(None, (BODIES[kind], page, _END)))


def _claim(kind: MailKind, municipality: str, addresses: int) -> bool:
    _row, made = RoundMail.objects.get_or_create(
        municipality=municipality,
        kind=kind,
        day=clock.today(),
        defaults={"addresses": addresses},
    )
    return made


def _send(addresses: Iterable[str], kind: MailKind, page: str) -> bool:
    """Hand one mail to the server; a failure is a sentence in the log, without an address."""
    message = bare_mail(list(addresses), body_of(kind, page))
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("Een bericht over de ronde ging niet weg (%s).", type(error).__name__)
        return False
    return True
