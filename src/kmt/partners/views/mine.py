"""One's own account: what one logs in with, and where one is logged in."""

import json
from collections.abc import Callable
from typing import cast
from uuid import UUID

from allauth.mfa.webauthn.internal.auth import WebAuthn, begin_registration
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.kernel.door import SIGNED_IN, StaffRequest, open_to
from kmt.kernel.refusals import Invalid, NotFound
from kmt.partners.actions import mine as actions
from kmt.partners.forms.mine import KeyNameForm, NewKeyForm
from kmt.partners.queries import Account
from kmt.partners.queries.sessions import factors_of, sessions_of
from kmt.partners.writing import VOUCH

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def mine(request: StaffRequest) -> HttpResponse:
    """Second factors and sessions; looking needs no proof, changing a factor does."""
    me = UUID(request.actor.id)
    context = {
        "factors": factors_of(me),
        "sessions": sessions_of(me, current=request.session.session_key or ""),
        "email": cast(Account, request.user).email,
        "may_vouch": request.actor.may(VOUCH),
    }
    return render(request, "partners/mine.html", context)


@open_to(SIGNED_IN)
@require_http_methods(["POST"])
def end_session(request: StaffRequest) -> HttpResponse:
    """End one session, or all others; it works at once. No proof: leaving must always be easy."""
    if request.POST.get("do") == "others":
        actions.end_other_sessions(by=request.actor, keep=request.session.session_key or "")
        messages.success(request, _("Your other sessions have ended."))
    else:
        actions.end_session(by=request.actor, handle=request.POST.get("session", ""))
        messages.success(request, _("The session has ended."))
    return redirect("partners:mine")


@open_to(SIGNED_IN, proven=True)
@GET_OR_POST
def add_key(request: StaffRequest) -> HttpResponse:
    """A security key or passkey beside the app; the one page that needs a script."""
    form = NewKeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
        actions.note_new_factor(by=request.actor)
        messages.success(request, _("The key is added. Try it at the next log-in."))
        return redirect("partners:mine")
    options = json.dumps(begin_registration(request.user, False), cls=DjangoJSONEncoder)
    context = {"form": form, "options": options}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/add_key.html", context, status=status)


@open_to(SIGNED_IN, proven=True)
@GET_OR_POST
def factors(request: StaffRequest) -> HttpResponse:
    """Rename or remove a factor, or make new spare codes; ``do`` says which."""
    deed = _DEEDS.get(request.POST.get("do", ""))
    return redirect("partners:mine") if deed is None else deed(request)


def _rename(request: StaffRequest) -> HttpResponse:
    form = KeyNameForm(request.POST)
    if not form.is_valid():
        raise Invalid("Geef de sleutel een naam van hooguit 40 tekens.", "Ga terug en vul hem in.")
    actions.rename_key(
        by=request.actor, key_id=form.cleaned_data["key"], name=form.cleaned_data["name"]
    )
    return redirect("partners:mine")


def _remove(request: StaffRequest) -> HttpResponse:
    number = request.POST.get("key", "")
    if not number.isdecimal():
        raise NotFound
    actions.remove_factor(by=request.actor, key_id=int(number))
    messages.success(request, _("It is removed and opens nothing any more."))
    return redirect("partners:mine")


def _spare_codes(request: StaffRequest) -> HttpResponse:
    codes = actions.new_spare_codes(by=request.actor)
    context = {"unused_codes": codes, "can_view_codes": True}
    return render(request, "mfa/recovery_codes/index.html", context)


_DEEDS: dict[str, Callable[[StaffRequest], HttpResponse]] = {
    "rename": _rename,
    "remove": _remove,
    "spare": _spare_codes,
}
