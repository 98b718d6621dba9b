"""The pages of meetings: the list, one meeting, its minutes as PDF, its calendar file."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.attachments import receiving
from kmt.attachments.uploads import takes_several
from kmt.audit.actions import read_of
from kmt.governance import actions, printing, queries
from kmt.governance.forms import (
    ActionForm,
    AdoptForm,
    AttendanceForm,
    ItemForm,
    MinutesForm,
    Named,
    TakeAwayForm,
)
from kmt.governance.reading import ItemView, MeetingView
from kmt.governance.views.attempt import attempt, overtaken
from kmt.kernel import clock
from kmt.kernel.calendar_file import calendar_file
from kmt.kernel.door import StaffRequest, open_to
from kmt.partners.region import region

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Deed = tuple[Named, Callable[[], object], str]
MEETING = "governance_meeting"


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def meetings(request: StaffRequest) -> HttpResponse:
    """Every meeting, newest first."""
    found = queries.meetings(request.actor)
    context = {
        "coming": [one for one in reversed(found) if one.meets_at >= clock.now()],
        "past": [one for one in found if one.meets_at < clock.now()],
        "bodies": queries.bodies(request.actor),
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/meetings.html", context)


@takes_several
@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting; every form comes back here."""
    view = queries.meeting(request.actor, meeting_id)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _page(request, view)
    form, act, said = deed(request, view)
    refused = attempt(form, act)
    if refused is None:
        messages.success(request, said)
        return redirect("governance:meeting", meeting_id=meeting_id)
    if refused == 409:
        view = queries.meeting(request.actor, meeting_id)
    return _page(request, view, form, refused)


def _item(request: StaffRequest, view: MeetingView) -> Deed:
    form = ItemForm(request.POST, request.FILES, upload=receiving.begin(request))
    act = lambda: actions.add_item(  # noqa: E731
        by=request.actor, meeting_id=view.line.id, new=form.new(), token=form.sent_token()
    )
    return form, act, _("The item stands on the agenda.")


def _minutes(request: StaffRequest, view: MeetingView) -> Deed:
    auto_id = f"minutes-{_short(request.POST.get('item', ''))}-%s"
    upload = receiving.begin(request)
    form = MinutesForm(request.POST, request.FILES, upload=upload, auto_id=auto_id)
    act = lambda: actions.write_minutes(  # noqa: E731
        by=request.actor,
        item_id=form.cleaned_data["item"],
        version=form.cleaned_data["version"],
        said=form.cleaned_data["said"],
        files=form.cleaned_data["attachment"],
    )
    return form, act, _("What you wrote or added is kept.")


def _away(request: StaffRequest, view: MeetingView) -> Deed:
    form = TakeAwayForm(request.POST, items=_with_papers(view))
    act = lambda: actions.take_papers_away(  # noqa: E731
        by=request.actor,
        item_id=UUID(form.cleaned_data["item"]),
        reason=form.cleaned_data["reason"],
    )
    return form, act, _("The papers of this item are gone.")


def _with_papers(view: MeetingView) -> list[tuple[str, str]]:
    return [(str(one.id), f"{one.position}. {one.title}") for one in view.items if one.files]


def _attendance(request: StaffRequest, view: MeetingView) -> Deed:
    form = AttendanceForm(request.POST, lines=view.attendance)
    act = lambda: actions.note_attendance(  # noqa: E731
        by=request.actor, meeting_id=view.line.id, presence=form.presence()
    )
    return form, act, _("Written down who was there.")


def _action(request: StaffRequest, view: MeetingView) -> Deed:
    form = ActionForm(request.POST)
    bodies = {one.code: one.id for one in queries.bodies(request.actor)}
    act = lambda: actions.agree_action(  # noqa: E731
        by=request.actor,
        body_id=bodies[view.line.body_code],
        new=form.new(view.line.id),
        token=form.sent_token(),
    )
    return form, act, _("The action is written down.")


def _adopt(request: StaffRequest, view: MeetingView) -> Deed:
    form = AdoptForm(request.POST, adopters=view.adopters)
    act = lambda: actions.adopt_minutes(  # noqa: E731
        by=request.actor,
        meeting_id=view.line.id,
        adopted_in=UUID(form.cleaned_data["adopted_in"]),
    )
    return form, act, _("The minutes are adopted and stay as they are.")


def _off(request: StaffRequest, view: MeetingView) -> Deed:
    form = Named(request.POST)
    act = lambda: actions.call_off(by=request.actor, meeting_id=view.line.id)  # noqa: E731
    return form, act, _("The meeting does not take place.")


_DEEDS: dict[str, Callable[[StaffRequest, MeetingView], Deed]] = {
    "item": _item,
    "minutes": _minutes,
    "away": _away,
    "attendance": _attendance,
    "action": _action,
    "adopt": _adopt,
    "off": _off,
}


def _page(
    request: StaffRequest, view: MeetingView, sent: Named | None = None, status: int = 200
) -> HttpResponse:
    may_write = request.actor.may(Permission.GOVERNANCE_PAPER_WRITE)
    open_now = may_write and not view.line.adopted and not view.line.called_off
    shown: dict[str, Named] = {}
    if open_now:
        fresh: tuple[Named, ...] = (
            ItemForm(),
            AttendanceForm(lines=view.attendance),
            ActionForm(),
            AdoptForm(adopters=view.adopters),
        )
        shown = {one.name: one for one in fresh}
    papers = _with_papers(view)
    if may_write and papers:
        shown["away"] = TakeAwayForm(items=papers)
    if sent is not None:
        shown[sent.name] = sent
    minutes_sent = sent if isinstance(sent, MinutesForm) else None
    context = {
        "view": view,
        "forms": shown,
        "sent": sent,
        "open_now": open_now,
        "may_write": may_write,
        "may_open": request.actor.may(Permission.ATTACHMENTS_PAPER_OPEN),
        "overtaken": status == 409 and minutes_sent is not None,
        "items": [
            (one, _minutes_form(one, minutes_sent) if open_now else None) for one in view.items
        ],
    }
    return render(request, "governance/meeting.html", context, status=status)


def _minutes_form(item: ItemView, sent: MinutesForm | None) -> MinutesForm:
    """The form of one item; what was typed when that form was sent, with the newest version."""
    if sent is not None and str(sent.data.get("item")) == str(item.id):
        overtaken(sent, version=item.version)
        return sent
    start = {"item": item.id, "version": item.version, "said": item.said}
    return MinutesForm(initial=start, auto_id=f"minutes-{_short(str(item.id))}-%s")


def _short(text: str) -> str:
    return "".join(one for one in text[:8] if one.isalnum())


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def meeting_pdf(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a file; taking it out is recorded."""
    view = queries.meeting(request.actor, meeting_id)
    pdf = printing.minutes(view)
    _taken(request, meeting_id, "governance:minutes")
    name = f"verslag-{view.number}{'' if view.line.adopted else '-concept'}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def calendar(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting for a calendar, without content."""
    view = queries.meeting(request.actor, meeting_id)
    _taken(request, meeting_id, "governance:calendar")
    answer = HttpResponse(
        calendar_file(
            number=view.number,
            meets_at=view.line.meets_at,
            minutes=view.line.minutes,
            place=view.line.place,
            made_at=clock.now(),
            host=region().code,
        ),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="overleg-{view.number}.ics"'
    return answer


def _taken(request: StaffRequest, meeting_id: UUID, reason: str) -> None:
    read_of(
        request.actor,
        object_type=MEETING,
        object_id=str(meeting_id),
        action="export",
        reason=reason,
    )
