"""The pages of scenarios: side by side, one of them, its changes, the proposal to the councils."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.finance.queries import budget as budget_of
from kmt.finance.queries import newest_id
from kmt.finance.wording import euros
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound, Refused
from kmt.scenarios import actions, pictures, printing, queries, wording
from kmt.scenarios.forms import ChangeForm, ScenarioForm
from kmt.scenarios.reading import ScenarioView, SideBySide

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {slug: kind for kind, slug in wording.SLUGS.items()}


@open_to(Permission.FINANCE_BUDGET_READ)
@GET
def scenarios(request: StaffRequest) -> HttpResponse:
    """The budget and its scenarios side by side, one year in detail."""
    found = queries.side_by_side(request.actor, _asked_budget(request))
    if found is None:
        return render(request, "scenarios/none.html", {})
    year = _asked_year(request, found)
    context = {
        "found": found,
        "year": year,
        "years": found.budget.years,
        "rows": pictures.table_of(found.all_of_them),
        "chart": pictures.coverage_chart(found.all_of_them),
        "year_links": _year_links(request, found, year),
        "paid_columns": pictures.paid_columns(found.scenarios),
        "paid_rows": pictures.paid_rows(found.base, found.scenarios, found.municipalities, year),
        "can_propose": len(found.scenarios) > 1,
    }
    return render(request, "scenarios/scenarios.html", context)


def _asked_budget(request: StaffRequest) -> UUID | None:
    asked = request.GET.get("begroting", "")
    return _id(asked) if asked else None


def _asked_year(request: StaffRequest, found: SideBySide) -> int:
    asked = request.GET.get("jaar", "")
    if not asked:
        return pictures.latest(found)
    if not asked.isascii() or not asked.isdecimal() or int(asked) not in found.budget.years:
        raise NotFound()
    return int(asked)


def _year_links(request: StaffRequest, found: SideBySide, year: int) -> list[FilterLink]:
    query = request.GET.copy()
    links = []
    for one in found.budget.years:
        query["jaar"] = str(one)
        links.append(
            FilterLink(label=str(one), url=f"?{query.urlencode()}#bijdragen", current=one == year)
        )
    return links


@open_to(Permission.FINANCE_BUDGET_WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Make a scenario on the budget that holds, or on the one that is asked for."""
    chosen = _asked_budget(request) or newest_id(request.actor)
    if chosen is None:
        return render(request, "scenarios/none.html", {})
    budget = budget_of(request.actor, chosen)
    form = ScenarioForm(request.POST or None)
    status = 200
    if request.method == "POST":
        made: list[UUID] = []
        tried = _attempt(form, lambda: made.append(_begin(request, form, chosen)))
        if tried is None:
            messages.success(request, _("The scenario is made. Now say what changes."))
            return redirect("scenarios:scenario", scenario_id=made[0])
        status = tried
    return render(request, "scenarios/new.html", {"form": form, "budget": budget}, status=status)


def _begin(request: StaffRequest, form: ScenarioForm, budget_id: UUID) -> UUID:
    typed = form.cleaned_data
    return actions.begin(
        by=request.actor,
        budget_id=budget_id,
        name=typed["name"],
        words=typed["words"],
        token=typed["token"],
    )


@open_to(Permission.FINANCE_BUDGET_READ)
@GET_OR_POST
def scenario(request: StaffRequest, scenario_id: UUID) -> HttpResponse:
    """One scenario: its changes, what they do, what closes it, and what each assumption does."""
    do = request.POST.get("do", "")
    form: ScenarioForm | None = None
    status = 200
    if do == "remove":
        actions.remove(by=request.actor, scenario_id=scenario_id)
        messages.success(request, _("The scenario is taken away."))
        return redirect("scenarios:scenarios")
    if do == "drop":
        actions.drop_change(
            by=request.actor,
            scenario_id=scenario_id,
            change_id=_id(request.POST.get("change", "")),
        )
        messages.success(request, _("The change is taken away."))
        return redirect("scenarios:scenario", scenario_id=scenario_id)
    if do == "name":
        form = ScenarioForm(request.POST)
        tried = _attempt(form, lambda: _rename(request, scenario_id, form))
        if tried is None:
            messages.success(request, _("Kept."))
            return redirect("scenarios:scenario", scenario_id=scenario_id)
        status = tried
    view = queries.scenario_view(request.actor, scenario_id)
    return render(
        request, "scenarios/scenario.html", _shown(request, view, form, status), status=status
    )


