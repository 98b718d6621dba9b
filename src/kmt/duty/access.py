"""Which rows of duty exist for whom: colleagues see who is away, and their own of the rest."""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rules import EndReason
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def absences(actor: Actor) -> Q:
    """Who is away and who stands in: for colleagues of the work, and for the round."""
    return Q() if _works_here(actor) else NOTHING


def handed_over(actor: Actor) -> Q:
    """What was handed over to or by somebody: theirs; all for the team lead and the round."""
    if actor.may(Permission.ACCESS_INVOLVEMENT_LEAD) or actor.may(Permission.DUTY_ROUND_RUN):
        return Q()
    return Q(new=actor.id) | Q(old=actor.id) if _works_here(actor) else NOTHING


def clashes(actor: Actor) -> Q:
    """Who was taken off what for an interest that clashes: asked by whoever hands work over."""
    return Q(reason=EndReason.CONFLICT_OF_INTEREST) if _works_here(actor) else NOTHING


def own(actor: Actor) -> Q:
    """What somebody chose for themselves; all for the round."""
    return Q() if actor.may(Permission.DUTY_ROUND_RUN) else Q(account=actor.id)


def _works_here(actor: Actor) -> bool:
    return actor.may(Permission.DUTY_ROSTER_READ) or actor.may(Permission.DUTY_ROUND_RUN)
