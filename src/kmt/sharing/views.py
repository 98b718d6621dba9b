"""The pages of sharing: what I prepare, one share in steps, what waits for me, whose data it is.

What was typed survives every refusal: it is kept in the draft before anything is decided. After
something was done the browser is sent on, so that reloading does nothing twice.
"""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.sharing import actions, origins, queries, wording
from kmt.sharing.forms import ApprovalForm, CheckForm, ChooseForm, StatementForm, typed_data
from kmt.sharing.reading import DraftView, SuppliedView
from kmt.sharing.rules.approving import Outcome
from kmt.sharing.rules.requesting import recorded_consent
from kmt.sharing.rules.supplying import Kind
from kmt.sharing.states import State

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
CHOOSE, LOOK, LEAVE_OUT, SEND, TAKE_BACK, DROP = (
    "choose",
    "look",
    "leave_out",
    "send",
    "take_back",
    "drop",
)
ONLY = "only:"


@open_to(Permission.LAWFULNESS_DISCLOSURE_READ)
@require_http_methods(["GET", "HEAD"])
def overview(request: StaffRequest) -> HttpResponse:
    """What I prepare, and what waits for my agreement."""
    context = {
        "drafts": queries.drafts(request.actor),
        "waiting": queries.to_approve(request.actor),
        "prepares": request.actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE),
    }
    return render(request, "sharing/overview.html", context)


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """One share: choose, check and fill in, wait for agreement, decide."""
    view = queries.draft(request.actor, draft_id)
    if view.disclosure_id is not None:
        return redirect("lawfulness:disclosure", view.disclosure_id)
    do = request.POST.get("do", "")
    if do in {DROP, TAKE_BACK}:
        return _give_up(request, view, do)
    if view.state is State.WAITING:
        return _decide(request, view) if do == SEND else _waiting_page(request, view)
    if do:
        return _choose(request, view) if do == CHOOSE else _check(request, view, do)
    return _choose_page(request, view) if _choosing(request, view) else _check_page(request, view)


def _give_up(request: StaffRequest, view: DraftView, do: str) -> HttpResponse:
    if do == TAKE_BACK:
        actions.take_back(by=request.actor, draft_id=view.id)
        return redirect("sharing:draft", view.id)
    actions.drop_draft(by=request.actor, draft_id=view.id)
    messages.success(request, _("Nothing was shared. What you typed is thrown away."))
    return redirect("sharing:overview")


def _choosing(request: StaffRequest, view: DraftView) -> bool:
    return view.prepared is None or request.GET.get("stap") == "1"


def _choose(request: StaffRequest, view: DraftView) -> HttpResponse:
    form = ChooseForm(request.POST, draft=view)
    if form.is_valid():
        try:
            actions.save_draft(
                by=request.actor,
                draft_id=view.id,
                version=form.cleaned_data["version"],
                answers=form.answers(view.answers),
            )
        except (NotFound, NotPermitted):
            raise
        except Refused as refused:
            show_refusal(form, refused)
            return _choose_page(request, view, form, status=refused.status)
        return redirect("sharing:draft", view.id)
    return _choose_page(request, view, form, status=422)


def _check(request: StaffRequest, view: DraftView, do: str) -> HttpResponse:
    """Keep what was typed first; then do what the button says."""
    form = CheckForm(request.POST, draft=view)
    if not form.is_valid():
        return _check_page(request, view, form, status=422)
    answers = form.answers(view.answers)
    if do.startswith(ONLY):
        answers = replace(answers, data=(do.removeprefix(ONLY),))
    try:
        actions.save_draft(
            by=request.actor,
            draft_id=view.id,
            version=form.cleaned_data["version"],
            answers=answers,
            leave_out=do == LEAVE_OUT,
        )
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return _check_page(request, view, form, status=refused.status)
    if do == SEND:
        return _decide(request, queries.draft(request.actor, view.id))
    return redirect("sharing:draft", view.id)


