"""The work list: looking through it, and taking up or giving away several reports in one act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.desk import narrowing
from kmt.desk.actions.assigning import assign as assign_reports
from kmt.desk.actions.assigning import take_up_all
from kmt.desk.colleagues import who_weighs
from kmt.desk.forms import GiveForm, ticked
from kmt.desk.saved import saved_views
from kmt.desk.views.listpage import context_of
from kmt.intake.queries import standing
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PAGE = "desk/reports.html"


@open_to(Permission.INTAKE_REPORT_LIST)
@require_http_methods(["GET", "HEAD"])
def reports(request: StaffRequest) -> HttpResponse:
    """The work list, most urgent first; without a question, the view that one opens with."""
    saved = saved_views(request.actor)
    first = next((one for one in saved if one.opens), None)
    if first is not None and not request.GET:
        return redirect(f"{reverse('desk:reports')}?{first.address}")
    asked = narrowing.asked(request.actor, request.GET)
    return render(request, PAGE, context_of(request.actor, asked, saved=saved))


@open_to(Permission.DUTY_WORK_ASSIGN)
@GET_OR_POST
def together(request: StaffRequest) -> HttpResponse:
    """Take several reports up, or give them to a colleague: all of them, or none and why."""
    actor = request.actor
    asked = narrowing.asked(actor, request.GET)
    if request.method != "POST":
        return redirect(
            f"{reverse('desk:reports')}?{narrowing.query(actor, asked.view, asked.narrowed)}"
        )
    chosen = ticked(request.POST.getlist("report"))
    gives = request.POST.get("do") == "assign"
    form = GiveForm(request.POST if gives else None, people=who_weighs())
    refused: Invalid | Conflict | None = None
    if not gives or form.is_valid():
        try:
            if gives:
                number = assign_reports(by=actor, reports=chosen, to=form.cleaned_data["to"])
                said = ngettext("%(n)s report is given.", "%(n)s reports are given.", number)
            else:
                number = take_up_all(by=actor, reports=chosen)
                said = ngettext("%(n)s report is yours.", "%(n)s reports are yours.", number)
        except (Invalid, Conflict) as one:
            refused = one
        else:
            messages.success(request, said % {"n": number})
            return redirect(
                f"{reverse('desk:reports')}?{narrowing.query(actor, asked.view, asked.narrowed)}"
            )
    context = context_of(actor, asked, give_form=form)
    context |= {"ticked": set(chosen), "refused": refused}
    return render(request, PAGE, context, status=422)


@open_to(Permission.DUTY_WORK_ASSIGN)
@GET_OR_POST
def assign(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Give one report to a colleague, from its page; refused, it says why on a page of its own."""
    actor = request.actor
    context = {"report": standing(actor, report_id)}
    form, status = GiveForm(request.POST or None, people=who_weighs()), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = ticked([f"{report_id}:{request.POST.get('version', '')}"])
                assign_reports(
                    by=actor, reports=version or {report_id: -1}, to=form.cleaned_data["to"]
                )
            except Invalid as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, _("The report is given to your colleague."))
                return redirect("intake:report_detail", report_id)
    return render(request, "desk/assign.html", context | {"give_form": form}, status=status)
