"""The minutes per receiver: looking at them, handing them out, and the PDF."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.conference import actions
from kmt.conference.minutes import as_pdf, minutes_for
from kmt.conference.views.trying import GET, GET_OR_POST
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import Refused


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ)
@GET_OR_POST
def minutes(request: StaffRequest, participant_id: UUID) -> HttpResponse:
    """What one participant gets: only what they attended. Handing it out is written down."""
    if request.method == "POST":
        actions.hand_out(by=request.actor, participant_id=participant_id)
        messages.success(request, _("It is written down that they got the minutes."))
        return redirect("conference:minutes", participant_id=participant_id)
    view = minutes_for(request.actor, participant_id)
    context = {
        "minutes": view,
        "head": view.head,
        "handed": all(one.handed_at for one in view.parts) and bool(view.parts),
        "may_hand": view.head.leads and view.approved_at is not None,
    }
    return render(request, "conference/minutes.html", context)


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ, proven=True)
@GET
def minutes_pdf(request: StaffRequest, participant_id: UUID) -> HttpResponse:
    """The same as a PDF; for somebody from outside only after it was handed out on a basis."""
    view = minutes_for(request.actor, participant_id, reason="conference:handed")
    if not view.parts or not all(one.handed_at for one in view.parts):
        raise Refused(
            "Dit verslag is nog niet meegegeven.",
            "Leg dat eerst vast op de pagina van het verslag; dan wordt de grondslag nagegaan.",
        )
    answer = HttpResponse(as_pdf(view), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="verslag-{view.head.number}.pdf"'
    return answer
