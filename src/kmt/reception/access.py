"""Which drafts exist for whom: the words of your own and of what nobody took up, facts of all."""

from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def readable(actor: Actor) -> Q:
    """Drafts whose words the actor reads: their own, and mail that nobody took up yet."""
    if not actor.may(Permission.RECEPTION_DRAFT_WRITE):
        return NOTHING
    return Q(owner__in=(actor.id, ""))


def listed(actor: Actor) -> Q:
    """Every draft by its facts alone: whose it is, since when; to see what waits and take over."""
    return Q() if actor.may(Permission.RECEPTION_DRAFT_LIST) else NOTHING


def untaken(actor: Actor) -> Q:
    """Mail that nobody took up yet, as a number: for the desk, and for the round that says that
    work waits.
    """
    may = actor.may(Permission.RECEPTION_DRAFT_LIST) or actor.may(Permission.DUTY_ROUND_RUN)
    return Q(owner="") if may else NOTHING


def written(actor: Actor, draft_id: UUID) -> Q:
    """One draft, whoever has it, for the act that keeps a text: it decides where that goes."""
    return Q(pk=draft_id) if actor.may(Permission.RECEPTION_DRAFT_WRITE) else NOTHING


def retained(actor: Actor) -> Q:
    """Every draft, for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def numbered(actor: Actor) -> Q:
    """Drafts by label alone, for who decides about terms: no fact of them is shown."""
    return Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING
