"""Conferences as retention terms see them: what hangs under a file follows that file.

A workshop counts the days of what is kept here with its own file (for care T07: fifteen years from
each piece), and takes it out with it. What is left then is a conference without files: a number, a
time and a place, which goes at once (T38).
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.conference import access
from kmt.conference.models import AgendaItem, Agreement, Conference, Contribution, subject_of
from kmt.conference.queries import CONFERENCE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event

KIND, DUTCH = "conference_without_files", "overleg"


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every conference whose files are all gone."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rows = Conference.objects.seen_by(actor, access.retained(actor)).exclude(emptied_on=None)
    for row in rows.order_by("convened_at").iterator():
        yield Holding(
            object_type=CONFERENCE,
            object_id=row.id,
            label=row.number,
            compartment="ANY",
            kept=Kept(kind=KIND, events={Event.FINDING: (row.emptied_on or clock.today(),)}),
            keys=(subject_of(row.id),),
        )


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody: a conference keeps no person longer than their file does."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def days_of(actor: Actor, kind: str) -> Iterator[tuple[UUID, date]]:
    """Per piece the file and the day on which it was made: for the workshop of this kind."""
    rule = access.retained(actor)
    items = AgendaItem.objects.seen_by(actor, rule & Q(kind=kind))
    for object_id, at in items.values_list("object_id", "added_at"):
        yield object_id, clock.local(at).date()
    agreed = Agreement.objects.seen_by(actor, rule & Q(item__kind=kind))
    for object_id, at in agreed.values_list("item__object_id", "added_at"):
        yield object_id, clock.local(at).date()
    said = Contribution.objects.seen_by(actor, rule & Q(item__kind=kind))
    for object_id, at in said.values_list("item__object_id", "at"):
        yield object_id, clock.local(at).date()
