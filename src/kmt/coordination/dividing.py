"""The pages about who works on a case: involved colleagues, emergency access, all of a caseload."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.actions import close_emergency
from kmt.access.forms import EmergencyForm
from kmt.access.permissions import Permission
from kmt.access.queries import colleagues, emergency_of, involved_people
from kmt.access.rules import TO_END, TO_HAND_OVER, Capacity, EndReason, Reach, ShieldReason
from kmt.access.wording import CAPACITY_WORDS, END_WORDS, SHIELD_WORDS
from kmt.care import actions, caseloads, queries
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import offer, show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners.queries import names_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_CHOOSE = ("", "–")


class InvolveForm(forms.Form):
    """A colleague, and as what they come in."""

    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    capacity = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=[
            (one.value, CAPACITY_WORDS[one]) for one in Capacity if one is not Capacity.COORDINATOR
        ],
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why this shielded case has to open"),
        choices=[_CHOOSE, *((one.value, SHIELD_WORDS[one]) for one in ShieldReason)],
        required=False,
    )

    def ask_no_reason(self) -> None:
        """Only a case that is shielded takes a reason."""
        del self.fields["reason"]


class TakeOverForm(forms.Form):
    """The colleague who coordinates from now on."""

    new = forms.ChoiceField(label=gettext_lazy("Who takes over"))


class HandOverForm(TakeOverForm):
    """One case to another colleague, and why."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=[(one.value, END_WORDS[one]) for one in TO_HAND_OVER]
    )


class CaseloadForm(TakeOverForm):
    """All open cases of one colleague to another."""

    old = forms.ChoiceField(label=gettext_lazy("Whose open cases"))
    field_order = ("old", "new")


class EndForm(forms.Form):
    """Why the part of somebody ends."""

    colleague = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=[(one.value, END_WORDS[one]) for one in TO_END]
    )


