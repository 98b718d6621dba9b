"""The persons of a report: putting one down, and asking whether somebody is known."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.intake import queries
from kmt.intake.reading import ReportRead
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.persons.forms import KnownForm
from kmt.triage.actions import add_person, link_person
from kmt.triage.forms.persons import DESCRIPTION_LIMIT, KnownHereForm, PersonForm
from kmt.vault.actions import note_compared
from kmt.vault.queries import Known, known_person
from kmt.vault.rules.comparing import SEARCH_PURPOSES

PURPOSE = "P_SIGNAL"
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(Permission.VAULT_PERSON_REGISTER)
def person(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Put a person in the vault from a report."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    on = clock.local(found.received_at).date()
    known = {} if found.persons else {"description": found.at_risk[:DESCRIPTION_LIMIT]}
    form = PersonForm(request.POST or None, on=on, initial={"role": VICTIM, **known})
    if form.is_valid():
        try:
            added = add_person(
                by=actor,
                report_id=report_id,
                version=form.cleaned_data["version"],
                person=form.person(),
            )
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Person %(label)s is put down.") % {"label": added.label})
            return redirect("intake:report_detail", report_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "triage/person.html", {"report": found, "form": form}, status=status)


@never_cache
@open_to(Permission.INTAKE_REPORT_TRIAGE)
@GET_OR_POST
def known(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Ask whether somebody in a report is known; what was typed stands in no address."""
    report = queries.report_detail(request.actor, report_id)
    if "answer" in request.POST or request.POST.get("do") == "decide":
        return _decide(request, report)
    form = KnownForm(request.POST or None, actor=request.actor)
    found: Known | None = None
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            found, status = known_person(request.actor, form.asked(), PURPOSE), 200
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
    answer = None
    if found and found.candidates:
        refs = [one.person for one in found.candidates]
        answer = KnownHereForm(candidates=refs, on=_day(report))
    return _page(request, report, form, found, answer, status=status)


def _decide(request: StaffRequest, report: ReportRead) -> HttpResponse:
    """What was decided about the candidates; without a reason the question comes back."""
    form = KnownHereForm(request.POST, on=_day(report))
    if form.is_valid():
        try:
            return _decided(request, report, form)
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
    search = KnownForm(actor=request.actor)
    return _page(request, report, search, None, form, status=422)


def _decided(request: StaffRequest, report: ReportRead, form: KnownHereForm) -> HttpResponse:
    same = form.same()
    if same is None:
        note_compared(
            by=request.actor, person_ids=form.persons(), answer=form.cleaned_data["answer"]
        )
        messages.success(request, _("It is written down. Nothing was linked."))
    else:
        added = link_person(
            by=request.actor,
            report_id=report.id,
            version=form.cleaned_data["version"],
            person_id=same,
            role=form.cleaned_data["role"],
            reason=form.cleaned_data["reason"],
        )
        messages.success(
            request, _("Person %(label)s is now in this report.") % {"label": added.label}
        )
    return redirect("intake:report_detail", report.id)


def _page(
    request: StaffRequest,
    report: ReportRead,
    form: KnownForm,
    found: Known | None,
    answer: KnownHereForm | None,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "report": report,
        "known_form": form,
        "searching_for": SEARCH_PURPOSES[PURPOSE],
        "found": found,
        "answer": answer,
    }
    return render(request, "triage/known.html", context, status=status)


def _day(report: ReportRead) -> date:
    return clock.local(report.received_at).date()
