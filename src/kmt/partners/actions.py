"""Changes to accounts: making one, giving it a role, ending it. Every change is recorded."""

from datetime import date

from django.db import transaction

from kmt.audit.actions import Event, record
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
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


def _check(by: Actor) -> None:
    if not by.may(MANAGE):
        raise NotPermitted("Accounts beheren kan alleen de functioneel beheerder.")
