"""Is the person of a case known already? Candidates by label; a coordinator decides, and why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care import queries
from kmt.care.casefile import CaseView
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.persons.forms import AnswerForm, KnownForm
from kmt.vault.actions import merge_persons, note_compared
from kmt.vault.queries import Candidate, Known, known_person
from kmt.vault.rules.comparing import SEARCH_PURPOSES

PURPOSE = "P_CARE"


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask whether the person of a case is known; what was typed stands in no address."""
    case = queries.case(request.actor, case_id, emergency=False)
    if request.POST.get("do") == "decide":
        return _decide(request, case)
    form = KnownForm(request.POST or None, actor=request.actor)
    found: Known | None = None
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            found, status = known_person(request.actor, form.asked(), PURPOSE), 200
        except Refused as refused:
            show_refusal(form, refused)
    others = _others(case, found)
    answer = AnswerForm(candidates=[one.person for one in others]) if others else None
    return _page(request, case, form, answer, status, searched=found is not None, others=others)


def _others(case: CaseView, found: Known | None) -> tuple[Candidate, ...]:
    """The candidates but for the person of this case."""
    return tuple(
        one for one in (found.candidates if found else ()) if one.person.id != case.person_id
    )


def _decide(request: StaffRequest, case: CaseView) -> HttpResponse:
    """What was decided about the candidates; without a reason the question comes back."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            return _decided(request, case, form)
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
    return _page(request, case, KnownForm(actor=request.actor), form, status=422)


def _decided(request: StaffRequest, case: CaseView, form: AnswerForm) -> HttpResponse:
    same, actor = form.same(), request.actor
    if same is None:
        note_compared(by=actor, person_ids=form.persons(), answer=form.cleaned_data["answer"])
        messages.success(request, _("It is written down. Nothing was linked."))
    else:
        merge_persons(
            by=actor, person_id=case.person_id, into_id=same, reason=form.cleaned_data["reason"]
        )
        messages.success(request, _("It is written down, and can be taken back."))
    return redirect("care:case", case.id)


def _page(
    request: StaffRequest,
    case: CaseView,
    form: KnownForm,
    answer: AnswerForm | None,
    status: int,
    *,
    searched: bool = False,
    others: tuple[Candidate, ...] = (),
) -> HttpResponse:
    context = {
        "case": case,
        "known_form": form,
        "searching_for": SEARCH_PURPOSES[PURPOSE],
        "searched": searched,
        "others": others,
        "answer": answer,
    }
    return render(request, "coordination/known.html", context, status=status)
