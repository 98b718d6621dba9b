"""The pages of a case: who is let in, one part of it, letting somebody in, who knows what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.care.showing import part_context
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.teamwork import actions, queries
from kmt.teamwork.forms import (
    CommentForm,
    GiveForm,
    LetInForm,
    LetOutForm,
    TaskForm,
    WordsForm,
)
from kmt.teamwork.known import who_knows
from kmt.teamwork.rules import ROOM
from kmt.teamwork.views.deeds import attempt, fresh_words, id_in, with_answers

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MONTHS = timedelta(days=91)
#: With this in the address the page of a part has the form to give something, with its grounds.
GIVES = "geven"


def _render(
    request: StaffRequest, case: CaseRef, page: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**part_context(request, case, ROOM), **more}
    return render(request, f"teamwork/{page}.html", context, status=status)


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Who is let in and what is asked of them; what colleagues say to each other."""
    if request.method != "POST":
        return _case_page(request, case_id)
    if request.POST.get("do") == "read":
        return _read(request, case_id, redirect("teamwork:case", case_id))
    if request.POST.get("do") == "answer":
        return _answer(request, case_id)
    found = _opened(request, case_id)
    table = queries.table(request.actor, found)
    form = CommentForm(request.POST, people=table.people)

    def deed() -> None:
        actions.comment(
            by=request.actor, case_id=case_id, asked=form.saying(), token=form.sent_token()
        )

    return attempt(
        request,
        form,
        deed,
        said=_("It is there for your colleague to read."),
        done=lambda: redirect("teamwork:case", case_id),
        show=lambda sent, status: _case_page(request, case_id, sent, status),
    )


def _opened(request: StaffRequest, case_id: UUID, part: str = ROOM) -> CaseRef:
    return opened(request.actor, case_id, part=part, emergency=False)


def _read(request: StaffRequest, case_id: UUID, back: HttpResponse) -> HttpResponse:
    actions.read_comment(by=request.actor, case_id=case_id, comment_id=id_in(request, "comment"))
    messages.success(request, _("It is noted that you read it."))
    return back


