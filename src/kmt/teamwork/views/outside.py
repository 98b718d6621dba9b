"""The pages of a partner: their own parts, and one of them; nothing else of the house is there."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.teamwork import actions, queries
from kmt.teamwork.forms import StepForm, WordsForm
from kmt.teamwork.reading import PartView, TaskLine
from kmt.teamwork.views.deeds import attempt, fresh_words, id_in, with_answers

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@open_to(Permission.TEAMWORK_PART_READ)
@require_http_methods(["GET", "HEAD"])
def mine(request: StaffRequest) -> HttpResponse:
    """The parts that are open now, each under its neutral number."""
    return render(request, "teamwork/mine.html", {"parts": queries.mine(request.actor)})


@never_cache
@open_to(Permission.TEAMWORK_PART_READ)
@GET_OR_POST
def part(request: StaffRequest, part_id: UUID) -> HttpResponse:
    """One part: tasks, agreements, what was shared, what was said."""
    deed = _DEEDS.get(request.POST.get("do", "")) if request.method == "POST" else None
    return _page(request, part_id) if deed is None else deed(request, part_id)


def _page(
    request: StaffRequest, part_id: UUID, sent: Form | None = None, status: int = 200
) -> HttpResponse:
    view = queries.my_part(request.actor, part_id)
    context = {
        "view": view,
        "tasks": _tasks(view, sent),
        "sent": sent,
        "comments": with_answers(view.comments, sent),
        "words_form": fresh_words(sent),
    }
    return render(request, "teamwork/mine_part.html", context, status=status)


def _tasks(view: PartView, sent: Form | None) -> list[tuple[TaskLine, StepForm | None]]:
    """Each task with the form to answer it; the one that was sent keeps what was typed."""
    mine = str(sent.data.get("task", "")) if isinstance(sent, StepForm) else ""
    return [
        (
            one,
            (
                sent
                if isinstance(sent, StepForm) and str(one.id) == mine
                else StepForm(initial={"task": one.id}, auto_id=f"task-{number}-%s")
            )
            if one.may
            else None,
        )
        for number, one in enumerate(view.tasks)
    ]


def _step(request: StaffRequest, part_id: UUID) -> HttpResponse:
    form = StepForm(request.POST, auto_id="answer-%s")

    def deed() -> None:
        actions.answer_task(
            by=request.actor,
            part_id=part_id,
            task_id=form.cleaned_data["task"],
            step=request.POST.get("step", ""),
            words=form.cleaned_data["words"],
        )

    return _on_part(request, part_id, form, deed, _("Your answer is there for the coordinator."))


def _say(request: StaffRequest, part_id: UUID) -> HttpResponse:
    form = WordsForm(request.POST)

    def deed() -> None:
        actions.write_back(
            by=request.actor,
            part_id=part_id,
            text=form.cleaned_data["text"],
            token=form.sent_token(),
            answers=form.cleaned_data["answers"],
        )

    return _on_part(request, part_id, form, deed, _("It is there for the coordinator to read."))


def _on_part(
    request: StaffRequest, part_id: UUID, form: Form, deed: Callable[[], None], said: str
) -> HttpResponse:
    return attempt(
        request,
        form,
        deed,
        said=said,
        done=lambda: redirect("teamwork:part", part_id),
        show=lambda sent, status: _page(request, part_id, sent, status),
    )


def _read(request: StaffRequest, part_id: UUID) -> HttpResponse:
    actions.read_own(by=request.actor, part_id=part_id, comment_id=id_in(request, "comment"))
    messages.success(request, _("It is noted that you read it."))
    return redirect("teamwork:part", part_id)


def _leave(request: StaffRequest, part_id: UUID) -> HttpResponse:
    actions.leave(by=request.actor, part_id=part_id)
    messages.success(request, _("Your part is ended. You see nothing of it any more."))
    return redirect("teamwork:mine")


_DEEDS: dict[str, Callable[[StaffRequest, UUID], HttpResponse]] = {
    "step": _step,
    "say": _say,
    "read": _read,
    "leave": _leave,
}
