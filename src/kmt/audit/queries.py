"""Reading the record: the list for the privacy officer, and the proof that it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from kmt.audit import heads
from kmt.audit.actions import CHAIN_KEY, DENIED, Event, read_of, record
from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.naming import names_of
from kmt.audit.rules import (
    CHANGED,
    GENESIS,
    HASHED,
    UNREADABLE,
    Break,
    Link,
    Noted,
    beyond,
    breaks_in,
    removed,
)
from kmt.kernel.actor import Actor
from kmt.kernel.master_key import derive
from kmt.kernel.refusals import NotPermitted

READ = "audit.event.read"
PAGE = 50
CHUNK = 5000
#: What reading a row gives when somebody put into it what no program writes there.
STRANGE = (AttributeError, TypeError, ValueError)

#: What the list can be narrowed to: code in the address, and the rows it keeps.
FILTERS: dict[str, Q] = {
    "": Q(),
    "geweigerd": Q(result="denied"),
    "inzage": Q(action__in=("read", "search")),
    "wijzigingen": Q(action__in=("create", "update", "delete")),
    "inloggen": Q(action="login"),
}


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
    actor_name: str
    organisation: str
    role: str
    reason_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A page of the record; ``older`` is the number to ask the next page before, or None."""

    lines: tuple[EventLine, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking the whole chain: events read, heads compared, every break found."""

    events: int
    heads: int
    breaks: tuple[Break, ...]


def newest(actor: Actor, *, only: str = "", before: int | None = None) -> Excerpt:
    """The newest events first, ``PAGE`` at a time; asking for them is itself recorded.

    ``only`` is a code of ``FILTERS``; ``before`` is the number of an event.
    """
    if not actor.may(READ):
        refused = NotPermitted(
            "Het logboek is alleen voor de privacyfunctionaris.",
            "Vraag de privacyfunctionaris wat je wilt weten.",
        )
        record(Event(actor=actor, action="search", object_type="audit_event", result=DENIED))
        refused.recorded = True
        raise refused
    read_of(actor, object_type="audit_event", action="search", reason=only)
    rows = AuditEvent.objects.filter(FILTERS.get(only, Q())).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE + 1])
    names = names_of({event.actor_id for event in found})
    lines = tuple(_line(event, names) for event in found[:PAGE])
    return Excerpt(lines=lines, older=lines[-1].seq if len(found) > PAGE else None)


def denials_since(moment: datetime, object_type: str, object_id: str, reason: str) -> int:
    """How often this was refused about one thing since a moment, for this reason (a code)."""
    rows = AuditEvent.objects.filter(object_type=object_type, object_id=object_id, result=DENIED)
    return rows.filter(reason_text=reason, timestamp_utc__gte=moment).count()


def verify() -> Verification:
    """Walk the whole chain and compare it with the heads noted in and outside the database.

    Others may go on writing meanwhile: what must be there is asked before the walk, what may be
    there after it.
    """
    apart = heads.noted()
    expected = (_counter(), *apart)
    walk = _Walk({head.seq for head in expected})
    found = list(breaks_in(walk.through(_links()), derive(CHAIN_KEY)))
    found.extend(beyond(walk.last, _counter().seq))
    for head in expected:
        found.extend(_compare(head, walk))
    return Verification(walk.seen, len(apart), tuple(dict.fromkeys(found)))


class _Walk:
    """Counts the links as they stream by and keeps the hashes of those that were noted."""

    def __init__(self, watched: set[int]) -> None:
        self.watched = watched
        self.seen, self.last = 0, 0
        self.kept: dict[int, str] = {0: GENESIS}

    def through(self, links: Iterator[Link]) -> Iterator[Link]:
        for link in links:
            self.seen, self.last = self.seen + 1, link.seq
            if link.seq in self.watched:
                self.kept[link.seq] = link.hash
            yield link


def _counter() -> Noted:
    head = ChainHead.objects.filter(id=1).first()
    if head is None:
        return Noted(0, GENESIS)
    return Noted(head.seq, head.hash) if isinstance(head.seq, int) else UNREADABLE


def _links() -> Iterator[Link]:
    """Every link in order; a row that cannot be read is a link that fits nowhere."""
    rows, last = AuditEvent.objects.order_by("seq"), None
    while True:
        found = rows if last is None else rows.filter(seq__gt=last)
        numbers = list(found.values_list("seq", flat=True)[:CHUNK])
        whole = [number for number in numbers if isinstance(number, int)]
        if whole:
            yield from _chunk(whole)
            last = whole[-1]
        # SQLite lets a word or a fraction stand where a number belongs.
        for strange in range(len(numbers) - len(whole)):
            yield _unreadable((last or 0) + 1 + strange)
        if not whole or len(numbers) < CHUNK:
            return


def _chunk(numbers: list[int]) -> list[Link]:
    events = AuditEvent.objects.filter(seq__gte=numbers[0], seq__lte=numbers[-1]).order_by("seq")
    try:
        return [_link(event) for event in events]
    except STRANGE:
        return [_one(number) for number in numbers]


def _one(number: int) -> Link:
    try:
        return _link(AuditEvent.objects.get(seq=number))
    except STRANGE:
        return _unreadable(number)


def _link(event: AuditEvent) -> Link:
    values = {name: getattr(event, name) for name in HASHED}
    values["event_id"] = str(event.event_id)
    values["timestamp_utc"] = event.timestamp_utc.astimezone(UTC).isoformat()
    texts = [event.hash, *(value for name, value in values.items() if name != "seq")]
    if not all(isinstance(text, str) for text in texts) or not event.hash.isascii():
        raise TypeError("Something else than text stands in a column of text.")
    return Link(**values, hash=event.hash)


def _unreadable(number: int) -> Link:
    nothing = dict.fromkeys((name for name in HASHED if name != "seq"), "")
    return Link(seq=number, **nothing)


def _compare(head: Noted, walk: _Walk) -> list[Break]:
    """A noted head must still be there, unchanged; a row lost inside is named by the walk."""
    if head.seq > walk.last:
        return [removed(walk.last + 1, head.seq)]
    if walk.kept.get(head.seq, head.hash) == head.hash:
        return []
    return [
        Break(head.seq, CHANGED, f"Regel {head.seq} klopt niet met het apart bewaarde kenmerk.")
    ]


def _line(event: AuditEvent, names: dict[str, str]) -> EventLine:
    return EventLine(
        seq=event.seq,
        at=event.timestamp_utc,
        action=event.action,
        object_type=event.object_type,
        object_id=event.object_id,
        result=event.result,
        actor_id=event.actor_id,
        actor_name=names.get(event.actor_id, ""),
        organisation=event.on_behalf_of,
        role=event.role,
        reason_text=event.reason_text,
    )
