"""Comments to oneself, the page for who divides the work, and the calendar without content."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.access.sessions import require_proof
from kmt.kernel.door import AT_WORK, SIGNED_IN, StaffRequest, open_to
from kmt.kernel.refusals import NotFound
from kmt.teamwork import queries
from kmt.teamwork.actions import end_feed, make_feed
from kmt.teamwork.actions.calendars import has_feed
from kmt.teamwork.calendars import calendar_of
from kmt.teamwork.dividing import burden

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
LOOK = require_http_methods(["GET", "HEAD"])
AN_HOUR = "3600"


@never_cache
@open_to(Permission.CARE_CASE_READ)
@LOOK
def to_me(request: StaffRequest) -> HttpResponse:
    """What colleagues and partners wrote to whoever looks, and that waits to be read."""
    return render(request, "teamwork/to_me.html", {"lines": queries.to_me(request.actor)})


@open_to(Permission.ACCESS_INVOLVEMENT_GRANT)
@LOOK
def load(request: StaffRequest) -> HttpResponse:
    """How the work is divided, in plain numbers."""
    return render(request, "teamwork/load.html", {"burden": burden(request.actor)})


@never_cache
@open_to(SIGNED_IN)
@GET_OR_POST
def calendar(request: StaffRequest) -> HttpResponse:
    """One's own secret address: off until asked for, shown once, made anew or ended here."""
    if not any(
        request.actor.may(one)
        for one in (Permission.DUTY_ROSTER_READ, Permission.TEAMWORK_PART_READ)
    ):
        raise NotFound
    address = ""
    if request.method == "POST" and request.POST.get("do") == "end":
        end_feed(by=request.actor)
        messages.success(request, _("The address leads nowhere any more."))
        return redirect("teamwork:calendar")
    if request.method == "POST":
        require_proof(request)
        path = reverse("teamwork:feed", args=[make_feed(by=request.actor)])
        address = request.build_absolute_uri(path)
    context = {"address": address, "on": has_feed(request.actor)}
    return render(request, "teamwork/calendar.html", context)


@never_cache
@open_to(AT_WORK)
@LOOK
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar by its secret address: no session, no cookie, no content; slowed down."""
    text, too_often = calendar_of(token)
    if too_often:
        return HttpResponse(status=429, headers={"Retry-After": AN_HOUR})
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer
