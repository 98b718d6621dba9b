"""What somebody does to their own account: sessions and second factors.

Reading and writing of second factors is by django-allauth; what is recorded and what may not be
left undone is ours.
"""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, NotFound
from kmt.partners.models import Account, WorkSession
from kmt.partners.session_store import handle_of
from kmt.partners.writing import MANAGE, check, end_sessions_of, note

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def end_session(*, by: Actor, handle: str) -> None:
    """End one session of oneself; ``NotFound`` when it ended already or is somebody else's."""
    with transaction.atomic():
        mine = WorkSession.objects.filter(account_id=UUID(by.id))
        found = next((one for one in mine if handle_of(one.session_key) == handle), None)
        if found is None:
            raise NotFound("Deze sessie is al beëindigd.", "Bekijk de lijst opnieuw.")
        found.delete()
        note(by, UUID(by.id), "session_ended")


def end_other_sessions(*, by: Actor, keep: str) -> int:
    """End every session of oneself but the one that asks; returns how many."""
    with transaction.atomic():
        mine = WorkSession.objects.filter(account_id=UUID(by.id)).exclude(session_key=keep)
        ended = mine.delete()[0]
        note(by, UUID(by.id), "sessions_ended")
    return ended


def end_all_sessions(*, by: Actor, account_id: UUID) -> int:
    """The administrator ends every session of somebody: a laptop was stolen."""
    check(by, MANAGE)
    with transaction.atomic():
        ended = end_sessions_of(account_id)
        note(by, account_id, "sessions_ended")
    return ended


def rename_key(*, by: Actor, key_id: int, name: str) -> None:
    """Give a security key another name."""
    with transaction.atomic():
        key = _mine(by, key_id)
        key.data = {**key.data, "name": name}
        key.save()
        note(by, UUID(by.id), "key_renamed", action="key")


def remove_factor(*, by: Actor, key_id: int) -> None:
    """Remove a security key or the app; the last one stays, for without it nobody gets in."""
    with transaction.atomic():
        factor = _mine(by, key_id)
        others = Authenticator.objects.filter(user_id=UUID(by.id), type__in=STRONG)
        if not others.exclude(id=factor.id).exists():
            raise Conflict(
                "Dit is je laatste tweede stap: zonder kom je er niet meer in.",
                "Voeg eerst een andere toe.",
            )
        factor.delete()
        note(by, UUID(by.id), "factor_removed", action="key")


def note_new_factor(*, by: Actor) -> None:
    """Record that somebody added a security key or an app."""
    note(by, UUID(by.id), "factor_added", action="key")


def new_spare_codes(*, by: Actor) -> tuple[str, ...]:
    """Make ten new spare codes, shown once; the old ones open nothing any more."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=by.id)
        kind = Authenticator.Type.RECOVERY_CODES
        Authenticator.objects.filter(user=account, type=kind).delete()
        made = RecoveryCodes.activate(account)
        made.mark_as_viewed()
        note(by, account.id, "spare_codes", action="key")
    return tuple(made.get_unused_codes())


def _mine(by: Actor, key_id: int) -> Authenticator:
    rows = Authenticator.objects.select_for_update().filter(user_id=UUID(by.id), type__in=STRONG)
    found = rows.filter(id=key_id).first()
    if found is None:
        raise NotFound
    return found
