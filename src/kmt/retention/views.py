"""The page of terms: what waits for a decision, what goes, what is held, what is gone.

What was typed survives a refusal: the page comes back with the sentence at its field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound
from kmt.retention import actions
from kmt.retention.forms import DecideForm, HoldForm, RequestForm
from kmt.retention.queries import ProposalLine, overview

PAGE = "retention:terms"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits, with the form to decide on it."""

    line: ProposalLine
    form: DecideForm


@open_to(Permission.RETENTION_TERM_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: StaffRequest) -> HttpResponse:
    """Every form on the page comes back here, with ``do`` saying which."""
    deed = _DEEDS.get(request.POST.get("do", ""))
    return _page(request) if deed is None else deed(request)


def _decide(request: StaffRequest) -> HttpResponse:
    form = DecideForm(request.POST, which=request.POST.get("proposal", ""))

    def deed() -> None:
        actions.decide(
            by=request.actor, proposal_id=form.cleaned_data["proposal"], verdict=form.verdict()
        )

    return _try(request, form, deed, said=_("The decision is kept; the coming night it is done."))


def _hold(request: StaffRequest) -> HttpResponse:
    form = HoldForm(request.POST)

    def deed() -> None:
        actions.place_hold(by=request.actor, **form.cleaned_data)

    return _try(request, form, deed, said=_("Nothing of this record is destroyed for now."))


def _request(request: StaffRequest) -> HttpResponse:
    form = RequestForm(request.POST)

    def deed() -> None:
        actions.ask_destruction(by=request.actor, **form.cleaned_data)

    return _try(request, form, deed, said=_("The request waits for a decision on this page."))


def _lift(request: StaffRequest) -> HttpResponse:
    try:
        hold_id = UUID(request.POST.get("hold", ""))
    except ValueError:
        raise NotFound from None
    actions.lift_hold(by=request.actor, hold_id=hold_id)
    messages.success(request, _("The hold is lifted; the waiting time begins anew."))
    return redirect(PAGE)


_DEEDS: dict[str, Callable[[StaffRequest], HttpResponse]] = {
    "decide": _decide,
    "hold": _hold,
    "lift": _lift,
    "request": _request,
}


def _try(request: StaffRequest, form: Form, deed: Callable[[], None], *, said: str) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        deed()
    except Invalid as refused:
        show_refusal(form, refused)
        return _page(request, form, status=refused.status)
    messages.success(request, said)
    return redirect(PAGE)


def _page(request: StaffRequest, sent: Form | None = None, status: int = 200) -> HttpResponse:
    view = overview(request.actor)
    context = {
        "view": view,
        "waiting": [Waiting(line, _form_of(line, sent)) for line in view.to_decide],
        "hold": sent if isinstance(sent, HoldForm) else HoldForm(),
        "request_form": sent if isinstance(sent, RequestForm) else RequestForm(),
        "sent": sent,
        "may_decide": request.actor.may(Permission.RETENTION_TERM_DECIDE),
    }
    return render(request, "retention/terms.html", context, status=status)


def _form_of(line: ProposalLine, sent: Form | None) -> DecideForm:
    if isinstance(sent, DecideForm) and sent.data.get("proposal") == str(line.id):
        return sent
    return DecideForm(which=str(line.id), initial={"proposal": line.id})
