"""Every write of this room: a mail becomes a draft, and only then leaves the mailbox.

The order carries the promise: first the draft and the mark of the mail, in one act; then the mail
is put away; then, where it is switched on, an answer. Whatever breaks in between, the next run
finds the mail again by its mark, makes no second draft and puts it away.
"""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError

from kmt.access.actors import system_actor
from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Refused
from kmt.kernel.safe_log import what_and_where
from kmt.mailbox import rules
from kmt.mailbox.answering import NotAnswered, answer
from kmt.mailbox.box import Mailbox, opened
from kmt.mailbox.composing import content_of, too_long
from kmt.mailbox.place import Place
from kmt.mailbox.queries import answered, kept_whole, to_forget
from kmt.mailbox.reading import read
from kmt.mailbox.rules import Mail
from kmt.mailbox.writing import (
    forget,
    judged,
    mark_of,
    met_again,
    note_answer,
    remember,
)
from kmt.reception.actions import keep_draft
from kmt.reception.rules import MAIL

log = logging.getLogger(__name__)
FETCH = Permission.MAILBOX_MESSAGE_FETCH
DRAFT, EMAIL = "draft", "email"
#: What keeping one mail can fail with: what it holds, the database, a key, the disk.
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError),
    *(OSError, RuntimeError, TypeError, ValueError),
    *(DatabaseError, ImproperlyConfigured, Refused),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one mail: kept whole or not, and whether it was here before."""

    mail: Mail
    whole: bool
    again: bool


@dataclass(slots=True, kw_only=True)
class Fetched:
    """What became of one run, in numbers."""

    drafts: int = 0
    again: int = 0
    partly: int = 0
    failed: int = 0
    not_answered: int = 0
    elsewhere: int = 0
    waiting: int = 0


def reader() -> Actor:
    """The named process that reads the mailbox; it makes drafts and reads none."""
    return system_actor(
        "mailbox",
        purpose="report",
        permissions=frozenset({FETCH, Permission.RECEPTION_DRAFT_WRITE}),
    )


def fetch(*, by: Actor, place: Place) -> Fetched:
    """Make a draft of every mail that nobody read, and put each away after it is kept.

    One that fails stays where it is and does not stop the next. Raises ``NotReachable`` when the
    mailbox cannot be read; what was kept before that stays kept.
    """
    found = Fetched()
    with opened(place) as box:
        for uid in box.half_gone()[: rules.MOST_AT_ONCE]:
            _finish(by, box, uid, found)
        found.elsewhere = box.seen()
        there = box.unseen()
        found.waiting = max(0, len(there) - rules.MOST_AT_ONCE)
        for uid in there[: rules.MOST_AT_ONCE]:
            _one(by, box, place, uid, found)
    if to_forget(by, clock.today()):
        with _acting(by, "mailbox", "mailbox:forget", "delete"):
            forget(by, clock.today())
    return found


def take_in(*, by: Actor, raw: bytes, where: str, cut: bool = False) -> Taken:
    """Make a sealed draft of one mail, once; whatever its bytes are, something of it is kept."""
    mail = read(raw, cut=cut)
    mark = mark_of(by, "mail", mail.mark)
    files, left = judged(mail)
    missing = (*mail.missing, *([rules.FILE_LEFT] if left else ()))
    missing = (*missing, *([rules.CUT] if too_long(mail) else ()))
    mail = replace(mail, missing=missing)
    whole, again = not rules.stays(missing), False
    before = kept_whole(by, mark)
    if before is None:
        draft_id = new_id()
        try:
            with _acting(by, str(draft_id), "mailbox:taken_in", "create", DRAFT):
                remember(mark, clock.today(), whole=whole)
                keep_draft(
                    by=by,
                    content=content_of(mail, left, where=where),
                    draft_id=draft_id,
                    origin=MAIL,
                    channel=EMAIL,
                    files=files,
                )
        except IntegrityError:  # another process read it at the same moment, and was first
            before = kept_whole(by, mark)
            if before is None:
                raise
    if before is not None:
        whole, again = before, True
        with _acting(by, "mailbox", "mailbox:met_again", "update"):
            met_again(mark, clock.today())
    return Taken(mail=mail, whole=whole, again=again)


def _one(by: Actor, box: Mailbox, place: Place, uid: str, found: Fetched) -> None:
    read_now = box.message(uid)
    if read_now is None:
        return
    try:
        taken = take_in(by=by, raw=read_now[0], cut=read_now[1], where=place.left)
    except _FAULTS as problem:  # whatever it is, the next mail is not to wait for it
        log.error("a mail could not be kept: %s", what_and_where(problem))
        found.failed += 1
        return
    box.put_away(uid, whole=taken.whole)
    found.again += taken.again
    found.drafts += not taken.again
    found.partly += not taken.again and not taken.whole
    if place.answers and not taken.again:
        found.not_answered += not _answered(by, taken.mail, place)


def _finish(by: Actor, box: Mailbox, uid: str, found: Fetched) -> None:
    """Delete a mail that is a draft, if a broken run got no further than marking it."""
    read_now = box.message(uid)
    if read_now is None:
        return
    mail = read(read_now[0], cut=read_now[1])
    if kept_whole(by, mark_of(by, "mail", mail.mark)) is not None:
        box.delete(uid)
        found.again += 1


def _answered(by: Actor, mail: Mail, place: Place) -> bool:
    """Send an answer when one may go; false only when the mail server did not take it."""
    sender, today = mail.sender.lower(), clock.today()
    mark = mark_of(by, f"mail_sender:{today}", sender)
    before, number = answered(by, mark, today)
    own = frozenset({place.user.lower(), settings.KMT_MAIL_FROM.lower()})
    if before or not rules.may_answer(mail, own, number):
        return True
    with _acting(by, "mailbox", "mailbox:answered", "create"):
        note_answer(mark, today)
    try:
        answer(to=mail.sender, sender=settings.KMT_MAIL_FROM, form=place.form)
    except NotAnswered:
        return False
    return True


def _acting(
    by: Actor, what: str, reason: str, action: str, kind: str = "mailbox"
) -> AbstractContextManager[None]:
    return act(by, FETCH, action=action, object_type=kind, object_id=what, reason=reason)
