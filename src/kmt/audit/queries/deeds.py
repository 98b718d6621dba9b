"""What one colleague did with one file in one stretch of time, for whoever looks at it again.

Only asked about an emergency access (three hours, one file): the record measures nobody
(WGS art. 1.8(4), BGS art. 1.12).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kmt.audit.actions import DENIED
from kmt.audit.models import AuditEvent
from kmt.audit.subjects import finder

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that was done or refused: when, what, and the code of the reason.

    ``of_person``: it was about whom the file is about, and not about the file.
    """

    at: datetime
    action: str
    reason: str
    refused: bool
    of_person: bool


def deeds_of(
    *,
    account: str,
    object_type: str,
    object_id: str,
    person: UUID,
    since: datetime,
    until: datetime,
) -> tuple[Deed, ...]:
    """What this account did with this file, and with its person, between two moments, in order."""
    about = finder(person)
    rows = AuditEvent.objects.filter(
        Q(object_type=object_type, object_id=object_id) | Q(object_type=PERSON),
        timestamp_utc__gte=since,
        timestamp_utc__lte=until,
        actor_id=account,
    )
    return tuple(
        Deed(
            at=row.timestamp_utc,
            action=row.action,
            reason=row.reason_text,
            refused=row.result == DENIED,
            of_person=row.object_type == PERSON,
        )
        for row in rows.order_by("seq")
        if row.object_type != PERSON
        or (about and about(row.object_type, row.object_id, str(row.event_id)))
    )
