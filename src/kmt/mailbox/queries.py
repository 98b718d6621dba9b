"""Every read of marks: whether a mail was read before, and who was answered today."""

from datetime import date

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.mailbox import access
from kmt.mailbox.models import AnsweredSender, ReadMail
from kmt.mailbox.rules import forgotten_before


def kept_whole(actor: Actor, mark: int) -> bool | None:
    """Whether a mail that was read before was kept whole; None when it was not read before."""
    check(actor, Permission.MAILBOX_MESSAGE_FETCH)
    rows = ReadMail.objects.seen_by(actor, access.read_by(actor)).filter(mark=mark)
    return rows.values_list("whole", flat=True).first()


def answered(actor: Actor, mark: int, today: date) -> tuple[bool, int]:
    """Whether this sender got an answer today, and how many did."""
    check(actor, Permission.MAILBOX_MESSAGE_FETCH)
    rows = AnsweredSender.objects.seen_by(actor, access.read_by(actor)).filter(on=today)
    return rows.filter(mark=mark).exists(), rows.count()


def to_forget(actor: Actor, today: date) -> bool:
    """Whether there are marks that are no use any more: senders of another day, mails long gone."""
    check(actor, Permission.MAILBOX_MESSAGE_FETCH)
    rule = access.read_by(actor)
    return (
        AnsweredSender.objects.seen_by(actor, rule).exclude(on=today).exists()
        or ReadMail.objects.seen_by(actor, rule)
        .filter(seen_on__lt=forgotten_before(today))
        .exists()
    )