def _decide(request: StaffRequest, view: DraftView) -> HttpResponse:
    """Decide, or put it before who must agree; a no comes back with what was typed."""
    try:
        made = actions.finish_draft(by=request.actor, draft_id=view.id)
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        if view.state is State.WAITING:
            return _waiting_page(request, view, refused=refused, status=refused.status)
        form = CheckForm(typed_data(view), draft=view)
        form.is_valid()
        show_refusal(form, refused)
        return _check_page(request, view, form, status=refused.status)
    if made is None:
        messages.success(request, _("It is put before who must agree."))
        return redirect("sharing:draft", view.id)
    messages.success(request, _("The decision is kept. Send these words along with the data."))
    return redirect("lawfulness:disclosure", made)


def _choose_page(
    request: StaffRequest, view: DraftView, form: ChooseForm | None = None, status: int = 200
) -> HttpResponse:
    shown = (form or ChooseForm(draft=view)).ask_for_all()
    return _page(request, "choose", view, {"form": shown}, status)


def _check_page(
    request: StaffRequest, view: DraftView, form: CheckForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {
        "form": (form or CheckForm(draft=view)).ask_for_all(),
        "advice": view.prepared.advice if view.prepared else None,
        "colleagues": [one for one in view.needs if not one.outside and not one.who],
    }
    return _page(request, "check", view, context, status)


def _waiting_page(
    request: StaffRequest, view: DraftView, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    return _page(request, "waiting", view, {"refused": refused}, status)


def _page(
    request: StaffRequest, name: str, view: DraftView, more: dict[str, object], status: int
) -> HttpResponse:
    page, prepared = origins.page_of(view.object_type), view.prepared
    known = recorded_consent(prepared.known.consent) if prepared else None
    back = reverse(page, args=[view.object_id]) if page else reverse("sharing:overview")
    consent = wording.recorded_word(known)
    context = {"draft": view, "back": back, "consent_on_record": consent, **more}
    return render(request, f"sharing/{name}.html", context, status=status)


@open_to(Permission.SHARING_APPROVAL_GIVE)
@GET_OR_POST
def approve(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The share of a colleague with all that its record says; agree or refuse with a reason."""
    view = queries.draft_to_approve(request.actor, draft_id)
    form = ApprovalForm(request.POST or None, initial={"version": view.version})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            outcome = Outcome(request.POST.get("outcome", ""))
        except ValueError:
            raise NotFound from None
        try:
            actions.answer_draft(
                by=request.actor,
                draft_id=draft_id,
                outcome=outcome,
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Your answer is kept."))
            return redirect("sharing:overview")
    known = recorded_consent(view.prepared.known.consent) if view.prepared else None
    consent = wording.recorded_word(known)
    context = {"draft": view, "form": form, "consent_on_record": consent}
    return render(request, "sharing/approve.html", context, status=status)


@open_to(Permission.SHARING_SUPPLY_READ)
@GET_OR_POST
def supplied(request: StaffRequest, subject_id: UUID) -> HttpResponse:
    """The data about one person, who supplied them, and what those suppliers said."""
    view = queries.supplied(request.actor, subject_id)
    sent, status = None, 200
    if request.method == "POST":
        sent = StatementForm(request.POST, datum_id=request.POST.get("datum"))
        if sent.is_valid() and _state(request, view, sent):
            messages.success(request, _("What the supplier said is kept."))
            return redirect("sharing:supplied", subject_id)
        status = 422
    sent_for = request.POST.get("datum")
    context = {
        "view": view,
        "sent": sent,
        "lines": [
            (
                one,
                sent
                if sent is not None and str(one.id) == sent_for
                else StatementForm(datum_id=one.id),
            )
            for one in view.data
        ],
        "may_write": request.actor.may(Permission.SHARING_SUPPLY_WRITE),
    }
    return render(request, "sharing/supplied.html", context, status=status)


def _state(request: StaffRequest, view: SuppliedView, form: StatementForm) -> bool:
    data = form.cleaned_data
    if data["datum"] not in {one.id for one in view.data}:
        raise NotFound
    taken = request.POST.get("withdraws", "")
    try:
        actions.state_of_supplier(
            by=request.actor,
            datum_id=data["datum"],
            kind=Kind(data["kind"]),
            about=data["about"],
            words=data["words"],
            said_on=data["said_on"],
            withdraws=UUID(taken) if taken else None,
            token=data["token"],
        )
    except (NotFound, NotPermitted):
        raise
    except ValueError:
        raise NotFound from None
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True
