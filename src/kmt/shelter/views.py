"""The pages of shelter: the part of a case, asking for shelter, one request, the gaps.

What was typed survives every refusal: the page comes back with the sentence and the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.beside import beside
from kmt.care.joining import CaseRef, opened
from kmt.care.rules import CARE_CASE
from kmt.care.showing import part_context
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound, Refused
from kmt.lawfulness.queries import matrix_answer
from kmt.lawfulness.rules import ShareRequest
from kmt.sharing.actions import begin_share
from kmt.shelter import actions, queries, wording
from kmt.shelter.facts import completed, found_elsewhere
from kmt.shelter.forms import (
    AnswerForm,
    AskForm,
    EndForm,
    FactsForm,
    LeaveForm,
    LookForm,
    RequestForm,
    StayForm,
)
from kmt.shelter.reading import RequestView
from kmt.shelter.rules import ADULT, ROOM, Stand, placing
from kmt.vault.rules import LOOK_REASONS

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Form = AnswerForm | AskForm | EndForm | FactsForm | LeaveForm | LookForm | RequestForm | StayForm
#: What a place must know of somebody: identity, health, family, care (rows M014 to M016).
DATA = {
    "care_provider": frozenset({"D01", "D05", "D12", "D13"}),
    "municipal_domain": frozenset({"D01", "D13"}),
    "comensha": frozenset({"D01", "D13"}),
}


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Shelter of one case: where somebody stays, what is asked for, and what was before."""
    do = request.POST.get("do", "")
    form: LeaveForm | StayForm | None = None
    if do == "leave":
        form = LeaveForm(request.POST)
        deed, said = _leaving(request, case_id, form), _("The stay is ended.")
    elif do == "stay":
        form = StayForm(request.POST)
        deed, said = _placing(request, case_id, form), _("The placement is written down.")
    if form is not None:
        refused = _attempt(form, deed)
        if refused is None:
            messages.success(request, said)
            return redirect("shelter:case", case_id=case_id)
        return _case_page(request, case_id, form, status=refused)
    return _case_page(request, case_id)


def _leaving(request: StaffRequest, case_id: UUID, form: LeaveForm) -> Callable[[], object]:
    stay_id = _id(request.POST.get("stay", ""))
    return lambda: actions.leave(
        by=request.actor, case_id=case_id, stay_id=stay_id, left=form.left()
    )


def _placing(
    request: StaffRequest, case_id: UUID, form: StayForm, request_id: UUID | None = None
) -> Callable[[], object]:
    return lambda: actions.place(
        by=request.actor,
        case_id=case_id,
        placed=form.placed(),
        request_id=request_id,
        token=form.sent_token(),
    )


