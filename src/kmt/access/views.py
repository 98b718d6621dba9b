"""Who may do what, on one page; who is there, asked once more; emergency access looked at again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.actions import close_emergency, review_emergency
from kmt.access.forms import ReviewForm
from kmt.access.permissions import Permission
from kmt.access.proof import proof_page
from kmt.access.queries import emergencies as lines_of
from kmt.access.table import domains, roles
from kmt.kernel.door import SIGNED_IN, StaffRequest, open_to
from kmt.kernel.links import FilterLink


@open_to(Permission.ACCESS_TABLE_READ)
def table(request: HttpRequest) -> HttpResponse:
    """Permissions by role, and what each role is for."""
    return render(request, "access/table.html", {"roles": roles(), "domains": domains()})


@open_to(SIGNED_IN)
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor anew; the door takes the answer, so what gets here is right."""
    if request.method != "POST":
        return proof_page(request)
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if safe else reverse("work"))


@open_to(Permission.ACCESS_EMERGENCY_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def emergencies(request: StaffRequest) -> HttpResponse:
    """Emergency access that waits for a second look, or all of it; with what was done in it."""
    sent = ReviewForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if sent.is_valid():
            return _review(request, sent)
        status = 422
    everything = request.GET.get("toon") == "alles"
    lines = lines_of(request.actor, to_review=not everything)
    context = {
        "lines": [
            (one, ReviewForm(initial={"emergency": one.id}, which=str(one.id))) for one in lines
        ],
        "sent": sent if status == 422 else None,
        "filters": [
            FilterLink(label=_("To look at"), url="?toon=open", current=not everything),
            FilterLink(label=_("Everything"), url="?toon=alles", current=everything),
        ],
    }
    return render(request, "access/emergencies.html", context, status=status)


def _review(request: StaffRequest, form: ReviewForm) -> HttpResponse:
    emergency_id = form.cleaned_data["emergency"]
    if "close" in request.POST:
        close_emergency(by=request.actor, emergency_id=emergency_id)
        messages.success(request, _("The emergency access is closed."))
    else:
        opinion = form.cleaned_data["opinion"]
        review_emergency(by=request.actor, emergency_id=emergency_id, opinion=opinion)
        messages.success(request, _("What you think of it is kept."))
    return redirect("access:emergencies")
