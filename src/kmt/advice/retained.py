"""Requests for advice as their retention terms see them: kind, days and keys, and no text (T15)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.advice import access
from kmt.advice.models import AdviceRequest, AdviceStep, subject_of
from kmt.advice.queries import ADVICE
from kmt.advice.states import CLOSED
from kmt.conversation.retained import CONVERSATION, there
from kmt.conversation.topics import subject_of as conversation_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event

KIND = "advice_given"


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every request, and its conversation as far as that is still there."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rule = access.retained(actor)
    talked, closed = there(actor, ADVICE), _closed(actor)
    for row in AdviceRequest.objects.seen_by(actor, rule).order_by("asked_at").iterator():
        days = closed.get(row.id, ())
        if row.id in talked:
            yield _holding(row, CONVERSATION, days, part=CONVERSATION)
        yield _holding(row, KIND, days)


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Nobody: advice is about nobody that is known."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return frozenset()


def _holding(row: AdviceRequest, kind: str, closed: tuple[date, ...], *, part: str = "") -> Holding:
    keys = (conversation_of(row.id),) if part else (subject_of(row.id), conversation_of(row.id))
    return Holding(
        object_type=ADVICE,
        object_id=row.id,
        part=part,
        label=row.number,
        compartment="R1",
        kept=Kept(
            kind=kind,
            events={Event.RECEIPT: (clock.local(row.asked_at).date(),), Event.CLOSING: closed},
            running=row.state != CLOSED,
        ),
        keys=keys,
        year=0 if part else row.year,
        forms=() if part else (row.form,),
    )


def _closed(actor: Actor) -> Mapping[UUID, tuple[date, ...]]:
    """On which days each request was closed."""
    rows = AdviceStep.objects.seen_by(actor, access.retained(actor)).filter(to_state=CLOSED)
    found: dict[UUID, tuple[date, ...]] = defaultdict(tuple)
    for request_id, event, at in rows.order_by("at").values_list("request_id", "event", "at"):
        if event != "feedback":
            found[request_id] += (clock.local(at).date(),)
    return found
