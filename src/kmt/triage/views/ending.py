"""The end of a report: feedback to the reporter, closing, opening again, duplicates.

What was typed survives every refusal; every page says first where the report stands.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.intake import queries, states
from kmt.intake.reading import ReportRead
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid
from kmt.triage import actions, rules
from kmt.triage.endings import reach_of, same_matter_as, told_back
from kmt.triage.forms.ending import CloseForm, FeedbackForm, NotSameForm, ReopenForm, SameForm
from kmt.triage.forms.versioned import VersionedForm
from kmt.triage.reading import Reach
from kmt.triage.rules import ToldBack
from kmt.triage.told_back import said_in_full

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@open_to(Permission.INTAKE_REPORT_TRIAGE)
@GET_OR_POST
def feedback(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Tell the reporter what may be told; looked at before it goes when that is asked for."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    reach = reach_of(actor, queries.standing(actor, report_id))
    form = FeedbackForm(
        request.POST or None,
        ways=reach.ways,
        outcome=found.outcome,
        initial={"language": found.language},
    )
    if request.method != "POST":
        return _feedback_page(request, found, reach, form)
    if not form.is_valid():
        return _feedback_page(request, found, reach, form, status=422)
    told = form.told()
    if "look" in request.POST:
        return _feedback_page(request, found, reach, form, told)
    try:
        actions.give_feedback(
            by=actor, report_id=report_id, version=form.cleaned_data["version"], told=told
        )
    except (Conflict, Invalid) as refused:
        show_refusal(form, refused)
        return _feedback_page(request, found, reach, form, told, status=refused.status)
    messages.success(request, _("What the reporter hears is kept."))
    return redirect("intake:report_detail", report_id)


def _feedback_page(
    request: StaffRequest,
    found: ReportRead,
    reach: Reach,
    form: FeedbackForm,
    told: ToldBack | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    said = said_in_full(told) if told and told.way not in rules.UNSAID else ""
    doubts = rules.worth_a_look(told.words, [one.label for one in found.persons]) if told else ()
    context = {
        "report": found,
        "reach": reach,
        "form": form,
        "preview": said,
        "language": told.language if told else found.language,
        "doubts": doubts,
        "told_back": told_back(request.actor, found.id),
        "may_give": states.GIVE_FEEDBACK in states.possible(found.state),
        "now": clock.now(),
    }
    return render(request, "triage/feedback.html", context, status=status)


@never_cache
@open_to(Permission.INTAKE_REPORT_TRIAGE)
@GET_OR_POST
def close(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Close a report with what came of it; only after the reporter heard back, or could not."""
    form = CloseForm(request.POST or None, on=clock.today())

    def act() -> None:
        typed = form.cleaned_data
        actions.close_report(
            by=request.actor,
            report_id=report_id,
            version=typed["version"],
            came_of=typed["came_of"],
            words=typed["words"],
        )
        messages.success(request, _("The report is closed."))

    return _page(request, report_id, form, act, "close", event=states.CLOSE)


@never_cache
@open_to(Permission.INTAKE_REPORT_TRIAGE)
@GET_OR_POST
def reopen(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Open a closed report again: it is weighed anew, and its reporter sees that."""
    form = ReopenForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        actions.reopen_report(
            by=request.actor,
            report_id=report_id,
            version=typed["version"],
            reason=typed["reason"],
        )
        messages.success(request, _("The report is open again. Weigh it anew."))

    return _page(request, report_id, form, act, "reopen", event=states.REOPEN)


@never_cache
@open_to(Permission.INTAKE_REPORT_TRIAGE)
@GET_OR_POST
def same(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Say that a report tells the same as another; or, when that stands there, take it back."""
    if same_matter_as(request.actor, report_id) is not None:
        return _not_same(request, report_id)
    form = SameForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        actions.say_same(
            by=request.actor,
            report_id=report_id,
            version=typed["version"],
            number=typed["number"],
            reason=typed["reason"],
        )
        messages.success(request, _("It is written down. Both reports stay; they count as one."))

    return _page(request, report_id, form, act, "same")


def _not_same(request: StaffRequest, report_id: UUID) -> HttpResponse:
    form = NotSameForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        actions.say_not_same(
            by=request.actor,
            report_id=report_id,
            version=typed["version"],
            reason=typed["reason"],
        )
        messages.success(request, _("It is written down. This report counts by itself again."))

    return _page(request, report_id, form, act, "not_same")


def _page(
    request: StaffRequest,
    report_id: UUID,
    form: VersionedForm,
    act: Callable[[], None],
    what: str,
    *,
    event: str = "",
) -> HttpResponse:
    """One form about a report, done or asked again with a sentence."""
    found = queries.report_detail(request.actor, report_id)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            act()
        except (Conflict, Invalid) as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            return redirect("intake:report_detail", report_id)
    context = {
        "report": found,
        "form": form,
        "what": what,
        "possible": not event or event in states.possible(found.state),
        "same": same_matter_as(request.actor, report_id),
    }
    return render(request, "triage/ending.html", context, status=status)
