"""The only way to write in the record: :func:`record`, inside the transaction of what it records.

The head of the chain is also noted outside the database after every commit
(:mod:`kmt.audit.heads`). Log-ins are not here: they have a log of their own.
"""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kmt.audit import heads
from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.rules import CHAIN_KEY, HASHED, Link, Noted, hash_of
from kmt.audit.subjects import sealed_id
from kmt.kernel import clock
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.kernel.master_key import derive

ACTIONS = frozenset(
    {
        "consent",
        "copy",
        "create",
        "delete",
        "direct-db",
        "emergency-access",
        "export",
        "key",
        "merge",
        "print",
        "read",
        "search",
        "share-decision",
        "split",
        "transfer",
        "update",
    }
)
ALLOWED, DENIED, ERROR = "allowed", "denied", "error"

log = logging.getLogger(__name__)


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
        if self.result not in {ALLOWED, DENIED, ERROR}:
            raise ValueError(f"Unknown audit result {self.result!r}.")


def record(event: Event) -> int:
    """Add one event to the chain and return its number; safe under concurrent writers.

    The row of :class:`ChainHead` is the lock: whoever holds it adds the next event.
    """
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=1)
        link = _link(event, seq=head.seq + 1, prev_hash=head.hash)
        values = {name: getattr(link, name) for name in HASHED}
        values["timestamp_utc"] = datetime.fromisoformat(link.timestamp_utc)
        noted = Noted(link.seq, hash_of(link, derive(CHAIN_KEY)))
        AuditEvent.objects.create(**values, hash=noted.hash)
        head.seq, head.hash = noted.seq, noted.hash
        head.save(force_update=True)
        transaction.on_commit(lambda: _note(noted))
    return noted.seq


def read_of(
    actor: Actor,
    *,
    object_type: str,
    object_id: str = "",
    action: str = "read",
    reason: str = "",
    purpose: str = "",
    legal_basis: str = "",
) -> None:
    """Record a look at personal data (or a search through it).

    The purpose is the actor's unless this look has its own.
    """
    record(
        Event(
            actor=actor,
            action=action,
            object_type=object_type,
            object_id=object_id,
            reason_text=reason,
            purpose=purpose,
            legal_basis=legal_basis,
        )
    )


def _note(noted: Noted) -> None:
    """Note the head; what is committed stands, so a full disk is told to the log, not the user."""
    try:
        heads.note(noted)
    except OSError as error:
        log.error("The head of the record could not be noted outside the database: %s", error)


def _moment(actor: Actor) -> datetime:
    """When it was; of the public entrance to the hour, so that no log of a network matches it."""
    return clock.this_hour() if actor.role == PUBLIC_ROLE else clock.now()


def _whole_rows(legal_basis: str, most: int = 64) -> str:
    """As many whole names of rows as fit, and a sign that there were more."""
    if len(legal_basis) <= most:
        return legal_basis
    return legal_basis[: most - 1].rpartition("|")[0] + "|…"


def _link(event: Event, *, seq: int, prev_hash: str) -> Link:
    actor, event_id = event.actor, str(uuid.uuid4())
    return Link(
        seq=seq,
        event_id=event_id,
        timestamp_utc=_moment(actor).isoformat(),
        action=event.action,
        object_type=event.object_type,
        object_id=sealed_id(event.object_type, event.object_id, event_id),
        result=event.result,
        origin=actor.origin,
        actor_id=actor.id,
        on_behalf_of=actor.organisation,
        role=actor.role,
        purpose=event.purpose or actor.purpose,
        legal_basis=_whole_rows(event.legal_basis),
        case_state=event.case_state,
        reason_text=event.reason_text[:200],
        prev_hash=prev_hash,
    )
