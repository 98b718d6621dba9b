"""Involving colleagues in a file, ending that, and letting somebody in for an emergency.

Which files there are is the affair of the rooms above: they say which one (:class:`.FileRef`)
after their own rule let the actor see that it exists.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.actors import actor_for
from kmt.access.acts import act
from kmt.access.files import FileRef, of_file
from kmt.access.models import EmergencyAccess, Involvement
from kmt.access.permissions import Permission
from kmt.access.queries import coordinator_of, emergencies_so_far, taken_off, tie_of
from kmt.access.rows import GatedQuerySet
from kmt.access.rules import (
    EMERGENCY,
    LASTS,
    Between,
    Capacity,
    EmergencyAsked,
    EndReason,
    may_end,
    may_hand_over,
    may_involve,
    may_open_emergency,
    may_review,
    review_due,
)
from kmt.access.texts import sealed
from kmt.access.writing import add, end, end_stand_ins, lapsed
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotPermitted
from kmt.partners.queries import account_of


def involve(
    *,
    by: Actor,
    file: FileRef,
    to: str,
    capacity: Capacity,
    works: Permission,
    reason: str = "",
    lapses_at: datetime | None = None,
) -> None:
    """Involve a colleague in a file; ``works`` is the permission such work takes.

    With ``lapses_at`` it ends by itself at that moment: for who stands in for a while.

    Who is involved already stays so, in the new capacity from now on. A shielded file takes a
    ``reason``, a code of :class:`.ShieldReason`.
    """
    between = _between(by, file, to, works)
    with act(
        by,
        Permission.ACCESS_INVOLVEMENT_GRANT,
        **_named(file),
        action="create",
        reason=reason or capacity,
        decision=may_involve(between, reason=reason),
    ):
        end(by, file, to, EndReason.HANDED_OVER)
        why = reason if file.shielded else ""
        add(by, file, to, capacity, reason=why, lapses_at=lapses_at)


def note_lapsed(*, by: Actor) -> int:
    """Write down the end of involvements that are over by themselves; returns how many.

    They opened nothing any more from that moment on; this is for who reads who was involved.
    """
    over = Involvement.objects.seen_by(by, Q(until=None, lapses_at__lte=clock.now()))
    rows = list(over)
    for row in rows:
        with act(
            by,
            Permission.ACCESS_INVOLVEMENT_GRANT,
            action="delete",
            object_type=row.object_type,
            object_id=str(row.object_id),
            reason=EndReason.ABSENCE_OVER,
        ):
            over.filter(id=row.id).update(**lapsed(by))
    return len(rows)


def hand_over(
    *,
    by: Actor,
    file: FileRef,
    new: str,
    works: Permission,
    reason: EndReason = EndReason.HANDED_OVER,
) -> None:
    """Let ``new`` coordinate a file; who did so is out from then on, for this reason."""
    between, old = _between(by, file, new, works), coordinator_of(by, file)
    with act(
        by,
        Permission.ACCESS_INVOLVEMENT_GRANT,
        **_named(file),
        action="update",
        reason=reason,
        decision=may_hand_over(between, reason=reason),
    ):
        end(by, file, old, reason)
        end(by, file, new, EndReason.HANDED_OVER)
        end_stand_ins(by, file)
        add(by, file, new, Capacity.COORDINATOR)


def end_involvement(*, by: Actor, file: FileRef, account: str, reason: EndReason) -> None:
    """End somebody's involvement in a file, with the reason; harmless when it ended already."""
    row = Involvement.objects.seen_by(by, of_file(file)).filter(account=account, until=None).first()
    if row is None:
        return
    decision = may_end(
        leads=by.may(Permission.ACCESS_INVOLVEMENT_LEAD),
        coordinates=coordinator_of(by, file) == by.id,
        own=account == by.id,
        capacity=row.capacity,
        reason=reason,
    )
    with act(
        by,
        Permission.ACCESS_INVOLVEMENT_GRANT,
        **_named(file),
        action="delete",
        reason=reason,
        decision=decision,
    ):
        end(by, file, account, reason)


