"""Decisions to share in their codes, for a room that acts on one: what, and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.models import Disclosure
from kmt.lawfulness.rules.disclosing import ConsentState

_CONSENTS = frozenset({ConsentState.SELF, ConsentState.REPRESENTATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that holds today: which kinds of data may go.

    ``on_consent``: it was decided on consent, so it goes no further than that consent does.
    """

    id: UUID
    data: frozenset[str]
    decided_at: datetime
    expires_on: date
    on_consent: bool


def decided_to(actor: Actor, person_id: UUID, *, recipient: str, purpose: str) -> Decided | None:
    """The newest decision to share of this person with this recipient that holds today, or None.

    For a room in which the actor just opened a file about this person: whoever works for somebody
    sees what was decided about them. No text is opened; that room records what it does.
    """
    check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
    rows = Disclosure.objects.seen_by(actor, municipality_rule(actor)).filter(
        subject_id=person_id,
        recipient=recipient,
        purpose=purpose,
        expires_on__gte=clock.today(),
    )
    row = rows.order_by("-decided_at").first()
    if row is None:
        return None
    return Decided(
        id=row.id,
        data=frozenset(row.data.split("|")),
        decided_at=row.decided_at,
        expires_on=row.expires_on,
        on_consent=row.consent in _CONSENTS,
    )
