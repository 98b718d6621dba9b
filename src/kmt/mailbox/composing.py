"""A draft out of a mail: the story, how to reach the writer, and what is not here. Pure.

By mail nobody is anonymous by themselves, and nobody chose to be named: until the desk has asked,
who wrote is known to the desk only. Name and address stand where those of a reporter stand, under
a key of their own once it is a report, and never in the story.
"""

from collections.abc import Iterable

from kmt.intake.rules import NARRATIVE_LIMIT, WITHHELD
from kmt.mailbox import rules
from kmt.mailbox.rules import Mail
from kmt.reception.rules import EARLIER, DraftContent

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december"),
)
#: Room under the story for what the desk asks about safety.
_ROOM = 500
WHOLE_TEXT = "hele bericht.txt"
EMPTY = "(Dit bericht had geen tekst.)"


def content_of(mail: Mail, left: Iterable[str], *, where: str) -> DraftContent:
    """The draft of a mail. ``left`` names files that were not taken, ``where`` is the folder of
    the mailbox in which the mail itself stays when something of it is missing.
    """
    head = "\n".join(_head(mail, tuple(left), where))
    return DraftContent(
        narrative=f"{head}\n\n{_within(words_of(mail), NARRATIVE_LIMIT - _ROOM - len(head))}",
        anonymity=WITHHELD,
        reporter_name=mail.sender_name,
        contact=contact_of(mail),
        no_code=True,  # a code by mail is a code for whoever reads along
    )


def words_of(mail: Mail) -> str:
    """What somebody wrote; below a line of its own what they answer to."""
    own, earlier = rules.parted(mail.words.strip())
    return f"{own.strip()}\n\n{EARLIER}\n{earlier}" if earlier else own.strip() or EMPTY


def contact_of(mail: Mail) -> str:
    """How to reach who wrote."""
    if mail.sender and mail.answer_to:
        return f"{mail.sender}; wil antwoord op {mail.answer_to}"
    return mail.sender or mail.answer_to


def too_long(mail: Mail) -> bool:
    """Whether the words are longer than a story: then they go along as a file besides."""
    return len(words_of(mail)) > rules.LONGEST_WORDS


def _head(mail: Mail, left: tuple[str, ...], where: str) -> list[str]:
    """What stands above the words: day, subject, and what of the mail is not here."""
    lines = ["Per e-mail ontvangen."]
    if mail.written_on:
        on = mail.written_on
        lines[0] = f"Per e-mail, geschreven op {on.day} {_MONTHS[on.month - 1]} {on.year}."
    if mail.subject:
        lines.append(f"Onderwerp: {mail.subject}")
    if mail.automatic:
        lines.append("Let op: dit bericht lijkt automatisch te zijn verstuurd.")
    lines += (f"Let op: {rules.MISSING[one]}" for one in mail.missing if one != rules.FILE_LEFT)
    if left:
        lines.append(f"Let op: {rules.MISSING[rules.FILE_LEFT]}: {'; '.join(left)}.")
    if rules.stays(mail.missing):
        lines.append(
            f"Het hele bericht staat nog in de mailbox, in de map “{where}”. "
            "Wis het daar zodra het niet meer nodig is."
        )
    return lines


def _within(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
