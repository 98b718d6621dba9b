"""The pages of the policy frame: one to understand at once, its parts, and writing it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.governance.forms import Named
from kmt.governance.queries import body_choices
from kmt.governance.views.attempt import attempt, overtaken
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound
from kmt.policy_frame import actions, pictures, printing, queries
from kmt.policy_frame.forms import (
    ActionForm,
    AdoptForm,
    EvaluationForm,
    FrameForm,
    GoalForm,
    ProgressForm,
    ResultForm,
    ValueForm,
)
from kmt.policy_frame.reading import ActionSeen, FrameView, GoalSeen, ResultSeen

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Deed = tuple[Named, Callable[[], object], str]
Seen = GoalSeen | ResultSeen | ActionSeen


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def current(request: StaffRequest) -> HttpResponse:
    """The version that holds; without any, how to begin."""
    try:
        view = queries.frame(request.actor)
    except NotFound:
        may_write = request.actor.may(Permission.GOVERNANCE_PAPER_WRITE)
        return render(request, "policy_frame/none.html", {"may_write": may_write})
    return _page(request, view)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def version(request: StaffRequest, frame_id: UUID) -> HttpResponse:
    """One version; what came of an action and looking back come here."""
    view = queries.frame(request.actor, frame_id)
    if request.method != "POST":
        return _page(request, view)
    form, act, said = _deed(request, view)
    refused = attempt(form, act)
    if refused is None:
        messages.success(request, said)
        return redirect("policy_frame:version", frame_id=frame_id)
    return _page(request, view, form, refused)


def _deed(request: StaffRequest, view: FrameView) -> Deed:
    if request.POST.get("do") == "progress":
        form = ProgressForm(request.POST, actions=_actions(view))
        saying = lambda: actions.say_progress(  # noqa: E731
            by=request.actor,
            frame_id=view.line.id,
            action_id=form.action_id(),
            progress=form.cleaned_data["progress"],
            words=form.cleaned_data["words"],
            token=form.sent_token(),
        )
        return form, saying, _("Written down how far it is.")
    back = EvaluationForm(request.POST)
    looking = lambda: actions.evaluate(  # noqa: E731
        by=request.actor,
        frame_id=view.line.id,
        found=back.cleaned_data["found"],
        changes=back.cleaned_data["changes"],
        on=back.cleaned_data["on"],
        token=back.sent_token(),
    )
    return back, looking, _("The evaluation is written down.")


def _actions(view: FrameView) -> list[ActionSeen]:
    return [action for one in view.results for action in one.actions]


def _page(
    request: StaffRequest, view: FrameView, sent: Named | None = None, status: int = 200
) -> HttpResponse:
    shown: dict[str, Named] = {}
    if view.may_lead and not view.draft:
        fresh: tuple[Named, ...] = (ProgressForm(actions=_actions(view)), EvaluationForm())
        shown = {one.name: one for one in fresh}
    if sent is not None:
        shown[sent.name] = sent
    has_draft = any(one.state == "draft" for one in view.versions)
    context = {
        "view": view,
        "forms": shown,
        "sent": sent,
        "may_renew": view.may_lead and not has_draft,
    }
    return render(request, "policy_frame/frame.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Begin a version: empty, or a copy of the one that holds."""
    found = queries.versions(request.actor)
    start: dict[str, object] = {}
    if found:
        last = queries.frame(request.actor, found[0].id)
        start = {"title": last.line.title, "ambition": last.ambition}
    form = FrameForm(request.POST if request.method == "POST" else None, initial=start)
    status = 200
    if request.method == "POST":
        made: list[UUID] = []
        refused = attempt(
            form,
            lambda: made.append(
                actions.begin(
                    by=request.actor,
                    title=form.cleaned_data["title"],
                    ambition=form.cleaned_data["ambition"],
                )
            ),
        )
        if refused is None:
            messages.success(request, _("The draft is there. Now write goals and results."))
            return redirect("policy_frame:write", frame_id=made[0])
        status = refused
    context = {"form": form, "copied": bool(found)}
    return render(request, "policy_frame/new.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def write(request: StaffRequest, frame_id: UUID) -> HttpResponse:
    """Write a draft: title and ambition, and the parts one by one."""
    view = queries.frame(request.actor, frame_id)
    start = {"version": view.version, "title": view.line.title, "ambition": view.ambition}
    forms: dict[str, Named] = {
        "frame": FrameForm(initial=start),
        "goal": GoalForm(),
    }
    sent: Named | None = None
    status = 200
    if request.method == "POST":
        sent, act, said = _writing(request, view)
        refused = attempt(sent, act)
        if refused is None:
            messages.success(request, said)
            return redirect("policy_frame:write", frame_id=frame_id)
        forms[sent.name], status = sent, refused
        if status == 409:
            view = queries.frame(request.actor, frame_id)
            overtaken(sent, version=view.version)
    context = {"view": view, "forms": forms, "sent": sent, "overtaken": status == 409}
    return render(request, "policy_frame/write.html", context, status=status)


def _writing(request: StaffRequest, view: FrameView) -> Deed:
    if request.POST.get("do") == "goal":
        goal = GoalForm(request.POST)
        adding = lambda: actions.put_goal(  # noqa: E731
            by=request.actor, frame_id=view.line.id, new=goal.new()
        )
        return goal, adding, _("The goal is added.")
    form = FrameForm(request.POST)
    rewriting = lambda: actions.rewrite(  # noqa: E731
        by=request.actor,
        frame_id=view.line.id,
        version=form.cleaned_data["version"] or 0,
        title=form.cleaned_data["title"],
        ambition=form.cleaned_data["ambition"],
    )
    return form, rewriting, _("The text is kept.")


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def part(request: StaffRequest, frame_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    """Change a goal, result or action of a draft, put something under it, or take it out."""
    view = queries.frame(request.actor, frame_id)
    seen, above = _found(view, kind, part_id)
    do = request.POST.get("do", "")
    if do == "out":
        actions.take_out(by=request.actor, frame_id=frame_id, kind=kind, part_id=part_id)
        messages.success(request, _("It is taken out of the draft."))
        return redirect("policy_frame:write", frame_id=frame_id)
    posted = request.POST if request.method == "POST" else None
    own = _own_form(posted if do == "change" else None, seen)
    under = _under_form(kind, posted if do == "under" else None)
    sent, status = None, 200
    if do in {"change", "under"}:
        sent = own if do == "change" else under
        if sent is None:
            raise NotFound
        deed = _part_deed(request, view, (seen, above), sent, changing=do == "change")
        refused = attempt(sent, deed)
        if refused is None:
            messages.success(request, _("The text is kept."))
            return redirect("policy_frame:write", frame_id=frame_id)
        status = refused
        if status == 409:
            view = queries.frame(request.actor, frame_id)
            seen, above = _found(view, kind, part_id)
            overtaken(sent, version=seen.version)
    context = {
        "view": view,
        "kind": kind,
        "seen": seen,
        "form": own,
        "under": under,
        "sent": sent,
        "overtaken": status == 409 and do == "change",
    }
    return render(request, "policy_frame/part.html", context, status=status)


def _found(view: FrameView, kind: str, part_id: UUID) -> tuple[Seen, UUID | None]:
    """A part of this version, and the id of what it stands under."""
    goals: list[tuple[Seen, UUID | None]] = [(one, None) for one in view.goals]
    results: list[tuple[Seen, UUID | None]] = [(one, one.goal) for one in view.results]
    doings: list[tuple[Seen, UUID | None]] = [
        (action, one.id) for one in view.results for action in one.actions
    ]
    for one, above in {"goal": goals, "result": results, "action": doings}.get(kind, ()):
        if one.id == part_id:
            return one, above
    raise NotFound


def _own_form(posted: QueryDict | None, seen: Seen) -> Named:
    if isinstance(seen, GoalSeen):
        return GoalForm(posted, initial=GoalForm.start(seen))
    if isinstance(seen, ResultSeen):
        return ResultForm(posted, initial=ResultForm.start_with(seen))
    return ActionForm(posted, initial=ActionForm.start(seen))


def _under_form(kind: str, posted: QueryDict | None) -> Named | None:
    if kind == "goal":
        return ResultForm(posted, auto_id="under-%s")
    return ActionForm(posted, auto_id="under-%s") if kind == "result" else None


def _part_deed(
    request: StaffRequest,
    view: FrameView,
    found: tuple[Seen, UUID | None],
    form: Named,
    *,
    changing: bool,
) -> Callable[[], object]:
    """What a form of a part asks: change this part, or add one under it."""
    seen, above = found
    where: dict[str, Any] = {"by": request.actor, "frame_id": view.line.id}

    def deed() -> object:
        held: dict[str, Any] = {}
        if changing:
            held = {"version": form.cleaned_data.get("version") or 0}
        under = above if changing and above is not None else seen.id
        if isinstance(form, GoalForm):
            return actions.put_goal(**where, new=form.new(), goal_id=seen.id, **held)
        if isinstance(form, ResultForm):
            own = seen.id if changing else None
            return actions.put_result(**where, new=form.new(), goal_id=under, result_id=own, **held)
        if not isinstance(form, ActionForm):
            raise NotFound
        own = seen.id if changing else None
        return actions.put_action(**where, new=form.new(), result_id=under, action_id=own, **held)

    return deed


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def adopt(request: StaffRequest, frame_id: UUID) -> HttpResponse:
    """Adopt a draft by a decision."""
    view = queries.frame(request.actor, frame_id)
    form = AdoptForm(
        request.POST if request.method == "POST" else None, bodies=body_choices(request.actor)
    )
    status = 200
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: actions.adopt(by=request.actor, frame_id=frame_id, adopted=form.adopted()),
        )
        if refused is None:
            messages.success(request, _("The policy frame is adopted and stays as it is."))
            return redirect("policy_frame:version", frame_id=frame_id)
        status = refused
    return render(request, "policy_frame/adopt.html", {"view": view, "form": form}, status=status)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def result(request: StaffRequest, frame_id: UUID, result_id: UUID) -> HttpResponse:
    """One result: what was measured, the rule behind its light, and a value to add."""
    view = queries.result(request.actor, frame_id, result_id)
    form = ValueForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: actions.measure(
                by=request.actor,
                frame_id=frame_id,
                result_id=result_id,
                new=form.new(),
                token=form.sent_token(),
            ),
        )
        if refused is None:
            messages.success(request, _("The value is written down."))
            return redirect("policy_frame:result", frame_id=frame_id, result_id=result_id)
        status = refused
    context = {"view": view, "form": form, "chart": pictures.course(view)}
    return render(request, "policy_frame/result.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def compare(request: StaffRequest, frame_id: UUID) -> HttpResponse:
    """A version beside the one before it."""
    found = queries.compared(request.actor, frame_id)
    if found is None:
        raise NotFound
    return render(request, "policy_frame/compare.html", {"found": found})


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def frame_pdf(request: StaffRequest, frame_id: UUID) -> HttpResponse:
    """A version as a file; taking it out is recorded."""
    view = queries.frame(request.actor, frame_id)
    pdf = printing.frame_pdf(view)
    read_of(
        request.actor,
        object_type="policy_frame",
        object_id=str(frame_id),
        action="export",
        reason="policy_frame:pdf",
    )
    name = f"beleidskader-{view.line.number}{'-concept' if view.draft else ''}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
