"""A mail that says that there is something to see, and never what: one form for all rooms."""

from collections.abc import Sequence
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

#: The same for every mail, so that it tells nothing.
SUBJECT = "Er staat werk voor je klaar"


def bare_mail(
    to: Sequence[str], body: str, connection: BaseEmailBackend | None = None
) -> EmailMessage:
    """A mail from the centre that no machine answers; the caller says in ``body`` nothing of it."""
    domain = parseaddr(settings.KMT_MAIL_FROM)[1].rpartition("@")[2]
    return EmailMessage(
        subject=SUBJECT,
        body=body,
        from_email=settings.KMT_MAIL_FROM,
        to=list(to),
        headers={
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Message-ID": make_msgid(domain=domain or "localhost"),
        },
        connection=connection,
    )
