"""Addresses for the tests of the door: one view for every audience, beside those of the product."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from kmt.access.sessions import require_proof
from kmt.kernel.door import PUBLIC, SIGNED_IN, open_to
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted
from kmt.project.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]

written: list[str] = []


@open_to(PUBLIC)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.role} {request.actor.origin or 'nowhere'}")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("should not be seen")


@open_to(SIGNED_IN)
def signed_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        written.append(request.POST["text"])
    return HttpResponse(f"{request.actor.role} {request.actor.origin}")


@open_to("intake.report.read")
def permitted(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.actor.name)


@open_to("intake.report.read", proven=True)
def grave(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        written.append(request.POST.getlist("text"))
    return HttpResponse("grave")


@open_to(SIGNED_IN)
def partly_grave(request: HttpRequest) -> HttpResponse:
    if request.POST.get("do") == "export":
        require_proof(request)
        written.append(request.POST["text"])
    return HttpResponse("partly grave")


@open_to(SIGNED_IN)
def refusing(request: HttpRequest, how: str) -> HttpResponse:
    raise {
        "absent": NotFound(),
        "forbidden": NotPermitted("Dit is niet van jou.", "Vraag het de desk."),
        "conflict": Conflict("Iemand was eerder."),
        "django": PermissionDenied("with Noor Demo in it"),
    }[how]


@open_to(PUBLIC)
def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"Could not save {request.POST['name']}")


urlpatterns = [
    path("t/public/", public),
    path("t/undeclared/", undeclared),
    path("t/signed-in/", signed_in),
    path("t/permitted/", permitted),
    path("t/grave/", grave),
    path("t/partly-grave/", partly_grave),
    path("t/refusing/<str:how>/", refusing),
    path("t/fails/", failing),
    *urlpatterns,
]
