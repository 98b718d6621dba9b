"""The pages of a transition: the list, the plan on one page, and a page per part of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.acts import check
from kmt.governance.queries import decision_choices
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.transition import actions, queries, wording
from kmt.transition.forms import (
    BeginForm,
    ConditionForm,
    MoveForm,
    RiskForm,
    SayForm,
    ShowForm,
    TaskForm,
)
from kmt.transition.models import Condition, Risk, Task
from kmt.transition.states import ConditionState, TransitionState

READ, WRITE = queries.READ, actions.WRITE
GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(READ)
@GET
def transitions(request: StaffRequest) -> HttpResponse:
    """Every transition, with how many of its conditions were shown."""
    found = queries.transitions(request.actor)
    return _page(request, "transitions", lines=found, states=wording.STATES)


@open_to(READ)
@GET_OR_POST
def transition(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    """The plan on one page: conditions on top, then tasks, risks, and go or no go."""
    refused = None
    if request.method == "POST":
        _must_write(request)
        refused = _finish(request, transition_id)
        if refused is None:
            messages.success(request, _("The transition is closed."))
            return redirect("transition:transition", transition_id)
    seen = queries.transition(request.actor, transition_id)
    return _page(
        request, "transition", status=refused.status if refused else 200, seen=seen, refused=refused
    )


def _finish(request: StaffRequest, transition_id: UUID) -> Refused | None:
    to, version = request.POST.get("to", ""), request.POST.get("version", "")
    if to not in {TransitionState.DONE, TransitionState.STOPPED} or not version.isdecimal():
        raise NotFound
    try:
        actions.finish(by=request.actor, transition=transition_id, to=to, version=int(version))
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        return refused
    return None


@open_to(WRITE)
@GET_OR_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a transition, best from a decision of the register."""
    form = BeginForm(request.POST or None, decisions=decision_choices(request.actor))
    made: list[UUID] = []

    def deed() -> None:
        typed = form.cleaned_data
        made.append(
            actions.begin(
                by=request.actor,
                title=typed["title"],
                aim=typed["aim"],
                begins_on=typed["begins_on"],
                aims_at=typed["aims_at"],
                decision=UUID(typed["decision"]) if typed["decision"] else None,
            )
        )

    status = _try(request, form, deed)
    if made:
        return redirect("transition:transition", made[0])
    up = reverse("transition:transitions")
    return _form_page(request, form, status, heading=_("A new transition"), go=_("Begin"), up=up)


