"""Reading the record: the list for the privacy officer, and the proof that it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from kmt.audit.actions import read_of
from kmt.audit.models import AuditEvent
from kmt.audit.rules import HASHED, Break, Link, break_at_end, breaks_in
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted

READ = "audit.event.read"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line of the record as the privacy officer reads it."""

    seq: int
    at: datetime
    action: str
    object_type: str
    object_id: str
    result: str
    actor_id: str
    role: str
    reason_text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking the whole chain: how many events, and every break found."""

    events: int
    breaks: tuple[Break, ...]


def newest(
    actor: Actor, *, limit: int = 100, before: int | None = None, only: dict[str, str] | None = None
) -> tuple[EventLine, ...]:
    """The newest events, newest first; asking for them is itself recorded."""
    if not actor.may(READ):
        raise NotPermitted(
            "Het logboek is alleen voor de privacyfunctionaris.",
            "Vraag de privacyfunctionaris wat je wilt weten.",
        )
    read_of(actor, object_type="audit_event", action="search")
    rows = AuditEvent.objects.filter(**(only or {})).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return tuple(_line(event) for event in rows[:limit])


def verify() -> Verification:
    """Walk the whole chain and compare its end with the heads noted outside the database."""
    counted = _Counted(_links())
    found = list(breaks_in(counted))
    for noted in _noted_heads():
        found.extend(_check_head(noted, (counted.seq, counted.digest)))
    return Verification(counted.seen, tuple(dict.fromkeys(found)))


class _Counted:
    """Counts the links as they stream by and remembers the last one."""

    def __init__(self, links: Iterator[Link]) -> None:
        self.links, self.seen, self.seq, self.digest = links, 0, 0, ""

    def __iter__(self) -> Iterator[Link]:
        for link in self.links:
            self.seen, self.seq, self.digest = self.seen + 1, link.seq, link.hash
            yield link


def _links() -> Iterator[Link]:
    for event in AuditEvent.objects.order_by("seq").iterator(chunk_size=5000):
        values = {name: getattr(event, name) for name in HASHED}
        values["event_id"] = str(event.event_id)
        values["timestamp_utc"] = event.timestamp_utc.astimezone(UTC).isoformat()
        yield Link(**values, hash=event.hash)


def _noted_heads() -> Iterator[tuple[int, str]]:
    folder = Path(settings.KMT_AUDIT_HEADS)
    for path in sorted(folder.glob("*.head")) if folder.is_dir() else ():
        seq, _, digest = path.read_text().strip().partition(" ")
        if seq.isdigit():
            yield int(seq), digest


def _check_head(noted: tuple[int, str], last: tuple[int, str]) -> list[Break]:
    beyond = break_at_end(last, noted)
    if beyond is not None:
        return [beyond]
    same = AuditEvent.objects.filter(seq=noted[0], hash=noted[1]).exists()
    sentence = f"Regel {noted[0]} is anders dan het kenmerk dat buiten de database is bewaard."
    return [] if same else [Break(noted[0], "changed", sentence)]


def _line(event: AuditEvent) -> EventLine:
    return EventLine(
        seq=event.seq,
        at=event.timestamp_utc,
        action=event.action,
        object_type=event.object_type,
        object_id=event.object_id,
        result=event.result,
        actor_id=event.actor_id,
        role=event.role,
        reason_text=event.reason_text,
    )
