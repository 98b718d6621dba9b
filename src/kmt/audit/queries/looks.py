"""Who looked at one person's file: by role and organisation, for the person concerned.

AVG art. 15 lets a person know when and why somebody looked; the staff who did their work are not
named (HvJ EU 22 June 2023, C-579/21). Refused tries are in it too. Sealed events are found with
the person's own key; when that is destroyed nobody can find them any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kmt.audit.actions import DENIED, read_of
from kmt.audit.models import AuditEvent
from kmt.audit.queries.events import check_reader
from kmt.audit.subjects import PERSONAL, finder
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused

#: Keys are the program's own affair: no look at anybody.
TECHNICAL = ("data_key",)
AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look or change: when, for which organisation, in which role, what, why (codes)."""

    at: datetime
    organisation: str
    role: str
    action: str
    object_type: str
    reason: str
    refused: bool


def looks_at(
    actor: Actor, person: UUID, *, files: Iterable[tuple[str, str]] = ()
) -> tuple[Look, ...]:
    """Every look at this person and at these files of theirs (kind and id), the oldest first.

    Asking is itself recorded, as an extract for the person. Refuses when the key is gone.
    """
    check_reader(actor)
    is_about = finder(person)
    if is_about is None:
        raise Refused(
            "Van deze persoon is geen sleutel meer: de gegevens zijn vernietigd.",
            "Wie er keek, is daarmee voor niemand meer terug te vinden.",
        )
    read_of(
        actor, object_type="person", object_id=str(person), action="export", reason="own_rights"
    )
    wanted = frozenset(files)
    return tuple(
        _look(event)
        for event in _events(wanted)
        if (event.object_type, event.object_id) in wanted
        or is_about(event.object_type, event.object_id, str(event.event_id))
    )


def _events(files: frozenset[tuple[str, str]]) -> Iterator[AuditEvent]:
    """The events that can be about a person, and those about the files."""
    which = Q(object_type__in=[kind for kind in PERSONAL if kind not in TECHNICAL])
    for kind, name in files:
        which |= Q(object_type=kind, object_id=name)
    yield from AuditEvent.objects.filter(which).order_by("seq").iterator(AT_ONCE)


def _look(event: AuditEvent) -> Look:
    return Look(
        at=event.timestamp_utc,
        organisation=event.on_behalf_of,
        role=event.role,
        action=event.action,
        object_type=event.object_type,
        reason=event.reason_text or event.purpose,
        refused=event.result == DENIED,
    )
