"""What a budget says: whether it is closed, where each figure comes from, who pays what."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.finance import actions, pictures, queries, rules, wording
from kmt.finance.forms import ActualForm
from kmt.finance.importing import written
from kmt.finance.queries import BudgetSeen
from kmt.finance.reckoning import (
    CannotDivide,
    Contribution,
    Coverage,
    Figure,
    compared,
    coverage,
    divided,
)
from kmt.finance.reckoning import contributions as divide
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.partners.region import region
from kmt.vocabulary.durations import in_dutch

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
READ, WRITE = Permission.FINANCE_BUDGET_READ, Permission.FINANCE_BUDGET_WRITE


def base(request: StaffRequest, seen: BudgetSeen) -> dict[str, Any]:
    """What every page of one budget shows."""
    state, kind = wording.STATES[seen.line.state]
    return {
        "seen": seen,
        "line": seen.line,
        "budget": seen.budget,
        "state_word": state,
        "state_kind": kind,
        "may_write": request.actor.may(WRITE),
        "may_change": request.actor.may(WRITE) and seen.line.open,
    }


@open_to(READ)
@GET
def overview(request: StaffRequest, budget_id: UUID | None = None) -> HttpResponse:
    """Is the money closed: every year of one budget in one picture and one table."""
    listed = queries.budgets(request.actor)
    if not listed:
        context = {"may_write": request.actor.may(WRITE)}
        return render(request, "finance/empty.html", context)
    seen = queries.budget_seen(request.actor, budget_id)
    found = [coverage(seen.budget, one) for one in seen.budget.years]
    return render(
        request,
        "finance/overview.html",
        {
            **base(request, seen),
            "years": found,
            "open_years": [str(one.year) for one in found if not one.closed],
            "gap": next((one for one in found if not one.closed), None),
            "chart": pictures.money_chart(found),
            "example": any(one.income.example or one.cost.example for one in found),
            "lines": [(one, *wording.STATES[one.state]) for one in listed],
            "missing": sorted({gap for one in found for gap in one.missing}),
        },
    )


@open_to(READ)
@GET_OR_POST
def year(request: StaffRequest, budget_id: UUID, in_year: int) -> HttpResponse:
    """One year: every figure with its rows, plan beside actual, and what would close a gap."""
    seen = queries.budget_seen(request.actor, budget_id)
    if in_year not in seen.budget.years:
        raise NotFound
    lines = compared(seen.budget, in_year)
    rows = [(one.row, one.name) for one in lines]
    form = ActualForm(request.POST or None, rows=rows)
    status = 200
    if request.method == "POST":
        status = _note(request, seen, in_year, form)
        if status == 302:
            messages.success(request, _("The actual amount is written down."))
            return redirect("finance:year", budget_id=budget_id, in_year=in_year)
    found = coverage(seen.budget, in_year)
    context = {
        **base(request, seen),
        "in_year": in_year,
        "found": found,
        "figures": _figures(found),
        "unknown": [one.name for one in found.unknown],
        "compared": lines,
        "form": form,
        "years": _year_links(seen, in_year),
    }
    return render(request, "finance/year.html", context, status=status)


def _note(request: StaffRequest, seen: BudgetSeen, in_year: int, form: ActualForm) -> int:
    """Write an actual down: 302 when it was done, else the status of the page that says why."""
    if not request.actor.may(WRITE):
        return 403
    if not form.is_valid():
        return 422
    try:
        actions.put_actual(
            by=request.actor,
            budget_id=seen.line.id,
            given=form.given(in_year),
            token=form.cleaned_data["token"],
        )
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return 302


def _year_links(seen: BudgetSeen, chosen: int, address: str = "") -> list[FilterLink]:
    return [
        FilterLink(
            label=str(one), url=f"?jaar={one}" if address else f"../{one}/", current=one == chosen
        )
        for one in seen.budget.years
    ]


def _figures(found: Coverage) -> tuple[tuple[str, str, Figure], ...]:
    """Every figure of a year with its rows; the first two decide, the others stand beside it."""
    return (
        ("inkomsten", _("Secured structural income"), found.income),
        ("kosten", _("Structural costs"), found.cost),
        ("tijdelijk", _("Temporary money (does not count)"), found.temporary),
        ("eenmalig", _("One-off and temporary costs (do not count)"), found.one_off),
        ("onzeker", _("Uncertain money (does not count)"), found.uncertain),
        ("verwacht", _("What may be expected of uncertain money"), found.expected),
    )


@open_to(READ)
@GET
def rows(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """Every row behind the figures: streams, costs, rates, the key and what it divides by."""
    seen = queries.budget_seen(request.actor, budget_id)
    found = seen.budget
    context = {
        **base(request, seen),
        "key": found.key,
        "key_words": pictures.key_words(found.key) if found.key else "",
        "bases": pictures.bases(found.key, found) if found.key else (),
        "kept_for": in_dutch(queries.term().term),
        "basis": queries.term().basis,
    }
    return render(request, "finance/rows.html", context)


@open_to(READ)
@GET
def contributions(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """What each municipality pays in a year, per inhabitant too, with the cents that were left."""
    seen = queries.budget_seen(request.actor, budget_id)
    chosen, with_gap = _asked(request, seen)
    amount = divided(seen.budget, chosen)
    found, refused, total = _divided(seen, chosen, with_gap=with_gap)
    context = {
        **base(request, seen),
        "in_year": chosen,
        "years": _year_links(seen, chosen, "?"),
        "with_gap": with_gap,
        "gap": coverage(seen.budget, chosen).gap,
        "total": total,
        "lines": amount.lines,
        "key": seen.budget.key,
        "key_words": pictures.key_words(seen.budget.key) if seen.budget.key else "",
        "bases": pictures.bases(seen.budget.key, seen.budget) if seen.budget.key else (),
        "paid": pictures.paid(found, seen.budget),
        "refused": refused,
        "extra_cents": sum(1 for one in found if one.extra_cent),
        "sum": sum((one.amount for one in found), Decimal(0)),
    }
    return render(request, "finance/contributions.html", context, status=200)


def _asked(request: StaffRequest, seen: BudgetSeen) -> tuple[int, bool]:
    """The year that was asked for, of this budget; without one this year or the nearest."""
    first, last = seen.budget.first_year, seen.budget.last_year
    text = request.GET.get("jaar", "")
    if not text:
        return min(max(clock.today().year, first), last), request.GET.get("tekort") == "ja"
    if not text.isdecimal() or len(text) > 4 or not first <= int(text) <= last:
        raise NotFound
    return int(text), request.GET.get("tekort") == "ja"


def _divided(
    seen: BudgetSeen, in_year: int, *, with_gap: bool
) -> tuple[tuple[Contribution, ...], str, Decimal]:
    """The contributions, or why there are none; and the amount that is divided."""
    total = divided(seen.budget, in_year).amount
    if with_gap:
        total += coverage(seen.budget, in_year).gap
    if seen.budget.key is None:
        return (), "Er is nog geen verdeelsleutel. Leg er een vast bij de regels.", total
    try:
        return divide(seen.budget.key, total, seen.budget.basis), "", total
    except CannotDivide as why:
        return (), rules.division_refusal(why), total


@open_to(READ)
@GET
def contributions_csv(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """The contributions as a file to make invoices of: one line per municipality."""
    seen = queries.budget_seen(request.actor, budget_id)
    chosen, with_gap = _asked(request, seen)
    found, refused, _total = _divided(seen, chosen, with_gap=with_gap)
    if refused or seen.budget.key is None:
        raise Invalid(refused)
    names = dict(region().places)
    lines = [
        (
            one.municipality,
            names.get(one.municipality, one.municipality),
            str(chosen),
            f"{one.amount:f}".replace(".", ","),
            wording.plain(one.remainder),
            "ja" if one.extra_cent else "nee",
            seen.budget.key.name,
            seen.line.title,
            str(seen.line.number),
            seen.line.decision or "concept, niet vastgesteld",
        )
        for one in found
    ]
    titles = (
        ("Gemeentecode", "Gemeente", "Jaar", "Bijdrage in euro", "Rest in centen", "Extra cent"),
        ("Verdeelsleutel", "Begroting", "Versie", "Besluit"),
    )
    name = f"bijdragen-{chosen}-versie-{seen.line.number}.csv"
    return HttpResponse(
        written([[*titles[0], *titles[1]], *lines]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
