"""The pages of requests: taking one in, the work list, one request, its data, its answer.

Addresses hold an id and titles a number: never a name. What was typed survives a refusal.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.rights import actions, queries
from kmt.rights.forms import (
    AgainForm,
    CheckForm,
    ClearForm,
    CorrectForm,
    DecideForm,
    ExtendForm,
    FindForm,
    PlainForm,
    RefuseForm,
    StatementForm,
    TakeForm,
    TieForm,
    ToldForm,
)
from kmt.rights.reading import DecisionRead, RequestRead
from kmt.rights.rules.asking import Kind
from kmt.rights.states import RUNNING, State, may_go

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PAGE = "rights:request"
Deed = Callable[[Any, dict[str, Any]], None]


@never_cache
@open_to(Permission.RIGHTS_REQUEST_HANDLE)
@GET
def requests(request: StaffRequest) -> HttpResponse:
    """What waits, the latest first; what must be looked at again; what is done."""
    return render(request, "rights/requests.html", {"work": queries.worklist(request.actor)})


@never_cache
@open_to(Permission.RIGHTS_REQUEST_TAKE)
@GET_OR_POST
def take(request: StaffRequest) -> HttpResponse:
    """Put down what somebody asks; nothing is looked up."""
    form = TakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = actions.take_request(
                by=request.actor, asked=form.asked(), token=form.cleaned_data["token"]
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            said = _("Request %(number)s is kept. The privacy officer answers within a month.")
            messages.success(request, said % {"number": number})
            handles = request.actor.may(Permission.RIGHTS_REQUEST_HANDLE)
            return redirect("rights:requests" if handles else "rights:take")
    status = 422 if request.method == "POST" else 200
    return render(request, "rights/take.html", {"form": form}, status=status)


@never_cache
@open_to(Permission.RIGHTS_REQUEST_HANDLE)
@GET_OR_POST
def request_page(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """One request; every form on it comes back here with ``do`` saying which."""
    found = queries.request(request.actor, request_id)
    kind, deed = _DEEDS.get(request.POST.get("do", ""), (None, None))
    if kind is None or deed is None:
        return _request_page(request, found)
    form = kind(request.POST, request=found)
    if not form.is_valid():
        return _request_page(request, found, form, status=422)
    try:
        deed(form, {"by": request.actor, "request_id": request_id})
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return _request_page(request, found, form, status=refused.status)
    messages.success(request, _("It is kept."))
    return redirect(PAGE, request_id)


def _with(action: Callable[..., None]) -> Deed:
    """Hand what was typed to an action."""
    return lambda form, who: action(**who, **form.cleaned_data)


_DEEDS: dict[str, tuple[type[Any], Deed]] = {
    "check": (CheckForm, _with(actions.check_identity)),
    "clear": (ClearForm, _with(actions.clear_danger)),
    "extend": (ExtendForm, _with(actions.extend)),
    "refuse": (RefuseForm, _with(actions.refuse)),
    "withdraw": (PlainForm, _with(actions.withdraw)),
    "told": (ToldForm, _with(actions.tell_recipient)),
    "close": (PlainForm, _with(actions.close)),
    "again": (AgainForm, _with(actions.keep_exception)),
    "look_again": (PlainForm, _with(actions.look_again)),
    "lift": (PlainForm, _with(actions.lift_restriction)),
}


def _request_page(
    request: StaffRequest, found: RequestRead, sent: Any = None, status: int = 200
) -> HttpResponse:
    def form(kind: type[Any]) -> Any:
        return sent if type(sent) is kind else kind(request=found)

    context = {
        "found": found,
        "sent": sent,
        "check": form(CheckForm) if found.state is State.RECEIVED else None,
        "clear": form(ClearForm) if not found.may_give else None,
        "extend": form(ExtendForm) if found.extended_on is None else None,
        "refuse": form(RefuseForm) if may_go(found.state, State.REFUSED) else None,
        "may_withdraw": may_go(found.state, State.WITHDRAWN),
        "may_close": may_go(found.state, State.CLOSED),
        "finds": found.state is State.IDENTITY_CHECKED,
        "gathers": found.state in {State.GATHERING, State.DECIDED},
        "may_answer": found.state is State.DECIDED,
        "running": found.state in RUNNING,
        "decided": [(one, _again(found, one, sent)) for one in found.decisions],
        "to_tell": [
            (
                one,
                ToldForm(
                    request=found,
                    initial={"version": found.version, "notice": one.id},
                    auto_id=f"told-{one.id}-%s",
                ),
            )
            for one in found.notices
            if one.told_on is None
        ],
    }
    return render(request, "rights/request.html", context, status=status)


def _again(found: RequestRead, decision: DecisionRead, sent: Any) -> AgainForm | None:
    """The form to say that an exception still holds; once the answer is out."""
    if not decision.ground or found.state not in {State.ANSWERED, State.CLOSED}:
        return None
    where = decision.compartment
    if isinstance(sent, AgainForm) and sent.data.get("compartment") == where:
        return sent
    initial = {"version": found.version, "compartment": where}
    return AgainForm(request=found, initial=initial, auto_id=f"again-{where}-%s")


@never_cache
@open_to(Permission.RIGHTS_REQUEST_HANDLE)
@GET_OR_POST
def person(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Find about whom a request is, once it is settled who asks; what is typed is not kept."""
    found = queries.request(request.actor, request_id)
    tying = request.POST.get("do") == "tie"
    find = FindForm(None if tying else request.POST or None, request=found)
    tie, known = TieForm(request.POST if tying else None, request=found), None
    sent, status = (tie, 422) if tying else (find, 422 if request.POST else 200)
    try:
        if tying and tie.is_valid():
            actions.tie_persons(
                by=request.actor,
                request_id=request_id,
                version=tie.cleaned_data["version"],
                persons=tie.chosen(),
            )
            return redirect("rights:gathered", request_id)
        if not tying and find.is_valid():
            known = queries.candidates(request.actor, request_id, find.asked())
            tie, status = TieForm(request=found, found=known.candidates), 200
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(sent, refused)
        status = refused.status
    context = {"found": found, "find": find, "tie": tie, "known": known, "sent": sent}
    return render(request, "rights/person.html", context, status=status)


