"""The pages of duty: today, being away, handing over, what was handed over, and the mail."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.duty import actions, queries
from kmt.duty.carried import kinds
from kmt.duty.forms import AbsenceForm, GiveForm, HandOverForm, MailForm
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
READ, ASSIGN = Permission.DUTY_ROSTER_READ, Permission.DUTY_WORK_ASSIGN
LEAD = Permission.ACCESS_INVOLVEMENT_LEAD


@open_to(READ)
@require_http_methods(["GET", "HEAD"])
def today(request: StaffRequest) -> HttpResponse:
    """Own work by the hour it is due, for whom one stands in, and who is here."""
    found = queries.today(request.actor)
    context = {
        "today": found,
        "leads": request.actor.may(LEAD),
        "now": clock.now(),
    }
    return render(request, "duty/today.html", context)


@open_to(Permission.DUTY_ABSENCE_WRITE)
@GET_OR_POST
def away(request: StaffRequest) -> HttpResponse:
    """Who is or will be away; write that down, or say that somebody is back."""
    if request.POST.get("do") == "end":
        actions.end_absence(by=request.actor, absence_id=_id(request, "absence"))
        messages.success(request, _("That is written down. Nobody stands in any more."))
        return redirect("duty:away")
    form, status = _absence_form(request), 200
    if request.method == "POST":

        def deed() -> str:
            actions.enter_absence(
                by=request.actor,
                account=form.cleaned_data["account"],
                first_day=form.cleaned_data["first_day"],
                last_day=form.cleaned_data["last_day"],
                stand_ins=form.stand_ins(),
            )
            return _("The absence is written down.")

        status = _try(request, form, deed)
        if status == 302:
            return redirect("duty:away")
    context = {
        "absences": queries.absences(request.actor),
        "form": form,
        "kinds": [form[code] for code in form.kinds],
    }
    return render(request, "duty/away.html", context, status=status)


def _absence_form(request: StaffRequest) -> AbsenceForm:
    day, actor = clock.today(), request.actor
    people = {one.id: one.name for one in queries.workers(day)}
    able = [(one, queries.doing(one, day)) for one in kinds()]
    if not actor.may(LEAD):
        people = {actor.id: actor.name}
        able = [
            (one, {account: name for account, name in names.items() if account != actor.id})
            for one, names in able
            if actor.may(one.works)
        ]
    return AbsenceForm(request.POST or None, people=people, able=able)


@open_to(ASSIGN)
@GET_OR_POST
def hand_over(request: StaffRequest) -> HttpResponse:
    """Give a whole caseload to a colleague in one act."""
    actor, day = request.actor, clock.today()
    old = queries.carriers(actor) if actor.may(LEAD) else {actor.id: actor.name}
    mine = queries.carried_by(actor, actor.id)
    some = [one for one in kinds() if actor.may(LEAD) or mine[one.kind]]
    people = {account: name for one in some for account, name in queries.doing(one, day).items()}
    if not actor.may(LEAD):
        people.pop(actor.id, None)
    form = HandOverForm(
        request.POST or None,
        people=people,
        old=old,
        kinds=[(one.kind, str(one.words)) for one in some],
    )
    status = 200
    if request.method == "POST":

        def deed() -> str:
            number = actions.hand_over(
                by=actor,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                reason=form.cleaned_data["reason"],
                only=form.cleaned_data["only"],
            )
            said = ngettext("%(n)s thing is handed over.", "%(n)s things are handed over.", number)
            return said % {"n": number}

        status = _try(request, form, deed)
        if status == 302:
            return redirect("duty:today")
    context = {
        "form": form,
        "leads": actor.may(LEAD),
        "mine": [(one, mine[one.kind]) for one in kinds() if mine[one.kind]],
        "some": bool(some and old),
    }
    return render(request, "duty/hand_over.html", context, status=status)


@open_to(READ)
@GET_OR_POST
def received(request: StaffRequest) -> HttpResponse:
    """What was handed over to who looks; saying that it was seen takes it out of the mail."""
    if request.method == "POST":
        actions.take_note(by=request.actor)
        return redirect("duty:received")
    return render(request, "duty/received.html", {"lines": queries.received(request.actor)})


@open_to(ASSIGN)
@GET_OR_POST
def assign(request: StaffRequest, object_id: UUID) -> HttpResponse:
    """Give one thing to a colleague, of whatever kind it is."""
    carried, work = queries.any_work(request.actor, object_id)
    people = queries.doing(carried, clock.today())
    people.pop(work.account, None)
    form, status = GiveForm(request.POST or None, people=people), 200
    if request.method == "POST":

        def deed() -> str:
            actions.assign(
                by=request.actor,
                kind=carried.kind,
                object_id=object_id,
                new=form.cleaned_data["new"],
                reason=form.cleaned_data["reason"],
            )
            return _("The work is given to your colleague.")

        status = _try(request, form, deed)
        if status == 302:
            return redirect("duty:today")
    context = {
        "form": form,
        "work": work,
        "words": carried.words,
        "carrier": queries.name_of(work.account),
        "may": request.actor.may(LEAD) or work.account == request.actor.id,
        "up": reverse(carried.page, args=[object_id]) if work.opens else reverse("duty:today"),
    }
    return render(request, "duty/assign.html", context, status=status)


@open_to(READ)
@GET_OR_POST
def mail(request: StaffRequest) -> HttpResponse:
    """When somebody wants to be mailed that work waits."""
    choice, hour = queries.mail_choice(request.actor)
    usual = _("the usual hour, %(hour)s") % {"hour": settings.KMT_DIGEST_AT}
    initial = {"choice": choice, "hour": hour}
    form, status = MailForm(request.POST or None, usual=usual, initial=initial), 200
    if request.method == "POST":

        def deed() -> str:
            actions.choose_mail(by=request.actor, **form.cleaned_data)
            return _("Your choice is kept.")

        status = _try(request, form, deed)
        if status == 302:
            return redirect("duty:mail")
    return render(request, "duty/mail.html", {"form": form}, status=status)


def _try(
    request: StaffRequest,
    form: AbsenceForm | GiveForm | MailForm,
    deed: Callable[[], str],
) -> int:
    """Do it when the form is whole: 302 when it is done, else the status of the page with why."""
    if not form.is_valid():
        return 422
    try:
        messages.success(request, deed())
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return 302


def _id(request: StaffRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as wrong:
        raise NotFound from wrong
