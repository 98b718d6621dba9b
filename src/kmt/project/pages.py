"""Pages of the house itself: where work starts, what was not found, what expired, what broke."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from kmt.access.middleware import refusal_page
from kmt.kernel.door import PUBLIC, SIGNED_IN, StaffRequest, open_to
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted, Refused
from kmt.project.menus import menu_of


class Broken(Refused):
    """Something failed that should not have; nothing about it is told to the reader."""

    status = 500
    heading = gettext_lazy("Something went wrong")


class NotUnderstood(Refused):
    """A request that cannot be read."""

    status = 400
    heading = gettext_lazy("This did not arrive well")


class LockedOut(NotPermitted):
    """Too many failed attempts."""

    status = 429
    heading = "Even wachten"


@open_to(SIGNED_IN)
def work(request: StaffRequest) -> HttpResponse:
    """After log-in: the first page that this role works on."""
    return redirect(menu_of(request.actor, request.path).parts[0].url)


@open_to(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Every address that leads nowhere looks like one that is not yours."""
    return refusal_page(request, NotFound())


@open_to(PUBLIC)
def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is too large or not what a browser sends."""
    return refusal_page(
        request,
        NotUnderstood(
            _("What you sent is too large or cannot be read. It was not kept."),
            _("Go back, make it shorter or choose a smaller file, and send it again."),
        ),
    )


@open_to(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours: no trace, no details, and what to do."""
    return refusal_page(
        request,
        Broken(
            _("Something went wrong on our side. What had come in is kept."),
            _("Try again in a few minutes. In danger? Call 112."),
        ),
    )


@open_to(PUBLIC)
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A staff form that was open too long, or came from elsewhere."""
    return refusal_page(
        request,
        Conflict(
            "Deze pagina stond te lang open en is daarom niet verwerkt.",
            "Ga terug, ververs de pagina en verstuur hem opnieuw; wat je typte staat er dan nog.",
        ),
    )


@open_to(PUBLIC)
def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Too many failed log-ins for this account from this place."""
    return refusal_page(
        request,
        LockedOut(
            "Er is vijf keer een verkeerd wachtwoord gebruikt. Inloggen kan weer over 30 minuten.",
            "Was jij dit niet? Waarschuw de functioneel beheerder.",
        ),
    )
