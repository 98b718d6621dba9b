"""The file for the privacy audit (WGS art. 1.10, BGS art. 1.18): what was done in a year, counted.

Counts by purpose, basis, kind and outcome; refusals; emergency accesses one by one; whether the
record is whole. It says nothing of what one colleague did: logs serve lawfulness, internal control,
security and the court (WGS art. 1.8, fourth paragraph), not the measuring of staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Model, Q, QuerySet

from kmt.audit.actions import DENIED, Event, record
from kmt.audit.models import AuditEvent, HeadDelivery, LoginEvent, SampledLook, TreeHead
from kmt.audit.queries.events import check_reader
from kmt.audit.queries.verifying import Verification, verify
from kmt.kernel import clock
from kmt.kernel.actor import Actor

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the file: a name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyAudit:
    """The whole file of one year."""

    year: int
    made_at: datetime
    tables: tuple[Table, ...]


def privacy_audit(actor: Actor, year: int, *, made_at: datetime) -> PrivacyAudit:
    """Count the year and prove the record; asking for it is itself recorded, as an export."""
    check_reader(actor)
    record(Event(actor=actor, action="export", object_type="privacy_audit", reason_text=str(year)))
    events = AuditEvent.objects.filter(_in(year, "timestamp_utc"))
    refused = events.filter(result=DENIED)
    tables = (
        _counted("per_purpose", events, "purpose", "action", "object_type", "result"),
        _counted("per_basis", events, "legal_basis", "action", "object_type", "result"),
        _counted(
            "share_decisions",
            events.filter(action__in=_SHARED),
            # The reason of a transfer is its step: one transfer is proposed, decided and accepted.
            *("action", "reason_text", "purpose", "legal_basis", "result"),
        ),
        _counted("refusals", refused, "object_type", "action", "role", "reason_text"),
        _counted("exports", events.filter(action__in=_OUT), "action", "object_type", "role"),
        _counted("shielded_and_state", events.exclude(case_state=""), "case_state", "action"),
        _counted("administration", events.filter(action__in=_KEYS), "action", "object_type"),
        _emergencies(events),
        _counted("log_ins", LoginEvent.objects.filter(_in(year, "at")), "result", "step"),
        _heads(year),
        _samples(year),
        _whole(verify()),
    )
    return PrivacyAudit(year=year, made_at=made_at, tables=tables)


_OUT = ("copy", "export", "print", "transfer")
_SHARED = ("share-decision", "transfer")
_KEYS = ("direct-db", "key")


def _in(year: int, field: str) -> Q:
    first, after = (
        datetime(year, 1, 1, tzinfo=clock.DUTCH_TIME),
        datetime(year + 1, 1, 1, tzinfo=clock.DUTCH_TIME),
    )
    return Q(**{f"{field}__gte": first, f"{field}__lt": after})


def _counted(name: str, rows: QuerySet[Model], *fields: str) -> Table:
    found = rows.order_by().values_list(*fields).annotate(Count("seq")).order_by(*fields)
    return Table(name=name, columns=(*fields, "number"), rows=tuple(tuple(row) for row in found))


def _emergencies(events: QuerySet[AuditEvent]) -> Table:
    """Each emergency access, to lay beside its review of the next working day."""
    found = events.filter(action="emergency-access").order_by("seq")
    rows = found.values_list("seq", "timestamp_utc", "role", "case_state", "result")
    return Table(
        name="emergency_accesses",
        columns=("seq", "moment", "role", "case_state", "result"),
        rows=tuple((seq, at.isoformat(timespec="seconds"), *rest) for seq, at, *rest in rows),
    )


def _heads(year: int) -> Table:
    heads = TreeHead.objects.filter(_in(year, "signed_at"))
    sizes = list(heads.values_list("size", flat=True))
    given = HeadDelivery.objects.filter(size__in=sizes)
    rows: list[Row] = [("signed", len(sizes)), ("days", len(set(_days(heads))))]
    for place in sorted(set(given.values_list("place", flat=True))):
        rows.append((f"delivered to {place}", given.filter(place=place, delivered=True).count()))
        rows.append((f"waiting for {place}", given.filter(place=place, delivered=False).count()))
    return Table(name="signed_heads", columns=("what", "number"), rows=tuple(rows))


def _days(heads: QuerySet[TreeHead]) -> Iterable[date]:
    return (moment.date() for moment in heads.values_list("signed_at", flat=True))


def _samples(year: int) -> Table:
    found = SampledLook.objects.filter(sample__year=year).order_by().values_list("outcome")
    rows = found.annotate(Count("seq")).order_by("outcome")
    return Table(
        name="sample_check",
        columns=("outcome", "number"),
        rows=tuple((outcome or "not judged yet", number) for outcome, number in rows),
    )


def _whole(outcome: Verification) -> Table:
    rows: list[Row] = [
        ("events read", outcome.events),
        ("signed heads compared", outcome.signed),
        ("breaks", len(outcome.breaks)),
    ]
    rows += [(found.sentence, found.seq) for found in outcome.breaks[:20]]
    return Table(name="integrity", columns=("what", "number"), rows=tuple(rows))
