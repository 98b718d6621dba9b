"""How long it takes to prove that a large record is whole; for ``./kmt bench audit``.

The events are made by the rules of the chain itself, in a database that exists for this only.
"""

import resource
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from kmt.audit.actions.signing import sign_head
from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.queries import verify
from kmt.audit.rules import CHAIN_KEY, GENESIS, HASHED, Link, hash_of
from kmt.kernel.master_key import derive

GOAL_S = 60
AT_ONCE = 5000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = (("read", "care_case"), ("search", "report"), ("update", "care_case"), ("read", "person"))


def measure(events: int) -> dict[str, object]:
    """Make the record, sign it, prove it whole, and find one changed event in it."""
    fill(events)
    signing_s = _seconds(sign_head)
    before = time.process_time()
    outcome, seconds = verify(), time.process_time() - before
    return {
        "events": outcome.events,
        "whole": not outcome.breaks,
        "goal_s": GOAL_S,
        "verify_s": round(seconds, 1),
        "events_per_second": round(outcome.events / seconds),
        "first_head_s": signing_s,
        "next_head_s": _next_head(events),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "met": seconds < GOAL_S and outcome.events == events,
    }


def fill(events: int) -> None:
    """Add so many events with good hashes to an empty record."""
    made = _events(events)
    while batch := list(islice(made, AT_ONCE)):
        AuditEvent.objects.bulk_create(batch)
    last = AuditEvent.objects.latest("seq")
    ChainHead.objects.update_or_create(id=1, defaults={"seq": last.seq, "hash": last.hash})


def _next_head(before: int) -> float:
    """Signing after a day of events: only those are read."""
    made = _events(before + 3000, after=AuditEvent.objects.get(seq=before))
    AuditEvent.objects.bulk_create(made)
    last = AuditEvent.objects.latest("seq")
    ChainHead.objects.filter(id=1).update(seq=last.seq, hash=last.hash)
    return _seconds(sign_head)


def _events(until: int, after: AuditEvent | None = None) -> Iterator[AuditEvent]:
    key = derive(CHAIN_KEY)
    first, previous = (after.seq, after.hash) if after else (0, GENESIS)
    for seq in range(first + 1, until + 1):
        link = _link(seq, previous)
        previous = hash_of(link, key)
        values: dict[str, object] = {name: getattr(link, name) for name in HASHED}
        values["timestamp_utc"] = datetime.fromisoformat(link.timestamp_utc)
        yield AuditEvent(**values, hash=previous)


def _link(seq: int, previous: str) -> Link:
    action, kind = KINDS[seq % len(KINDS)]
    return Link(
        seq=seq,
        event_id=str(UUID(int=seq * 2**60 + 7)),
        timestamp_utc=(FIRST + timedelta(seconds=seq * 20, microseconds=seq)).isoformat(),
        action=action,
        object_type=kind,
        object_id=str(UUID(int=seq % 997)),
        result="allowed",
        origin="192.0.2.17",
        actor_id=str(UUID(int=seq % 23)),
        on_behalf_of="KMT",
        role="care_coordinator",
        purpose="care_coordinator",
        legal_basis="",
        case_state="intake",
        reason_text="contact",
        prev_hash=previous,
    )


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return round(time.perf_counter() - before, 2)