@open_to(Permission.ACCESS_INVOLVEMENT_GRANT)
@GET_OR_POST
def involved(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Who works on this case, with what can be changed about that."""
    deed = _DEEDS.get(request.POST.get("do", ""))
    return _involved_page(request, case_id) if deed is None else deed(request, case_id)


def _involve(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = _offering(InvolveForm(request.POST), request, "colleague", Permission.CARE_CASE_READ)

    def deed() -> None:
        actions.involve_in_case(
            by=request.actor,
            case_id=case_id,
            colleague=form.cleaned_data["colleague"],
            capacity=Capacity(form.cleaned_data["capacity"]),
            reason=form.cleaned_data["reason"],
        )

    return _try(request, case_id, form, deed, said=_("Your colleague can open this case now."))


def _hand_over(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = _offering(HandOverForm(request.POST), request, "new", Permission.CARE_CASE_WRITE)

    def deed() -> None:
        actions.hand_over_case(
            by=request.actor,
            case_id=case_id,
            new=form.cleaned_data["new"],
            reason=EndReason(form.cleaned_data["reason"]),
        )

    return _try(request, case_id, form, deed, said=_("The case is handed over."))


def _end(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = EndForm(request.POST)

    def deed() -> None:
        actions.end_in_case(
            by=request.actor,
            case_id=case_id,
            colleague=form.cleaned_data["colleague"],
            reason=EndReason(form.cleaned_data["reason"]),
        )

    return _try(request, case_id, form, deed, said=_("This colleague cannot open it any more."))


def _shield(request: StaffRequest, case_id: UUID) -> HttpResponse:
    shielded = "shield" in request.POST
    actions.shield_case(by=request.actor, case_id=case_id, shielded=shielded)
    said = _("The case is shielded.") if shielded else _("The case is not shielded any more.")
    messages.success(request, said)
    return redirect("care:involved", case_id=case_id)


_DEEDS: dict[str, Callable[[StaffRequest, UUID], HttpResponse]] = {
    "involve": _involve,
    "hand-over": _hand_over,
    "end": _end,
    "shield": _shield,
}


def _try(
    request: StaffRequest, case_id: UUID, form: forms.Form, deed: Callable[[], None], *, said: str
) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            deed()
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            messages.success(request, said)
            return redirect("care:involved", case_id=case_id)
    return _involved_page(request, case_id, form, status)


def _involved_page(
    request: StaffRequest, case_id: UUID, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    head = queries.case_head(request.actor, case_id)
    people = involved_people(request.actor, head.file)
    leads = request.actor.may(Permission.ACCESS_INVOLVEMENT_LEAD)
    involve_form = sent if isinstance(sent, InvolveForm) else InvolveForm()
    over_form = sent if isinstance(sent, HandOverForm) else HandOverForm()
    if not head.file.shielded:
        involve_form.ask_no_reason()
    context = {
        "head": head,
        "now": [
            (one, EndForm(initial={"colleague": one.account}, auto_id=f"end-{one.id}-%s"))
            for one in people
            if one.until is None
        ],
        "before": [one for one in people if one.until is not None],
        "may_change": leads or (head.mine and not head.file.shielded),
        "leads": leads,
        "may_open": queries.sees(request.actor, case_id),
        "involve_form": _offering(involve_form, request, "colleague", Permission.CARE_CASE_READ),
        "over_form": _offering(over_form, request, "new", Permission.CARE_CASE_WRITE),
        "sent": sent,
    }
    return render(request, "coordination/involved.html", context, status=status)


def _offering(form: forms.Form, request: StaffRequest, name: str, works: Permission) -> forms.Form:
    """The form with the colleagues to choose from."""
    people = colleagues(request.actor, works)
    offer(form, name, [_CHOOSE, *sorted(people.items(), key=lambda pair: pair[1])])
    return form


@open_to(Permission.ACCESS_EMERGENCY_OPEN, proven=True)
@GET_OR_POST
def emergency(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask for three hours in a case, with a reason; who is in it already goes to the case."""
    head = queries.case_head(request.actor, case_id)
    if queries.reach_in(request.actor, head) is not Reach.NONE:
        return redirect("care:case", case_id=case_id)
    form, status = EmergencyForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.open_case_in_emergency(
                    by=request.actor, case_id=case_id, **form.cleaned_data
                )
            except Refused as refused:
                show_refusal(form, refused)
                status = refused.status
            else:
                return redirect("care:case", case_id=case_id)
    return render(
        request, "coordination/emergency.html", {"head": head, "form": form}, status=status
    )


@open_to(Permission.ACCESS_EMERGENCY_OPEN)
@GET_OR_POST
def end_emergency(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Close one's own emergency access before the three hours are over."""
    head = queries.case_head(request.actor, case_id)
    running = emergency_of(request.actor, head.file)
    if request.method != "POST" or running is None:
        raise NotFound
    close_emergency(by=request.actor, emergency_id=running)
    messages.success(request, _("The case is closed to you again."))
    return redirect("care:cases")


@open_to(Permission.ACCESS_INVOLVEMENT_GRANT)
@GET_OR_POST
def division(request: StaffRequest) -> HttpResponse:
    """How the open cases are divided, and handing over all of one colleague in one act."""
    loads, status = caseloads.division(request.actor), 200
    form = CaseloadForm(request.POST or None)
    offer(form, "old", [_CHOOSE, *((one.account, one.name) for one in loads if one.open_cases)])
    _offering(form, request, "new", Permission.CARE_CASE_WRITE)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                number = actions.hand_over_caseload(by=request.actor, **form.cleaned_data)
            except Refused as refused:
                show_refusal(form, refused)
                status = refused.status
            else:
                said = ngettext(
                    "%(n)s case is handed over.", "%(n)s cases are handed over.", number
                )
                messages.success(request, said % {"n": number})
                return redirect("care:division")
    context = {
        "loads": loads,
        "form": form,
        "leads": request.actor.may(Permission.ACCESS_INVOLVEMENT_LEAD),
    }
    return render(request, "coordination/division.html", context, status=status)


@open_to(Permission.ACCESS_INVOLVEMENT_LEAD)
@require_http_methods(["GET", "HEAD"])
def colleague(request: StaffRequest, account: UUID) -> HttpResponse:
    """In which cases one colleague works and as what, by number, to divide the work anew."""
    name = colleagues(request.actor, Permission.CARE_CASE_READ).get(str(account))
    parts = caseloads.parts_of_colleague(request.actor, str(account))
    if name is None and not parts:
        raise NotFound
    context = {"name": name or names_of({str(account)}).get(str(account), ""), "parts": parts}
    return render(request, "coordination/colleague.html", context)
