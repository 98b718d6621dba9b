"""The only way to write in the record: :func:`record`, inside the transaction of what it records.

The head of the chain is also noted outside the database after every commit, because whoever can
rewrite the database can rewrite the chain in it.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.rules import HASHED, Link, hash_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor

ACTIONS = frozenset(
    "create read search update delete copy print export merge split transfer share-decision "
    "consent emergency-access direct-db login key".split()
)
ALLOWED, DENIED, ERROR = "allowed", "denied", "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is to be recorded; who and from where come from the actor."""

    actor: Actor
    action: str
    object_type: str
    object_id: str = ""
    result: str = ALLOWED
    reason_text: str = ""
    legal_basis: str = ""
    case_state: str = ""
    purpose: str = ""

    def __post_init__(self) -> None:
        """Refuse an action that is not in the list: the list is what an auditor searches by."""
        if self.action not in ACTIONS:
            raise ValueError(f"Unknown audit action {self.action!r}.")


def record(event: Event) -> int:
    """Add one event to the chain and return its number; safe under concurrent writers."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=1)
        link = _link(event, seq=head.seq + 1, prev_hash=head.hash)
        values = {name: getattr(link, name) for name in HASHED}
        values["timestamp_utc"] = datetime.fromisoformat(link.timestamp_utc)
        head.seq, head.hash = link.seq, hash_of(link)
        AuditEvent.objects.create(**values, hash=head.hash)
        head.save(force_update=True)
        transaction.on_commit(lambda: note_head(head.seq, head.hash))
    return head.seq


def read_of(
    actor: Actor, *, object_type: str, object_id: str = "", action: str = "read", reason: str = ""
) -> None:
    """Record a look at personal data (or a search through it)."""
    record(
        Event(
            actor=actor,
            action=action,
            object_type=object_type,
            object_id=object_id,
            reason_text=reason,
        )
    )


def note_head(seq: int, digest: str) -> None:
    """Write the head of the chain to today's file outside the database."""
    folder = Path(settings.KMT_AUDIT_HEADS)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{clock.today().isoformat()}.head").write_text(f"{seq} {digest}\n")


def _link(event: Event, *, seq: int, prev_hash: str) -> Link:
    actor = event.actor
    return Link(
        seq=seq,
        event_id=str(uuid.uuid4()),
        timestamp_utc=clock.now().isoformat(),
        action=event.action,
        object_type=event.object_type,
        object_id=event.object_id,
        result=event.result,
        origin=actor.origin,
        actor_id=actor.id,
        on_behalf_of=actor.organisation,
        role=actor.role,
        purpose=event.purpose or actor.purpose,
        legal_basis=event.legal_basis,
        case_state=event.case_state,
        reason_text=event.reason_text[:200],
        prev_hash=prev_hash,
    )
