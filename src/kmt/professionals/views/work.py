"""Reporting with an account, and what became of what one sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.attachments.uploads import takes_several
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.kernel.door import StaffRequest, open_to
from kmt.professionals import queries
from kmt.professionals.actions import send_with_account
from kmt.professionals.forms.quick import QuickForm
from kmt.professionals.reading import Received
from kmt.professionals.rules.sending import Observed
from kmt.professionals.views import turns
from kmt.professionals.views.turns import Way
from kmt.professionals.writing import Sending


@takes_several
@open_to(Permission.PROFESSIONALS_REPORT_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: StaffRequest) -> HttpResponse:
    """The quick form for who is logged in."""
    actor = request.actor
    named = queries.organisations().get(actor.organisation, actor.organisation)
    way = Way(
        page="professionals/quick.html",
        done="professionals/sent_account.html",
        more={"organisation": named},
    )
    if request.method != "POST":
        return turns.page(request, way, QuickForm(initial=_place_of(request)), status=200)

    def send(observed: Observed, how: Sending) -> Received:
        return send_with_account(by=actor, observed=observed, how=how)

    try:
        form = turns.bound(request)
    except UNREADABLE:
        return too_much(request)
    return turns.take_in(request, way, form, send)


@open_to(Permission.PROFESSIONALS_REPORT_SEND)
@require_http_methods(["GET", "HEAD"])
def sent(request: StaffRequest) -> HttpResponse:
    """What one sent: number, day and how far it is."""
    asked = request.GET.get("pagina", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    lines, total = queries.sent(request.actor, number)
    context = {
        "lines": lines,
        "total": total,
        "next": number + 1 if number * queries.PAGE < total else 0,
        "before": number - 1,
    }
    return render(request, "professionals/sent.html", context)


def _place_of(request: StaffRequest) -> dict[str, str]:
    """The municipality of who works for one; it can be changed."""
    world = request.actor.world
    return {"municipality": next(iter(world))} if len(world) == 1 else {}