def open_emergency(
    *, by: Actor, file: FileRef, ground: str, words: str, token: UUID | None = None
) -> UUID:
    """Let somebody in for three hours, for this reason; the same form twice opens once."""
    token = token or new_id()
    mine = EmergencyAccess.objects.seen_by(by, _own(by))
    if (sent := mine.filter(token=token).values_list("id", flat=True).first()) is not None:
        return sent
    open_now, today = emergencies_so_far(by)
    asked = EmergencyAsked(
        ground=ground,
        words=words,
        shielded=file.shielded,
        involved=tie_of(by, file.object_type, file.object_id).involved,
        conflict=taken_off(by, file, by.id),
        open_now=open_now,
        today=today,
    )
    row_id, now = new_id(), clock.now()
    with act(
        by,
        Permission.ACCESS_EMERGENCY_OPEN,
        **_named(file),
        action="emergency-access",
        reason=ground[:24],
        purpose=EMERGENCY,
        decision=may_open_emergency(asked),
    ):
        EmergencyAccess(
            id=row_id,
            token=token,
            account=by.id,
            object_type=file.object_type,
            object_id=file.object_id,
            person_id=file.person_id,
            label=file.label,
            ground=ground,
            words=sealed(row_id, words.strip()),
            since=now,
            until=now + LASTS,
            review_due=review_due(clock.local(now).date()),
        ).save(force_insert=True)
    return row_id


def close_emergency(*, by: Actor, emergency_id: UUID) -> None:
    """End an emergency access before its time: one's own, or as the one who reviews them."""
    row = _emergencies(by).one(id=emergency_id)
    with act(
        by,
        Permission.ACCESS_EMERGENCY_OPEN
        if row.account == by.id
        else Permission.ACCESS_EMERGENCY_REVIEW,
        action="update",
        object_type=row.object_type,
        object_id=str(row.object_id),
    ):
        held = _emergencies(by).select_for_update().one(id=emergency_id)
        held.until = min(held.until, clock.now())
        held.save()


def review_emergency(*, by: Actor, emergency_id: UUID, opinion: str) -> None:
    """Say, as another person, what to think of an emergency access that is over."""
    with act(
        by,
        Permission.ACCESS_EMERGENCY_REVIEW,
        action="update",
        object_type="emergency_access",
        object_id=str(emergency_id),
        reason=opinion[:16],
    ):
        row = _emergencies(by).select_for_update().one(id=emergency_id)
        may_review(
            opened_by=row.account,
            reviewer=by.id,
            reviewed=bool(row.opinion),
            running=clock.now() < row.until,
            opinion=opinion,
        ).check()
        row.reviewed_at, row.reviewed_by, row.opinion = clock.now(), by.id, opinion
        row.save()


def _emergencies(by: Actor) -> GatedQuerySet[EmergencyAccess]:
    """Those that the actor opened, and all for who reviews them."""
    rule = Q() if by.may(Permission.ACCESS_EMERGENCY_REVIEW) else _own(by)
    return EmergencyAccess.objects.seen_by(by, rule)


def _between(by: Actor, file: FileRef, to: str, works: Permission) -> Between:
    """What is known of who asks and of the colleague, in this file."""
    holder = coordinator_of(by, file)
    return Between(
        asker=by.id,
        to=to,
        leads=by.may(Permission.ACCESS_INVOLVEMENT_LEAD),
        coordinates=holder == by.id,
        works=_works(to, works),
        holds=holder == to,
        conflict=taken_off(by, file, to),
        shielded=file.shielded,
    )


def _works(account: str, works: Permission) -> bool:
    """Whether an account may do this work today."""
    found = account_of(account)
    try:
        return found is not None and actor_for(found).may(works)
    except NotPermitted:
        return False


def _own(by: Actor) -> Q:
    return Q(account=by.id)


def _named(file: FileRef) -> dict[str, str]:
    return {"object_type": file.object_type, "object_id": str(file.object_id)}
