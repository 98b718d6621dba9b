"""The door: nobody enters a page that does not say for whom it is.

The outermost of the five gates. It knows four audiences: ``PUBLIC``, ``SECOND_FACTOR`` (logged in
by password, on the way to the second factor), ``SIGNED_IN``, and a permission. It also turns every
:class:`~kmt.kernel.refusals.Refused` into one kind of page, and records that something was refused.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kmt.access.actors import REPORTER, actor_for
from kmt.access.acts import check, record_denial
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.door import PUBLIC, SECOND_FACTOR, SIGNED_IN, audience_of
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.partners.queries import Account

Respond = Callable[[HttpRequest], HttpResponse]


class Door:
    """Stands before every view."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nobody is the actor until the view is known."""
        request.actor = REPORTER  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Let in, send to the log-in, or refuse."""
        try:
            return _enter(request, audience_of(view))
        except Refused as refused:
            return self.process_exception(request, refused)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; anything else is for the outermost layer."""
        if not isinstance(error, Refused):
            return None
        actor = cast(Actor, request.actor)  # type: ignore[attr-defined]
        if error.status in {403, 404} and actor.id != REPORTER.id and not error.recorded:
            view_name = request.resolver_match.view_name if request.resolver_match else ""
            record_denial(actor, "page", view_name)
        return refusal_page(request, error)


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The one page for every refusal: heading, sentence, next step."""
    return render(request, "kernel/refused.html", {"refused": refused}, status=refused.status)


def _enter(request: HttpRequest, audience: str | None) -> HttpResponse | None:
    if audience is None:
        raise NotPermitted(
            "Deze pagina zegt niet voor wie hij is, en blijft daarom dicht.",
            "Meld dit aan de beheerder.",
        )
    if audience == PUBLIC:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if _session_too_old(request):
        logout(request)
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if audience == SECOND_FACTOR:
        return None
    account = cast(Account, request.user)
    if not is_mfa_enabled(account):
        return redirect("mfa_activate_totp")
    request.actor = actor_for(account, origin=_address(request))  # type: ignore[attr-defined]
    if audience != SIGNED_IN:
        check(request.actor, Permission(audience))  # type: ignore[attr-defined]
    return None


def _session_too_old(request: HttpRequest) -> bool:
    """A working day at most, however busy the session is."""
    moments = [record["at"] for record in get_authentication_records(request)]
    limit = timedelta(hours=settings.KMT_SESSION_HOURS)
    return not moments or clock.now().timestamp() - max(moments) > limit.total_seconds()


def _address(request: HttpRequest) -> str:
    """Where a colleague works from; asked for staff only, never on a public page."""
    return str(request.META.get("REMOTE_ADDR", ""))
