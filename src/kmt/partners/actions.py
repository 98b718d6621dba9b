"""Changes to accounts: making one, giving it a role, ending it. Every change is recorded."""

import secrets
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction

from kmt.audit.actions import Event, record
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import LABEL_ALPHABET
from kmt.kernel.refusals import NotFound, NotPermitted
from kmt.partners.models import Account, Membership

MANAGE = "partners.account.manage"


def create_account(
    *,
    by: Actor,
    email: str,
    name: str,
    password: str | None,
    screening_valid_until: date | None,
    training_valid_until: date | None,
) -> Account:
    """Make an account for one person; without screening and training it cannot be used yet."""
    _check(by)
    with transaction.atomic():
        account = Account.objects.create_account(email=email, name=name, password=password)
        today = clock.today()
        account.screened_on = today if screening_valid_until else None
        account.trained_on = today if training_valid_until else None
        account.screening_valid_until = screening_valid_until
        account.training_valid_until = training_valid_until
        account.save()
        record(Event(actor=by, action="create", object_type="account", object_id=str(account.id)))
    return account


def give_role(
    *, by: Actor, account: Account, organisation: str, role: str, municipality: str = ""
) -> Membership:
    """Designate a person for a role at an organisation, from today on."""
    _check(by)
    with transaction.atomic():
        membership = Membership.objects.create(
            account=account,
            organisation=organisation,
            role=role,
            municipality=municipality,
            valid_from=clock.today(),
        )
        record(Event(actor=by, action="update", object_type="account", object_id=str(account.id)))
    return membership


def renew_log_in(*, by: Actor, email: str) -> str:
    """Give someone a new password and let them set up the second factor anew; returns it once.

    For a lost phone or a forgotten password, and for a stolen laptop: every session of the account
    ends, because a session is bound to the password. Raises ``NotFound`` for an unknown address.
    """
    _check(by)
    account = Account.objects.filter(email=email.lower()).first()
    if account is None:
        raise NotFound("Er is geen account met dit e-mailadres.", "Controleer het adres.")
    password = new_password()
    with transaction.atomic():
        account.set_password(password)
        account.save()
        Authenticator.objects.filter(user=account).delete()
        record(Event(actor=by, action="key", object_type="account", object_id=str(account.id)))
    return password


def new_password() -> str:
    """A random password that can be read aloud: five groups of four letters, about 92 bits."""
    letters = LABEL_ALPHABET.lower()
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))
    return "-".join(groups)


def _check(by: Actor) -> None:
    if not by.may(MANAGE):
        raise NotPermitted("Accounts beheren kan alleen de functioneel beheerder.")
