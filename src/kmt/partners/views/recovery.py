"""Back in without e-mail: two colleagues vouch, the person types a code that was handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.kernel.door import LOG_IN, StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid
from kmt.partners import actions
from kmt.partners.forms.accounts import VouchForm
from kmt.partners.forms.mine import OneTimeCodeForm
from kmt.partners.login import address_of
from kmt.partners.writing import VOUCH

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(VOUCH, proven=True)
@GET_OR_POST
def vouch(request: StaffRequest) -> HttpResponse:
    """Vouch for a colleague; the second one gets a code to hand over, shown once."""
    form = VouchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = actions.vouch(by=request.actor, **form.cleaned_data)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            if code:
                return render(request, "partners/letter.html", {"handed": code, "lives": "hour"})
            messages.success(
                request, _("You vouched. Within 24 hours a second colleague has to do so too.")
            )
            return redirect("partners:vouch")
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/vouch.html", {"form": form}, status=status)


@open_to(LOG_IN)
@GET_OR_POST
def one_time_code(request: HttpRequest) -> HttpResponse:
    """Type the code that was handed over, and choose a password."""
    form = OneTimeCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("email", "code", "password")}
        try:
            actions.use_code(**typed, origin=address_of(request))
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            return render(request, "partners/code_used.html")
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/one_time_code.html", {"form": form}, status=status)
