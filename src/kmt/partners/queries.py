"""Reading accounts: who someone is, for whom they work today, and whether they may."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kmt.partners.models import Account, Membership
from kmt.partners.rules import Standing

__all__ = [
    "Account",
    "Post",
    "account_by_email",
    "known_emails",
    "names_of",
    "post_of",
    "standing_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The role an account fills on a day."""

    organisation: str
    role: str
    municipality: str


def post_of(account: Account, on: date) -> Post | None:
    """The role in force on this day, the newest when there are more; None without one."""
    rows = Membership.objects.filter(account=account, valid_from__lte=on)
    found = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).first()
    if found is None:
        return None
    return Post(organisation=found.organisation, role=found.role, municipality=found.municipality)


def standing_of(account: Account, post: Post | None) -> Standing:
    """The dates on which access depends."""
    return Standing(
        has_membership=post is not None,
        screening_valid_until=account.screening_valid_until,
        training_valid_until=account.training_valid_until,
    )


def names_of(account_ids: set[str]) -> dict[str, str]:
    """Names of colleagues by account id, for lists that say who does what."""
    known = Account.objects.filter(id__in={one for one in account_ids if len(one) == 36})
    return {str(account.id): account.name for account in known}


def known_emails() -> frozenset[str]:
    """The log-in names that are taken."""
    return frozenset(Account.objects.values_list("email", flat=True))


def account_by_email(email: str) -> Account:
    """The account with this log-in name; ``Account.DoesNotExist`` when there is none."""
    return Account.objects.get(email=email)