@open_to(WRITE)
@GET_OR_POST
def add_condition(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    """Add a condition."""
    form = ConditionForm(request.POST or None)

    def deed() -> None:
        typed = form.cleaned_data
        actions.add_condition(
            by=request.actor,
            transition=transition_id,
            title=typed["title"],
            words=typed["words"],
            source=typed["source"],
            shown_by=typed["shown_by"],
        )

    return _part(request, transition_id, form, deed, heading=_("A condition"), place="conditions")


@open_to(READ)
@GET_OR_POST
def condition(request: StaffRequest, condition_id: UUID) -> HttpResponse:
    """One condition: what it asks, its history, and the form to show that it is met."""
    transition_id = queries.transition_of(request.actor, Condition, condition_id)
    seen = queries.transition(request.actor, transition_id)
    one = next(it for it in seen.conditions if it.id == condition_id)
    form, status = ShowForm(request.POST or None, initial={"on": clock.today()}), 200
    if request.method == "POST":
        _must_write(request)
        shown = one.state == ConditionState.SHOWN

        def deed() -> None:
            actions.show(
                by=request.actor,
                condition=condition_id,
                state=ConditionState.OPEN if shown else ConditionState.SHOWN,
                words=form.cleaned_data["words"],
                evidence=form.cleaned_data["evidence"],
                on=form.cleaned_data["on"],
            )

        status = _try(request, form, deed)
        if status == 302:
            return redirect("transition:condition", condition_id)
    return _page(request, "condition", status=status, seen=seen, one=one, form=form)


@open_to(WRITE)
@GET_OR_POST
def plan_task(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    """Add a task."""
    seen = queries.transition(request.actor, transition_id)
    form = TaskForm(request.POST or None, of=seen)

    def deed() -> None:
        actions.plan_task(by=request.actor, transition=transition_id, plan=form.plan())

    return _part(request, transition_id, form, deed, heading=_("A task"), place="tasks")


@open_to(READ)
@GET_OR_POST
def task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """One task: move it on, or change what it is."""
    transition_id = queries.transition_of(request.actor, Task, task_id)
    seen = queries.transition(request.actor, transition_id)
    one = next(it for it in seen.tasks if it.id == task_id)
    moving = request.POST.get("do") == "move"
    move = MoveForm(
        request.POST if moving else None, state=one.state, version=one.version, outcome=one.outcome
    )
    change = TaskForm(
        request.POST if request.method == "POST" and not moving else None,
        of=seen,
        task=str(task_id),
        initial={
            "what": one.what,
            "area": one.area,
            "condition": str(one.condition_id or ""),
            "owner": one.owner,
            "owner_function": one.owner_function,
            "due_on": one.due_on,
            "after": [str(key) for key, _what in one.after],
            "version": one.version,
        },
    )
    status = 200
    if request.method == "POST":
        _must_write(request)

        def deed() -> None:
            if moving:
                actions.move_task(
                    by=request.actor,
                    task=task_id,
                    to=move.cleaned_data["to"],
                    outcome=move.cleaned_data["outcome"],
                    version=move.cleaned_data["version"] or 0,
                )
            else:
                actions.change_task(
                    by=request.actor,
                    task=task_id,
                    plan=change.plan(),
                    version=change.cleaned_data["version"] or 0,
                )

        status = _try(request, move if moving else change, deed)
        if status == 302:
            return redirect(f"{reverse('transition:transition', args=[transition_id])}#tasks")
    return _page(request, "task", status=status, seen=seen, one=one, move=move, change=change)


@open_to(WRITE)
@GET_OR_POST
def watch_risk(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    """Add a risk."""
    form = RiskForm(request.POST or None, fresh=True)

    def deed() -> None:
        actions.watch_risk(by=request.actor, transition=transition_id, risk=form.watched())

    return _part(request, transition_id, form, deed, heading=_("A risk"), place="risks")


@open_to(WRITE)
@GET_OR_POST
def risk(request: StaffRequest, risk_id: UUID) -> HttpResponse:
    """Change a risk, or say what came of it."""
    transition_id = queries.transition_of(request.actor, Risk, risk_id)
    seen = queries.transition(request.actor, transition_id)
    one = next(it for it in seen.risks if it.id == risk_id)
    kept = {
        name: getattr(one, name)
        for name in ("what", "chance", "effect", "measure", "owner", "came_of_it", "version")
    }
    form = RiskForm(
        request.POST or None, fresh=False, initial=kept | {"over": one.state == "closed"}
    )

    def deed() -> None:
        actions.change_risk(
            by=request.actor,
            risk=risk_id,
            now=form.watched(),
            version=form.cleaned_data["version"] or 0,
        )

    return _part(request, transition_id, form, deed, heading=one.what, place="risks")


@open_to(WRITE)
@GET_OR_POST
def say(request: StaffRequest, transition_id: UUID) -> HttpResponse:
    """Write down a go/no-go moment."""
    form = SayForm(request.POST or None)

    def deed() -> None:
        typed = form.cleaned_data
        actions.say(
            by=request.actor,
            transition=transition_id,
            outcome=typed["outcome"],
            held_on=typed["held_on"],
            body=typed["body"],
            reasons=typed["reasons"],
        )

    return _part(request, transition_id, form, deed, heading=_("Go or no go"), place="moments")


def _part(
    request: StaffRequest,
    transition_id: UUID,
    form: Form,
    deed: Callable[[], None],
    *,
    heading: str,
    place: str,
) -> HttpResponse:
    """A page with one form about a part; afterwards back to that part of the plan."""
    up = reverse("transition:transition", args=[transition_id])
    status = _try(request, form, deed)
    if status == 302:
        return redirect(f"{up}#{place}")
    queries.transition(request.actor, transition_id)  # not there: no form either
    return _form_page(request, form, status, heading=heading, go=_("Keep"), up=up)


def _form_page(
    request: StaffRequest, form: Form, status: int, *, heading: str, go: str, up: str
) -> HttpResponse:
    return _page(request, "form", status=status, form=form, heading=heading, go=go, up=up)


def _page(
    request: StaffRequest, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    context |= {"writes": request.actor.may(WRITE)}
    return render(request, f"transition/{name}.html", context, status=status)


def _must_write(request: StaffRequest) -> None:
    check(request.actor, WRITE)


def _try(request: StaffRequest, form: Form, deed: Callable[[], None]) -> int:
    """Do it when the form is whole: 302 when it is done, else the status of the page with why."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 422
    try:
        deed()
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    messages.success(request, _("That is kept."))
    return 302
