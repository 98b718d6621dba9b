"""The pages of the action list and of the questions to members."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.governance import actions as deeds
from kmt.governance import queries
from kmt.governance.forms import (
    ActionForm,
    AnswerForm,
    EndActionForm,
    Named,
    QuestionForm,
    SummaryForm,
)
from kmt.governance.reading import QuestionView
from kmt.governance.views.attempt import attempt, overtaken
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def actions(request: StaffRequest) -> HttpResponse:
    """What is to be done, late on top; and what was done."""
    todo = queries.open_actions(request.actor)
    pairs = [(str(one.id), f"{one.what} ({one.who})") for one in todo]
    choices = queries.body_choices(request.actor)
    fresh: dict[str, Named] = {
        "action": ActionForm(bodies=choices),
        "end_action": EndActionForm(actions=pairs),
    }
    sent: Named | None = None
    status = 200
    if request.method == "POST":
        sent, act, said = _action_deed(request, pairs, choices)
        refused = attempt(sent, act)
        if refused is None:
            messages.success(request, said)
            return redirect("governance:actions")
        fresh[sent.name], status = sent, refused
    context = {
        "todo": todo,
        "ended": queries.ended_actions(request.actor),
        "forms": fresh,
        "sent": sent,
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/actions.html", context, status=status)


def _action_deed(
    request: StaffRequest, pairs: list[tuple[str, str]], choices: tuple[tuple[str, str], ...]
) -> tuple[Named, Callable[[], object], str]:
    if request.POST.get("do") == "end":
        end = EndActionForm(request.POST, actions=pairs)
        ending = lambda: deeds.end_action(  # noqa: E731
            by=request.actor,
            action_id=UUID(end.cleaned_data["action"]),
            stand=end.cleaned_data["stand"],
            result=end.cleaned_data["result"],
        )
        return end, ending, _("What came of it is written down.")
    form = ActionForm(request.POST, bodies=choices)
    agreeing = lambda: deeds.agree_action(  # noqa: E731
        by=request.actor,
        body_id=_body_id(request, form.cleaned_data["body"]),
        new=form.new(),
        token=form.sent_token(),
    )
    return form, agreeing, _("The action is written down.")


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def questions(request: StaffRequest) -> HttpResponse:
    """The questions to members, and a new one."""
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        bodies=queries.body_choices(request.actor),
    )
    status = 200
    if request.method == "POST":
        made: list[UUID] = []
        refused = attempt(form, lambda: made.append(_ask(request, form)))
        if refused is None:
            messages.success(request, _("The question is open to the members."))
            return redirect("governance:question", question_id=made[0])
        status = refused
    context = {
        "questions": queries.questions(request.actor),
        "form": form,
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/questions.html", context, status=status)


def _ask(request: StaffRequest, form: QuestionForm) -> UUID:
    data = form.cleaned_data
    return deeds.ask_members(
        by=request.actor,
        body_id=_body_id(request, data["body"]),
        title=data["title"],
        text=data["text"],
        open_until=data["open_until"],
        token=form.sent_token(),
    )


def _body_id(request: StaffRequest, code: str) -> UUID:
    for one in queries.bodies(request.actor):
        if one.code == code:
            return one.id
    raise NotFound


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def question(request: StaffRequest, question_id: UUID) -> HttpResponse:
    """One question: answering it, and summing up the answers."""
    view = queries.question(request.actor, question_id)
    if request.method != "POST":
        return _question_page(request, view)
    form, act, said = _question_deed(request, view)
    refused = attempt(form, act)
    if refused is None:
        messages.success(request, said)
        return redirect("governance:question", question_id=question_id)
    if refused == 409:
        view = queries.question(request.actor, question_id)
    return _question_page(request, view, form, refused)


def _question_deed(
    request: StaffRequest, view: QuestionView
) -> tuple[Named, Callable[[], object], str]:
    if request.POST.get("do") == "sum_up":
        summary = SummaryForm(request.POST)
        summing = lambda: deeds.sum_up(  # noqa: E731
            by=request.actor,
            question_id=view.line.id,
            before=summary.cleaned_data["before"],
            text=summary.cleaned_data["text"],
        )
        return summary, summing, _("The summary is kept.")
    form = AnswerForm(request.POST)
    answering = lambda: deeds.answer(  # noqa: E731
        by=request.actor,
        question_id=view.line.id,
        text=form.cleaned_data["text"],
        token=form.sent_token(),
    )
    return form, answering, _("Thank you. Your answer stands here for the members.")


def _question_page(
    request: StaffRequest, view: QuestionView, sent: Named | None = None, status: int = 200
) -> HttpResponse:
    may_write = request.actor.may(Permission.GOVERNANCE_PAPER_WRITE)
    start = {"before": view.summary, "text": view.summary}
    summary: Named = SummaryForm(initial=start)
    was_overtaken = status == 409 and isinstance(sent, SummaryForm)
    if isinstance(sent, SummaryForm):
        summary = sent
        if was_overtaken:
            overtaken(sent, before=view.summary)
    context = {
        "view": view,
        "answer": sent if isinstance(sent, AnswerForm) else AnswerForm(),
        "summary": summary,
        "sent": sent,
        "overtaken": was_overtaken,
        "may_write": may_write,
    }
    return render(request, "governance/question.html", context, status=status)
