"""The sessions and second factors of one account, as the person sees them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.mfa.models import Authenticator

from kmt.kernel import clock
from kmt.partners.models import WorkSession
from kmt.partners.session_store import DEVICE, SEEN, handle_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session: since when, last used, on what kind of device."""

    handle: str
    device: str
    since: datetime | None
    last_used: datetime | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One second factor: an app or a security key."""

    id: int
    name: str
    since: datetime
    last_used: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """What somebody logs in with beside the password."""

    app: Factor | None
    keys: tuple[Factor, ...]
    spare_left: int

    @property
    def may_remove(self) -> bool:
        """Whether one can go: without any, nobody gets in."""
        return len(self.keys) + (self.app is not None) > 1


def sessions_of(account_id: UUID, current: str = "") -> tuple[SessionLine, ...]:
    """The sessions that are open now, the one that asks first, then the last used."""
    rows = WorkSession.objects.filter(account_id=account_id, expire_date__gt=clock.now())
    lines = [_session(one, current) for one in rows]
    start = datetime.min.replace(tzinfo=UTC)
    lines.sort(key=lambda one: (one.current, one.last_used or start), reverse=True)
    return tuple(lines)


def factors_of(account_id: UUID) -> Factors:
    """The app, the security keys with their names, how many spare codes are left."""
    rows = list(Authenticator.objects.filter(user_id=account_id).order_by("created_at"))
    kinds = Authenticator.Type
    spare = [one for one in rows if one.type == kinds.RECOVERY_CODES]
    apps = [_factor(one, "app") for one in rows if one.type == kinds.TOTP]
    keys = [_factor(one, one.wrap().name) for one in rows if one.type == kinds.WEBAUTHN]
    return Factors(
        app=apps[0] if apps else None,
        keys=tuple(keys),
        spare_left=len(spare[0].wrap().get_unused_codes()) if spare else 0,
    )


def _factor(row: Authenticator, name: str) -> Factor:
    return Factor(id=row.id, name=name, since=row.created_at, last_used=row.last_used_at)


def _session(row: WorkSession, current: str) -> SessionLine:
    held = row.get_decoded()
    began = [float(one["at"]) for one in held.get(RECORDS, [])]
    seen = float(held.get(SEEN, 0)) or max(began, default=0)
    return SessionLine(
        handle=handle_of(row.session_key),
        device=str(held.get(DEVICE, "onbekend apparaat")),
        since=_moment(min(began, default=0)),
        last_used=_moment(seen),
        current=row.session_key == current,
    )


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
