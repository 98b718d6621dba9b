"""The mail to who moved up a queue: that there is something to see and where, never what.

Which training, when and where it is, is never in it. Who has no account left no address and gets
none. Nothing is kept of a mail: somebody moves up once, and it goes once, when that stands.
"""

import logging
import smtplib
from collections.abc import Collection

from django.conf import settings
from django.db import transaction

from kmt.duty.mail import bare_mail
from kmt.partners.queries import addresses_of

_BODY = "Er is iets veranderd aan een aanmelding van jou. Log in om het te zien."
_END = "In dit bericht staat nooit waar het over gaat. Dat zie je pas na het inloggen.\n"
log = logging.getLogger("kmt.training")


def goes() -> bool:
    """Whether mail goes at all: not where no mail server is set."""
    return bool(settings.KMT_MAIL_FROM)


def tell_when_it_stands(accounts: Collection[str], page: str) -> None:
    """Mail each of these accounts as soon as what is being written stands; undone, it goes nowhere.

    ``page`` is the address of the page to open, the same for all.
    """
    if accounts and goes():
        transaction.on_commit(lambda: _tell(accounts, page))


def body_of(page: str) -> str:
    """The words of the mail."""
    return "\n\n".join(filter(None, (_BODY, page, _END)))


def _tell(accounts: Collection[str], page: str) -> None:
    """Hand the mails to the server; a failure is a sentence in the log, without an address.

    Who is refused does not stop the others; a server that does not answer is not asked again.
    """
    for address in addresses_of(accounts).values():
        try:
            bare_mail([address], body_of(page)).send()
        except OSError as error:  # what the server says is one too
            log.warning("Een bericht over een plaats ging niet weg (%s).", type(error).__name__)
            if not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
                return
