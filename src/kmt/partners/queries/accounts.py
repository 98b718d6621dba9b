"""The accounts as the administrator sees them, and the roles that somebody has to look at."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted
from kmt.partners.models import Account, Membership, OneTimeCode
from kmt.partners.queries.sessions import SessionLine, sessions_of
from kmt.partners.queries.standing import names_of, post_of, standing_of
from kmt.partners.region import region
from kmt.partners.roles_known import role_known
from kmt.partners.rules import may_work
from kmt.partners.rules.reviewing import closes_after, due_on, is_due
from kmt.partners.rules.standing import ends_soon

MANAGE, CONFIRM = "partners.account.manage", "partners.role.confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """A role of somebody, in words."""

    id: int
    account_id: UUID
    name: str
    role: str
    organisation: str
    municipality: str
    function: str
    valid_from: date
    valid_to: date | None
    waits: bool
    mine: bool
    gave_it: bool
    given_by: str
    confirmed_on: date

    @property
    def due_on(self) -> date:
        """When the year is over."""
        return due_on(self.confirmed_on)

    @property
    def closes_after(self) -> date:
        """The last day on which it still opens the door."""
        return closes_after(self.confirmed_on)

    @property
    def overdue(self) -> bool:
        """Whether the year is over: the role is in its days of grace, or closed."""
        return clock.today() > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """One account in the list: what is missing, what ends soon."""

    id: UUID
    name: str
    email: str
    roles: tuple[RoleLine, ...]
    open: bool
    ended: bool
    missing: tuple[str, ...]
    soon: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One account with all that can be done to it."""

    line: AccountLine
    screened_on: date | None
    screening_valid_until: date | None
    trained_on: date | None
    training_valid_until: date | None
    sessions: tuple[SessionLine, ...]
    was_in: bool
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What somebody has to look at: roles that wait for a second person, and the yearly ones."""

    waiting: tuple[RoleLine, ...]
    due: tuple[RoleLine, ...]


def accounts(actor: Actor) -> tuple[AccountLine, ...]:
    """Every account, those where something is missing or ends first; the look is recorded."""
    _check(actor, MANAGE)
    read_of(actor, object_type="account", action="search")
    roles: dict[UUID, list[RoleLine]] = defaultdict(list)
    for one in _roles_of_today(actor):
        roles[one.account_id].append(one)
    lines = [_account(one, tuple(roles[one.id])) for one in Account.objects.order_by("name")]
    return tuple(sorted(lines, key=lambda one: (one.ended, not one.missing, not one.soon)))


def account(actor: Actor, account_id: UUID) -> AccountPage:
    """One account; ``NotFound`` when there is none. The look is recorded."""
    _check(actor, MANAGE)
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise NotFound
    read_of(actor, object_type="account", object_id=str(account_id))
    roles = tuple(one for one in _roles_of_today(actor) if one.account_id == account_id)
    return AccountPage(
        line=_account(found, roles),
        screened_on=found.screened_on,
        screening_valid_until=found.screening_valid_until,
        trained_on=found.trained_on,
        training_valid_until=found.training_valid_until,
        sessions=sessions_of(account_id),
        was_in=found.has_usable_password()
        or OneTimeCode.objects.filter(account=found).exclude(used_at=None).exists(),
        mine=str(account_id) == actor.id,
    )


def review(actor: Actor) -> Review:
    """The roles to agree to and to confirm; one's own stand there too, for another to do."""
    _check(actor, CONFIRM)
    read_of(actor, object_type="account", action="search", reason="role_review")
    lines = _roles_of_today(actor)
    today = clock.today()
    due = [one for one in lines if not one.waits and is_due(one.confirmed_on, today)]
    return Review(
        waiting=tuple(one for one in lines if one.waits),
        due=tuple(sorted(due, key=lambda one: one.due_on)),
    )


def review_counts() -> tuple[int, int]:
    """For the night: how many roles are due, and how many of those are closed by now."""
    rows = _today()
    confirmed = [max(one.confirmed_on, one.valid_from) for one in rows if not one.waits]
    today = clock.today()
    return (
        sum(is_due(one, today) for one in confirmed),
        sum(today > closes_after(one) for one in confirmed),
    )


def _today() -> list[Membership]:
    rows = Membership.objects.filter(account__is_active=True).select_related("account")
    return list(rows.exclude(valid_to__lt=clock.today()).order_by("account__name", "valid_from"))


def _roles_of_today(actor: Actor) -> tuple[RoleLine, ...]:
    rows = _today()
    names = names_of({one.given_by for one in rows})
    organisations = {one.code: one.name for one in region().organisations}
    return tuple(_role(actor, one, names, organisations) for one in rows)


def _role(
    actor: Actor, row: Membership, names: dict[str, str], organisations: dict[str, str]
) -> RoleLine:
    known = role_known(row.role)
    return RoleLine(
        id=row.id,
        account_id=row.account_id,
        name=row.account.name,
        role=known.name if known else row.role,
        organisation=organisations.get(row.organisation, row.organisation),
        municipality=region().municipality_name(row.municipality) if row.municipality else "",
        function=row.function,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        waits=row.waits,
        mine=str(row.account_id) == actor.id,
        gave_it=row.given_by == actor.id,
        given_by=names.get(row.given_by, ""),
        confirmed_on=max(row.confirmed_on, row.valid_from),
    )


def _account(row: Account, roles: tuple[RoleLine, ...]) -> AccountLine:
    today = clock.today()
    standing = standing_of(row, post_of(row, today))
    decision = may_work(standing, today)
    return AccountLine(
        id=row.id,
        name=row.name,
        email=row.email,
        roles=roles,
        open=decision.allowed and row.is_active,
        ended=not row.is_active,
        missing=what_is_missing(decision.reasons) if row.is_active else (),
        soon=ends_soon(standing, today) if row.is_active else (),
    )


def what_is_missing(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """The same sentences as the person reads, without the advice: that is for the person."""
    return tuple(one.partition(". ")[0] for one in reasons)


def _check(actor: Actor, permission: str) -> None:
    if not actor.may(permission):
        raise NotPermitted("Accounts zijn voor de functioneel beheerder en de teamleider.")
