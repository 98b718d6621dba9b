"""When a session ends, and when somebody showed anew who they are (step-up).

It ends after idle minutes, after a working day, or when it has no second factor.

A session that stays in use is saved at most once a minute. Times come from what django-allauth
keeps of every authentication in the session: ``{"method": "password" | "mfa", "at": seconds}``.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from kmt.kernel import clock
from kmt.kernel.door import ProofNeeded
from kmt.partners.session_store import SEEN

SAVE_EVERY = 60
#: Someone who has given a password only may set up the second factor, and not take all day.
HALFWAY = 15 * 60
#: How long a code of the app or a security key counts for what needs proof.
PROOF_LASTS = 10 * 60
PROVEN = "kmt_proven"
#: What shows who is there; a spare code, written on paper, lets in but proves nothing more.
STRONG = frozenset({"totp", "webauthn"})


def has_ended(request: HttpRequest) -> bool:
    """Whether this session is too old or was idle too long; one without a log-in has ended."""
    records = _records(request)
    if not records:
        return True
    now = clock.now().timestamp()
    started = min(float(record["at"]) for record in records)
    last_log_in = max(float(record["at"]) for record in records)
    seen = max(float(request.session.get(SEEN, 0)), last_log_in)
    longest = settings.KMT_SESSION_HOURS * 3600 if second_factor_given(request) else HALFWAY
    return now - started > longest or now - seen > settings.SESSION_COOKIE_AGE


def touch(request: HttpRequest) -> None:
    """Note that the session is in use, at most once a minute."""
    now = clock.now().timestamp()
    if now - float(request.session.get(SEEN, 0)) >= SAVE_EVERY:
        request.session[SEEN] = int(now)


def second_factor_given(request: HttpRequest) -> bool:
    """Whether the second factor was given in this very session."""
    return any(record["method"] == "mfa" for record in _records(request))


def is_proven(request: HttpRequest) -> bool:
    """Whether app or security key was used in this session within the last ten minutes."""
    moments = [float(one["at"]) for one in _records(request) if one.get("type") in STRONG]
    moments.append(float(request.session.get(PROVEN, 0)))
    return clock.now().timestamp() - max(moments) <= PROOF_LASTS


def keep_proof(request: HttpRequest) -> None:
    """Note on the server that the second factor was given anew; the session gets a new key."""
    request.session.cycle_key()
    request.session[PROVEN] = int(clock.now().timestamp())


def require_proof(request: HttpRequest) -> None:
    """For a view of which one act needs proof: raises ``ProofNeeded``, and the door asks."""
    if not is_proven(request):
        raise ProofNeeded


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records
