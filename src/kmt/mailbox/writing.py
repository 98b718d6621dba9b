"""The parts of which the actions are made: files judged and made anew, marks blinded and kept."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from kmt.attachments.files import TOGETHER_LIMIT, SentFile, safe_name
from kmt.attachments.receiving import taken
from kmt.kernel.actor import Actor
from kmt.mailbox import access
from kmt.mailbox.composing import WHOLE_TEXT, too_long, words_of
from kmt.mailbox.models import AnsweredSender, ReadMail
from kmt.mailbox.rules import MOST_FILES, Mail, Part, forgotten_before
from kmt.vault.actions import blind_forms


def judged(mail: Mail) -> tuple[tuple[SentFile, ...], tuple[str, ...]]:
    """The files of a mail that are kept, made anew where that is possible, and names of the rest.

    Words that are too long for a story go along as a text. The same rules as for what is sent
    with the form; here one that is not taken does not hold up the others.
    """
    kept: list[SentFile] = []
    left: list[str] = []
    together = 0
    for part in (*_long_words(mail), *mail.files):
        found = _judged(part) if together + len(part.content) <= TOGETHER_LIMIT else None
        if found is None or len(kept) >= MOST_FILES:
            left.append(safe_name(part.name))
        else:
            kept.append(found)
            together += len(part.content)
    return tuple(kept), _shortened(left)


def _long_words(mail: Mail) -> Iterable[Part]:
    if too_long(mail):
        yield Part(name=WHOLE_TEXT, content=words_of(mail).encode())


def _judged(part: Part) -> SentFile | None:
    upload = SimpleUploadedFile(safe_name(part.name) or "bestand", part.content)
    found, _ = taken([upload])
    return found[0] if found else None


def _shortened(names: list[str]) -> tuple[str, ...]:
    """Names for a sentence: some hundred letters and no more."""
    some = [f"“{name[:40]}”" for name in names[:10]]
    more = len(names) - len(some)
    return (*some, *([f"en nog {more}"] if more else []))


def mark_of(by: Actor, what: str, value: str) -> int:
    """The keyed hash of one value; every ``what`` has a key of its own."""
    return blind_forms(by=by, kind=what, forms=[value])[value]


def remember(mark: int, today: date, *, whole: bool) -> None:
    """Keep that a mail was read. Raises ``IntegrityError`` when another process did so first."""
    ReadMail(mark=mark, whole=whole, seen_on=today).save(force_insert=True)


def met_again(mark: int, today: date) -> None:
    """A mail that was read before is still there: its mark stays as long as it does."""
    ReadMail.objects.filter(mark=mark).update(seen_on=today)


def note_answer(mark: int, today: date) -> None:
    """Keep that a sender gets an answer today."""
    AnsweredSender(mark=mark, on=today).save(force_insert=True)


def forget(by: Actor, today: date) -> None:
    """Let go of what is no use any more: senders of another day, mails long gone."""
    rule = access.read_by(by)
    AnsweredSender.objects.seen_by(by, rule).exclude(on=today).delete()
    ReadMail.objects.seen_by(by, rule).filter(seen_on__lt=forgotten_before(today)).delete()
