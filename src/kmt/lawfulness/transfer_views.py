"""The pages of transfers: what comes in and went out, and one to take or to give back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Invalid
from kmt.lawfulness import transfers as queries
from kmt.lawfulness.actions import refuse_transfer, withdraw_transfer
from kmt.lawfulness.forms import RefuseForm
from kmt.lawfulness.states import ACCEPT, REFUSE, WITHDRAW

LISTS = {"inkomend": queries.INCOMING, "uitgaand": queries.OUTGOING, "alles": queries.ALL}


@open_to(Permission.LAWFULNESS_DISCLOSURE_READ)
@require_http_methods(["GET", "HEAD"])
def transfers(request: StaffRequest) -> HttpResponse:
    """What comes in and what went out; who only supervises sees all."""
    mine = queries.acts_for(request.actor)
    start = "alles" if not mine else "inkomend" if "R2" in mine else "uitgaand"
    asked = request.GET.get("toon", "")
    word = asked if mine and asked in LISTS else start
    words = {"inkomend": _("Incoming"), "uitgaand": _("Outgoing"), "alles": _("Everything")}
    context = {
        "lines": queries.transfers(request.actor, LISTS[word]),
        "filters": [
            FilterLink(label=label, url=f"?toon={name}", current=name == word)
            for name, label in words.items()
            if mine
        ],
    }
    return render(request, "lawfulness/transfers.html", context)


@open_to(Permission.LAWFULNESS_DISCLOSURE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: StaffRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer: where it stands, what goes and what stays, and what this side may do."""
    do = request.POST.get("do", "")
    form = RefuseForm(request.POST if do == REFUSE else None)
    if do == WITHDRAW:
        withdraw_transfer(by=request.actor, transfer_id=transfer_id)
        messages.success(request, _("You took it back. It stands in your own list again."))
        return redirect("lawfulness:transfer", transfer_id)
    if form.is_valid():
        try:
            refuse_transfer(
                by=request.actor, transfer_id=transfer_id, reason=form.cleaned_data["reason"]
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("It went back to its sender, with your reason."))
            return redirect("lawfulness:transfer", transfer_id)
    view = queries.transfer(request.actor, transfer_id)
    context = {
        "view": view,
        "form": form,
        "may_accept": ACCEPT in view.may,
        "may_refuse": REFUSE in view.may,
        "may_withdraw": WITHDRAW in view.may,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "lawfulness/transfer.html", context, status=status)
