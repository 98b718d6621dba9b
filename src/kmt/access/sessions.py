"""When a session ends: after idle minutes, after a working day, or when it has no second factor.

A session that stays in use is saved at most once a minute. Times come from what django-allauth
keeps of every authentication in the session: ``{"method": "password" | "mfa", "at": seconds}``.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from kmt.kernel import clock

SEEN = "kmt_seen"
SAVE_EVERY = 60
#: Someone who has given a password only may set up the second factor, and not take all day.
HALFWAY = 15 * 60


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


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records
