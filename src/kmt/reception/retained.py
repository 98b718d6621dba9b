"""Drafts as their retention terms see them: kind, days and keys, and no text (T34, T32)."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.attachments.owners import FileOwner
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.reception import access
from kmt.reception.models import Draft, subject_of
from kmt.reception.states import OPEN
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import BESIDE, Event, last_day

DRAFT = "draft"
#: Kinds of the table of terms: still typed, put away or sent, and a mail that nobody took up.
TYPED, OVER, UNTAKEN = "draft", "draft_over", "report_unrouted"
_COLUMNS = ("id", "label", "state", "owner", "started_at", "saved_at", "over_on")


def owner_of(draft_id: UUID) -> FileOwner:
    """A draft as the one that files belong to: sealed under its key, until they go along."""
    return FileOwner(object_type=DRAFT, object_id=draft_id, subject=subject_of(draft_id))


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every draft; a mail that nobody took up is a report nobody decided on: a person does."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rows = Draft.objects.seen_by(actor, access.retained(actor))
    for row in rows.only(*_COLUMNS).order_by("started_at").iterator():
        kind = kind_of(row.state, row.owner)
        yield Holding(
            object_type=DRAFT,
            object_id=row.id,
            label=row.label,
            compartment="R1",
            kept=Kept(
                kind=kind,
                events={
                    Event.RECEIPT: (_day(row.started_at),),
                    Event.RECORDING: (_day(row.saved_at),),
                    Event.CLOSING: (row.over_on,) if row.over_on else (),
                },
            ),
            keys=(subject_of(row.id),),
        )


def kind_of(state: str, owner: str) -> str:
    """Which kind of record a draft is for the table of terms."""
    if state != OPEN:
        return OVER
    return TYPED if owner else UNTAKEN


def last_day_of(kind: str, started_at: datetime, saved_at: datetime, over_on: date | None) -> date:
    """The last day of a draft, by the row of the table that carries its kind."""
    carrying = (one for one in retention_terms() if one.nature not in BESIDE)
    term = next(one for one in carrying if kind in one.kinds)
    since = {Event.RECEIPT: _day(started_at), Event.RECORDING: _day(saved_at)}
    start = since.get(term.starts) if term.starts else None
    return last_day(start or over_on or _day(saved_at), term.term)


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody: a draft names people in its words only."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def _day(moment: datetime) -> date:
    return clock.local(moment).date()
