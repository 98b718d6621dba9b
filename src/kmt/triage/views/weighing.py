"""Weighing a report; what was typed survives every refusal."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.intake import queries, states, wording
from kmt.intake.reading import ReportRead
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.professionals.queries import signs_of
from kmt.professionals.reading import SignSent
from kmt.triage import actions
from kmt.triage.forms.weighing import TriageForm
from kmt.triage.queries import triages
from kmt.triage.reading import TriageRead


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def triage(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Weigh a report; what was typed survives every refusal."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    on = clock.local(found.received_at).date()
    weighed, sent = triages(actor, report_id), signs_of(actor, report_id)
    if request.method != "POST":
        form = TriageForm(initial=TriageForm.where_it_stood(found, weighed, sent), on=on)
        return _triage_page(request, found, form, weighed, sent)
    form = TriageForm(request.POST, on=on)
    if not form.is_valid():
        return _triage_page(request, found, form, weighed, sent, status=422)
    try:
        actions.record_triage(
            by=actor,
            report_id=report_id,
            version=form.cleaned_data["version"],
            weighing=form.weighing(),
            answers=form.answers(),
            sources=form.sources(),
            person=form.person(),
        )
    except Conflict as refused:
        fresh = queries.report_detail(actor, report_id)
        weighed = triages(actor, report_id)
        return _triage_page(
            request, fresh, form, weighed, sent, conflict=refused, status=refused.status
        )
    except Invalid as refused:
        show_refusal(form, refused)
        return _triage_page(request, found, form, weighed, sent, status=refused.status)
    messages.success(request, _("The triage is saved."))
    return redirect("intake:report_detail", report_id)


def _triage_page(
    request: StaffRequest,
    found: ReportRead,
    form: TriageForm,
    weighed: Sequence[TriageRead],
    sent: Sequence[SignSent],
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "report": found,
        "triages": weighed,
        "sent": sent,
        "form": form,
        "second_look": ", ".join(wording.outcome(one) for one in sorted(region().second_look)),
        "conflict": conflict,
        "still_open": found.state in states.OPEN,
    }
    return render(request, "triage/triage.html", context, status=status)
