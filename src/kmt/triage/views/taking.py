"""What the page of a report starts: taking it up, and sharing something about a person in it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from kmt.access.permissions import Permission
from kmt.intake import queries
from kmt.intake.actions import take_up as take_report_up
from kmt.intake.retained import REPORT
from kmt.intake.rules import SUBJECTS
from kmt.intake.showing import shown
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound
from kmt.sharing.actions import begin_share
from kmt.triage.forms.weighing import TakeUpForm
from kmt.triage.rules.forwarding import RECEIVERS, Receiver


@open_to(Permission.INTAKE_REPORT_TRIAGE)
def take_up(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Take a report up: the one button on a new report."""
    if request.method != "POST":
        return shown(request, report_id)
    form = TakeUpForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    take_report_up(by=request.actor, report_id=report_id, version=version)
    return redirect("intake:report_detail", report_id)


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
def share(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Begin to share something about a person of a report; the share assistant takes over."""
    if request.method != "POST":
        return redirect("intake:report_detail", report_id)
    found = queries.report_detail(request.actor, report_id)
    asked = request.POST.get("person", "")
    one = next((one for one in found.persons if str(one.id) == asked), None)
    if one is None or one.role not in SUBJECTS:
        raise NotFound
    to = RECEIVERS.get(request.POST.get("to", ""), Receiver(code=""))
    draft_id = begin_share(
        by=request.actor,
        object_type=REPORT,
        object_id=report_id,
        subject_id=one.id,
        subject_label=one.label,
        subject_role=SUBJECTS[one.role],
        municipality=found.municipality,
        compartment="R1",
        recipient=to.actor,
        purpose=to.purpose,
    )
    return redirect("sharing:draft", draft_id)
