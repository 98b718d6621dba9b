"""The list of one's own conferences, proposing one, and the calendar file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.conference import actions, queries
from kmt.conference.forms import ProposeForm
from kmt.conference.views.trying import GET, GET_OR_POST, attempt
from kmt.conference.workshops import workshop_at
from kmt.kernel import clock
from kmt.kernel.calendar_file import calendar_file
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound
from kmt.partners.region import region

_LISTS = {queries.COMING: "nu", queries.ENDED: "afgesloten"}


@open_to(Permission.CONFERENCE_TABLE_READ)
@GET
def conferences(request: StaffRequest) -> HttpResponse:
    """What somebody chairs, takes part in, or has a file on; the next one first."""
    ended = request.GET.get("toon") == _LISTS[queries.ENDED]
    shown = queries.ENDED if ended else queries.COMING
    words = {queries.COMING: _("Now and coming"), queries.ENDED: _("Closed")}
    context = {
        "lines": queries.conferences(request.actor, shown),
        "shown": shown,
        "filters": [
            FilterLink(label=words[name], url=f"?toon={word}", current=name == shown)
            for name, word in _LISTS.items()
        ],
    }
    return render(request, "conference/conferences.html", context)


@open_to(Permission.CONFERENCE_TABLE_WRITE)
@GET_OR_POST
def propose(request: StaffRequest, kind: str, object_id: UUID) -> HttpResponse:
    """Propose a conference about a file, or put the file on the agenda of one that is there."""
    workshop = workshop_at(kind)
    if workshop is None or not request.actor.may(workshop.writes):
        raise NotFound
    file = workshop.file_of(request.actor, object_id)
    form = ProposeForm(request.POST or None, prepared=queries.prepared(request.actor))
    status = 422 if request.POST else 200
    made: list[UUID] = []
    if form.is_valid():
        refused = attempt(form, lambda: made.append(_put(request, workshop.kind, object_id, form)))
        if refused is None:
            messages.success(request, _("The file is on the agenda."))
            return redirect("conference:conference", conference_id=made[0])
        status = refused.status
    context = {"file": file, "workshop": workshop, "form": form}
    return render(request, "conference/propose.html", context, status=status)


def _put(request: StaffRequest, kind: str, object_id: UUID, form: ProposeForm) -> UUID:
    """On the agenda of a new conference, or of the one that was chosen."""
    by, where = request.actor, form.cleaned_data.get("where", "")
    if not where:
        return actions.propose(
            by=by, kind=kind, object_id=object_id, token=form.cleaned_data["token"]
        )
    conference_id = UUID(where)
    actions.add_item(by=by, conference_id=conference_id, kind=kind, object_id=object_id)
    return conference_id


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ)
@GET
def calendar(request: StaffRequest, conference_id: UUID) -> HttpResponse:
    """The meeting for a calendar, without content; the look is recorded."""
    head = queries.conference(request.actor, conference_id).head
    if head.meets_at is None:
        raise NotFound
    read_of(
        request.actor,
        object_type=queries.CONFERENCE,
        object_id=str(conference_id),
        action="export",
        reason="conference:calendar",
    )
    answer = HttpResponse(
        calendar_file(
            number=head.number,
            meets_at=head.meets_at,
            minutes=head.minutes,
            place=head.place,
            made_at=clock.now(),
            host=region().code,
        ),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="overleg-{head.number}.ics"'
    return answer