def _rename(request: StaffRequest, scenario_id: UUID, form: ScenarioForm | None) -> None:
    if form is None:
        return
    typed = form.cleaned_data
    actions.name_anew(
        by=request.actor,
        scenario_id=scenario_id,
        version=typed["version"] or 0,
        name=typed["name"],
        words=typed["words"],
    )


def _shown(
    request: StaffRequest, view: ScenarioView, sent: ScenarioForm | None, status: int
) -> dict[str, object]:
    found = view.scenario
    year = view.budget.last_year
    begins = {"name": found.name, "words": found.words, "version": found.version}
    if sent is not None and status == 409:
        typed: Any = sent.data
        data = typed.copy()
        data["version"] = str(found.version)
        sent.data = data
    context: dict[str, object] = {
        "view": view,
        "scenario": found,
        "overtaken": status == 409,
        "form": sent or ScenarioForm(initial=begins),
        "sent": sent,
        "kinds": [
            (wording.KIND_WORDS[kind], wording.KIND_HINTS[kind], slug)
            for slug, kind in KINDS.items()
        ],
        "lines": pictures.change_lines(view),
        "year_columns": (
            _("Year"),
            _("Secured structural income"),
            _("Structural costs"),
            _("Coverage"),
            _("Gap"),
            _("Coverage of the budget as it is"),
        ),
        "year_rows": pictures.year_rows(view.base, view.reckoned),
        "chart": pictures.coverage_chart((view.base, view.reckoned)),
        "year": year,
        "paid_columns": pictures.paid_columns((view.reckoned,)),
        "paid_rows": pictures.paid_rows(view.base, (view.reckoned,), view.municipalities, year),
        "sensed": pictures.sensed_rows([one for one in view.sensed if one.kind != "leaves"]),
        "leaving": pictures.sensed_rows([one for one in view.sensed if one.kind == "leaves"]),
        "scenario_key": str(found.id),
        "may_decide": request.actor.may(Permission.GOVERNANCE_PAPER_WRITE),
    }
    if view.closes:
        context["closing"] = pictures.closing_seen(view.closes)
        context["rise"] = euros(view.closes.rise)
    if view.chances:
        context["chance_rows"] = pictures.chance_rows(view.chances)
        context["chance_streams"] = [
            (name, wording.chance(chance)) for name, chance in view.chances.streams
        ]
    return context


@open_to(Permission.FINANCE_BUDGET_WRITE)
@GET_OR_POST
def change(request: StaffRequest, scenario_id: UUID, slug: str) -> HttpResponse:
    """Put a change in a scenario: one form, of the kind in the address."""
    if slug not in KINDS:
        raise NotFound()
    found = queries.scenario(request.actor, scenario_id)
    budget = budget_of(request.actor, found.budget_id)
    sent = request.POST if request.method == "POST" else None
    form = ChangeForm(sent, kind=KINDS[slug], budget=budget, added=queries.added(found.changes))
    status = 200
    if sent is not None:
        tried = _attempt(
            form,
            lambda: actions.add_change(
                by=request.actor, scenario_id=scenario_id, change=form.change()
            ),
        )
        if tried is None:
            messages.success(request, _("The change is in the scenario."))
            return redirect("scenarios:scenario", scenario_id=scenario_id)
        status = tried
    context = {
        "form": form,
        "scenario": found,
        "heading": wording.KIND_WORDS[KINDS[slug]],
        "hint": wording.KIND_HINTS[KINDS[slug]],
    }
    return render(request, "scenarios/change.html", context, status=status)


@open_to(Permission.FINANCE_BUDGET_READ)
@GET
def proposal(request: StaffRequest) -> HttpResponse:
    """The proposal to the councils: the budget and two scenarios, as a tagged PDF."""
    found = queries.side_by_side(request.actor, _asked_budget(request))
    chosen = [_id(one) for one in request.GET.getlist("met")]
    if found is None or not found.scenarios:
        raise NotFound()
    picked = [
        one for one in found.scenarios if one.scenario and (not chosen or one.scenario.id in chosen)
    ][:2]
    if not picked:
        raise NotFound()
    return HttpResponse(
        printing.proposal(found, picked),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="voorstel-raden.pdf"'},
    )


def _attempt(form: BaseForm, deed: Callable[[], object]) -> int | None:
    """Do it; the status of the refusal with the form to show again, or None when it is done."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return None


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None
