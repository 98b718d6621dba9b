"""Templates and checklists put into the plan, and many actions moved to another day at once."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.ids import new_id
from kmt.plan import actions, catalogue, queries
from kmt.plan.forms import RescheduleForm
from kmt.plan.rules import NewPlanAction
from kmt.plan.views.attempting import GET_OR_POST, attempt, done, open_to_change, show


@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def templates(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Common plans to begin with, and what is easily forgotten with the forms of this case."""
    case = open_to_change(request, case_id)
    deed = {"template": _apply, "tick": _tick, "item": _plan_item}.get(request.POST.get("do", ""))
    if deed:
        return deed(request, case)
    ticked = queries.ticks(request.actor, case.id)
    planned = queries.items_planned(request.actor, case.id)
    context = {
        "templates": catalogue.templates_for(case.forms),
        "items": [
            (one, ticked.get(one.code, False), one.code in planned)
            for one in catalogue.items_for(case.forms)
        ],
    }
    return show(request, case, "templates", context)


def _apply(request: StaffRequest, case: CaseRef) -> HttpResponse:
    count = actions.apply_template(
        by=request.actor, case_id=case.id, template=request.POST.get("template", "")
    )
    said = ngettext(
        "%(count)s action came into the plan. Change what does not fit.",
        "%(count)s actions came into the plan. Change what does not fit.",
        count,
    )
    return done(request, case.id, said % {"count": count})


def _tick(request: StaffRequest, case: CaseRef) -> HttpResponse:
    item = request.POST.get("item", "")
    ticked = request.POST.get("ticked") == "yes"
    actions.tick_item(by=request.actor, case_id=case.id, item=item, ticked=ticked)
    return redirect("plan:templates", case.id)


def _plan_item(request: StaffRequest, case: CaseRef) -> HttpResponse:
    found = catalogue.item_named(request.POST.get("item", ""))
    if found.code not in queries.items_planned(request.actor, case.id):
        action = NewPlanAction(
            domain=found.line.domain,
            what=found.line.text,
            organisation=found.line.organisation,
            due=clock.today() + timedelta(days=found.line.days),
            item=found.code,
        )
        actions.add_action(by=request.actor, case_id=case.id, action=action, token=new_id())
    return redirect("plan:templates", case.id)


@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def reschedule(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Move open actions to another day, many at once, with the reason."""
    case = open_to_change(request, case_id)
    plan = queries.plan(request.actor, case)
    sent = request.method == "POST"
    form = RescheduleForm(request.POST if sent else None, found=plan.open_actions)
    status = 200
    if sent:
        status = attempt(
            form,
            lambda: actions.reschedule(by=request.actor, case_id=case.id, **form.chosen()),
        )
        if not status:
            return done(request, case.id, _("The actions are moved."))
    return show(request, case, "reschedule", {"form": form, "plan": plan}, status)
