"""Which conferences exist for whom, and which files on their agenda.

A file on the agenda is seen by who works on that file (its workshop says so), and from the
invitation on by who was admitted while it is discussed, and by nobody else: also the chair of a
meeting on several files sees of the others only that they are there. A conference is seen by who
sees a file on it, by its chair and by who convened it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.conference.models import Admission, AgendaItem
from kmt.conference.states import PREPARING
from kmt.conference.workshops import workshops
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])
#: Ids by a question to the database, put inside another question.
Ids = Iterable[UUID]
READ, WRITE = Permission.CONFERENCE_TABLE_READ, Permission.CONFERENCE_TABLE_WRITE


def led(actor: Actor) -> Q:
    """The conferences that somebody chairs or convened: who may change them."""
    if not actor.may(READ):
        return NOTHING
    return Q(chair=actor.id) | Q(convened_by=actor.id)


def items(actor: Actor) -> Q:
    """The rule of rows for files on an agenda."""
    if not actor.may(READ):
        return NOTHING
    rule = Q(id__in=_admitted(actor))
    for one in workshops():
        if actor.may(one.reads):
            rule |= Q(kind=one.kind, object_id__in=one.within(actor))
    return rule


def items_written(actor: Actor) -> Q:
    """The files on an agenda that somebody may change: of the own file, or seen and led."""
    if not actor.may(WRITE):
        return NOTHING
    rule = Q(conference__chair=actor.id) | Q(conference__convened_by=actor.id)
    for one in workshops():
        if actor.may(one.writes):
            rule |= Q(kind=one.kind, object_id__in=one.works_in(actor))
    return items(actor) & rule


def conferences(actor: Actor) -> Q:
    """The rule of rows for conferences."""
    seen = AgendaItem.objects.seen_by(actor, items(actor))
    return led(actor) | Q(id__in=seen.values_list("conference_id", flat=True))


def under(item_ids: Iterable[UUID]) -> Q:
    """Rows under files on an agenda that were found by :func:`items`."""
    return Q(item__in=item_ids)


def in_conferences(found: Ids) -> Q:
    """Participants of conferences, by a question for their ids."""
    return Q(conference__in=found)


def of_conference(conference_id: UUID) -> Q:
    """The participants of a conference that was found by :func:`conferences`."""
    return Q(conference=conference_id)


def of_file(kind: str, object_id: UUID) -> Q:
    """A file wherever it was on an agenda: for its workshop, which says who may."""
    return Q(kind=kind, object_id=object_id)


def retained(actor: Actor) -> Q:
    """Every conference, for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def numbered(actor: Actor) -> Q:
    """Conferences by number alone, for who decides about terms: no fact of them is shown."""
    return Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING


def asked_by_the_person(actor: Actor) -> Q:
    """Every row, for who answers people about their own data; for nobody else."""
    return Q() if actor.may(Permission.RIGHTS_REQUEST_HANDLE) else NOTHING


def _admitted(actor: Actor) -> Ids:
    mine = Q(participant__account=actor.id, ended_at=None) & ~Q(participant__account="")
    found = Admission.objects.seen_by(actor, mine)
    return found.exclude(item__conference__state__in=PREPARING).values_list("item_id", flat=True)
