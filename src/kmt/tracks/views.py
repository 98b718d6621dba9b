"""The pages of the tracks: the three on one page, one of them with its steps, and correcting.

What was typed survives every refusal: the page comes back with the sentence and the text.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import opened
from kmt.care.showing import part_context
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.tracks import actions, queries
from kmt.tracks.actions import ROOM
from kmt.tracks.forms import CorrectForm, StepForm
from kmt.tracks.loading import tracks
from kmt.tracks.rules import status_of
from kmt.tracks.showing import SLUGS, said, show_entered, show_track

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_TRACKS = {slug: code for code, slug in SLUGS.items()}


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The three tracks on one page: where each is now, what runs, and what can be done."""
    ref = opened(request.actor, case_id, part=ROOM)
    today = clock.today()
    found = queries.counting(queries.entered(request.actor, case_id))
    context = {
        **part_context(request, ref, ROOM),
        "tracks": [show_track(one, today) for one in queries.tracks_now(found)],
        "said": said(status_of(found)),
    }
    return render(request, "tracks/case.html", context)


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def track(request: StaffRequest, case_id: UUID, slug: str) -> HttpResponse:
    """One track with all its steps; a step that was taken is entered here."""
    code = _TRACKS.get(slug)
    if code is None:
        raise NotFound
    ref = opened(request.actor, case_id, part=ROOM)
    found = queries.entered(request.actor, case_id)
    now = next(one for one in queries.tracks_now(queries.counting(found)) if one.track == code)
    form = StepForm(
        request.POST or None,
        now=now,
        today=clock.today(),
        initial={"step": request.GET.get("stap", "")},
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        refused = _attempt(form, lambda: _enter(request, case_id, form))
        if refused is None:
            messages.success(request, _("It is written down, and the clocks are computed again."))
            return redirect("tracks:track", case_id, slug)
        status = refused.status
    context = {
        **part_context(request, ref, ROOM),
        "track": show_track(now, clock.today()),
        "entered": show_entered(found, code),
        "form": form,
    }
    return render(request, "tracks/track.html", context, status=status)


def _enter(request: StaffRequest, case_id: UUID, form: StepForm) -> None:
    actions.enter(
        by=request.actor, case_id=case_id, entry=form.entry(), token=form.cleaned_data["token"]
    )


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def correct(request: StaffRequest, case_id: UUID, event_id: UUID) -> HttpResponse:
    """Correct what was entered; it stays visible with what it says now beside it."""
    ref = opened(request.actor, case_id, part=ROOM)
    found = queries.entered(request.actor, case_id)
    row = next((one for one in found if one.id == event_id), None)
    if row is None:
        raise NotFound
    slug = next(SLUGS[one.code] for one in tracks().everything if row.step in one.steps)
    form = CorrectForm(request.POST or None, initial=CorrectForm.of(row))
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        refused = _attempt(form, lambda: _correct(request, case_id, row.id, form, row.step))
        if refused is None:
            messages.success(request, _("It is corrected, and the clocks are computed again."))
            return redirect("tracks:track", case_id, slug)
        status = refused.status
    context: dict[str, Any] = {
        **part_context(request, ref, ROOM),
        "row": row,
        "name": queries.step_name(row.step),
        "slug": slug,
        "form": form,
    }
    return render(request, "tracks/correct.html", context, status=status)


def _correct(
    request: StaffRequest, case_id: UUID, which: UUID, form: CorrectForm, step: str
) -> None:
    data = form.cleaned_data
    actions.correct(
        by=request.actor,
        case_id=case_id,
        which=which,
        entry=form.entry(step),
        withdrawn=data["withdrawn"],
        token=data["token"],
    )


def _attempt(form: StepForm | CorrectForm, deed: Callable[[], None]) -> Refused | None:
    """Do it; a refusal is shown at the form. Who may not at all gets the page of the door."""
    try:
        deed()
    except (NotPermitted, NotFound):
        raise
    except (Conflict, Invalid, Refused) as refused:
        show_refusal(form, refused)
        return refused
    return None
