"""The yearly review as a list of things to do, and the second person for roles that read files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners import actions
from kmt.partners.forms.accounts import ReviewForm
from kmt.partners.queries.accounts import RoleLine
from kmt.partners.queries.accounts import review as to_review
from kmt.partners.writing import CONFIRM


@open_to(CONFIRM, proven=True)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest) -> HttpResponse:
    """Agree to a role, confirm one for a year, or end it."""
    if request.method != "POST":
        return _page(request)
    if request.POST.get("do") == "agree":
        return _agree(request)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            _decide(request, form)
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return redirect("partners:review")
    return _page(request, form, status=422)


def _agree(request: StaffRequest) -> HttpResponse:
    number = request.POST.get("membership", "")
    if not number.isdecimal():
        raise NotFound
    actions.agree(by=request.actor, membership_id=int(number))
    messages.success(request, _("You agreed; the role holds from its first day on."))
    return redirect("partners:review")


def _decide(request: StaffRequest, form: ReviewForm) -> None:
    what, _colon, reason = form.cleaned_data["choice"].partition(":")
    deed = actions.confirm if what == "confirm" else actions.end_role
    deed(by=request.actor, membership_id=form.cleaned_data["membership"], reason=reason)
    said = _("Confirmed for a year.") if what == "confirm" else _("The role has ended.")
    messages.success(request, said)


def _page(request: StaffRequest, sent: ReviewForm | None = None, status: int = 200) -> HttpResponse:
    found = to_review(request.actor)
    rows = [(line, _form_of(line, sent)) for line in found.due]
    context = {"waiting": found.waiting, "due": rows, "sent": sent}
    return render(request, "partners/review.html", context, status=status)


def _form_of(line: RoleLine, sent: ReviewForm | None) -> ReviewForm:
    if sent is not None and sent.data.get("membership") == str(line.id):
        sent.auto_id = f"role{line.id}-%s"
        return sent
    return ReviewForm(auto_id=f"role{line.id}-%s", initial={"membership": line.id})
