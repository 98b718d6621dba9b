"""The plan on its seventeen domains, and the page of one domain, where two people may write."""

import logging
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.kernel.safe_log import what_and_where
from kmt.plan import actions, queries
from kmt.plan.forms import ActionForm, GoalForm, ScoreForm, TextForm
from kmt.plan.pictures import picture
from kmt.plan.reading import DomainRead, PlanRead
from kmt.plan.rules import DomainText, Standing
from kmt.plan.views.attempting import GET_OR_POST, attempt, done, open_part, open_to_change, show

READ, WRITE = Permission.CARE_CASE_READ, Permission.CARE_CASE_WRITE
#: The one thing that the script of the page may ask: this house, to keep what is typed.
_MAY_KEEP = {"connect-src": [SELF]}
_BROKEN = gettext_lazy("It could not be kept just now. Your text is still on this page. Try again.")
log = logging.getLogger(__name__)
Form = GoalForm | ActionForm


@open_to(READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The whole plan of a case; every form on it comes back here with ``do`` saying which."""
    found = open_part(request, case_id)
    plan = queries.plan(request.actor, found)
    deed = _DEEDS.get(request.POST.get("do", ""))
    return deed(request, found, plan) if deed else _plan_page(request, found, plan)


def _add_goal(request: StaffRequest, case: CaseRef, plan: PlanRead) -> HttpResponse:
    form = GoalForm(request.POST, free=plan.domains)

    def deed() -> None:
        now = _of(plan, form.cleaned_data["domain"]).now
        goal = form.cleaned_data["goal"]
        text = DomainText(
            situation=now.text.situation, goal=goal, consent_scope=now.text.consent_scope
        )
        if now.text.goal and now.text.goal != goal.strip():
            raise Invalid(
                "Dit leefgebied heeft al een doel.",
                fields={"domain": "Dit leefgebied heeft al een doel. Wijzig het daar."},
            )
        actions.save_text(
            by=request.actor,
            case_id=case.id,
            domain=form.cleaned_data["domain"],
            text=text,
            base=now.number,
            token=form.sent_token(),
        )

    status = attempt(form, deed)
    if status:
        return _plan_page(request, case, plan, form, status)
    return done(request, case.id, _("The goal is in the plan."))


def _add_action(request: StaffRequest, case: CaseRef, plan: PlanRead) -> HttpResponse:
    form = ActionForm(request.POST, today=clock.today())
    status = attempt(
        form,
        lambda: actions.add_action(
            by=request.actor, case_id=case.id, action=form.action(), token=form.sent_token()
        ),
    )
    if status:
        return _plan_page(request, case, plan, form, status)
    return done(request, case.id, _("The action is in the plan and on the list of the case."))


def _end(request: StaffRequest, case: CaseRef, plan: PlanRead) -> HttpResponse:
    try:
        which = UUID(request.POST.get("action", ""))
        standing = Standing(request.POST.get("standing", ""))
    except ValueError:
        raise NotFound from None
    actions.end_action(
        by=request.actor,
        case_id=case.id,
        action_id=which,
        standing=standing,
        result=request.POST.get("result", ""),
    )
    return done(request, case.id, _("The action is ticked off."))


def _undo(request: StaffRequest, case: CaseRef, plan: PlanRead) -> HttpResponse:
    last = plan.last
    if last is None or str(last.row) != request.POST.get("row", ""):
        messages.error(request, _("This can no longer be taken back."))
        return redirect("plan:case", case.id)
    actions.undo(by=request.actor, case_id=case.id, last=last)
    return done(request, case.id, _("It is taken back. What was stays to be seen."))


def _begin(request: StaffRequest, case: CaseRef, plan: PlanRead) -> HttpResponse:
    actions.begin_execution(by=request.actor, case_id=case.id)
    return done(request, case.id, _("The plan is being carried out."))


_DEEDS = {
    "goal": _add_goal,
    "action": _add_action,
    "end": _end,
    "undo": _undo,
    "begin": _begin,
}


def _of(plan: PlanRead, code: str) -> DomainRead:
    for one in plan.domains:
        if one.code == code:
            return one
    raise NotFound


def _plan_page(
    request: StaffRequest,
    case: CaseRef,
    plan: PlanRead,
    sent: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    fresh: list[Form] = [
        GoalForm(free=[one for one in plan.domains if not one.now.text.goal]),
        ActionForm(today=clock.today()),
    ]
    context = {
        "plan": plan,
        "sent": sent,
        "forms": {one.name: one for one in (*fresh, *([sent] if sent else ()))},
        "pictures": [(one, picture(one)) for one in plan.in_use],
        "begins": case.state is State.PLAN_AGREED,
    }
    return show(request, case, "case", context, status)


@open_to(READ)
@GET_OR_POST
def domain(request: StaffRequest, case_id: UUID, place: int) -> HttpResponseBase:
    """One domain: its text, a score, an action; and both texts when two people wrote."""
    code = queries.domain_at(place)
    found = open_part(request, case_id)
    deed = {"text": _save, "drop": _drop, "score": _score, "action": _action}.get(
        request.POST.get("do", "")
    )
    return deed(request, found, code) if deed else _domain_page(request, found, code)


def _save(request: StaffRequest, case: CaseRef, code: str) -> HttpResponseBase:
    form = TextForm(request.POST)
    try:
        status = 422
        if form.is_valid():
            actions.save_text(
                by=request.actor,
                case_id=case.id,
                domain=code,
                text=form.text(),
                base=form.cleaned_data["base"],
                token=form.sent_token(),
            )
            return done(request, case.id, _("It is saved."), f"gebied-{queries.place_of(code)}")
    except actions.TwoTexts as refused:
        form.add_error(None, refused.words)
        return _domain_page(request, case, code, form, refused.status, beside=True)
    except Refused as refused:
        form.add_error(None, refused.words)
        status = refused.status
    return _domain_page(request, case, code, form, status)


def _drop(request: StaffRequest, case: CaseRef, code: str) -> HttpResponseBase:
    actions.drop_draft(by=request.actor, case_id=case.id, domain=code)
    return redirect("plan:domain", case.id, queries.place_of(code))


def _score(request: StaffRequest, case: CaseRef, code: str) -> HttpResponseBase:
    form = ScoreForm(request.POST, today=clock.today())
    status = attempt(
        form,
        lambda: actions.add_score(
            by=request.actor, case_id=case.id, score=form.score(code), token=form.sent_token()
        ),
    )
    if status:
        return _domain_page(request, case, code, form, status)
    return done(request, case.id, _("The score is added."), f"gebied-{queries.place_of(code)}")


def _action(request: StaffRequest, case: CaseRef, code: str) -> HttpResponseBase:
    form = ActionForm(request.POST, today=clock.today())
    status = attempt(
        form,
        lambda: actions.add_action(
            by=request.actor, case_id=case.id, action=form.action(), token=form.sent_token()
        ),
    )
    if status:
        return _domain_page(request, case, code, form, status)
    return done(request, case.id, _("The action is in the plan and on the list of the case."))


def _domain_page(
    request: StaffRequest,
    case: CaseRef,
    code: str,
    sent: TextForm | ScoreForm | ActionForm | None = None,
    status: int = 200,
    *,
    beside: bool = False,
) -> HttpResponseBase:
    """The page of a domain; ``beside``: somebody else saved in between, show both texts."""
    page = queries.domain_page(request.actor, case, code)
    found, draft = page.domain, page.draft
    text = sent if isinstance(sent, TextForm) else TextForm.of(found.now, draft)
    if beside and isinstance(sent, TextForm):
        sent.begin_from(found.now.number, draft.version if draft else 0)
    today = clock.today()
    fresh = [text, ScoreForm(today=today), ActionForm(today=today, domain=code)]
    context = {
        "domain": found,
        "draft": draft if not isinstance(sent, TextForm) else None,
        "beside": beside or (sent is None and draft is not None and draft.base != found.now.number),
        "sent": sent,
        "forms": {one.name: one for one in (*fresh, *([sent] if sent else ()))},
        "picture": picture(found),
        "revisions": page.revisions,
    }
    may_keep = csp_update(_MAY_KEEP)
    return may_keep(lambda _asked: show(request, case, "domain", context, status))(request)


@open_to(WRITE)
@require_http_methods(["POST"])
def keep(request: StaffRequest, case_id: UUID, place: int) -> HttpResponse:
    """For the script: keep what is typed of a domain, and say so in a sentence."""
    try:
        code = queries.domain_at(place)
        open_to_change(request, case_id)
        form = TextForm(request.POST)
        if not form.is_valid():
            return JsonResponse({"sentence": _("This is too long to keep.")}, status=422)
        version = actions.keep_draft(
            by=request.actor,
            case_id=case_id,
            domain=code,
            text=form.text(),
            base=form.cleaned_data["base"],
            version=form.cleaned_data["version"],
        )
    except Refused as refused:
        return JsonResponse({"sentence": refused.words}, status=refused.status)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A text of a plan could not be kept: %s", what_and_where(error))
        return JsonResponse({"sentence": str(_BROKEN)}, status=503)
    moment = clock.local(clock.now())
    said = _("Kept at %(time)s, not saved yet.") % {"time": f"{moment:%H:%M}"}
    return JsonResponse({"sentence": said, "version": version})
