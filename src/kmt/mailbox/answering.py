"""The one mail that goes back, where it is switched on: that something arrived, and no more.

Somebody else may read along in the mailbox it goes to. So it quotes nothing, names no subject, no
number and nothing of what this organisation does, and reads as the answer of any office. It says of
itself that it is automatic, so that no program answers it (RFC 3834).
"""

import smtplib

from django.core.mail import EmailMessage

SUBJECT = "Bericht ontvangen / Message received"
_TEXT = """\
Je bericht is aangekomen. Dit antwoord is automatisch; op dit adres leest niemand mee.

Is er direct gevaar? Bel 112.

E-mail is geen veilige weg: stuur geen vertrouwelijke gegevens per e-mail.
{form_nl}
--

Your message has arrived. This is an automatic answer; nobody reads mail to this address.

Is there immediate danger? Call 112.

E-mail is not a safe way: do not send confidential details by e-mail.
{form_en}"""
_HEAD = {
    "Auto-Submitted": "auto-replied",
    "X-Auto-Response-Suppress": "All",
    "Precedence": "bulk",
}


class NotAnswered(Exception):
    """The mail server did not take the answer; the message is a Dutch sentence."""


def text(form: str) -> str:
    """The whole answer; ``form`` is the address of the safe form, or empty."""
    return _TEXT.format(
        form_nl=f"Een veilig formulier staat op {form}\n" if form else "",
        form_en=f"There is a safe form at {form}\n" if form else "",
    )


def answer(*, to: str, sender: str, form: str) -> None:
    """Send it. Raises ``NotAnswered``; nothing of the address is in its words."""
    message = EmailMessage(
        subject=SUBJECT, body=text(form), from_email=sender, to=[to], headers=_HEAD
    )
    try:
        message.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotAnswered("De mailserver nam een antwoord niet aan.") from error
