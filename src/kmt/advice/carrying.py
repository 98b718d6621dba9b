"""Requests for advice as work that colleagues of the desk carry, for the room ``duty``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.advice import access, states
from kmt.advice.actions import hand_over
from kmt.advice.models import AdviceRequest
from kmt.advice.queries import ADVICE
from kmt.advice.rules.asking import YES
from kmt.duty.carried import Carried, Tally, Work
from kmt.kernel import clock
from kmt.kernel.actor import Actor

_OPEN = ~Q(state=states.CLOSED)
_WAITS = Q(unread__gt=0) | Q(unsafe_since__isnull=False)
_DANGER = Q(danger=YES, state=states.ASKED)


def tallies(actor: Actor) -> Mapping[str, Tally]:
    """How much each colleague carries, and how much nobody does: one question."""
    tonight = datetime.combine(clock.today() + timedelta(days=1), time.min, clock.DUTCH_TIME)
    rows = (
        _rows(actor)
        .values("handler")
        .annotate(
            open=Count("pk"),
            due=Count("pk", filter=Q(due_at__lt=tonight, state__in=states.OPEN)),
            waits=Count("pk", filter=_WAITS),
            danger=Max("asked_at", filter=_DANGER),
            unsafe=Max("unsafe_since"),
        )
    )
    return {
        row["handler"]: Tally(
            open=row["open"],
            due=row["due"],
            waits=row["waits"],
            acute_at=max(filter(None, (row["danger"], row["unsafe"])), default=None),
        )
        for row in rows.order_by("handler")
    }


def work_of(actor: Actor, account: str) -> Sequence[Work]:
    """What one colleague carries, without a word of what was asked."""
    return _works(actor, _rows(actor).filter(handler=account))


def find(actor: Actor, ids: Collection[UUID]) -> Sequence[Work]:
    """Some open requests by id."""
    return _works(actor, _rows(actor).filter(pk__in=ids))


def _rows(actor: Actor) -> GatedQuerySet[AdviceRequest]:
    return AdviceRequest.objects.seen_by(actor, access.carried(actor)).filter(_OPEN)


def _works(actor: Actor, rows: GatedQuerySet[AdviceRequest]) -> Sequence[Work]:
    reads = actor.may(Permission.ADVICE_ANSWER_WRITE)
    return [
        Work(
            id=row.id,
            number=row.number,
            account=row.handler,
            due=row.due_at,
            waits=row.unread > 0 or row.unsafe_since is not None,
            acute=row.unsafe_since is not None or (row.danger == YES and row.state == states.ASKED),
            opens=reads,
        )
        for row in rows.order_by("due_at", "number")
    ]


CARRIED = Carried(
    kind=ADVICE,
    words=gettext_lazy("Requests for advice"),
    works=Permission.ADVICE_ANSWER_WRITE,
    page="advice:detail",
    list_page="advice:requests",
    lists=Permission.ADVICE_ANSWER_WRITE,
    tallies=tallies,
    work_of=work_of,
    find=find,
    hand_over=hand_over,
)
