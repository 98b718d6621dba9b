"""Reading who is involved in what, and which emergency access waits for a second look.

The rules for rows (:func:`in_reach`, :func:`involved_in`) are conditions for a query of another
room: one question to the database, whatever the number of files.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from kmt.access.acts import check
from kmt.access.files import FileRef, of_file
from kmt.access.limits import AN_HOUR
from kmt.access.models import EmergencyAccess, FileOpened, Involvement
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.access.rules import Capacity, EndReason, Reach, Tie, reach
from kmt.access.texts import opened
from kmt.audit.actions import read_of
from kmt.audit.queries import Deed, deeds_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of, people_in

PAGE = 50


def colleagues(actor: Actor, works: Permission) -> dict[str, str]:
    """Who may do this work today by their role: names by account id, the actor too."""
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    roles = [role.code for role in ROLES.values() if works in role.permissions]
    return people_in(roles, clock.today())


def in_reach(actor: Actor, object_type: str, field: str = "pk", *, shielded: Q) -> Q:
    """Rows of files that the actor is involved in, or that are open to them in an emergency.

    ``shielded`` tells which rows no emergency opens.
    """
    emergency = _emergencies(actor).filter(object_type=object_type).values("object_id")
    return involved_in(actor, object_type, field) | (Q(**{f"{field}__in": emergency}) & ~shielded)


def involved_in(actor: Actor, object_type: str, field: str = "pk") -> Q:
    """Rows of files that the actor is involved in today."""
    found = _involvements(actor).filter(object_type=object_type).values("object_id")
    return Q(**{f"{field}__in": found})


def tie_of(actor: Actor, object_type: str, object_id: UUID, *, shielded: bool = False) -> Tie:
    """What ties the actor to one file now."""
    this = Q(object_type=object_type, object_id=object_id)
    lately = FileOpened.objects.filter(this, account=actor.id, at__gt=clock.now() - AN_HOUR)
    rows = _involvements(actor).filter(this).annotate(opened=Exists(lately))
    found: bool | None = rows.values_list("opened", flat=True).first()
    if found is not None:
        return Tie(involved=True, shielded=shielded, opened=found)
    until = _emergencies(actor).filter(this).aggregate(end=Max("until"))["end"]
    return Tie(emergency_until=until, shielded=shielded)


def with_tie(actor: Actor, object_type: str) -> dict[str, Exists]:
    """What ties the actor to each row of files, read along with the row (:func:`tie_read`)."""
    this = Q(object_type=object_type, object_id=OuterRef("pk"))
    lately = FileOpened.objects.filter(this, account=actor.id, at__gt=clock.now() - AN_HOUR)
    return {"tie_involved": Exists(_involvements(actor).filter(this)), "tie_opened": Exists(lately)}


def tie_read(actor: Actor, row: Any, object_type: str, *, shielded: bool) -> Tie:
    """The tie of a row read :func:`with_tie`; who is not involved may have emergency access."""
    if getattr(row, "tie_involved", False):
        return Tie(involved=True, shielded=shielded, opened=row.tie_opened)
    return tie_of(actor, object_type, row.pk, shielded=shielded)


def reach_of(actor: Actor, file: FileRef) -> Reach:
    """How far the actor comes in one file now."""
    tie = tie_of(actor, file.object_type, file.object_id, shielded=file.shielded)
    return reach(tie, clock.now())


def coordinator_of(actor: Actor, file: FileRef) -> str:
    """Which account coordinates this file now; empty when none does."""
    rows = Involvement.objects.seen_by(actor, of_file(file)).filter(until=None)
    found = rows.filter(capacity=Capacity.COORDINATOR).values_list("account", flat=True).first()
    return found or ""


def taken_off(actor: Actor, file: FileRef, account: str) -> bool:
    """Whether an account was taken off this file for an interest that clashes, and is out still."""
    rows = Involvement.objects.seen_by(actor, of_file(file)).filter(account=account)
    if rows.filter(running()).exists():
        return False
    last = rows.order_by("-until").values_list("end_reason", flat=True).first()
    return last == EndReason.CONFLICT_OF_INTEREST


def emergencies_so_far(actor: Actor) -> tuple[int, int]:
    """How many emergency accesses of the actor run now, and how many began today."""
    midnight = datetime.combine(clock.today(), time.min, clock.local(clock.now()).tzinfo)
    began = EmergencyAccess.objects.seen_by(actor, Q(account=actor.id, since__gte=midnight))
    return _emergencies(actor).count(), began.count()


def emergency_of(actor: Actor, file: FileRef) -> UUID | None:
    """The emergency access of the actor to this file that runs now."""
    rows = _emergencies(actor).filter(of_file(file))
    return rows.values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvedLine:
    """One colleague in a file: as what, since when, and until when if it ended."""

    id: UUID
    account: str
    name: str
    capacity: str
    since: datetime
    lapses_at: datetime | None
    until: datetime | None
    end_reason: str
    granted_by: str
    reason: str


def involved_people(
    actor: Actor, file: FileRef, *, part_of_look: bool = False
) -> tuple[InvolvedLine, ...]:
    """Who is and was involved in a file; who is comes first. For who may involve somebody.

    ``part_of_look``: it is shown on a page of that file, and that look is recorded already.
    """
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    rows = list(Involvement.objects.seen_by(actor, of_file(file)).order_by("-since"))
    names = names_of({row.account for row in rows} | {row.granted_by for row in rows})
    if not part_of_look:
        read_of(
            actor,
            object_type=file.object_type,
            object_id=str(file.object_id),
            reason="involved",
        )
    lines = (
        InvolvedLine(
            id=row.id,
            account=row.account,
            name=names.get(row.account, row.account),
            capacity=row.capacity,
            since=clock.local(row.since),
            lapses_at=clock.local(row.lapses_at) if row.lapses_at else None,
            until=clock.local(ended) if (ended := _ended(row)) else None,
            end_reason=row.end_reason or (EndReason.ABSENCE_OVER if ended else ""),
            granted_by=names.get(row.granted_by, row.granted_by),
            reason=row.reason,
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda one: one.until is not None))


def files_of(actor: Actor, object_type: str, account: str) -> dict[UUID, str]:
    """In which files of a kind a colleague is involved, and as what; for who divides the work."""
    check(actor, Permission.ACCESS_INVOLVEMENT_LEAD)
    rows = Involvement.objects.seen_by(actor, Q(account=account, object_type=object_type))
    return dict(rows.filter(running()).values_list("object_id", "capacity"))


def involved_now(
    actor: Actor, object_type: str, account: str, files: Collection[UUID]
) -> dict[UUID, datetime | None]:
    """In which of these files a colleague is involved now, and when that ends by itself.

    For who lets somebody stand in.
    """
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    rows = Involvement.objects.seen_by(actor, Q(account=account, object_type=object_type))
    found = rows.filter(running(), object_id__in=files)
    return dict(found.values_list("object_id", "lapses_at"))


def accounts_in(actor: Actor, file: FileRef) -> frozenset[str]:
    """Who works on a file now: for a page of that file, which is itself recorded as read."""
    rows = Involvement.objects.seen_by(actor, of_file(file) & running())
    return frozenset(rows.values_list("account", flat=True))


def involved_there(actor: Actor, object_type: str, *, account: str, file: str) -> Exists:
    """For a query of another room: whether the account in one column works on the file in another.

    It says nothing of a file; who asks for it keeps the rule of its own rows.
    """
    rows = Involvement.objects.seen_by(actor, Q(object_type=object_type) & running())
    return Exists(rows.filter(account=OuterRef(account), object_id=OuterRef(file)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedIn:
    """That somebody opened one file in an emergency: who, from when until when, on what ground."""

    account: str
    ground: str
    since: datetime
    until: datetime


def looks_in_emergency(actor: Actor, file: FileRef) -> tuple[LookedIn, ...]:
    """The emergency accesses to one file, oldest first; for the page of a file that is recorded."""
    rows = EmergencyAccess.objects.seen_by(actor, of_file(file)).order_by("since")
    return tuple(
        LookedIn(
            account=row.account,
            ground=row.ground,
            since=clock.local(row.since),
            until=clock.local(row.until),
        )
        for row in rows
    )


def running() -> Q:
    """Involvements that hold now: not ended, and not over by themselves."""
    return Q(until=None) & (Q(lapses_at=None) | Q(lapses_at__gt=clock.now()))


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLine:
    """One emergency access for its second look, with what was done in those hours."""

    id: UUID
    who: str
    own: bool
    object_type: str
    label: str
    ground: str
    words: str
    since: datetime
    until: datetime
    running: bool
    review_due: date
    late: bool
    opinion: str
    reviewer: str
    deeds: tuple[Deed, ...]


def emergencies(actor: Actor, *, to_review: bool = True) -> tuple[EmergencyLine, ...]:
    """Emergency accesses that wait for a second look, the longest waiting first; or all, newest."""
    check(actor, Permission.ACCESS_EMERGENCY_REVIEW)
    rows = EmergencyAccess.objects.seen_by(actor, Q())
    shown = rows.filter(opinion="").order_by("since") if to_review else rows.order_by("-since")
    found = list(shown[:PAGE])
    names = names_of({row.account for row in found} | {row.reviewed_by for row in found})
    read_of(actor, object_type="emergency_access", action="search")
    return tuple(_emergency_line(actor, row, names) for row in found)


def _emergency_line(actor: Actor, row: EmergencyAccess, names: dict[str, str]) -> EmergencyLine:
    now = clock.now()
    return EmergencyLine(
        id=row.id,
        who=names.get(row.account, row.account),
        own=row.account == actor.id,
        object_type=row.object_type,
        label=row.label,
        ground=row.ground,
        words=opened(row.id, bytes(row.words)),
        since=clock.local(row.since),
        until=clock.local(row.until),
        running=now < row.until,
        review_due=row.review_due,
        late=row.review_due < clock.today() and not row.opinion,
        opinion=row.opinion,
        reviewer=names.get(row.reviewed_by, ""),
        deeds=deeds_of(
            account=row.account,
            object_type=row.object_type,
            object_id=str(row.object_id),
            person=row.person_id,
            since=row.since,
            until=row.until,
        ),
    )


def _involvements(actor: Actor) -> QuerySet[Involvement]:
    return Involvement.objects.seen_by(actor, Q(account=actor.id) & running())


def _ended(row: Involvement) -> datetime | None:
    """When an involvement ended; one that ran out did so then, also before it is written down."""
    over = row.lapses_at is not None and row.lapses_at <= clock.now()
    return row.until or (row.lapses_at if over else None)


def _emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    return EmergencyAccess.objects.seen_by(actor, Q(account=actor.id, until__gt=clock.now()))
