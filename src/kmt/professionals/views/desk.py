"""Giving and taking back codes (the desk) and keys of systems (the manager of accounts)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kmt.access.permissions import Permission
from kmt.entrance import page_mark
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid, Refused
from kmt.professionals import queries
from kmt.professionals.actions import give_link, make_key, revoke_key, withdraw_link
from kmt.professionals.forms.giving import GiveForm, KeyForm
from kmt.professionals.rules.codes import State, grouped
from kmt.professionals.wording import moment, state


@open_to(Permission.PROFESSIONALS_LINK_MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: StaffRequest) -> HttpResponse:
    """The codes that were given, and the form to give one; a fresh code is shown once."""
    form = GiveForm(request.POST if request.method == "POST" else None)
    code = ""
    if request.method == "POST" and form.is_valid():
        try:
            code = give_link(by=request.actor, asked=form.asked(), nonce=_nonce(form))
            form = GiveForm()
        except Invalid as refused:
            show_refusal(form, refused)
    lines = [
        (line, *state(line.state), moment(line.expires_at), line.state is State.OPEN)
        for line in queries.links(request.actor)
    ]
    context = {"form": form, "given": grouped(code), "lines": lines, "token": page_mark.new()[1]}
    return render(request, "professionals/links.html", context, status=_status(form))


@open_to(Permission.PROFESSIONALS_LINK_MAKE)
@require_POST
def withdraw(request: StaffRequest, link_id: UUID) -> HttpResponse:
    """Take a code back."""
    withdraw_link(by=request.actor, link_id=link_id)
    messages.success(request, _("The code is taken back. It opens nothing any more."))
    return redirect("professionals:links")


@open_to(Permission.PROFESSIONALS_KEY_MANAGE, proven=True)
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: StaffRequest) -> HttpResponse:
    """The keys of systems, and the form to make one; a fresh key is shown once."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    key = ""
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            key = make_key(
                by=request.actor,
                organisation=found["organisation"],
                days=found["days"] or 0,
                nonce=_nonce(form),
            )
            form = KeyForm()
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "form": form,
        "key": key,
        "lines": queries.keys(request.actor),
        "token": page_mark.new()[1],
    }
    return render(request, "professionals/keys.html", context, status=_status(form))


@open_to(Permission.PROFESSIONALS_KEY_MANAGE, proven=True)
@require_POST
def revoke(request: StaffRequest, key_id: UUID) -> HttpResponse:
    """Take a key back."""
    revoke_key(by=request.actor, key_id=key_id)
    messages.success(request, _("The key is taken back. It opens nothing any more."))
    return redirect("professionals:keys")


def _nonce(form: GiveForm | KeyForm) -> str:
    mark = page_mark.read(form.cleaned_data["token"])
    if mark is None or mark.expired:
        raise Conflict("Deze pagina stond te lang open.", "Ververs de pagina en probeer opnieuw.")
    return mark.nonce


def _status(form: GiveForm | KeyForm) -> int:
    return 422 if form.is_bound and form.errors else 200
