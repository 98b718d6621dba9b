"""After a weighing: a second look, the places of a report, and passing a signal on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.intake import queries
from kmt.intake.rules import SUBJECTS
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid
from kmt.triage import actions
from kmt.triage.forms.deciding import AGREES, LookForm, PassOnForm, PlacesForm
from kmt.triage.queries import located, triages
from kmt.triage.rules.places import Places, responsible_municipality
from kmt.triage.showing import forwarding
from kmt.vocabulary.wording import choices


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def look(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Look again at what a colleague weighed: agree, or see it otherwise and say why."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    weighed = triages(actor, report_id)
    if not weighed:
        raise Conflict("Deze melding is nog niet gewogen.", "Weeg haar eerst.")
    form, status = LookForm(request.POST or None), _status(request)
    if form.is_valid():
        try:
            actions.look_again(
                by=actor,
                report_id=report_id,
                version=form.cleaned_data["version"],
                agrees=form.cleaned_data["agrees"] == AGREES,
                reasons=form.cleaned_data["reasons"],
            )
        except (Conflict, Invalid) as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Your second look is written down."))
            return redirect("intake:report_detail", report_id)
    context = {
        "report": found,
        "triage": weighed[0],
        "own": weighed[0].by == actor.id,
        "form": form,
    }
    return render(request, "triage/look.html", context, status=status)


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def places(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Put down the four places; which municipality is responsible follows by rule."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    before = located(actor, report_id)
    form = PlacesForm(
        request.POST or None, initial=PlacesForm.where_it_stood(before, found.municipality)
    )
    if form.is_valid():
        try:
            actions.locate(
                by=actor,
                report_id=report_id,
                places=form.places(),
                exploitation=form.cleaned_data["exploitation"],
                reporter=form.cleaned_data["reporter"],
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The places are written down."))
            return redirect("intake:report_detail", report_id)
    by_rule = responsible_municipality(
        form.places()
        if form.is_bound and form.is_valid()
        else Places(
            residence=before.residence if before else "",
            place_found=before.place_found if before else "",
        )
    )
    context = {"report": found, "before": before, "by_rule": by_rule, "form": form}
    return render(request, "triage/places.html", context, status=_status(request))


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def forward(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Pass a signal on: begin a disclosure, or write down what went without personal data."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    on = clock.local(found.received_at).date()
    form = PassOnForm(request.POST or None, receivers=choices("signal_receiver", on))
    if form.is_valid():
        try:
            actions.pass_on(by=actor, report_id=report_id, **form.cleaned_data)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("It is written down that you passed it on."))
            return redirect("triage:forward", report_id)
    context = {
        "report": found,
        "receivers": forwarding(actor, found, triages(actor, report_id)),
        "shareable": SUBJECTS,
        "may_share": actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE),
        "form": form,
    }
    return render(request, "triage/forward.html", context, status=_status(request))


def _status(request: StaffRequest) -> int:
    """A form that comes back has something to mend."""
    return 422 if request.method == "POST" else 200
