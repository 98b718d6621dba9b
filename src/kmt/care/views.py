"""The pages of care: the caseload, opening a case, the one page of a case, and a look at a person.

What was typed survives every refusal: the page comes back with the sentence and the text. After
something was done, the browser is sent on, so that reloading does nothing twice.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care import actions, caseloads, queries
from kmt.care.forms import ActionForm, FormsForm, LookForm, MoveForm, NoteForm
from kmt.care.rules import CARE_CASE, EventKind, Outcome, may_write
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound, Refused
from kmt.persons.beside import consents_beside
from kmt.sharing.actions import begin_share
from kmt.vault.queries import ConsentRead
from kmt.vault.rules import LOOK_REASONS

CaseForm = ActionForm | NoteForm | FormsForm | MoveForm | LookForm
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(Permission.CARE_CASE_LIST)
@require_http_methods(["GET", "HEAD"])
def cases(request: StaffRequest) -> HttpResponse:
    """What the desk handed over, and the caseload: late first, forgotten next."""
    asked = request.GET.get("toon", "")
    shown = next((name for name, word in _LISTS.items() if word == asked), caseloads.MINE)
    load = caseloads.cases(request.actor, shown, _page(request))
    context = {
        "offered": queries.offered(request.actor),
        "load": load,
        "may_write": request.actor.may(Permission.CARE_CASE_WRITE),
        "may_divide": request.actor.may(Permission.ACCESS_INVOLVEMENT_GRANT),
        "in_emergency": request.actor.may(Permission.ACCESS_EMERGENCY_OPEN),
        "filters": _filters(load.shown, load.sizes),
    }
    return render(request, "care/cases.html", context)


def _page(request: StaffRequest) -> int:
    """The number of the page that was asked for; the first for anything else."""
    asked = request.GET.get("pagina", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


_LISTS = {
    caseloads.MINE: "mijn",
    caseloads.COVER: "waarneming",
    caseloads.ALL: "alle",
    caseloads.CLOSED: "gesloten",
}


def _filters(shown: str, sizes: dict[str, int]) -> list[FilterLink]:
    words = {
        caseloads.MINE: _("My cases"),
        caseloads.COVER: _("I stand in"),
        caseloads.ALL: _("All cases"),
        caseloads.CLOSED: _("Closed"),
    }
    return [
        FilterLink(
            label=words[name], url=f"?toon={_LISTS[name]}", count=sizes[name], current=name == shown
        )
        for name in sizes
    ]


@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The one page of a case; every form on it comes back here with ``do`` saying which."""
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _case_page(request, case_id)
    return deed(request, case_id)


