"""The pages of safety of a case: what holds now, assessing, the plan and its sheet, an incident.

What was typed survives every refusal: the page comes back with the sentence and the text.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import opened
from kmt.care.showing import part_context
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.safety import actions, queries
from kmt.safety.forms import AssessmentForm, IncidentForm, PlanForm
from kmt.safety.rules import ROOM

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Form = AssessmentForm | PlanForm | IncidentForm


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What holds now: the judgement, the plan, safe contact; then the history and incidents."""
    found = opened(request.actor, case_id, part="safety_seen")
    known = queries.safety_of(request.actor, case_id)
    context = {**part_context(request, found, ROOM), "known": known}
    return render(request, "safety/case.html", context)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def assess(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Judge anew how safe somebody is."""
    now = _safety(request, case_id).now
    form = AssessmentForm(_sent(request), today=clock.today(), before=now)

    def deed() -> None:
        new, token = form.new(), form.cleaned_data["token"]
        actions.assess(by=request.actor, case_id=case_id, new=new, token=token)

    said = _("The assessment is written down.")
    return _try(request, case_id, form, deed, template="safety/assess.html", said=said)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def plan(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write the plan down, or change it; what it was stays as an earlier version."""
    known = _safety(request, case_id).plan
    form = PlanForm(_sent(request), initial=PlanForm.of(known))

    def deed() -> None:
        new, token = form.new(), form.cleaned_data["token"]
        actions.make_plan(by=request.actor, case_id=case_id, new=new, token=token)

    said = _("The safety plan is kept.")
    return _try(request, case_id, form, deed, template="safety/plan.html", said=said)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def incident(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down what went wrong."""
    form = IncidentForm(_sent(request), today=clock.today())

    def deed() -> None:
        new, token = form.new(), form.cleaned_data["token"]
        actions.report_incident(by=request.actor, case_id=case_id, new=new, token=token)

    said = _("The incident is on the timeline.")
    return _try(request, case_id, form, deed, template="safety/incident.html", said=said)


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET
def sheet(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The plan that holds, on one page to print; it names nobody."""
    found = opened(request.actor, case_id, part="safety_sheet", emergency=False)
    known = queries.safety_of(request.actor, case_id).plan
    if known is None:
        raise NotFound
    return render(request, "safety/sheet.html", {"case": found, "plan": known})


def _sent(request: StaffRequest) -> "dict[str, str] | None":
    return request.POST.dict() if request.method == "POST" else None


def _safety(request: StaffRequest, case_id: UUID) -> queries.Safety:
    return queries.safety_of(request.actor, case_id)


def _try(
    request: StaffRequest,
    case_id: UUID,
    form: Form,
    deed: Callable[[], None],
    *,
    template: str,
    said: str,
) -> HttpResponse:
    """Do what a form asks and send the browser on; or show the page with what was typed."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            deed()
        except (NotFound, NotPermitted):
            raise
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            messages.success(request, said)
            return redirect("safety:case", case_id=case_id)
    found = opened(request.actor, case_id, part="safety_seen", emergency=False)
    context = {**part_context(request, found, ROOM), "form": form}
    return render(request, template, context, status=status)
