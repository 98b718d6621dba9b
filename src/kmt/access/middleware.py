"""The door: nobody enters a page that does not say for whom it is.

The outermost of the five gates. It knows six audiences: ``PUBLIC``, ``AT_WORK`` (public, in the
languages of colleagues), ``LOG_IN``, ``SECOND_FACTOR`` (logged in by password, on the way to the
second factor), ``SIGNED_IN``, and a permission. It also turns every
:class:`~kmt.kernel.refusals.Refused` into one kind of page, and records that something was refused.
A public page never touches session or account: no cookie, no query, no address.
"""

from collections.abc import Callable
from typing import ClassVar, cast

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override

from kmt.access.actors import REPORTER, actor_for, nobody_yet
from kmt.access.acts import check, record_denial
from kmt.access.permissions import Permission
from kmt.access.proof import ask_proof, gives_proof, take_proof
from kmt.access.sessions import has_ended, is_proven, second_factor_given, touch
from kmt.kernel.actor import Actor
from kmt.kernel.door import (
    AT_WORK,
    LOG_IN,
    PUBLIC,
    SECOND_FACTOR,
    SIGNED_IN,
    ProofNeeded,
    StaffRequest,
    audience_of,
    needs_proof,
)
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.partners.login import address_of
from kmt.partners.queries import Account

Respond = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class LoggedOut(Refused):
    """Something was sent after the session had ended."""

    status: ClassVar[int] = 403
    heading: ClassVar[str] = "Je bent uitgelogd"


class NotThisWay(Refused):
    """A page that is only for looking was sent something, or the other way round."""

    status: ClassVar[int] = 405
    heading: ClassVar[str] = "Zo kan dit niet"


class Door:
    """Stands before every view."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponse:
        """Nobody is the actor until the view is known."""
        request.actor = REPORTER
        answer = self.get_response(request)
        return _explained(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    def process_view(
        self, request: StaffRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Let in, send to the log-in, or refuse."""
        try:
            _speak(audience_of(view))
            answer = _enter(request, audience_of(view))
            return answer or _prove(request, asked=needs_proof(view))
        except Refused as refused:
            return self.process_exception(request, refused)

    def process_exception(self, request: StaffRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; anything else is for the outermost layer."""
        if isinstance(error, ReauthenticationRequired):
            return _to_login(request, SECOND_FACTOR)
        if isinstance(error, ProofNeeded):
            return ask_proof(request)
        if isinstance(error, PermissionDenied):
            error = NotPermitted("Dit mag hier niet.", "Ga terug naar je overzicht.")
        if not isinstance(error, Refused):
            return None
        known = request.actor.id != REPORTER.id
        if error.status in {403, 404} and known and not error.recorded:
            view_name = request.resolver_match.view_name if request.resolver_match else ""
            record_denial(request.actor, "page", view_name)
            error.recorded = True
        return refusal_page(request, error)


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The one page for every refusal: heading, sentence, next step.

    Refusals of the work are Dutch, so a colleague gets the whole page in Dutch: one page, one
    language (WCAG 2.2, 3.1.1). The few that the public meets are in the language of the page.
    """
    colleague = getattr(request, "actor", REPORTER).id != REPORTER.id
    with override(settings.LANGUAGE_CODE if colleague else get_language()):
        return render(request, "kernel/refused.html", {"refused": refused}, status=refused.status)


def _explained(request: HttpRequest, answer: HttpResponseNotAllowed) -> HttpResponse:
    """Say in words what Django answers with an empty page; ``Allow`` stays (RFC 9110, 15.5.6)."""
    sentence = "Dit adres kan niet op deze manier worden gebruikt. Er is niets bewaard."
    refused = NotThisWay(sentence, "Ga terug naar de pagina waar je vandaan kwam.")
    page = refusal_page(request, refused)
    page["Allow"] = answer["Allow"]
    return page


def _speak(audience: str | None) -> None:
    """The side of colleagues is not there in the other languages of the public."""
    if audience != PUBLIC and get_language() not in settings.KMT_STAFF_LANGUAGES:
        raise NotFound()


def _enter(request: StaffRequest, audience: str | None) -> HttpResponse | None:
    if audience is None:
        raise NotPermitted(
            "Deze pagina zegt niet voor wie hij is, en blijft daarom dicht.",
            "Meld dit aan de beheerder.",
        )
    if audience in {PUBLIC, AT_WORK, LOG_IN}:
        return None
    if not request.user.is_authenticated or has_ended(request):
        return _to_login(request, audience)
    touch(request)
    if audience == SECOND_FACTOR:
        return None
    if not second_factor_given(request):
        return _to_second_factor(request, audience)
    _admit(request, audience)
    return None


def _admit(request: StaffRequest, audience: str) -> None:
    """Make the actor of this request and check the permission of the page."""
    account, origin = cast(Account, request.user), address_of(request)
    request.actor = nobody_yet(account, origin=origin)
    request.actor = actor_for(account, origin=origin)
    if audience != SIGNED_IN:
        _check_page(request.actor, Permission(audience))


def _check_page(actor: Actor, permission: Permission) -> None:
    """Refuse without the permission; whoever comes from outside for their own part finds nothing.

    To them every other page is not there: what exists in the house is no part of theirs.
    """
    if actor.may(Permission.TEAMWORK_PART_READ) and not actor.may(permission):
        raise NotFound
    check(actor, permission)


def _prove(request: StaffRequest, *, asked: bool) -> HttpResponse | None:
    """Take a code that comes with a form, and ask for one where the page needs it."""
    if request.actor.id != REPORTER.id and gives_proof(request):
        return take_proof(request)
    return ask_proof(request) if asked and not is_proven(request) else None


def _to_login(request: HttpRequest, audience: str) -> HttpResponse:
    """To the log-in and back; what was sent is not carried over, and the reader is told so."""
    if request.user.is_authenticated:
        logout(request)
    if request.method not in SAFE and audience != SECOND_FACTOR:
        raise LoggedOut(
            "Je was te lang weg en bent uitgelogd. Wat je net verstuurde is niet opgeslagen.",
            "Ga met je browser één pagina terug, kopieer wat je typte en log dan opnieuw in.",
        )
    return redirect_to_login(request.path, reverse("account_login"))


def _to_second_factor(request: HttpRequest, audience: str) -> HttpResponse:
    """Set it up; who has one but did not give it in this session logs in again."""
    if is_mfa_enabled(request.user):
        return _to_login(request, audience)
    return redirect("mfa_activate_totp")