def _add_action(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = ActionForm(request.POST)

    def deed() -> None:
        actions.add_action(
            by=request.actor, case_id=case_id, action=form.new_action(), token=form.sent_token()
        )

    return _try(request, case_id, form, deed, said=_("The action is on the list."))


def _add_note(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = NoteForm(request.POST, today=clock.today())

    def deed() -> None:
        actions.add_note(
            by=request.actor,
            case_id=case_id,
            kind=EventKind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            happened_on=form.cleaned_data["happened_on"],
            minutes=form.cleaned_data["minutes"] or 0,
            token=form.sent_token(),
        )

    return _try(request, case_id, form, deed, said=_("It is on the timeline."))


def _set_forms(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = FormsForm(request.POST, today=clock.today())

    def deed() -> None:
        forms, token = form.cleaned_data["forms"], form.sent_token()
        actions.set_forms(by=request.actor, case_id=case_id, forms=forms, token=token)

    return _try(request, case_id, form, deed, said=_("The forms are changed."))


def _move(request: StaffRequest, case_id: UUID) -> HttpResponse:
    form = MoveForm(request.POST, today=clock.today())

    def deed() -> None:
        move, token = form.move(), form.sent_token()
        actions.move_case(by=request.actor, case_id=case_id, move=move, token=token)

    return _try(request, case_id, form, deed, said=_("The state is changed."))


def _finish(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One button per action: done, or no longer needed; there is nothing to type."""
    try:
        action_id, outcome = UUID(request.POST["action"]), Outcome(request.POST["outcome"])
    except (KeyError, ValueError) as wrong:
        raise NotFound from wrong
    actions.finish_action(by=request.actor, case_id=case_id, action_id=action_id, outcome=outcome)
    messages.success(request, _("The action is off the list."))
    return redirect("care:case", case_id=case_id)


def _reopen(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The tick was a mistake: one button, for a day."""
    try:
        action_id = UUID(request.POST["action"])
    except (KeyError, ValueError) as wrong:
        raise NotFound from wrong
    actions.reopen_action(by=request.actor, case_id=case_id, action_id=action_id)
    messages.success(request, _("The action is on the list again."))
    return redirect("care:case", case_id=case_id)


_DEEDS: dict[str, Callable[[StaffRequest, UUID], HttpResponse]] = {
    "action": _add_action,
    "note": _add_note,
    "forms": _set_forms,
    "move": _move,
    "finish": _finish,
    "reopen": _reopen,
}


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def share(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Begin to share something about the person of a case; the share assistant takes over."""
    if request.method != "POST":
        return redirect("care:case", case_id=case_id)
    view = queries.case(request.actor, case_id, emergency=False)
    draft_id = begin_share(
        by=request.actor,
        object_type=CARE_CASE,
        object_id=case_id,
        subject_id=view.person_id,
        subject_label=view.person_label,
        subject_role=VICTIM,
        municipality=view.municipality,
        compartment="R2",
    )
    return redirect("sharing:draft", draft_id)


@never_cache
@open_to(Permission.VAULT_PERSON_OPEN)
@GET_OR_POST
def identity(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Who the person is: shown once, after a reason, and recorded; nothing to reload."""
    if request.method != "POST":
        return redirect("care:case", case_id=case_id)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _case_page(request, case_id, form, status=422)
    reason = form.cleaned_data["reason"]
    look = queries.identity(request.actor, case_id, reason=reason)
    context = {"look": look, "reason": LOOK_REASONS[reason]}
    return render(request, "care/identity.html", context)


def _try(
    request: StaffRequest,
    case_id: UUID,
    form: CaseForm,
    deed: Callable[[], None],
    *,
    said: str,
) -> HttpResponse:
    """Do what a form asks and send the browser on; or show the page again with what was typed."""
    status = 422
    if form.is_valid():
        refused = _attempt(form, deed)
        if refused is None:
            messages.success(request, said)
            return redirect("care:case", case_id=case_id)
        status = refused.status
    return _case_page(request, case_id, form, status=status)


def _attempt(form: Form, deed: Callable[[], None]) -> Refused | None:
    """Act; a refusal that somebody can mend becomes an error of the form."""
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused
    return None


def _case_page(
    request: StaffRequest,
    case_id: UUID,
    sent: CaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case; ``sent`` is the form that did not go through, with what was typed."""
    view = queries.case(request.actor, case_id, page=_page(request))
    today = clock.today()
    move = sent if isinstance(sent, MoveForm) else MoveForm(today=today)
    move.offer_allowed(view)
    fresh: list[CaseForm] = [
        ActionForm(),
        NoteForm(today=today),
        FormsForm(today=today, initial={"forms": view.forms}),
        move,
        LookForm(),
    ]
    shown = {one.name: one for one in (*fresh, *([sent] if sent else ()))}
    context = {
        "case": view,
        "shown": shown,
        "sent": sent,
        "may_write": may_write(view.state).allowed
        and request.actor.may(Permission.CARE_CASE_WRITE),
        "may_share": request.actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
        and view.emergency_until is None,
        "may_divide": request.actor.may(Permission.ACCESS_INVOLVEMENT_GRANT),
        "in_full": view.emergency_until is None and request.actor.may(Permission.CARE_CASE_WRITE),
        "consents": _consents(request, view.person_id),
        "impossible": [one for one in view.moves if not one.decision.allowed],
    }
    return render(request, "care/case.html", context, status=status)


def _consents(request: StaffRequest, person_id: UUID) -> tuple[ConsentRead, ...]:
    """What may be shared and what not, to be seen wherever the case is; for who may know."""
    return consents_beside(request.actor, person_id)
