"""The first page of the working group, and the page of one body."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.governance import actions, queries
from kmt.governance.forms import BodyForm, EndSeatForm, MeetingForm, MemberForm, Named
from kmt.governance.reading import BodyView
from kmt.governance.views.attempt import attempt
from kmt.kernel.door import StaffRequest, open_to

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Deed = tuple[Named, Callable[[], object], str]


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def home(request: StaffRequest) -> HttpResponse:
    """What comes next, what is late, what is asked, what was decided last."""
    context = {
        "home": queries.home(request.actor),
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/home.html", context)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def body(request: StaffRequest, code: str) -> HttpResponse:
    """One body: members, gaps, meetings; every form comes back here."""
    view = queries.body(request.actor, code)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _body_page(request, view)
    form, act, said = deed(request, view)
    refused = attempt(form, act)
    if refused is None:
        messages.success(request, said)
        return redirect("governance:body", code=code)
    return _body_page(request, view, form, refused)


def _seat(request: StaffRequest, view: BodyView) -> Deed:
    form = MemberForm(request.POST, colleagues=queries.colleagues())
    act = lambda: actions.seat(  # noqa: E731
        by=request.actor, body_id=view.line.id, new=form.new()
    )
    return form, act, _("The member is written down.")


def _end_seat(request: StaffRequest, view: BodyView) -> Deed:
    form = EndSeatForm(request.POST, members=_members(view))
    act = lambda: actions.end_seat(  # noqa: E731
        by=request.actor,
        member_id=UUID(form.cleaned_data["member"]),
        until=form.cleaned_data["until"],
    )
    return form, act, _("The last day is written down.")


def _meeting(request: StaffRequest, view: BodyView) -> Deed:
    form = MeetingForm(request.POST)
    act = lambda: actions.call_meeting(  # noqa: E731
        by=request.actor, body_id=view.line.id, new=form.new(), token=form.sent_token()
    )
    return form, act, _("The meeting is planned.")


_DEEDS: dict[str, Callable[[StaffRequest, BodyView], Deed]] = {
    "seat": _seat,
    "end_seat": _end_seat,
    "meeting": _meeting,
}


def _members(view: BodyView) -> list[tuple[str, str]]:
    return [(str(one.id), f"{one.organisation}, {one.function}") for one in view.members]


def _body_page(
    request: StaffRequest, view: BodyView, sent: Named | None = None, status: int = 200
) -> HttpResponse:
    may_write = request.actor.may(Permission.GOVERNANCE_PAPER_WRITE)
    shown: dict[str, Named] = {}
    if may_write:
        fresh: tuple[Named, ...] = (
            MemberForm(colleagues=queries.colleagues()),
            EndSeatForm(members=_members(view)),
            MeetingForm(),
        )
        shown = {one.name: one for one in fresh}
    if sent is not None:
        shown[sent.name] = sent
    context = {"view": view, "forms": shown, "sent": sent, "may_write": may_write}
    return render(request, "governance/body.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def body_new(request: StaffRequest) -> HttpResponse:
    """Put down a body."""
    form = BodyForm(request.POST or None)
    status = 200
    if request.method == "POST":
        refused = attempt(form, lambda: actions.found_body(by=request.actor, new=form.new()))
        if refused is None:
            messages.success(request, _("The body is written down. Now say who sits in it."))
            return redirect("governance:body", code=form.cleaned_data["code"])
        status = refused
    return render(request, "governance/body_form.html", {"form": form}, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def body_change(request: StaffRequest, code: str) -> HttpResponse:
    """Change the texts of a body."""
    view = queries.body(request.actor, code)
    start = {
        "title": view.line.name,
        "purpose": view.line.purpose,
        "mandate": view.mandate,
        "wanted": view.wanted,
    }
    form = BodyForm(request.POST or None, kept=True, initial=start)
    status = 200
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: actions.change_body(by=request.actor, body_id=view.line.id, new=form.new()),
        )
        if refused is None:
            messages.success(request, _("The change is kept."))
            return redirect("governance:body", code=code)
        status = refused
    context = {"form": form, "view": view}
    return render(request, "governance/body_form.html", context, status=status)
