"""Whose factsheet somebody may read: that of the region, and of the municipalities they work for.

Who reviews what municipalities fill in reads them all. A council decides itself where its own
sheet goes: this house hands it to that municipality only.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.partners.region import region

READ, MAKE = Permission.MANDATE_STANDING_READ, Permission.MANDATE_ROUND_LEAD


def places(actor: Actor) -> tuple[str, ...]:
    """The codes of the places of which this actor reads the sheet, the region first."""
    here = region()
    if not actor.may(READ):
        return ()
    if not actor.whole_region:
        own = [code for code, _name in here.places if code in actor.world]
    elif actor.may(Permission.MANDATE_STANDING_REVIEW):
        own = [code for code, _name in here.places]
    else:
        own = []
    return (here.code, *own)


def readable(actor: Actor) -> Q:
    """The rows of those places."""
    return Q(place__in=places(actor))
