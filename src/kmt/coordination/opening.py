"""Taking a case in: from a report that the desk handed over to a case with a first action.

What was typed survives every refusal. The municipality that is responsible is worked out by the
rule before anything is opened.
"""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care import actions, queries, wording
from kmt.care.forms import ActionForm, FormsForm, long_field
from kmt.care.states import State
from kmt.intake.reading import PersonInReport, ReportForCare
from kmt.intake.retained import REPORT
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import offer, show_refusal
from kmt.kernel.refusals import Refused
from kmt.lawfulness.transfers import waiting_transfer
from kmt.triage.queries import places_for_care
from kmt.triage.rules.places import Places, responsible_municipality
from kmt.triage.wording import place_pairs

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class OpenForm(ActionForm, FormsForm):
    """A case for one person of a report: who, where, which forms, and the first action."""

    name = "open"
    person = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)
    begin = forms.ChoiceField(
        label=gettext_lazy("How does it begin"), widget=forms.RadioSelect, required=False
    )
    residence = forms.ChoiceField(label=gettext_lazy("Municipality of residence"), required=False)
    place_found = forms.ChoiceField(
        label=gettext_lazy("Municipality where the person was found"), required=False
    )
    override = forms.ChoiceField(
        label=gettext_lazy("Another responsible municipality"), required=False
    )
    why_other = long_field(
        gettext_lazy("Why another one"),
        rows=2,
        required=False,
        hint=gettext_lazy("Only when you choose another municipality than the rule does."),
    )
    field_order = (
        "person",
        "begin",
        "forms",
        "residence",
        "place_found",
        "override",
        "why_other",
        "what",
        "owner",
        "due",
        "token",
    )

    def __init__(
        self,
        *args: Any,
        report: ReportForCare,
        taken: Collection[UUID],
        today: date,
        known: Places,
        **kwargs: Any,
    ) -> None:
        """Fill in what the desk already knows.

        What was sent may name anybody in the report: a form sent twice is no mistake to mend.
        """
        super().__init__(*args, today=today, **kwargs)
        self._free = [one for one in report.persons if one.id not in taken]
        offer(self, "person", [(str(one.id), _person(one)) for one in report.persons])
        offer(self, "begin", _begin_pairs())
        self.fields["begin"].initial = State.ACCEPTED.value
        offer(self, "residence", place_pairs(_("none, or unknown"), elsewhere=True))
        offer(self, "place_found", place_pairs(_("not known"), elsewhere=True))
        offer(self, "override", place_pairs(_("no, follow the rule"), elsewhere=False))
        self.fields["person"].initial = _most_likely(self._free)
        self.fields["residence"].initial = known.residence
        self.fields["place_found"].initial = known.place_found or (
            "" if known.residence else report.municipality
        )
        self.fields["forms"].initial = list(report.forms)

    def offer_free(self) -> None:
        """Show the people who have no case yet."""
        offer(self, "person", [(str(one.id), _person(one)) for one in self._free])

    def places(self) -> Places:
        """Where the victim lives and was found; also before the rest of the form is right."""
        known = self.cleaned_data if self.is_bound and self.is_valid() else {}
        value = {name: known.get(name, self[name].value() or "") for name in _PLACES}
        return Places(
            residence=value["residence"],
            place_found=value["place_found"],
            override=value["override"],
            reason=value["why_other"],
        )


_PLACES = ("residence", "place_found", "override", "why_other")


def _begin_pairs() -> list[tuple[str, str]]:
    return [
        (State.ACCEPTED.value, _("we take it in, on what the desk weighed")),
        (State.RECEIVED.value, _("we look at it ourselves first: screening and triage")),
    ]


def _person(one: PersonInReport) -> str:
    return f"{one.label}, {wording.role_word(one.role)}"


def _most_likely(free: list[PersonInReport]) -> str:
    """The person to propose: the only one, or the only victim."""
    victims = [one for one in free if one.role == VICTIM]
    for some in (free, victims):
        if len(some) == 1:
            return str(some[0].id)
    return ""


@open_to(Permission.CARE_CASE_OPEN)
@GET_OR_POST
def open_case(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """Choose for whom, which municipality is responsible, and what happens first."""
    report = queries.offered_report(request.actor, report_id)
    opening = request.POST.get("do") == "open"
    form = OpenForm(
        request.POST if opening else None,
        initial={**request.POST.dict(), **_ticked(request)},
        report=report,
        taken=queries.persons_with_case(request.actor, report_id),
        today=clock.today(),
        known=places_for_care(request.actor, report_id),
    )
    status = 422 if opening else 200
    if form.is_valid():
        refused = _attempt(request, report_id, form)
        if refused is None:
            messages.success(request, _("The case is open. You are its coordinator."))
            return redirect("care:case", case_id=form.cleaned_data["case_id"])
        status = refused.status
    responsible = responsible_municipality(form.places())
    form.offer_free()
    context = {
        "report": report,
        "form": form,
        "responsible": responsible,
        "transfer": waiting_transfer(request.actor, REPORT, report_id),
    }
    return render(request, "coordination/open.html", context, status=status)


def _ticked(request: StaffRequest) -> dict[str, list[str]]:
    """The forms that were ticked when only the municipality was asked for."""
    return {"forms": request.POST.getlist("forms")} if request.POST else {}


def _attempt(request: StaffRequest, report_id: UUID, form: OpenForm) -> Refused | None:
    """Open it; a refusal becomes an error of the form."""
    try:
        _open(request, report_id, form)
    except Refused as refused:
        show_refusal(form, refused)
        return refused
    return None


def _open(request: StaffRequest, report_id: UUID, form: OpenForm) -> None:
    data = form.cleaned_data
    data["case_id"] = actions.open_case(
        by=request.actor,
        report_id=report_id,
        person_id=UUID(data["person"]),
        forms=data["forms"],
        places=form.places(),
        first=form.new_action(),
        begin=State(data["begin"] or State.ACCEPTED),
        token=form.sent_token(),
    )
