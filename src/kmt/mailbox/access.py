"""Which rows exist for whom: all for the process that reads the mailbox, none for anybody else."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def read_by(actor: Actor) -> Q:
    """Every mark of a mail or of a sender."""
    return Q() if actor.may(Permission.MAILBOX_MESSAGE_FETCH) else NOTHING
