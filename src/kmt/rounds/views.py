"""The pages of the rounds: all rounds, a new one, one round, an answer, and who does what.

What was typed survives every refusal: the page comes back with the sentence and the text.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.rounds import actions, queries
from kmt.rounds.access import FILL, LEAD, READ, reaches
from kmt.rounds.forms import AnswerForm, BeginForm, CloseForm, DeputyForm, OwnerForm
from kmt.rounds.reading import MunicipalRoles, OwnerLine

#: Which form of these pages.
F = TypeVar("F", bound=Form)
GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(READ)
@GET
def rounds(request: StaffRequest) -> HttpResponse:
    """Every round, the newest first; a municipality goes to its own answer from here."""
    actor = request.actor
    own = sorted(actor.world) if actor.may(FILL) and not actor.whole_region else []
    found = queries.rounds(actor)
    context = {
        "rounds": found,
        "leads": actor.may(LEAD),
        "own": own[0] if own else "",
        "may_begin": all(one.state == "frozen" for one in found),
    }
    return render(request, "rounds/rounds.html", context)


@open_to(LEAD)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Begin a round: every municipality is invited in the same act."""
    today = clock.today()
    form = BeginForm(request.POST or None, initial={"year": today.year, "opens": today})
    status = 200
    if request.method == "POST":
        made: list[UUID] = []

        def deed() -> None:
            made.append(
                actions.begin_round(
                    by=request.actor,
                    asked=form.asked(),
                    page=_page(request, "rounds:rounds"),
                    token=form.sent_token(),
                )
            )

        status = _attempt(form, deed)
        if status == 302:
            messages.success(request, _("The round has begun. Every municipality is invited."))
            return redirect("rounds:round", round_id=made[0])
    return render(request, "rounds/new.html", {"form": form}, status=status)


