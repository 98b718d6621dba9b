"""Who an account is, which role it fills on a day, and the dates that access depends on.

Asked before there is an actor: by the door itself.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from kmt.partners.models import Account, Membership
from kmt.partners.rules import Standing, may_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The role an account fills on a day, and when somebody last said that it is needed."""

    organisation: str
    role: str
    municipality: str
    confirmed_on: date | None = None


def in_force(on: date) -> QuerySet[Membership]:
    """The roles that hold on a day; those that wait for a second person do not hold yet."""
    return Membership.objects.filter(_holds(on), waits=False)


def post_of(account: Account, on: date) -> Post | None:
    """The role in force on this day, the newest when there are more; None without one."""
    found = in_force(on).filter(account=account).first()
    if found is None:
        return None
    return Post(
        organisation=found.organisation,
        role=found.role,
        municipality=found.municipality,
        confirmed_on=max(found.confirmed_on, found.valid_from),
    )


def standing_of(account: Account, post: Post | None) -> Standing:
    """The dates on which access depends."""
    return Standing(
        has_membership=post is not None,
        screening_valid_until=account.screening_valid_until,
        training_valid_until=account.training_valid_until,
        waits=post is None and Membership.objects.filter(account=account, waits=True).exists(),
        confirmed_on=post.confirmed_on if post else None,
    )


def names_of(account_ids: set[str]) -> dict[str, str]:
    """Names of colleagues by account id, for lists that say who does what."""
    known = Account.objects.filter(id__in={one for one in account_ids if len(one) == 36})
    return {str(account.id): account.name for account in known}


def people_in(roles: Collection[str], on: date) -> dict[str, str]:
    """Who fills one of these roles on a day: names by account id."""
    rows = in_force(on).filter(role__in=roles, account__is_active=True)
    return {str(one): name for one, name in rows.values_list("account_id", "account__name")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who fills a role for a municipality on a day, and when they were last trained."""

    id: str
    name: str
    municipality: str
    trained_on: date | None
    training_valid_until: date | None


def holders_of(role: str, on: date) -> tuple[Holder, ...]:
    """Everybody with this role on a day, by municipality and name; one question for all."""
    rows = in_force(on).filter(role=role, account__is_active=True).select_related("account")
    return tuple(
        Holder(
            id=str(one.account_id),
            name=one.account.name,
            municipality=one.municipality,
            trained_on=one.account.trained_on,
            training_valid_until=one.account.training_valid_until,
        )
        for one in rows.order_by("municipality", "account__name", "id")
    )


def posts_in(role: str, on: date) -> dict[str, tuple[str, str]]:
    """Who fills a role on a day: name and organisation by account id."""
    rows = in_force(on).filter(role=role, account__is_active=True)
    found = rows.values_list("account_id", "account__name", "organisation")
    return {str(one): (name, organisation) for one, name, organisation in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Who fills a role on a day, and whether they may work then: designated, screened, trained."""

    id: str
    name: str
    role: str
    may_work: bool


def team_on(on: date) -> tuple[Colleague, ...]:
    """Everybody with a role on a day, by name: the newest role of each, one question for all."""
    found: dict[UUID, Colleague] = {}
    for row in in_force(on).filter(account__is_active=True).select_related("account"):
        if row.account_id not in found:
            standing = Standing(
                has_membership=True,
                screening_valid_until=row.account.screening_valid_until,
                training_valid_until=row.account.training_valid_until,
                confirmed_on=max(row.confirmed_on, row.valid_from),
            )
            found[row.account_id] = Colleague(
                id=str(row.account_id),
                name=row.account.name,
                role=row.role,
                may_work=may_work(standing, on).allowed,
            )
    return tuple(sorted(found.values(), key=lambda one: one.name))


def addresses_of(account_ids: Collection[str]) -> dict[str, str]:
    """Mail addresses by account id, of accounts that are open; an address is of one person."""
    rows = Account.objects.filter(id__in=account_ids, is_active=True)
    return {str(one): email for one, email in rows.values_list("id", "email")}


def known_emails() -> frozenset[str]:
    """The log-in names that are taken."""
    return frozenset(Account.objects.values_list("email", flat=True))


def account_by_email(email: str) -> Account:
    """The account with this log-in name; ``Account.DoesNotExist`` when there is none."""
    return Account.objects.get(email=email)


def account_of(account_id: str) -> Account | None:
    """The account of this id; None for a process, and for who is not there."""
    try:
        return Account.objects.filter(id=UUID(account_id)).first()
    except ValueError:
        return None


def has_security_key(account: Account) -> bool:
    """Whether this account has a security key or passkey beside the app."""
    kind = Authenticator.Type.WEBAUTHN
    return bool(Authenticator.objects.filter(user=account, type=kind).exists())


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
