"""The plan with the victim: agreeing, evaluating, their own copy, and the plan on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.access.sessions import require_proof
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.plan import actions, copying, queries
from kmt.plan.forms import AgreeForm, CopyForm, EvaluationForm
from kmt.plan.pictures import picture
from kmt.plan.views.attempting import (
    GET_OR_POST,
    attempt,
    done,
    open_part,
    open_to_change,
    show,
)


@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def agree(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down that the person agreed to the plan as it is now."""
    case = open_to_change(request, case_id)
    plan = queries.plan(request.actor, case)
    sent = request.method == "POST"
    form = AgreeForm(request.POST if sent else None, today=clock.today())
    status = 200
    if sent:
        status = attempt(
            form,
            lambda: actions.agree(
                by=request.actor, case_id=case.id, agreed=form.agreed(), token=form.sent_token()
            ),
        )
        if not status:
            return done(request, case.id, _("It is written down that the person agreed."))
    return show(request, case, "agree", {"form": form, "plan": plan}, status)


@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def evaluation(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Evaluate the plan with the person, and read what earlier evaluations brought."""
    sent = request.method == "POST"
    case = open_to_change(request, case_id) if sent else open_part(request, case_id)
    plan = queries.plan(request.actor, case)
    form = EvaluationForm(request.POST if sent else None, today=clock.today(), domains=plan.in_use)
    status = 200
    if sent:
        status = attempt(
            form,
            lambda: actions.evaluate(
                by=request.actor, case_id=case.id, found=form.evaluated(), token=form.sent_token()
            ),
        )
        if not status:
            return done(request, case.id, _("The evaluation is written down."))
    context = {
        "form": form,
        "plan": plan,
        "evaluations": queries.evaluations(request.actor, case.id),
        "may_evaluate": case.state in {State.IN_EXECUTION, State.EVALUATION},
    }
    return show(request, case, "evaluation", context, status)


@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def copy(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The person's own copy: choose the language and what stands in it; it leaves as a PDF."""
    case = open_to_change(request, case_id)
    plan = queries.plan(request.actor, case)
    found = [action for one in plan.domains for action in one.actions if copying.may_stand(action)]
    sent = request.method == "POST"
    form = CopyForm(request.POST if sent else None, found=found)
    status = 200
    if sent:
        require_proof(request)
        made: list[bytes] = []

        def deed() -> None:
            language, without = form.cleaned_data["language"], form.without()
            made.append(copying.render(plan, language, without, moment=clock.now()))
            actions.give_copy(
                by=request.actor,
                case_id=case.id,
                language=language,
                pdf=made[0],
                without=without,
                token=form.sent_token(),
            )

        status = attempt(form, deed)
        if not status:
            return copying.answer(made[0])
    context = {
        "form": form,
        "plan": plan,
        "copies": queries.copies(request.actor, case.id),
        "proposed": plan.proposed,
    }
    return show(request, case, "copy", context, status)


@open_to(Permission.CARE_CASE_READ)
@require_http_methods(["GET", "HEAD"])
def printed(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The whole plan with nothing folded, for paper and for reading through."""
    case = open_part(request, case_id, "plan_print")
    plan = queries.plan(request.actor, case)
    context = {"plan": plan, "pictures": [(one, picture(one)) for one in plan.in_use]}
    return show(request, case, "print", context)
