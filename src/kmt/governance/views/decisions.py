"""The pages of the register: searching, one decision, putting one down, correcting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.governance import actions, queries, subjects
from kmt.governance.forms import CorrectionForm, DecisionForm, FollowUpForm, SearchForm
from kmt.governance.reading import DecisionView, Register
from kmt.governance.views.attempt import attempt
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def decisions(request: StaffRequest) -> HttpResponse:
    """The register, narrowed by words, year and body."""
    words = request.GET.get("woorden", "").strip()[:200]
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    body = request.GET.get("gremium", "")[:120]
    found = queries.register(request.actor, words, year=year, body=body)
    context = {
        "register": found,
        "form": SearchForm(initial={"woorden": words}, auto_id="search-%s"),
        "words": words,
        "year": year,
        "body": body,
        "narrowed": bool(words or year or body),
        "year_links": _links(found, words, year, body, "jaar"),
        "body_links": _links(found, words, year, body, "gremium"),
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/decisions.html", context)


def _links(
    found: Register, words: str, year: int | None, body: str, which: str
) -> list[FilterLink]:
    """Links that narrow by year or by body, and keep the rest."""
    now = {"woorden": words, "jaar": str(year or ""), "gremium": body}
    pairs = [("", _("All"))]
    pairs += [(str(one), str(one)) for one in found.years] if which == "jaar" else found.bodies

    def to(value: str) -> str:
        kept = {key: one for key, one in {**now, which: value}.items() if one}
        return f"?{urlencode(kept)}" if kept else reverse("governance:decisions")

    return [FilterLink(label=label, url=to(one), current=now[which] == one) for one, label in pairs]


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def decision(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    """One decision, and what came of it."""
    view = queries.decision(request.actor, decision_id)
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: actions.follow_up(
                by=request.actor,
                decision_id=view.id,
                text=form.cleaned_data["text"],
                on=form.cleaned_data["on"],
                token=form.sent_token(),
            ),
        )
        if refused is None:
            messages.success(request, _("What came of it is written down."))
            return redirect("governance:decision", decision_id=view.id)
        status = refused
    context = {
        "view": view,
        "form": form,
        "may_write": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    return render(request, "governance/decision.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def decision_new(request: StaffRequest) -> HttpResponse:
    """Put down a decision; with ``?over=kind:key`` one about something of another room."""
    about = request.GET.get("over", "")[:120]
    meeting = _uuid(request.GET.get("vergadering", ""))
    seen_meeting = queries.meeting(request.actor, meeting) if meeting else None
    start: dict[str, object] = {}
    if seen_meeting is not None:
        start = {
            "body": seen_meeting.line.body_code,
            "on": seen_meeting.line.meets_at.date(),
        }
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        bodies=queries.body_choices(request.actor),
        initial=start,
    )
    status = 200
    if request.method == "POST":
        made: list[UUID] = []
        refused = attempt(form, lambda: made.append(_record(request, form, about, meeting)))
        if refused is None:
            messages.success(request, _("The decision stands in the register."))
            return redirect("governance:decision", decision_id=made[0])
        status = refused
    context = {
        "form": form,
        "about": about,
        "about_words": subjects.kind_words(about),
        "subject": subjects.seen(request.actor, about),
        "meeting": seen_meeting,
    }
    return render(request, "governance/decision_form.html", context, status=status)


def _record(request: StaffRequest, form: DecisionForm, about: str, meeting: UUID | None) -> UUID:
    said = form.wording()
    return actions.record_decision(
        by=request.actor,
        title=said.title,
        question=said.question,
        decided=said.decided,
        on=said.on,
        body=said.body,
        grounds=said.grounds,
        dissent=said.dissent,
        conditions=said.conditions,
        about=about,
        meeting=meeting,
        token=form.sent_token(),
    )


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def correct(request: StaffRequest, decision_id: UUID) -> HttpResponse:
    """Correct a decision: a new wording beside the old one."""
    view = queries.decision(request.actor, decision_id)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        bodies=queries.body_choices(request.actor),
        initial=CorrectionForm.start(view),
    )
    status = 200
    if request.method == "POST":
        refused = attempt(form, lambda: _correct(request, form, view))
        if refused is None:
            messages.success(request, _("The correction stands beside the old wording."))
            return redirect("governance:decision", decision_id=view.id)
        status = refused
    context = {"form": form, "view": view, "overtaken": status == 409}
    return render(request, "governance/decision_form.html", context, status=status)


def _correct(request: StaffRequest, form: CorrectionForm, view: DecisionView) -> UUID:
    return actions.correct_decision(
        by=request.actor,
        decision_id=view.id,
        newest=form.cleaned_data["newest"],
        why=form.cleaned_data["why"],
        wording=form.wording(),
        token=form.sent_token(),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
