"""The page of the administrator: the key of this region, and the regions that are trusted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.exchange.actions import keys as actions
from kmt.exchange.forms import TrustForm
from kmt.exchange.queries import handovers as queries
from kmt.exchange.region_keys import needed_keys, own_card, own_keys
from kmt.exchange.views.answering import GET_OR_POST, given, tried
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound


@open_to(Permission.EXCHANGE_KEY_MANAGE)
@GET_OR_POST
def regions(request: StaffRequest) -> HttpResponse:
    """Make the key of this region, and trust others by what is read out on the telephone."""
    do, form, status = request.POST.get("do", ""), TrustForm(), 200
    if do == "make":
        actions.make_keys(by=request.actor)
        messages.success(request, _("The key is made. Send the card, and read the digits out."))
        return redirect("exchange:regions")
    if do == "end":
        actions.end_region(by=request.actor, region_id=_id(request))
        messages.success(request, _("This region is not trusted any more."))
        return redirect("exchange:regions")
    if do == "trust":
        form = TrustForm(request.POST, request.FILES)
        status = tried(
            request,
            form,
            lambda: actions.trust_region(
                by=request.actor,
                card=form.cleaned_data["card"],
                fingerprint=form.cleaned_data["fingerprint"],
            ),
            _("The region is trusted."),
        )
        if not status:
            return redirect("exchange:regions")
    keys = own_keys()
    context = {
        "fingerprint": keys.public.fingerprint if keys else "",
        "regions": queries.regions(request.actor),
        "form": form,
    }
    return render(request, "exchange/regions.html", context, status=status)


@open_to(Permission.EXCHANGE_KEY_MANAGE)
@require_http_methods(["GET", "HEAD"])
def card(request: StaffRequest) -> HttpResponse:
    """The card with the public keys of this region; nothing in it is secret."""
    return given(own_card(needed_keys().public), "sleutelkaart.json")


def _id(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST["region"])
    except (KeyError, ValueError) as wrong:
        raise NotFound from wrong
