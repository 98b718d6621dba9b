"""One-time codes: the first log-in, a log-in that is closed, and a new one that two vouch for.

No secret goes by e-mail. A code is shown once, to who hands it over in person; only a keyed digest
is kept. Whoever types it sets a password of their own, and then their second factor.
"""

import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from kmt.audit.actions import ALLOWED, DENIED
from kmt.audit.actions.log_ins import record_log_in
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import LABEL_ALPHABET
from kmt.kernel.master_key import derive
from kmt.kernel.refusals import Invalid, NotFound
from kmt.partners.models import Account, OneTimeCode, Vouch
from kmt.partners.queries.standing import in_force, names_of
from kmt.partners.rules.vouching import CODE_LIVES, LETTER_LIVES, WITHIN, Asked, may_vouch
from kmt.partners.writing import (
    CONFIRM,
    MANAGE,
    VOUCH,
    account_of,
    check,
    check_form,
    end_sessions_of,
    note,
)

FIRST, RENEWED = "first", "renewed"
ONE_TIME_CODE = "one_time_code"
WRONG = "Dit e-mailadres en deze code horen niet bij elkaar, of de code is verlopen of al gebruikt."


def make_letter(*, by: Actor, account_id: UUID) -> str:
    """The code for a first log-in, to hand over in person; lives a week, and replaces the last.

    For an account that never logged in. Raises ``Invalid`` for any other: that takes two people.
    """
    check(by, MANAGE)
    with transaction.atomic():
        account = account_of(account_id)
        if account.has_usable_password() or not account.is_active or _was_in(account):
            raise Invalid("Dit account is al in gebruik: een nieuwe log-in vraagt twee collega's.")
        code = _make(account, FIRST, LETTER_LIVES)
        note(by, account.id, "first_code", action="key")
    return code


def close_log_in(*, by: Actor, account_id: UUID) -> None:
    """After a stolen laptop or phone: no session, password or second factor of it works any more.

    A new log-in takes two colleagues; the administrator may be one of them.
    """
    check(by, MANAGE)
    with transaction.atomic():
        account = account_of(account_id)
        _close(account)
        note(by, account.id, "log_in_closed")


def renew_log_in(*, by: Actor, email: str) -> str:
    """Close a log-in and give a code for a new one: a command on the server, where one is alone.

    Raises ``NotFound`` for an unknown address.
    """
    check(by, MANAGE)
    with transaction.atomic():
        account = Account.objects.filter(email=email.lower()).first()
        if account is None:
            raise NotFound("Er is geen account met dit e-mailadres.", "Controleer het adres.")
        _close(account)
        code = _make(account, RENEWED, CODE_LIVES)
        note(by, account.id, "log_in_renewed", action="key")
    return code


def vouch(*, by: Actor, email: str, reason: str) -> str:
    """Put one's name to it that this colleague asks in person; the second gets a code, once.

    Returns the code, or nothing when a second colleague is still needed. An address that nobody
    has and one that somebody may not vouch for get the same sentence.
    """
    check(by, VOUCH)
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(email=email.strip().lower()).first()
        if account is None:
            raise Invalid(NO_COLLEAGUE)
        counting = Vouch.objects.filter(account=account, code=None, at__gte=clock.now() - WITHIN)
        already = frozenset(counting.values_list("by_id", flat=True))
        check_form(may_vouch(_asked(by, account, already, reason)))
        Vouch.objects.create(account=account, by_id=by.id, at=clock.now(), reason=reason)
        note(by, account.id, f"vouch_{reason}")
        if not already:
            return ""
        _close(account)
        code = _make(account, RENEWED, CODE_LIVES)
        made = OneTimeCode.objects.get(account=account, used_at=None)
        counting.update(code=made)
        note(by, account.id, "log_in_renewed", action="key")
    return code


def use_code(*, email: str, code: str, password: str, origin: str = "") -> None:
    """Open an account with a one-time code: the password is set, the second factor comes next.

    Raises ``Invalid`` with one sentence for every reason; each try is in the log of log-ins.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(email=email.strip().lower()).first()
        found = _live(account, code)
        if account is not None and found is not None:
            account.set_password(password)
            account.save()
            Authenticator.objects.filter(user=account).delete()
            end_sessions_of(account.id)
            found.used_at, found.told = clock.now(), found.purpose == FIRST
            found.save()
            who = Actor(id=str(account.id), name=account.name, role="none", organisation="")
            note(who, account.id, "code_used", action="key")
    record_log_in(
        account_id=str(account.id) if account else "",
        result=ALLOWED if found else DENIED,
        step=ONE_TIME_CODE,
        origin=origin,
    )
    if found is None:
        raise Invalid(WRONG)


def news_for(account: Account) -> tuple[str, ...]:
    """What the person reads at the next log-in, once: that, when and by whom it was renewed."""
    fresh = OneTimeCode.objects.exclude(used_at=None).filter(account=account, told=False)
    found = tuple(map(_news, fresh))
    fresh.update(told=True)
    return found


def new_code() -> str:
    """A random code that can be read aloud: five groups of four letters, about 92 bits."""
    letters = LABEL_ALPHABET.lower()
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))
    return "-".join(groups)


NO_COLLEAGUE = "Je kunt alleen instaan voor iemand van je eigen organisatie."


def _asked(by: Actor, account: Account, already: frozenset[str], reason: str) -> Asked:
    posts = in_force(clock.today()).filter(account=account)
    return Asked(
        by_id=by.id,
        account_id=str(account.id),
        account_active=account.is_active,
        vouches_for_all=by.may(CONFIRM),
        same_organisation=posts.filter(organisation=by.organisation).exists(),
        already=already,
        reason=reason,
    )


def _news(code: OneTimeCode) -> str:
    who = names_of(set(Vouch.objects.filter(code=code).values_list("by_id", flat=True)))
    by = f" {' en '.join(sorted(who.values()))} stonden voor je in." if who else ""
    used = clock.local(code.used_at or code.made_at)
    return (
        f"Je log-in is op {used:%d-%m-%Y} om {used:%H:%M} opnieuw ingesteld.{by} "
        "Was jij dit niet? Waarschuw meteen de beheerder."
    )


def _close(account: Account) -> None:
    account.set_unusable_password()
    account.save()
    Authenticator.objects.filter(user=account).delete()
    OneTimeCode.objects.filter(account=account, used_at=None).delete()
    end_sessions_of(account.id)


def _make(account: Account, purpose: str, lives: timedelta) -> str:
    OneTimeCode.objects.filter(account=account, used_at=None).delete()
    code, now = new_code(), clock.now()
    OneTimeCode.objects.create(
        account=account,
        purpose=purpose,
        digest=_digest(account, code),
        made_at=now,
        expires_at=now + lives,
    )
    return code


def _live(account: Account | None, code: str) -> OneTimeCode | None:
    if account is None or not account.is_active:
        return None
    rows = OneTimeCode.objects.filter(account=account, used_at=None, expires_at__gt=clock.now())
    found = rows.first()
    if found is None or not hmac.compare_digest(found.digest, _digest(account, code)):
        return None
    return found


def _digest(account: Account, code: str) -> str:
    letters = "".join(one for one in code.lower() if one.isalnum())
    text = f"{account.id}|{letters}".encode()
    return hmac.digest(derive("one-time code"), text, "sha256").hex()


def _was_in(account: Account) -> bool:
    return OneTimeCode.objects.filter(account=account).exclude(used_at=None).exists()
