"""The pages for who keeps the trainings: what is offered, and when it is given."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kmt.kernel.door import StaffRequest, open_to
from kmt.training import actions, queries
from kmt.training.forms import OfferForm, SessionForm
from kmt.training.views.taking import DONE, GET, GET_OR_POST, WRITE, attempt, page_of
from kmt.training.writing import TwoTexts

#: Two forms on one page: the ids of this one begin otherwise.
_PLAN = "plan-%s"


@open_to(WRITE)
@GET
def offers(request: StaffRequest) -> HttpResponse:
    """Everything that is or was offered."""
    context = {"trainings": queries.trainings(request.actor)}
    return render(request, "training/offers.html", context)


@open_to(WRITE)
@GET_OR_POST
def new_offer(request: StaffRequest) -> HttpResponse:
    """Put a training on offer."""
    form, status = OfferForm(fresh=True), 200
    if request.method == "POST":
        form = OfferForm(request.POST, fresh=True)
        made: list[UUID] = []
        status = attempt(
            form,
            lambda: made.append(actions.offer_training(by=request.actor, offer=form.offer())),
        )
        if made:
            messages.success(request, _("The training is on offer. Plan when it is given."))
            return redirect("training:offer", made[0])
    return render(request, "training/new_offer.html", {"form": form}, status=status)


@open_to(WRITE)
@GET_OR_POST
def offer(request: StaffRequest, training_id: UUID) -> HttpResponse:
    """One training: what it is, its sessions, and planning one more."""
    training, times = queries.training(request.actor, training_id)
    form, plan, status = OfferForm.of(training), SessionForm(auto_id=_PLAN), 200
    plan.initial["minutes"] = training.minutes
    if request.POST.get("do") == "plan":
        plan = SessionForm(request.POST, auto_id=_PLAN)
        status = attempt(
            plan,
            lambda: actions.plan_session(
                by=request.actor, training_id=training_id, planned=plan.planned()
            ),
        )
        said = _("The session is planned.")
    elif request.method == "POST":
        form = OfferForm(request.POST)
        status = attempt(form, lambda: _change(request, training_id, form))
        said = _("The training is saved.")
    if request.method == "POST" and status == DONE:
        messages.success(request, said)
        return redirect("training:offer", training_id)
    context = {"training": training, "sessions": times, "form": form, "plan": plan}
    if status == TwoTexts.status and form.is_bound:
        context["both"] = True
        form.data = {**form.data.dict(), "version": str(training.version)}  # type: ignore[attr-defined]
    return render(request, "training/offer.html", context, status=status)


def _change(request: StaffRequest, training_id: UUID, form: OfferForm) -> None:
    actions.change_training(
        by=request.actor,
        training_id=training_id,
        version=form.cleaned_data["version"] or 0,
        offer=form.offer(),
        ended=form.cleaned_data["ended"],
    )


@open_to(WRITE)
@GET_OR_POST
def change_session(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """Move a session, or give it more places; who waits moves up."""
    seen = queries.session(request.actor, session_id).session
    form, status = SessionForm.of(seen), 200
    if request.method == "POST":
        form = SessionForm(request.POST)
        status = attempt(
            form,
            lambda: actions.change_session(
                by=request.actor,
                session_id=session_id,
                version=form.cleaned_data["version"] or 0,
                planned=form.planned(),
                page=page_of(request),
            ),
        )
        if status == DONE:
            messages.success(request, _("The session is saved."))
            return redirect("training:session", session_id)
        if status == TwoTexts.status:
            form.data = {**form.data.dict(), "version": str(seen.version)}  # type: ignore[attr-defined]
    context = {"form": form, "session": seen, "both": status == TwoTexts.status}
    return render(request, "training/change_session.html", context, status=status)
