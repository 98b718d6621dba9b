"""Requests as their retention term sees them: when they closed, their key, and no text."""

from collections.abc import Collection, Iterator
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event
from kmt.rights.access import retained
from kmt.rights.models import Restriction, RightsRequest
from kmt.rights.sealing import request_key
from kmt.rights.states import State

RIGHTS_REQUEST = "rights_request"


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every request; one that still restricts somebody's data is not over."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rule = retained(actor)
    limits = set(
        Restriction.objects.seen_by(actor, rule)
        .filter(until=None)
        .values_list("request_id", flat=True)
    )
    for row in RightsRequest.objects.seen_by(actor, rule).order_by("received_on").iterator():
        closed = (clock.local(row.closed_at).date(),) if row.closed_at else ()
        yield Holding(
            object_type=RIGHTS_REQUEST,
            object_id=row.id,
            label=row.number,
            compartment="ANY",
            kept=Kept(
                kind=RIGHTS_REQUEST,
                events={Event.RECEIPT: (row.received_on,), Event.CLOSING: closed},
                running=row.state != State.CLOSED or row.id in limits,
            ),
            keys=(request_key(row.id),),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody: a request outlives the person it was about, who may have asked to be erased."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()
