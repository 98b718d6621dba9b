"""Making an account, its dates, and its end."""

from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.partners.models import Account, Membership, OneTimeCode
from kmt.partners.rules.designating import may_have_account
from kmt.partners.rules.reviewing import may_end
from kmt.partners.writing import MANAGE, account_of, check, check_form, end_sessions_of, note


def create_account(
    *,
    by: Actor,
    email: str,
    name: str,
    password: str | None,
    screening_valid_until: date | None,
    training_valid_until: date | None,
    incidental: bool = False,
) -> Account:
    """Make an account for one person; without screening and training it cannot be used yet.

    Raises ``Invalid`` for a group, a passer-by (BGS art. 2.21(3)) and an address that is taken.
    """
    check(by, MANAGE)
    check_form(may_have_account(email=email, name=name, incidental=incidental))
    if Account.objects.filter(email=email.lower()).exists():
        raise Invalid("", fields={"email": "Dit e-mailadres heeft al een account."})
    with transaction.atomic():
        account = Account.objects.create_account(email=email, name=name, password=password)
        today = clock.today()
        account.screened_on = today if screening_valid_until else None
        account.trained_on = today if training_valid_until else None
        account.screening_valid_until = screening_valid_until
        account.training_valid_until = training_valid_until
        account.save()
        note(by, account.id, "", action="create")
    return account


def record_dates(
    *,
    by: Actor,
    account_id: UUID,
    screened_on: date | None,
    screening_valid_until: date | None,
    trained_on: date | None,
    training_valid_until: date | None,
) -> None:
    """Note when somebody was screened and trained, and until when that holds; never one's own."""
    check(by, MANAGE)
    fields = {}
    if str(account_id) == by.id:
        raise Invalid("Je eigen screening en training legt een andere beheerder vast.")
    if screened_on and screened_on > clock.today():
        fields["screened_on"] = "Deze dag is nog niet geweest."
    if trained_on and trained_on > clock.today():
        fields["trained_on"] = "Deze dag is nog niet geweest."
    if screened_on and screening_valid_until and screening_valid_until < screened_on:
        fields["screening_valid_until"] = "Dit is voor de dag van de screening."
    if trained_on and training_valid_until and training_valid_until < trained_on:
        fields["training_valid_until"] = "Dit is voor de dag van de training."
    if fields:
        raise Invalid("", fields=fields)
    with transaction.atomic():
        account = account_of(account_id)
        account.screened_on, account.trained_on = screened_on, trained_on
        account.screening_valid_until = screening_valid_until
        account.training_valid_until = training_valid_until
        account.save()
        note(by, account.id, "dates")


def end_account(*, by: Actor, account_id: UUID, reason: str) -> None:
    """Close an account for good: roles end, sessions end, nothing of the log-in opens any more."""
    check(by, MANAGE)
    check_form(may_end(by_id=by.id, account_id=str(account_id), reason=reason))
    with transaction.atomic():
        account = account_of(account_id)
        account.is_active = False
        account.set_unusable_password()
        account.save()
        yesterday = date.fromordinal(clock.today().toordinal() - 1)
        open_ended = Membership.objects.filter(account=account).exclude(valid_to__lt=clock.today())
        open_ended.update(valid_to=yesterday, waits=False)
        Authenticator.objects.filter(user=account).delete()
        OneTimeCode.objects.filter(account=account, used_at=None).delete()
        end_sessions_of(account.id)
        note(by, account.id, reason, action="delete")
