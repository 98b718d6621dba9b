"""Changes to accounts, roles, log-ins and sessions. Every change is recorded, with who did it."""

from kmt.partners.actions.accounts import create_account, end_account, record_dates
from kmt.partners.actions.log_ins import (
    close_log_in,
    make_letter,
    renew_log_in,
    use_code,
    vouch,
)
from kmt.partners.actions.roles import agree, confirm, end_role, give_role

__all__ = [
    "agree",
    "close_log_in",
    "confirm",
    "create_account",
    "end_account",
    "end_role",
    "give_role",
    "make_letter",
    "record_dates",
    "renew_log_in",
    "use_code",
    "vouch",
]
