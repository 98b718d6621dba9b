"""Two mails that wait at the desk of the demo: written here, by people who do not exist."""

from email.message import EmailMessage

from kmt.demo.files import drawn
from kmt.mailbox.actions import reader, take_in
from kmt.mailbox.place import Place

_REPLY = """\
Dank voor uw antwoord. Ik heb nog eens gekeken: er gaan elke avond andere mannen naar \
binnen, en de twee vrouwen komen nooit buiten. De buren van nummer 8 zeggen hetzelfde.

Op ma 16 nov 2026 om 14:02 schreef Gemeente Verzonnen <loket@example.org>:
> Dank voor uw bericht. Wij zijn niet het juiste loket.
> Schrijf naar het meldpunt.
"""
_PAGE = """\
<html><body><p>Beste mensen,</p><p>Op <b>internet</b> staat een advertentie voor werk in een \
kas, <a href="https://example.org/advertentie/12">hier</a>. Wie belt moet zijn paspoort afgeven.</p>
<ul><li>slapen in een caravan op het terrein</li><li>300 euro per week voor het bed</li></ul>
<p>Groet, een bezorgde klant</p></body></html>
"""


def load() -> str:
    """Take both in as the mailbox would; a second time changes nothing."""
    by = reader()
    taken = [take_in(by=by, raw=bytes(one), where=Place().left) for one in (_reply(), _page())]
    return f"{sum(not one.again for one in taken)} e-mails"


def _reply() -> EmailMessage:
    made = _mail("Re: overlast of meer?", "Ilse Bedacht <ilse.bedacht@example.net>", 1)
    made.set_content(_REPLY)
    made.add_attachment(drawn(), maintype="image", subtype="jpeg", filename="voordeur.jpg")
    return made


def _page() -> EmailMessage:
    made = _mail("Advertentie", "klant@example.net", 2)
    made.set_content(_PAGE, subtype="html")
    made.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="alles.zip")
    return made


def _mail(subject: str, sender: str, number: int) -> EmailMessage:
    made = EmailMessage()
    made["From"] = sender
    made["Date"] = "Tue, 17 Nov 2026 09:30:00 +0100"
    made["Message-ID"] = f"<demo.{number}@example.net>"
    made["Subject"] = subject
    return made
