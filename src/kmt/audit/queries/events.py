"""The list of events for the privacy officer, newest first; asking for it is itself recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kmt.audit.actions import DENIED, Event, read_of, record
from kmt.audit.models import AuditEvent, LoginEvent
from kmt.audit.naming import names_of
from kmt.audit.subjects import is_sealed
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted

READ = "audit.event.read"
PAGE = 50
LOG_INS = "inloggen"

#: What the list can be narrowed to: code in the address, and the rows it keeps. The log-ins come
#: from the log of their own.
FILTERS: dict[str, Q] = {
    "": Q(),
    "geweigerd": Q(result="denied"),
    "inzage": Q(action__in=("read", "search")),
    "wijzigingen": Q(action__in=("create", "update", "delete")),
    LOG_INS: Q(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One line of the record as the privacy officer reads it; a person's id stays sealed."""

    seq: int
    at: datetime
    action: str
    object_type: str
    object_id: str
    sealed: bool = False
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


def newest(actor: Actor, *, only: str = "", before: int | None = None) -> Excerpt:
    """The newest events first, ``PAGE`` at a time; asking for them is itself recorded.

    ``only`` is a code of ``FILTERS``; ``before`` is the number of an event.
    """
    check_reader(actor)
    read_of(actor, object_type="audit_event", action="search", reason=only)
    return _log_ins(before) if only == LOG_INS else _events(FILTERS.get(only, Q()), before)


def check_reader(actor: Actor) -> None:
    """Refuse, and record the refusal, whoever may not read the record."""
    if actor.may(READ):
        return
    refused = NotPermitted(
        "Het logboek is alleen voor de privacyfunctionaris.",
        "Vraag de privacyfunctionaris wat je wilt weten.",
    )
    record(Event(actor=actor, action="search", object_type="audit_event", result=DENIED))
    refused.recorded = True
    raise refused


def _events(which: Q, before: int | None) -> Excerpt:
    rows = AuditEvent.objects.filter(which).order_by("-seq")
    return _page(lines_of((rows if before is None else rows.filter(seq__lt=before))[: PAGE + 1]))


def lines_of(events: Iterable[AuditEvent]) -> list[EventLine]:
    """Events as the privacy officer reads them, with the names of who acted."""
    found = list(events)
    names = names_of({event.actor_id for event in found})
    return [_line(event, names) for event in found]


def _log_ins(before: int | None) -> Excerpt:
    rows = LoginEvent.objects.order_by("-seq")
    found = list((rows if before is None else rows.filter(seq__lt=before))[: PAGE + 1])
    names = names_of({event.account_id for event in found})
    return _page([_log_in(event, names) for event in found])


def _page(lines: list[EventLine]) -> Excerpt:
    shown = tuple(lines[:PAGE])
    return Excerpt(lines=shown, older=shown[-1].seq if len(lines) > PAGE else None)


def _line(event: AuditEvent, names: dict[str, str]) -> EventLine:
    sealed = is_sealed(event.object_type, event.object_id)
    return EventLine(
        seq=event.seq,
        at=event.timestamp_utc,
        action=event.action,
        object_type=event.object_type,
        object_id="" if sealed else event.object_id,
        sealed=sealed,
        result=event.result,
        actor_id=event.actor_id,
        actor_name=names.get(event.actor_id, ""),
        organisation=event.on_behalf_of,
        role=event.role,
        reason_text=event.reason_text,
    )


def _log_in(event: LoginEvent, names: dict[str, str]) -> EventLine:
    return EventLine(
        seq=event.seq,
        at=event.at,
        action="login",
        object_type="account",
        object_id=event.account_id,
        result=event.result,
        actor_id=event.account_id or "unknown",
        actor_name=names.get(event.account_id, ""),
        organisation="",
        role="none",
        reason_text=event.step,
    )
