"""Reading accounts: who someone is, for whom they work today, and whether they may."""

from kmt.partners.models import Account
from kmt.partners.queries.standing import (
    Colleague,
    Holder,
    Post,
    account_by_email,
    account_of,
    addresses_of,
    has_security_key,
    holders_of,
    known_emails,
    names_of,
    people_in,
    post_of,
    posts_in,
    standing_of,
    team_on,
)

__all__ = [
    "Account",
    "Colleague",
    "Holder",
    "Post",
    "account_by_email",
    "account_of",
    "addresses_of",
    "has_security_key",
    "holders_of",
    "known_emails",
    "names_of",
    "people_in",
    "post_of",
    "posts_in",
    "standing_of",
    "team_on",
]
