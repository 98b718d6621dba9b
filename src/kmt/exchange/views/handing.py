"""The pages of a handover: of a case that goes, of the list, and of a package that came in."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.care.states import WORKING
from kmt.exchange.actions import handing as actions
from kmt.exchange.enclosing import offered
from kmt.exchange.forms import AcceptForm, FileForm, PackageForm, RefuseForm, WithdrawForm
from kmt.exchange.queries import handovers as queries
from kmt.exchange.queries.registrations import bases_to_decide, registrations
from kmt.exchange.region_keys import own_keys, trusted
from kmt.exchange.rules.handing import CODES, PURPOSE, RECIPIENT, covered
from kmt.exchange.states import Going
from kmt.exchange.views.answering import GET_OR_POST, about, given, share_about, tried
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound

PART = "exchange"


@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def handover(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Where the handover of this case stands, and what can be done with it."""
    case = opened(request.actor, case_id, part=PART)
    if request.method != "POST":
        return _page(request, case)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise NotFound
    form, status = deed(request, case)
    if not status:
        return redirect("exchange:handover", case_id=case_id)
    return _page(request, case, form, status)


def _make(request: StaffRequest, case: CaseRef) -> tuple[Form, int]:
    decided = queries.decided_for_handover(request.actor, case.person_id)
    form = PackageForm(
        request.POST,
        regions=trusted(),
        offered=covered(CODES, decided.data) if decided else (),
        documents=offered(request.actor, case.id),
    )

    def act() -> None:
        actions.make_package(
            by=request.actor, case_id=case.id, asked=form.asked(), token=form.sent_token()
        )

    return form, tried(request, form, act, _("The package is made. You stay responsible for now."))


def _withdraw(request: StaffRequest, case: CaseRef) -> tuple[Form, int]:
    form = WithdrawForm(request.POST)

    def act() -> None:
        data = form.cleaned_data
        actions.withdraw_package(
            by=request.actor,
            case_id=case.id,
            package_id=data["package"],
            reason=data["reason"],
        )

    return form, tried(request, form, act, _("The package is taken back."))


def _answer(request: StaffRequest, case: CaseRef) -> tuple[Form, int]:
    form = FileForm(request.POST, request.FILES)

    def act() -> None:
        actions.load_receipt(by=request.actor, case_id=case.id, file=form.cleaned_data["file"])

    return form, tried(request, form, act, _("The answer is loaded."))


_DEEDS = {"make": _make, "withdraw": _withdraw, "answer": _answer}


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def package_file(request: StaffRequest, case_id: UUID, package_id: UUID) -> HttpResponse:
    """The sealed package; its name says nothing."""
    if request.method != "POST":
        return redirect("exchange:handover", case_id=case_id)
    content = actions.package_file(by=request.actor, case_id=case_id, package_id=package_id)
    return given(content, neutral_name())


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def share_handover(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Begin to share with the care coordinator of another region."""
    if request.method != "POST":
        return redirect("exchange:handover", case_id=case_id)
    case = opened(request.actor, case_id, part=PART, emergency=False)
    return redirect("sharing:draft", share_about(request, case, RECIPIENT, PURPOSE))


@open_to(Permission.CARE_CASE_READ)
@require_http_methods(["GET", "HEAD"])
def overview(request: StaffRequest) -> HttpResponse:
    """What goes out of the reader's cases, what came in, and what waits for a second person."""
    actor = request.actor
    context = {
        "registrations": registrations(actor),
        "handovers": [one for one in queries.handovers(actor) if one.state is Going.WAITING],
        "received": queries.received(actor),
        "bases": bases_to_decide(actor),
        "may_receive": actor.may(Permission.CARE_CASE_OPEN),
    }
    return render(request, "exchange/overview.html", context)


@open_to(Permission.CARE_CASE_OPEN)
@GET_OR_POST
def receive(request: StaffRequest) -> HttpResponse:
    """Load a package that another region sent."""
    form, status = FileForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        found: list[UUID] = []

        def act() -> None:
            file = form.cleaned_data["file"]
            found.append(actions.take_in(by=request.actor, file=file))

        status = tried(request, form, act, _("The package is in. Read it, and decide."))
        if not status:
            return redirect("exchange:received", package_id=found[0])
    context = {"form": form, "ready": own_keys() is not None}
    return render(request, "exchange/receive.html", context, status=status)


@open_to(Permission.CARE_CASE_OPEN)
@GET_OR_POST
def received(request: StaffRequest, package_id: UUID) -> HttpResponse:
    """A package that came in: what is in it, and the choice to take it over or not."""
    do = request.POST.get("do", "")
    accepting = AcceptForm(request.POST if do == "accept" else None)
    refusing = RefuseForm(request.POST if do == "refuse" else None)
    status = 200
    if do == "accept":
        status = tried(
            request,
            accepting,
            lambda: actions.accept(
                by=request.actor, package_id=package_id, taken=accepting.taken()
            ),
            _("You took the case over. Send the receipt now: until then the other region is."),
        )
    elif do == "refuse":
        status = tried(
            request,
            refusing,
            lambda: actions.refuse(
                by=request.actor,
                package_id=package_id,
                code=refusing.cleaned_data["code"],
                words=refusing.cleaned_data["words"],
            ),
            _("It is refused, and what was in it is gone. Send the receipt."),
        )
    if do in {"accept", "refuse"} and not status:
        return redirect("exchange:received", package_id=package_id)
    context = {
        "view": queries.received_package(request.actor, package_id),
        "accept_form": accepting,
        "refuse_form": refusing,
    }
    return render(request, "exchange/received.html", context, status=status)


@never_cache
@open_to(Permission.CARE_CASE_OPEN)
@GET_OR_POST
def receipt(request: StaffRequest, package_id: UUID) -> HttpResponse:
    """The signed answer, to send back."""
    if request.method != "POST":
        return redirect("exchange:received", package_id=package_id)
    content = queries.receipt_of(request.actor, package_id)
    if not content:
        raise NotFound
    return given(content, neutral_name())


def neutral_name() -> str:
    """A name that says nothing of what is in the file, or that two files belong together."""
    return f"bestand-{new_id().hex[:8]}.kmt"


def _page(
    request: StaffRequest, case: CaseRef, sent: Form | None = None, status: int = 200
) -> HttpResponse:
    found = queries.handovers(request.actor, case.id)
    waiting = next((one for one in found if one.state is Going.WAITING), None)
    context: dict[str, Any] = {
        **about(request, case, "handover"),
        "waiting": waiting,
        "before": [one for one in found if one.state is not Going.WAITING],
        "sent": sent,
    }
    if waiting is not None:
        file = sent if isinstance(sent, FileForm) else FileForm()
        back = sent if isinstance(sent, WithdrawForm) else None
        context["answer_form"] = file
        context["withdraw_form"] = back or WithdrawForm(initial={"package": waiting.id})
    elif case.may_write and case.state in WORKING:
        context |= _to_make(request, case, sent)
    return render(request, "exchange/handover.html", context, status=status)


def _to_make(request: StaffRequest, case: CaseRef, sent: Form | None) -> dict[str, Any]:
    """What is needed to make a package: first a decision to share, then a region to send it to."""
    decided = queries.decided_for_handover(request.actor, case.person_id)
    if decided is None:
        return {"undecided": True}
    regions = trusted()
    if isinstance(sent, PackageForm):  # with what was typed, and the documents it offered
        return {"package_form": sent, "regions": regions}
    fits = covered(CODES, decided.data)
    documents = offered(request.actor, case.id)
    form = PackageForm(regions=regions, offered=fits, documents=documents)
    return {"package_form": form, "regions": regions}
