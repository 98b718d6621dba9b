"""Which mentions exist for whom: those of the records whose text they read."""

from django.db.models import Q

from kmt.connections.records import Records
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor, records: Records) -> Q:
    """Mentions in the records of one kind that this actor reads."""
    ids = records.ids(actor)
    if ids is None:
        return NOTHING
    return Q(object_type=records.object_type, object_id__in=ids)