@open_to(READ)
@GET_OR_POST
def one(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """One round; who leads it reminds, closes and freezes here."""
    form, status = CloseForm(), 200
    do = request.POST.get("do", "")
    if request.method == "POST":
        form = CloseForm(request.POST if do == "close" else {})
        status = _attempt(form, lambda: _move(request, round_id, do, form))
        if status == 302:
            return redirect("rounds:round", round_id=round_id)
    view = queries.round_view(request.actor, round_id)
    own = [one for one in view.municipalities if not view.leads]
    context = {"view": view, "form": form, "own": own[0] if own else None}
    return render(request, "rounds/round.html", context, status=status)


def _move(request: StaffRequest, round_id: UUID, do: str, form: CloseForm) -> None:
    """One step of a round, with what is said when it went well."""
    by = request.actor
    if do == "remind":
        page = _page(request, "rounds:rounds")
        number = actions.remind(by=by, round_id=round_id, page=page)
        messages.success(request, _mailed(number))
    elif do == "close":
        actions.close(by=by, round_id=round_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("The round is closed. Freeze it when you have looked at it."))
    elif do == "freeze":
        actions.freeze(by=by, round_id=round_id)
        messages.success(request, _("The standing is frozen. It does not change any more."))
    else:
        raise NotFound


def _mailed(number: int) -> str:
    if not number:
        return _("Noted. No mail went: no server is set, nobody has an address, or it went today.")
    words = ngettext("%(n)s municipality was mailed.", "%(n)s municipalities were mailed.", number)
    return words % {"n": number}


@open_to(READ)
@GET_OR_POST
def answer(request: StaffRequest, round_id: UUID, municipality: str) -> HttpResponse:
    """What one municipality answers, and after the freezing how it stood beside the region."""
    view = queries.answer_view(request.actor, round_id, municipality)
    form, status = AnswerForm(view=view), 200
    if request.method == "POST":
        form = AnswerForm(request.POST, view=view)

        def deed() -> None:
            actions.answer(
                by=request.actor,
                round_id=round_id,
                municipality=municipality,
                answers=form.answers(),
                version=form.cleaned_data["version"],
            )

        status = _attempt(form, deed)
        if status == 302:
            messages.success(request, _("Thank you. This answer counts for the round."))
            return redirect("rounds:answer", round_id=round_id, municipality=municipality)
    theirs = view if status == 409 and view.answered_at else None
    if theirs is not None:
        form = _with_version(form, view.version)
    context = {"view": view, "form": form, "theirs": theirs}
    return render(request, "rounds/answer.html", context, status=status)


@open_to(READ)
@GET_OR_POST
def roles(request: StaffRequest) -> HttpResponse:
    """Who answers for what: all municipalities for who leads, otherwise one's own."""
    if request.method == "POST":
        number = actions.mail_gaps(by=request.actor, page=_page(request, "rounds:roles"))
        messages.success(request, _mailed(number))
        return redirect("rounds:roles")
    view = queries.roles_overview(request.actor)
    if not view.leads and len(view.lines) == 1:
        return redirect("rounds:municipality", municipality=view.lines[0].municipality)
    return render(request, "rounds/roles.html", {"view": view})


@open_to(READ)
@GET_OR_POST
def who(request: StaffRequest, municipality: str) -> HttpResponse:
    """The four roles of one municipality, its focal point and deputy, and what is missing."""
    view = queries.roles_of(request.actor, municipality)
    sent: OwnerForm | DeputyForm | None = None
    status = 200
    if request.method == "POST":
        sent, deed = _who_deed(request, view)
        status = _attempt(sent, deed)
        if status == 302:
            messages.success(request, _("That is written down."))
            return redirect("rounds:municipality", municipality=municipality)
        if status == 409:
            view = queries.roles_of(request.actor, municipality)
    context = {
        "view": view,
        "owners": [(one, _owner_form(one, view, sent, clash=status == 409)) for one in view.owners],
        "deputy_form": _deputy_form(view, sent, clash=status == 409),
        "clash": status == 409,
        "leads": request.actor.may(LEAD),
        "writes": reaches(request.actor, municipality),
    }
    return render(request, "rounds/municipality.html", context, status=status)


def _who_deed(
    request: StaffRequest, view: MunicipalRoles
) -> tuple[OwnerForm | DeputyForm, Callable[[], object]]:
    by, place = request.actor, view.municipality
    if request.POST.get("do") == "deputy":
        deputy = DeputyForm(
            request.POST,
            deputy=view.deputy,
            version=view.deputy_version,
            accounts=view.accounts,
        )
        return deputy, lambda: actions.name_deputy(
            by=by,
            municipality=place,
            office=deputy.cleaned_data["office"],
            account=deputy.cleaned_data["account"],
            trained_on=deputy.trained(),
            version=deputy.cleaned_data["version"],
        )
    owner = next((one for one in view.owners if one.role == request.POST.get("role")), None)
    if owner is None:
        raise NotFound
    form = OwnerForm(request.POST, owner=owner, accounts=view.accounts)
    return form, lambda: actions.name_owner(
        by=by,
        municipality=place,
        role=owner.role,
        office=form.cleaned_data["office"],
        account=form.cleaned_data["account"],
        version=form.cleaned_data["version"],
    )


def _owner_form(
    owner: OwnerLine, view: MunicipalRoles, sent: OwnerForm | DeputyForm | None, *, clash: bool
) -> OwnerForm:
    """The form of a role; the one that was refused comes back as it was typed."""
    if isinstance(sent, OwnerForm) and sent.data.get("role") == owner.role:
        return _with_version(sent, owner.version) if clash else sent
    return OwnerForm(owner=owner, accounts=view.accounts)


def _deputy_form(
    view: MunicipalRoles, sent: OwnerForm | DeputyForm | None, *, clash: bool
) -> DeputyForm:
    if isinstance(sent, DeputyForm):
        return _with_version(sent, view.deputy_version) if clash else sent
    return DeputyForm(deputy=view.deputy, version=view.deputy_version, accounts=view.accounts)


def _with_version(form: F, version: int) -> F:
    """The same form, to be sent on what the page shows now."""
    form.data = {**dict(form.data.items()), "version": version}
    return form


def _attempt(form: Form, deed: Callable[[], object]) -> int:
    """Do it when the form is whole; 302 when done, else the status of the page to show."""
    if not form.is_valid():
        return Invalid.status
    try:
        deed()
    except (NotPermitted, NotFound):
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return 302


def _page(request: StaffRequest, name: str) -> str:
    """The address of a page as a mail can hold it: the same for everybody, with no place in it."""
    return request.build_absolute_uri(reverse(name))
