"""Giving a role, agreeing to it, confirming it each year, ending it."""

from datetime import date, timedelta

from django.db import transaction

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict
from kmt.partners.models import Account, Membership
from kmt.partners.region import region
from kmt.partners.roles_known import RoleKnown, role_known
from kmt.partners.rules.designating import Designation, may_agree, may_designate
from kmt.partners.rules.reviewing import may_confirm, may_end
from kmt.partners.writing import (
    CONFIRM,
    MANAGE,
    check,
    check_form,
    end_sessions_of,
    membership_of,
    note,
)

SYSTEM = "system:"


def give_role(
    *,
    by: Actor,
    account: Account,
    organisation: str,
    role: str,
    municipality: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    function: str = "",
) -> Membership:
    """Designate a person for a role at an organisation, from today on or a later day.

    A role that reads files waits for a second person, unless a command on the server gives it:
    there nobody else is in yet. Raises ``Invalid`` in the sentences of the rule.
    """
    check(by, MANAGE)
    known, begins = role_known(role), valid_from or clock.today()
    asked = Designation(
        by_id=by.id,
        account_id=str(account.id),
        role_known=known is not None,
        in_wgs=known is not None and known.in_wgs,
        needs_municipality=known is not None and known.needs_municipality,
        municipality_known=municipality in region().codes,
        organisation_kind=kind_of(organisation),
        function=function,
        valid_from=begins,
        valid_to=valid_to,
    )
    check_form(may_designate(asked, clock.today()))
    with transaction.atomic():
        membership = Membership.objects.create(
            account=account,
            organisation=organisation,
            role=role,
            municipality=municipality if asked.needs_municipality else "",
            valid_from=begins,
            valid_to=valid_to,
            function=function if asked.in_wgs else "",
            given_by=by.id,
            waits=_needs_second(known) and not by.id.startswith(SYSTEM),
            confirmed_on=begins,
            confirmed_by=by.id,
        )
        note(by, account.id, "role_given")
    return membership


def agree(*, by: Actor, membership_id: int) -> None:
    """The second pair of eyes on a role that reads files."""
    check(by, CONFIRM)
    with transaction.atomic():
        membership = membership_of(membership_id)
        if not membership.waits:
            raise Conflict("Deze rol wacht niet meer op akkoord.", "Bekijk de lijst opnieuw.")
        about = str(membership.account_id)
        may_agree(by_id=by.id, account_id=about, given_by=membership.given_by).check()
        membership.waits, membership.agreed_by = False, by.id
        membership.save()
        note(by, membership.account_id, "role_agreed")


def confirm(*, by: Actor, membership_id: int, reason: str) -> None:
    """The yearly review: this person still needs this role. Nobody says so of themselves."""
    check(by, CONFIRM)
    with transaction.atomic():
        membership = membership_of(membership_id)
        about = str(membership.account_id)
        check_form(may_confirm(by_id=by.id, account_id=about, reason=reason))
        membership.confirmed_on, membership.confirmed_by = clock.today(), by.id
        membership.save()
        note(by, membership.account_id, reason)


def end_role(*, by: Actor, membership_id: int, reason: str) -> None:
    """End a role today, also one that waits; whoever works in it is out at the next click."""
    check(by, MANAGE if by.may(MANAGE) else CONFIRM)
    with transaction.atomic():
        membership = membership_of(membership_id)
        about = str(membership.account_id)
        check_form(may_end(by_id=by.id, account_id=about, reason=reason))
        membership.valid_to = clock.today() - timedelta(days=1)
        membership.waits = False
        membership.save()
        end_sessions_of(membership.account_id)
        note(by, membership.account_id, reason)


def kind_of(organisation: str) -> str:
    """The kind of an organisation of the region; empty for one that is not there."""
    return next((one.kind for one in region().organisations if one.code == organisation), "")


def _needs_second(role: RoleKnown | None) -> bool:
    return role is None or role.needs_second