def _answer(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = WordsForm(request.POST)

    def deed() -> None:
        actions.comment(
            by=request.actor, case_id=case_id, asked=form.saying(), token=form.sent_token()
        )

    return attempt(
        request,
        form,
        deed,
        said=_("Your answer is there to read."),
        done=lambda: redirect("teamwork:case", case_id),
        show=lambda sent, status: _case_page(request, case_id, sent, status),
    )


def _case_page(
    request: StaffRequest, case_id: UUID, sent: Form | None = None, status: int = 200
) -> HttpResponse:
    found = _opened(request, case_id)
    table = queries.table(request.actor, found)
    form = sent if isinstance(sent, CommentForm) else CommentForm(people=table.people)
    to_me = [one for part in table.parts for one in part.comments if one.mine and not one.read_at]
    return _render(
        request,
        found,
        "case",
        status,
        table=table,
        form=form,
        sent=sent,
        comments=with_answers(table.comments, sent),
        to_me=len(to_me),
    )


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def let_in(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Choose who, on what ground and until when."""
    found = _opened(request, case_id)
    offered = queries.admission(request.actor, found)
    until = {"until": clock.today() + MONTHS}
    form = LetInForm(
        request.POST if request.method == "POST" else None,
        guests=offered.guests,
        grounds=offered.grounds,
        initial=until,
    )

    def show(sent: Form, status: int) -> HttpResponse:
        return _render(request, found, "let_in", status, form=sent, offered=offered)

    if request.method != "POST":
        return show(form, 200)

    def deed() -> None:
        actions.let_in(
            by=request.actor, case_id=case_id, asked=form.letting(), token=form.sent_token()
        )

    return attempt(
        request,
        form,
        deed,
        said=_("They can see their own part now, and nothing else."),
        done=lambda: redirect("teamwork:case", case_id),
        show=show,
    )


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def part(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    """One partner: what they were asked and given, what was said; and adding to it."""
    if request.method != "POST":
        return _part_page(request, case_id, part_id)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _part_page(request, case_id, part_id)
    return deed(request, case_id, part_id)


def _part_page(
    request: StaffRequest,
    case_id: UUID,
    part_id: UUID,
    sent: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    found = _opened(request, case_id)
    view = queries.part_in_case(request.actor, found, part_id)
    writes = view.open and found.may_write
    give = sent if isinstance(sent, GiveForm) else None
    if give is None and writes and GIVES in request.GET:
        give = GiveForm(grounds=queries.decisions(request.actor, found, view.recipient))
    return _render(
        request,
        found,
        "part",
        status,
        view=view,
        writes=writes,
        may_end=found.may_write and view.ended_at is None,
        sent=sent,
        task_form=sent if isinstance(sent, TaskForm) else TaskForm(),
        give_form=give,
        comments=with_answers(view.comments, sent),
        words_form=fresh_words(sent),
        out_form=sent if isinstance(sent, LetOutForm) else LetOutForm(),
    )


def _on_part(
    request: StaffRequest,
    case_id: UUID,
    part_id: UUID,
    form: Form,
    deed: Callable[[], None],
    *,
    said: str,
) -> HttpResponse:
    return attempt(
        request,
        form,
        deed,
        said=said,
        done=lambda: redirect("teamwork:case_part", case_id, part_id),
        show=lambda sent, status: _part_page(request, case_id, part_id, sent, status),
    )


def _ask(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    form = TaskForm(request.POST)

    def deed() -> None:
        actions.ask_task(
            by=request.actor,
            case_id=case_id,
            part_id=part_id,
            asked=form.asking(),
            token=form.sent_token(),
        )

    return _on_part(request, case_id, part_id, form, deed, said=_("It is asked."))


def _give(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    found = _opened(request, case_id)
    form = GiveForm(request.POST, grounds=queries.decisions(request.actor, found))

    def deed() -> None:
        actions.give(
            by=request.actor,
            case_id=case_id,
            part_id=part_id,
            asked=form.giving(),
            token=form.sent_token(),
        )

    return _on_part(request, case_id, part_id, form, deed, said=_("They can read it now."))


def _say(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    form = WordsForm(request.POST)

    def deed() -> None:
        actions.comment(
            by=request.actor, case_id=case_id, asked=form.saying(part_id), token=form.sent_token()
        )

    return _on_part(request, case_id, part_id, form, deed, said=_("It is there for them to read."))


def _end(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    form = LetOutForm(request.POST)

    def deed() -> None:
        why = form.cleaned_data["why"]
        actions.let_out(by=request.actor, case_id=case_id, part_id=part_id, why=why)

    said = _("They see nothing of this case any more.")
    return _on_part(request, case_id, part_id, form, deed, said=said)


def _take_back(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    task_id = id_in(request, "task")
    actions.withdraw_task(by=request.actor, case_id=case_id, task_id=task_id)
    messages.success(request, _("It is taken back."))
    return redirect("teamwork:case_part", case_id, part_id)


def _read_in_part(request: StaffRequest, case_id: UUID, part_id: UUID) -> HttpResponse:
    return _read(request, case_id, redirect("teamwork:case_part", case_id, part_id))


_DEEDS: dict[str, Callable[[StaffRequest, UUID, UUID], HttpResponse]] = {
    "ask": _ask,
    "give": _give,
    "say": _say,
    "end": _end,
    "take-back": _take_back,
    "read": _read_in_part,
}


@never_cache
@open_to(Permission.CARE_CASE_READ)
@require_http_methods(["GET", "HEAD"])
def known(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Everything that anybody ever got of this case, by receiver; to print."""
    found = _opened(request, case_id, "who_knows")
    return _render(request, found, "known", knowers=who_knows(request.actor, found))
