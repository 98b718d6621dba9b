"""Which rows of the gate exist for whom.

What belongs to a case follows the case. A package that came in belongs to none yet: who may open
cases in the whole region sees it, and nobody else. Keys of regions are no rows about anybody.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.care.joining import within
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def to_decide(actor: Actor) -> Q:
    """Other bases that wait for this actor: of cases they work on, and for the lead of the team."""
    if not actor.may(Permission.SHARING_APPROVAL_GIVE) or not actor.may(Permission.CARE_CASE_READ):
        return NOTHING
    leads = actor.may(Permission.ACCESS_INVOLVEMENT_LEAD)
    near = within(actor) | municipality_rule(actor) if leads else within(actor)
    return near & Q(agrees=None) & ~Q(proposed_by=actor.id)


def incoming(actor: Actor) -> Q:
    """Packages that came in."""
    return Q() if actor.may(Permission.CARE_CASE_OPEN) and actor.whole_region else NOTHING
