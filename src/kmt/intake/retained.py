"""Reports as their retention terms see them: kind, days, keys and persons, and no text.

The report, who reported it and the conversation have terms of their own (T13: five years and six
weeks; T33: six months), so they are three holdings of one row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q

from kmt.attachments.owners import FileOwner
from kmt.conversation.retained import CONVERSATION, there
from kmt.conversation.topics import subject_of as talk_of
from kmt.intake import access
from kmt.intake.models import (
    WHO_REPORTED,
    Report,
    ReportStep,
    ReportSubject,
    reporter_of,
    subject_of,
)
from kmt.intake.states import CLOSE, CLOSED, OPEN
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import BESIDE, Event, Term, last_day

REPORT, REPORTER = "report", "reporter"
#: Which kind of record a report is, by what was decided on it (code list ``report_outcome``).
KINDS = {
    "advice": "advice_given",
    "no_follow_up": "report_rejected",
    "referred_elsewhere": "report_rejected",
}
HANDLED, IDENTITY = "report_handled", "reporter_identity"
#: Nobody decided on it yet: route or destroy (T32).
UNROUTED = "report_unrouted"
_COLUMNS = (
    *("id", "number", "state", "outcome", "received_at", "year", "form"),
    *("reopened_at", "duplicate"),
)


def owner_of(report_id: UUID) -> FileOwner:
    """A report as the one that files belong to: they are sealed under its key and go with it."""
    return FileOwner(object_type=REPORT, object_id=report_id, subject=subject_of(report_id))


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every report; who reported it and the conversation, as far as those are still there."""
    rows = Report.objects.seen_by(actor, access.retained(actor))
    told_who = set(rows.exclude(**dict.fromkeys(WHO_REPORTED, b"")).values_list("id", flat=True))
    closed, persons = _closed(actor), _persons(actor)
    talked = there(actor, REPORT)
    for row in rows.only(*_COLUMNS).order_by("received_at").iterator():
        days = closed.get(row.id, ()) if row.state == CLOSED else ()
        if row.id in told_who:
            yield _holding(row, IDENTITY, days, part=REPORTER, keys=(reporter_of(row.id),))
        talk = (talk_of(row.id),)
        if row.id in talked:
            yield _holding(row, CONVERSATION, days, part=CONVERSATION, keys=talk)
        yield _holding(
            row,
            UNROUTED if row.state in OPEN else KINDS.get(row.outcome, HANDLED),
            days,
            keys=(subject_of(row.id), reporter_of(row.id), *talk),
            persons=frozenset(persons.get(row.id, ())),
        )


def route_before(row: Report) -> date:
    """The last day on which a report may wait for its decision (T32).

    One that was opened again waits from that day: the earlier wait ended with a decision.
    """
    return last_day(_waits_since(row), _term().term)


def overdue_before(today: date) -> datetime:
    """Reports received, or opened again, before this moment and not decided on are over."""
    since = last_day(today, _term().term) - today
    return datetime.combine(today - since, time(), tzinfo=clock.DUTCH_TIME)


def _waits_since(row: Report) -> date:
    return clock.local(row.reopened_at or row.received_at).date()


def _term() -> Term:
    carrying = (one for one in retention_terms() if one.nature not in BESIDE)
    return next(one for one in carrying if UNROUTED in one.kinds)


def persons_in_use(actor: Actor, persons: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these persons that a report is about."""
    rows = ReportSubject.objects.seen_by(actor, access.retained(actor))
    return frozenset(rows.filter(person__in=persons).values_list("person", flat=True))


def _holding(
    row: Report,
    kind: str,
    closed: tuple[date, ...],
    *,
    keys: tuple[str, ...],
    part: str = "",
    persons: frozenset[UUID] = frozenset(),
) -> Holding:
    return Holding(
        object_type=REPORT,
        object_id=row.id,
        part=part,
        label=row.number,
        compartment="R1",
        kept=Kept(
            kind=kind,
            events={Event.RECEIPT: (_waits_since(row),), Event.CLOSING: closed},
            running=row.state not in {CLOSED, *OPEN},
        ),
        keys=keys,
        persons=persons,
        year=row.year,
        forms=() if part or row.duplicate else (row.form,),
    )


def _closed(actor: Actor) -> Mapping[UUID, tuple[date, ...]]:
    """On which day each report was closed: the last time, for it was opened again after others.

    A closing that was undone ended nothing: the matter was handled (T13) on the day it was closed
    for good. Who opens one again says why, and that is kept.
    """
    steps = ReportStep.objects.seen_by(actor, access.retained(actor) & Q(event=CLOSE))
    found: dict[UUID, tuple[date, ...]] = defaultdict(tuple)
    for report_id, at in steps.order_by("at", "pk").values_list("report_id", "at"):
        found[report_id] = (clock.local(at).date(),)
    return found


def _persons(actor: Actor) -> Mapping[UUID, list[UUID]]:
    rows = ReportSubject.objects.seen_by(actor, access.retained(actor))
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for report_id, person in rows.values_list("report_id", "person"):
        found[report_id].append(person)
    return found
