"""The parts of every act in this room: permission, finding the row, the line in the record.

The one way to act (``access.acts``) is a room above; accounts exist before there are actors.
"""

from uuid import UUID

from kmt.audit.actions import Event, record
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision, Invalid, NotFound, NotPermitted
from kmt.partners.models import Account, Membership, WorkSession

MANAGE = "partners.account.manage"
CONFIRM = "partners.role.confirm"
VOUCH = "partners.colleague.vouch"
_WHO = {
    MANAGE: "Accounts beheren kan alleen de functioneel beheerder.",
    CONFIRM: "Rollen nagaan kan alleen een teamleider of functioneel beheerder.",
    VOUCH: "Instaan voor een collega kan alleen wie zelf toegang heeft.",
}


def check(by: Actor, permission: str) -> None:
    """Refuse who does not hold it, and say who does."""
    if not by.may(permission):
        raise NotPermitted(_WHO[permission])


def check_form(decision: Decision) -> None:
    """Refuse what was typed, in the sentences of the rule."""
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons))


def account_of(account_id: UUID) -> Account:
    """The account, locked until the act is done; ``NotFound`` when there is none."""
    found = Account.objects.select_for_update().filter(id=account_id).first()
    if found is None:
        raise NotFound
    return found


def membership_of(membership_id: int) -> Membership:
    """The role of somebody, locked until the act is done; ``NotFound`` when there is none."""
    found = Membership.objects.select_for_update().filter(id=membership_id).first()
    if found is None:
        raise NotFound
    return found


def note(by: Actor, account_id: UUID, what: str, *, action: str = "update") -> None:
    """The line in the record; ``what`` is a code that the record explains."""
    record(
        Event(
            actor=by,
            action=action,
            object_type="account",
            object_id=str(account_id),
            reason_text=what,
        )
    )


def end_sessions_of(account_id: UUID) -> int:
    """End every session of an account, on the server, at once; returns how many there were."""
    return WorkSession.objects.filter(account_id=account_id).delete()[0]
