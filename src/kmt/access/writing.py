"""The parts of an act about who is involved in a file; each runs inside an act of its caller."""

from datetime import datetime

from django.db.models import F

from kmt.access.files import FileRef, of_file
from kmt.access.models import EmergencyAccess, FileOpened, Involvement
from kmt.access.rules import Capacity, EndReason
from kmt.kernel import clock
from kmt.kernel.actor import Actor


def begin_file(by: Actor, file: FileRef) -> None:
    """Whoever opens a file coordinates it."""
    add(by, file, by.id, Capacity.COORDINATOR)


def forget_file(file: FileRef) -> None:
    """Let go of who was involved in a file that is destroyed."""
    Involvement.objects.filter(of_file(file)).delete()
    FileOpened.objects.filter(of_file(file)).delete()
    EmergencyAccess.objects.filter(of_file(file)).delete()


def shield_file(by: Actor, file: FileRef) -> None:
    """Let everybody go but the coordinator: a file that is closed is shielded from then on."""
    rows = Involvement.objects.filter(of_file(file), until=None)
    rows.exclude(capacity=Capacity.COORDINATOR).update(**_ended(by, EndReason.CLOSED))


def add(
    by: Actor,
    file: FileRef,
    account: str,
    capacity: Capacity,
    *,
    reason: str = "",
    lapses_at: datetime | None = None,
) -> None:
    """Involve an account in a file from now on, until it ends by itself when that is said."""
    Involvement(
        account=account,
        object_type=file.object_type,
        object_id=file.object_id,
        person_id=file.person_id,
        capacity=capacity,
        since=clock.now(),
        granted_by=by.id,
        reason=reason,
        lapses_at=lapses_at,
    ).save(force_insert=True)


def end(by: Actor, file: FileRef, account: str, reason: EndReason) -> None:
    """End the involvement of an account in a file, when there is one."""
    rows = Involvement.objects.filter(of_file(file), account=account, until=None)
    rows.filter(lapses_at__lte=clock.now()).update(**lapsed(by))
    rows.update(**_ended(by, reason))


def end_stand_ins(by: Actor, file: FileRef) -> None:
    """Let go of who stood in for a while: the file is another coordinator's from now on."""
    rows = Involvement.objects.filter(of_file(file), until=None, lapses_at__gt=clock.now())
    rows.update(**_ended(by, EndReason.HANDED_OVER))


def lapsed(by: Actor) -> dict[str, object]:
    """What is written of an involvement that ended by itself, at the moment that it did."""
    return {
        "until": F("lapses_at"),
        "ended_by": by.id,
        "end_reason": EndReason.ABSENCE_OVER,
    }


def _ended(by: Actor, reason: EndReason) -> dict[str, object]:
    return {"until": clock.now(), "ended_by": by.id, "end_reason": reason}
