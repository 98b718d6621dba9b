"""The page of the registration at CoMensha of a case; every form comes back with its ``do``."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.exchange.actions import registering as actions
from kmt.exchange.forms import BasisForm, BeginForm, DecideForm, FillForm, StepForm
from kmt.exchange.queries import registrations as queries
from kmt.exchange.reading import RegistrationView
from kmt.exchange.rules.registering import named_no_more, why_mode
from kmt.exchange.states import OPEN, Status
from kmt.exchange.views.answering import GET_OR_POST, about, given, share_about, tried
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound, Refused

PART = "exchange"
_MOVES = (
    Status.SENT,
    Status.CONFIRMED,
    Status.RETURNED,
    Status.UPDATED,
    Status.DRAFT,
    Status.WITHDRAWN,
)


@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def registration(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What is registered about the victim of this case, what is missing, and what can be done."""
    case = opened(request.actor, case_id, part=PART)
    if request.method != "POST":
        return _page(request, case)
    do = request.POST.get("do", "")
    if do == "check":
        return _check(request, case)
    deed = _DEEDS.get(do)
    if deed is None and do not in {f"step-{one}" for one in _MOVES}:
        raise NotFound
    form, act, said = deed(request, case) if deed else _step(request, case, do)
    status = tried(request, form, act, said)
    if not status:
        return redirect("exchange:registration", case_id=case_id)
    return _page(request, case, form, status)


Deed = tuple[Form, Callable[[], object], str]


def _begin(request: StaffRequest, case: CaseRef) -> Deed:
    form = BeginForm(request.POST)

    def act() -> None:
        actions.begin(
            by=request.actor,
            case_id=case.id,
            dossier_type=form.cleaned_data["dossier_type"],
            token=form.sent_token(),
        )

    return form, act, _("The registration is begun. What the case knows is filled in.")


def _fill(request: StaffRequest, case: CaseRef) -> Deed:
    form = FillForm(request.POST, seen=_seen(request, case))

    def act() -> None:
        actions.fill_in(
            by=request.actor, case_id=case.id, version=form.seen_version(), typed=form.typed()
        )

    return form, act, _("The registration is kept.")


def _basis(request: StaffRequest, case: CaseRef) -> Deed:
    form = BasisForm(request.POST)

    def act() -> None:
        data = form.cleaned_data
        actions.propose_basis(
            by=request.actor,
            case_id=case.id,
            ground=data["ground"],
            reasons=data["reasons"],
            token=form.sent_token(),
        )

    return form, act, _("A colleague decides on it.")


def _step(request: StaffRequest, case: CaseRef, do: str) -> Deed:
    form = StepForm(request.POST, to=Status(do.removeprefix("step-")))
    act = partial(_move, request, case, form)
    return form, act, _("The state of the registration is changed.")


def _move(request: StaffRequest, case: CaseRef, form: StepForm) -> None:
    actions.move(by=request.actor, case_id=case.id, asked=form.asked())


_DEEDS: dict[str, Callable[[StaffRequest, CaseRef], Deed]] = {
    "begin": _begin,
    "fill": _fill,
    "basis": _basis,
}


def _check(request: StaffRequest, case: CaseRef) -> HttpResponse:
    """One button: there is nothing to type, so a refusal stands on top of the page."""
    try:
        actions.check_basis(by=request.actor, case_id=case.id, version=_version(request))
    except Refused as refused:
        return _page(request, case, refused=refused, status=refused.status)
    messages.success(request, _("The basis is checked."))
    return redirect("exchange:registration", case_id=case.id)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def registration_file(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The file of the registration, as a table or as a document; made anew each time."""
    if request.method != "POST":
        return redirect("exchange:registration", case_id=case_id)
    case = opened(request.actor, case_id, part=PART, emergency=False)
    kind = actions.TABLE if request.POST.get("kind") == actions.TABLE else actions.DOCUMENT
    try:
        content, name = actions.make_file(
            by=request.actor, case_id=case_id, version=_version(request), kind=kind
        )
    except Refused as refused:
        return _page(request, case, refused=refused, status=refused.status)
    return given(content, name)


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def share_registration(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Begin to share the national set with CoMensha; the share assistant takes over."""
    if request.method != "POST":
        return redirect("exchange:registration", case_id=case_id)
    case = opened(request.actor, case_id, part=PART, emergency=False)
    draft = share_about(request, case, queries.RECIPIENT, queries.PURPOSE)
    return redirect("sharing:draft", draft)


@open_to(Permission.SHARING_APPROVAL_GIVE)
@GET_OR_POST
def other_basis(request: StaffRequest, basis_id: UUID) -> HttpResponse:
    """The second person reads why, and says whether this basis holds."""
    found = next(
        (one for one in queries.bases_to_decide(request.actor) if one.id == basis_id), None
    )
    if found is None:
        raise NotFound
    form, status = DecideForm(request.POST or None), 200
    if request.method == "POST":

        def act() -> None:
            data = form.cleaned_data
            actions.decide_basis(
                by=request.actor,
                basis_id=basis_id,
                agrees=data["agrees"] == "yes",
                reasons=data["reasons"],
            )

        status = tried(request, form, act, _("Your answer is written down."))
        if not status:
            return redirect("exchange:overview")
    return render(request, "exchange/basis.html", {"basis": found, "form": form}, status=status)


def _seen(request: StaffRequest, case: CaseRef) -> RegistrationView:
    seen = queries.registration(request.actor, case)
    if seen is None:
        raise NotFound
    return seen


def _version(request: StaffRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() and len(text) < 9 else 0


def _page(
    request: StaffRequest,
    case: CaseRef,
    sent: Form | None = None,
    status: int = 200,
    *,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page; ``sent`` is the form that did not go through, with what was typed."""
    seen = queries.registration(request.actor, case)
    context = {
        **about(request, case, "registration"),
        "seen": seen,
        "refused": refused,
        "sent": sent,
    }
    living = seen is not None and seen.state is not Status.WITHDRAWN
    if not living:
        context["begin_form"] = sent if isinstance(sent, BeginForm) else BeginForm()
    if seen is not None and living:
        context |= _living(seen, case, sent)
    return render(request, "exchange/registration.html", context, status=status)


def _living(seen: RegistrationView, case: CaseRef, sent: Form | None) -> dict[str, Any]:
    steps = []
    for to, decision in seen.moves:
        if to in _MOVES:
            mine = isinstance(sent, StepForm) and sent.to is to
            form = sent if mine else StepForm(to=to, initial={"version": seen.version})
            steps.append((to, decision, form))
    may_fill = seen.state in OPEN and case.may_write
    waiting = any(one.agrees is None for one in seen.bases)
    return {
        "why": why_mode(seen.standing.consent, other_basis=seen.standing.other_basis),
        "lost": named_no_more(seen.standing),
        "fill_form": (sent if isinstance(sent, FillForm) else FillForm(seen=seen))
        if may_fill
        else None,
        "basis_form": None
        if waiting or seen.standing.consent == "given"
        else sent
        if isinstance(sent, BasisForm)
        else BasisForm(),
        "may_check": seen.state in {*OPEN, Status.BASIS_CHECKED},
        "steps": steps,
    }
