"""The parts of the acts of duty, and what rooms above note here; each runs inside an act."""

from collections.abc import Collection, Mapping
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.access.permissions import Permission
from kmt.duty import access
from kmt.duty.carried import kind_of
from kmt.duty.models import Absence, HandedOver, StandIn
from kmt.duty.rules import Days
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.partners.queries import account_of


def note_handed_over(
    *, by: Actor, kind: str, object_id: UUID, old: str, new: str, reason: str
) -> None:
    """Note that one thing went to another colleague, who then finds it under what was handed over.

    For the rooms above, inside the act by which the thing goes.
    """
    HandedOver(
        kind=kind,
        object_id=object_id,
        old=old,
        new=new,
        reason=reason,
        by=by.id,
        at=clock.now(),
        seen_at=clock.now() if by.id == new else None,
    ).save(force_insert=True)


def forget_work(*, kind: str, object_id: UUID) -> int:
    """Forget who handed a thing to whom when the thing is destroyed; inside that act."""
    return HandedOver.objects.filter(kind=kind, object_id=object_id).delete()[0]


def put_stand_ins(absence: Absence, stand_ins: Mapping[str, Collection[str]]) -> None:
    """Keep who stands in for which kind of work."""
    StandIn.objects.bulk_create(
        StandIn(absence=absence, kind=kind, account=account)
        for kind, accounts in stand_ins.items()
        for account in sorted(set(accounts))
    )


def open_covers(by: Actor, absence: Absence) -> int:
    """Let those who stand in open what the absent colleague carries, as far as they may work."""
    until = Days(first=absence.first_day, last=absence.last_day).over_at
    opened = 0
    for one in _stand_ins(by, absence):
        kind = kind_of(one.kind)
        if kind is not None and kind.cover is not None and acting(one.account, kind.works):
            opened += kind.cover(by=by, absent=absence.account, to=one.account, until=until)
    return opened


def close_covers(by: Actor, absence: Absence) -> int:
    """End that before its time."""
    closed = 0
    for one in _stand_ins(by, absence):
        kind = kind_of(one.kind)
        if kind is not None and kind.uncover is not None:
            closed += kind.uncover(by=by, absent=absence.account, to=one.account)
    return closed


def _stand_ins(by: Actor, absence: Absence) -> list[StandIn]:
    return list(StandIn.objects.seen_by(by, access.absences(by)).filter(absence=absence))


def acting(account: str, works: Permission) -> Actor | None:
    """A colleague as they may act today; None when they may not do this work."""
    found = account_of(account)
    try:
        actor = actor_for(found) if found is not None and found.is_active else None
    except NotPermitted:
        return None
    return actor if actor is not None and actor.may(works) else None


def take_out(absence: Absence) -> None:
    """Remove an absence with who stood in."""
    StandIn.objects.filter(absence=absence).delete()
    absence.delete()
