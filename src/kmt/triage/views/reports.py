"""The desk: the work list, one report, taking it up, and the end of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.conversation.showing import conversation_read
from kmt.intake import queries, states
from kmt.intake.actions import take_up as take_report_up
from kmt.intake.reading import ReportRead
from kmt.intake.retained import REPORT
from kmt.intake.rules import SUBJECTS
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Invalid, NotFound
from kmt.sharing.actions import begin_share
from kmt.triage.actions import close_report
from kmt.triage.forms.weighing import CloseForm, TakeUpForm
from kmt.triage.queries import triages

VIEWS = {"te-doen": "todo", "van-mij": "mine", "afgehandeld": "done", "alles": "all"}


@open_to(Permission.INTAKE_REPORT_LIST)
def reports(request: StaffRequest) -> HttpResponse:
    """The work list, most urgent first."""
    actor = request.actor
    view = VIEWS.get(request.GET.get("lijst", ""), queries.TODO)
    page = request.GET.get("pagina", "1")
    found = queries.worklist(actor, view, int(page) if page.isdecimal() else 1)
    context = {
        "list": found,
        "filters": _filters(actor, view, found.counts),
        "page": Paginator(range(found.total), queries.PAGE).page(found.page),
        "reads": actor.may(Permission.INTAKE_REPORT_READ),
        "may_find": actor.may(Permission.VAULT_TEXT_SEARCH),
        "now": clock.now(),
        "view": view,
    }
    return render(request, "triage/reports.html", context)


@open_to(Permission.INTAKE_REPORT_LIST)
def report_detail(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """One report: what was told, what was decided, what comes next."""
    return _detail_page(request, queries.report_detail(request.actor, report_id))


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def take_up(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Take a report up: the one button on a new report."""
    if request.method != "POST":
        return report_detail(request, report_id)
    form = TakeUpForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    take_report_up(by=request.actor, report_id=report_id, version=version)
    return redirect("triage:report_detail", report_id)


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
def share(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Begin to share something about a person of a report; the share assistant takes over."""
    if request.method != "POST":
        return redirect("triage:report_detail", report_id)
    found = queries.report_detail(request.actor, report_id)
    asked = request.POST.get("person", "")
    one = next((one for one in found.persons if str(one.id) == asked), None)
    if one is None or one.role not in SUBJECTS:
        raise NotFound
    draft_id = begin_share(
        by=request.actor,
        object_type=REPORT,
        object_id=report_id,
        subject_id=one.id,
        subject_label=one.label,
        subject_role=SUBJECTS[one.role],
        municipality=found.municipality,
        compartment="R1",
    )
    return redirect("sharing:draft", draft_id)


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def close(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Record the feedback and close; without an answer the page comes back and asks again."""
    if request.method != "POST":
        return report_detail(request, report_id)
    actor = request.actor
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_report(
                by=actor,
                report_id=report_id,
                version=form.cleaned_data["version"],
                feedback=form.cleaned_data["feedback"],
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The report is closed."))
            return redirect("triage:report_detail", report_id)
    found = queries.report_detail(actor, report_id)
    return _detail_page(request, found, close_form=form, status=422)


def _detail_page(
    request: StaffRequest,
    found: ReportRead,
    *,
    close_form: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    may_weigh = actor.may(Permission.INTAKE_REPORT_TRIAGE)
    possible = states.possible(found.state) if may_weigh else frozenset()
    context = {
        "report": found,
        "triages": triages(actor, found.id) if found.told else (),
        "conversation": conversation_read(actor, REPORT, found.id) if found.told else None,
        "now": clock.now(),
        "may_take_up": states.TAKE_UP in possible,
        "may_weigh": states.ROUTE in possible,
        "shareable": SUBJECTS if actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE) else {},
        "may_connect": actor.may(Permission.CONNECTIONS_MENTION_READ) and found.told,
        "may_add_person": actor.may(Permission.VAULT_PERSON_REGISTER) and found.told,
        "close_form": (close_form or CloseForm()) if states.GIVE_FEEDBACK in possible else None,
    }
    return render(request, "triage/report_detail.html", context, status=status)


def _filters(actor: Actor, view: str, counts: dict[str, int]) -> list[FilterLink]:
    works_here = actor.may(Permission.INTAKE_REPORT_TRIAGE)
    labels = {
        "te-doen": _("To do now") if works_here else _("Not decided yet"),
        "van-mij": _("Mine"),
        "afgehandeld": _("Dealt with"),
        "alles": _("All"),
    }
    return [
        FilterLink(
            label=labels[word],
            url=f"{reverse('triage:reports')}?lijst={word}",
            current=code == view,
            count=counts[code] if counts[code] <= queries.MOST else f"{queries.MOST}+",
        )
        for word, code in VIEWS.items()
        if code != queries.MINE or works_here
    ]
