"""Finding what belongs together: is this person known, and which reports share words with this."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.intake import actions, queries
from kmt.intake.forms.desk import KnownHereForm, WordsForm
from kmt.intake.reading import ReportRead
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.persons.forms import KnownForm
from kmt.vault.actions import note_compared
from kmt.vault.queries import Known, known_person
from kmt.vault.rules.comparing import SEARCH_PURPOSES

PURPOSE = "P_SIGNAL"
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


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
        added = actions.link_person(
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
    return render(request, "intake/known.html", context, status=status)


@never_cache
@open_to(Permission.VAULT_TEXT_SEARCH)
@GET_OR_POST
def search(request: StaffRequest) -> HttpResponse:
    """Reports that share words with what is asked: by number and how many, nothing opened."""
    form = WordsForm(request.POST or None)
    found = None
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        words, purpose = form.cleaned_data["words"], form.cleaned_data["purpose"]
        try:
            found, status = queries.reports_with_words(request.actor, words, purpose), 200
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "intake/search.html", {"form": form, "found": found}, status=status)


def _day(report: ReportRead) -> date:
    return clock.local(report.received_at).date()