def _case_page(
    request: StaffRequest,
    case_id: UUID,
    sent: LeaveForm | StayForm | LookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.of_case(request.actor, case_id)
    fresh = (StayForm(onward=found.now is not None), LeaveForm(), LookForm())
    context = {
        **part_context(request, found.case, ROOM),
        "view": found,
        "forms": {one.name: one for one in (*fresh, *([sent] if sent else ()))},
        "sent": sent,
        "may_count": request.actor.may(Permission.INSIGHT_COUNT_READ),
    }
    return render(request, "shelter/case.html", context, status=status)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def new(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Ask for shelter; before it is kept, one can see who places in that kind."""
    if request.POST.get("do") == "request":
        form = RequestForm(request.POST, today=clock.today())
        made: list[UUID] = []
        refused = _attempt(form, lambda: made.append(_make(request, case_id, form)))
        if refused is None:
            messages.success(request, _("The request is open. Now note whom you ask."))
            return redirect("shelter:request", case_id=case_id, request_id=made[0])
        found = opened(request.actor, case_id, part=ROOM, emergency=False)
        return _new_page(request, found, form, status=refused)
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    known = found_elsewhere(request.actor, found) if request.method != "POST" else None
    begins = asdict(known.who) if known else _typed(request)
    form = RequestForm(today=clock.today(), initial=begins)
    return _new_page(request, found, form, known.parts if known else ())


def _new_page(
    request: StaffRequest,
    case: CaseRef,
    form: RequestForm,
    known_from: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The form that asks for shelter, with who places in the kind that is chosen."""
    kind = str(form["kind"].value() or "")
    chosen = kind in dict(wording.kind_pairs(clock.today()))
    context = {
        **part_context(request, case, ROOM),
        "form": form,
        "placing": placing(kind, form.who()) if chosen else None,
        "known_from": [one.words for code in known_from if (one := beside(code))],
    }
    return render(request, "shelter/new.html", context, status=status)


def _typed(request: StaffRequest) -> dict[str, Any]:
    """What was typed when only was asked who places."""
    several = {name: request.POST.getlist(name) for name in ("contra", "languages")}
    return {**request.POST.dict(), **several}


def _make(request: StaffRequest, case_id: UUID, form: RequestForm) -> UUID:
    return actions.request_shelter(
        by=request.actor, case_id=case_id, wanted=form.wanted(), token=form.sent_token()
    )


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def one(request: StaffRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """One request: who places, whom was asked, their answers; every form comes back here."""
    view = queries.request(request.actor, case_id, request_id)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _request_page(request, view)
    form, act, said = deed(request, view)
    refused = _attempt(form, act)
    if refused is None:
        messages.success(request, said)
        return redirect("shelter:request", case_id=case_id, request_id=request_id)
    return _request_page(request, view, form, status=refused)


Deed = tuple[Form, Callable[[], object], str]


def _facts(request: StaffRequest, view: RequestView) -> Deed:
    form = FactsForm(request.POST)
    act = lambda: actions.complete_facts(  # noqa: E731
        by=request.actor, case_id=view.case.id, request_id=view.line.id, who=form.who()
    )
    return form, act, _("The facts are kept.")


def _ask(request: StaffRequest, view: RequestView) -> Deed:
    decided = queries.decisions(request.actor, view.case.person_id)
    form = AskForm(request.POST, view=view, decided=decided)
    act = lambda: actions.ask_organisation(  # noqa: E731
        by=request.actor,
        case_id=view.case.id,
        request_id=view.line.id,
        asked=form.asked(),
        token=form.sent_token(),
    )
    return form, act, _("Written down whom you asked.")


def _answer(request: StaffRequest, view: RequestView) -> Deed:
    form = AnswerForm(request.POST, view=view)
    act = lambda: actions.note_answer(  # noqa: E731
        by=request.actor,
        case_id=view.case.id,
        ask_id=UUID(form.cleaned_data["ask"]),
        answered=form.answered(),
        token=form.sent_token(),
    )
    return form, act, _("The answer is written down.")


def _end(request: StaffRequest, view: RequestView) -> Deed:
    form = EndForm(request.POST)
    act = lambda: actions.end_request(  # noqa: E731
        by=request.actor,
        case_id=view.case.id,
        request_id=view.line.id,
        end=form.cleaned_data["end"],
        words=form.cleaned_data["words"],
    )
    return form, act, _("The request is ended.")


def _place(request: StaffRequest, view: RequestView) -> Deed:
    form = StayForm(request.POST)
    act = _placing(request, view.case.id, form, view.line.id)
    return form, act, _("The placement is written down.")


_DEEDS: dict[str, Callable[[StaffRequest, RequestView], Deed]] = {
    "facts": _facts,
    "ask": _ask,
    "answer": _answer,
    "end": _end,
    "stay": _place,
}


def _request_page(
    request: StaffRequest, view: RequestView, sent: Form | None = None, status: int = 200
) -> HttpResponse:
    open_now = view.line.stand == Stand.OPEN and view.case.may_write
    shown: dict[str, Form] = {}
    filled_in = False
    if open_now:
        decided = queries.decisions(request.actor, view.case.person_id)
        known = found_elsewhere(request.actor, view.case) if view.placing.asks else None
        who = completed(view.who, known.who) if known else view.who
        filled_in = who != view.who
        begins = {"kind": view.line.kind, "children": view.children}
        fresh: tuple[Form, ...] = (
            FactsForm(initial=asdict(who)),
            AskForm(view=view, decided=decided),
            EndForm(),
            StayForm(onward=view.somewhere, initial=begins),
        )
        shown = {one.name: one for one in fresh}
    if view.asks and view.case.may_write:
        shown["answer"] = AnswerForm(view=view)
    if sent is not None:
        shown[sent.name] = sent
    may_share = request.actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
    context = {
        **part_context(request, view.case, ROOM),
        "view": view,
        "forms": shown,
        "sent": sent,
        "open_now": open_now,
        "filled_in": filled_in,
        "profile": wording.profile(view) if open_now else "",
        "sharing": _sharing(request, view) if open_now else None,
        "may_share": may_share and open_now,
    }
    return render(request, "shelter/request.html", context, status=status)


def _sharing(request: StaffRequest, view: RequestView) -> dict[str, object]:
    """What the sharing matrix says to asking this organisation with personal data."""
    recipient, purpose = wording.recipient_of(view.placing)
    asked = ShareRequest(
        compartment="R2",
        sender="care_coordinator",
        recipient=recipient,
        purpose=purpose,
        data=DATA[recipient],
        subject=VICTIM,
        age=18 if view.who.age == ADULT else None,
    )
    answer = matrix_answer(request.actor, asked)
    return {"answer": answer, "recipient": wording.recipient_word(recipient)}


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def share(request: StaffRequest, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Begin to share for this request; the share assistant takes over."""
    if request.method != "POST":
        return redirect("shelter:request", case_id=case_id, request_id=request_id)
    view = queries.request(request.actor, case_id, request_id)
    recipient, purpose = wording.recipient_of(view.placing)
    draft_id = begin_share(
        by=request.actor,
        object_type=CARE_CASE,
        object_id=case_id,
        subject_id=view.case.person_id,
        subject_label=view.case.person_label,
        subject_role=VICTIM,
        municipality=view.case.municipality,
        compartment="R2",
        recipient=recipient,
        purpose=purpose,
    )
    return redirect("sharing:draft", draft_id)


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def location(request: StaffRequest, case_id: UUID, stay_id: UUID) -> HttpResponse:
    """Where somebody stays: shown once, after a reason, and recorded; nothing to reload."""
    if request.method != "POST":
        return redirect("shelter:case", case_id=case_id)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case_id, form, status=422)
    reason = form.cleaned_data["reason"]
    look = queries.location(request.actor, case_id, stay_id, reason=reason)
    return render(request, "shelter/location.html", {"look": look, "reason": LOOK_REASONS[reason]})


@open_to(Permission.INSIGHT_COUNT_READ)
@GET
def gaps(request: StaffRequest) -> HttpResponse:
    """What shelter lacked in a year: counts, small ones hidden."""
    years = queries.years_counted(request.actor)
    chosen = request.GET.get("jaar", "")
    year = int(chosen) if chosen.isdecimal() and int(chosen) in years else clock.today().year
    found = queries.gaps(request.actor, date(year, 1, 1), date(year, 12, 31))
    links = [
        FilterLink(label=str(one), url=f"?jaar={one}", current=one == year)
        for one in sorted({*years, clock.today().year}, reverse=True)
    ]
    context = {"gaps": found, "year": year, "links": links, **wording.gap_tables(found)}
    return render(request, "shelter/gaps.html", context)


def _attempt(form: Form, deed: Callable[[], object]) -> int | None:
    """Do what a form asks: None when it was done, else the status of the page that says why."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotFound from wrong