@never_cache
@open_to(Permission.RIGHTS_REQUEST_HANDLE)
@GET_OR_POST
def gathered(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Everything held, piece by piece: tick what stays behind, decide per domain, correct."""
    seen = queries.gathered(request.actor, request_id)
    sent, status = None, 200
    if request.method == "POST":
        sent = _form_sent(request, seen)
        status = 422
        if sent.is_valid():
            try:
                _do(request, request_id, sent)
            except NotFound:
                raise
            except Refused as refused:
                show_refusal(sent, refused)
                status = refused.status
            else:
                messages.success(request, _("It is kept."))
                again = queries.request(request.actor, request_id).state is State.GATHERING
                return redirect("rights:gathered" if again else PAGE, request_id)
    return render(request, "rights/gathered.html", _gathered(seen, sent), status=status)


def _form_sent(request: StaffRequest, seen: Any) -> Any:
    do = request.POST.get("do", "")
    for part in seen.compartments:
        if do == f"decide-{part.code}":
            return DecideForm(request.POST, part=part, request=seen.request)
    kind = {"correct": CorrectForm, "statement": StatementForm}.get(do, PlainForm)
    return kind(request.POST, request=seen.request)


def _do(request: StaffRequest, request_id: UUID, form: Any) -> None:
    who = {"by": request.actor, "request_id": request_id, "version": form.cleaned_data["version"]}
    if isinstance(form, DecideForm):
        actions.decide_compartment(
            **who,
            compartment=form.name.removeprefix("decide-"),
            verdict=form.verdict(),
            withheld=form.stays(),
        )
        return
    if isinstance(form, PlainForm):
        actions.decide_nothing_held(**who)
        return
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    action = actions.correct if isinstance(form, CorrectForm) else actions.state_words
    subjects = queries.request(request.actor, request_id).subjects
    if not subjects:
        raise NotFound
    action(**who, person=subjects[0].person, **data)


def _gathered(seen: Any, sent: Any) -> dict[str, Any]:
    parts = []
    for part in seen.compartments:
        mine = isinstance(sent, DecideForm) and sent.name == f"decide-{part.code}"
        form = sent if mine else DecideForm(part=part, request=seen.request)
        ticked = set(sent.data.getlist("withheld")) if mine else None
        pieces = [
            (one, bool(one.ground) if ticked is None else one.piece.key in ticked)
            for one in part.held
        ]
        parts.append((part, form, pieces))
    correcting = seen.request.kind is Kind.CORRECTION

    def form_of(kind: type[Any]) -> Any:
        return sent if type(sent) is kind else kind(request=seen.request)

    return {
        "seen": seen,
        "found": seen.request,
        "parts": parts,
        "sent": sent,
        "correct": form_of(CorrectForm) if correcting and seen.compartments else None,
        "statement": form_of(StatementForm) if correcting and seen.compartments else None,
        "plain": PlainForm(request=seen.request),
    }


@never_cache
@open_to(Permission.RIGHTS_REQUEST_HANDLE, proven=True)
@GET_OR_POST
def answer(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Hand over the answer: one file, once, made in memory, with the second factor given anew."""
    found = queries.request(request.actor, request_id)
    form = PlainForm(request.POST or None, request=found)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.give_copy(
                by=request.actor, request_id=request_id, version=form.cleaned_data["version"]
            )
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            return HttpResponse(
                made.content,
                content_type="application/zip",
                headers={"Content-Disposition": f'attachment; filename="{made.name}"'},
            )
    context = {"found": found, "form": form, "may_answer": found.state is State.DECIDED}
    return render(request, "rights/answer.html", context, status=status)
