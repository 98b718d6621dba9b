"""Writing in a budget: begin it, its rows one by one, adopt it, make a new version.

What was typed survives every refusal. Where somebody else was first, the page shows what stands
there now beside what was typed.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.finance import actions, queries, wording
from kmt.finance.forms import (
    AdoptForm,
    BudgetForm,
    CostForm,
    CountForm,
    KeyForm,
    RateForm,
    RowForm,
    StreamForm,
    cost_typed,
    count_typed,
    key_typed,
    stream_typed,
)
from kmt.finance.queries import BudgetSeen
from kmt.finance.reckoning import KeyKind, counts_of, coverage
from kmt.finance.views.showing import base
from kmt.finance.writing import Overtaken
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners.region import region

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
POST = require_http_methods(["POST"])
WRITE = Permission.FINANCE_BUDGET_WRITE


@open_to(WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Begin a budget with the streams and inhabitants of the region file."""
    form = BudgetForm(request.POST or None)
    made: list[UUID] = []
    status = _attempt(
        request,
        form,
        lambda: made.append(
            actions.open_budget(
                by=request.actor, given=form.given(), token=form.cleaned_data["token"]
            )
        ),
    )
    if made:
        messages.success(request, _("The budget is begun. Fill in the amounts."))
        return redirect("finance:rows", budget_id=made[0])
    return render(request, "finance/new.html", {"form": form}, status=status)


@open_to(WRITE)
@GET_OR_POST
def stream(request: StaffRequest, budget_id: UUID, row: UUID | None = None) -> HttpResponse:
    """One stream: add it, or change it."""
    seen = queries.budget_seen(request.actor, budget_id)
    found = next((one for one in seen.budget.streams if one.id == str(row)), None)
    shown = stream_typed(found) if found else {}
    form = StreamForm(request.POST or None, budget=seen.budget, initial=_initial(seen, row, shown))
    act = lambda: actions.put_stream(given=form.given(), **_which(request, seen, row, form))  # noqa: E731
    return _row_page(request, seen, row, form, shown=shown, act=act)


@open_to(WRITE)
@GET_OR_POST
def cost(request: StaffRequest, budget_id: UUID, row: UUID | None = None) -> HttpResponse:
    """One cost: add it, or change it."""
    seen = queries.budget_seen(request.actor, budget_id)
    found = next((one for one in seen.budget.costs if one.id == str(row)), None)
    shown = cost_typed(found) if found else {}
    form = CostForm(request.POST or None, budget=seen.budget, initial=_initial(seen, row, shown))
    act = lambda: actions.put_cost(given=form.given(), **_which(request, seen, row, form))  # noqa: E731
    return _row_page(request, seen, row, form, shown=shown, act=act)


def _initial(seen: BudgetSeen, row: UUID | None, shown: dict[str, Any]) -> dict[str, Any]:
    if row is not None and not shown:
        raise NotFound
    begin = shown or {"from_year": seen.budget.first_year}
    return {**begin, "version": seen.row_versions.get(str(row), 0)}


def _which(
    request: StaffRequest, seen: BudgetSeen, row: UUID | None, form: RowForm
) -> dict[str, Any]:
    return {
        "by": request.actor,
        "budget_id": seen.line.id,
        "row": row or form.sent_token(),
        "version": form.seen_version(),
    }


def _row_page(
    request: StaffRequest,
    seen: BudgetSeen,
    row: UUID | None,
    form: RowForm,
    *,
    shown: dict[str, Any],
    act: Callable[[], object],
) -> HttpResponse:
    status = _attempt(request, form, act)
    if status == 302:
        messages.success(request, _("The row is kept."))
        return redirect(f"{reverse('finance:rows', args=[seen.line.id])}#rij-{row or ''}")
    context = {
        **base(request, seen),
        "form": form,
        "heading": _("Stream of money") if isinstance(form, StreamForm) else _("Costs"),
        "row": row,
        **_there(form, shown, status),
    }
    return render(request, "finance/row.html", context, status=status)


def _there(form: forms.Form, now: dict[str, Any], status: int) -> dict[str, Any]:
    """Where somebody else was first (409): what stands there now, field by field, in words."""
    found = []
    for name, field in form.fields.items():
        if status != 409 or isinstance(field.widget, forms.HiddenInput):
            continue
        value = now.get(name)
        if isinstance(field, forms.ChoiceField):
            value = dict(field.choices).get(value, value)  # type: ignore[arg-type]
        elif isinstance(value, bool):
            value = _("yes") if value else _("no")
        else:
            value = field.prepare_value(value)
        found.append((str(field.label), "" if value is None else str(value)))
    return {"there": found, "there_columns": (_("Field"), _("Stands there now"))}


@open_to(WRITE)
@POST
def remove(request: StaffRequest, budget_id: UUID, row: UUID) -> HttpResponse:
    """Take a row out of a draft."""
    queries.budget_seen(request.actor, budget_id)
    actions.remove(by=request.actor, budget_id=budget_id, row=row)
    messages.success(request, _("The row is taken out."))
    return redirect("finance:rows", budget_id=budget_id)


@open_to(WRITE)
@GET_OR_POST
def rates(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """The rates of the indices, year by year, each with its source."""
    seen = queries.budget_seen(request.actor, budget_id)
    form = RateForm(request.POST or None)
    status = _attempt(
        request,
        form,
        lambda: actions.put_rate(by=request.actor, budget_id=budget_id, given=form.given()),
    )
    if status == 302:
        messages.success(request, _("The rate is kept."))
        return redirect("finance:rates", budget_id=budget_id)
    context = {
        **base(request, seen),
        "form": form,
        "rows": [
            (index.name, str(one.year), f"{wording.plain(one.percent)} %", one.source)
            for index in seen.budget.indexes
            for one in index.rates
        ],
        "columns": (_("Index"), _("Year"), _("Percent"), _("Source")),
    }
    return render(request, "finance/rates.html", context, status=status)


@open_to(WRITE)
@GET_OR_POST
def key(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """The cost key, and which counts there are to divide by."""
    seen = queries.budget_seen(request.actor, budget_id)
    found = seen.budget.key
    shown = key_typed(found) if found else {}
    version = seen.row_versions.get(found.id, 0) if found else 0
    form = KeyForm(request.POST or None, initial={**shown, "version": version})
    status = _attempt(
        request,
        form,
        lambda: actions.put_key(
            by=request.actor,
            budget_id=budget_id,
            given=form.given(),
            version=int(form.cleaned_data["version"] or 0),
        ),
    )
    if status == 302:
        messages.success(request, _("The key is kept."))
        return redirect("finance:contributions", budget_id=budget_id)
    people = seen.budget.basis.inhabitants
    context = {
        **base(request, seen),
        "form": form,
        **_there(form, shown, status),
        "snapshots": region().snapshots,
        "people": people,
        "people_version": seen.row_versions.get(people.id, 0) if people else 0,
        "counts": [
            {
                "kind": kind.value,
                "words": wording.KEYS[kind],
                "found": counts_of(kind, seen.budget.basis),
            }
            for kind in (KeyKind.INHABITANTS, KeyKind.FIXED, KeyKind.CASES)
        ],
    }
    return render(request, "finance/key.html", context, status=status)


@open_to(WRITE)
@GET_OR_POST
def count(request: StaffRequest, budget_id: UUID, kind: str) -> HttpResponse:
    """A count per municipality, typed with its year and source."""
    if kind not in set(KeyKind) - {KeyKind.MIXED}:
        raise NotFound
    seen = queries.budget_seen(request.actor, budget_id)
    which = KeyKind(kind)
    found = counts_of(which, seen.budget.basis)
    shown = count_typed(found) if found else {}
    version = seen.row_versions.get(found.id, 0) if found else 0
    form = CountForm(request.POST or None, kind=which, initial={**shown, "version": version})
    status = _attempt(
        request,
        form,
        lambda: actions.put_count(
            by=request.actor,
            budget_id=budget_id,
            given=form.given(),
            version=int(form.cleaned_data["version"] or 0),
        ),
    )
    if status == 302:
        messages.success(request, _("The count is kept."))
        return redirect("finance:key", budget_id=budget_id)
    context = {
        **base(request, seen),
        "form": form,
        "heading": wording.KEYS[which],
        **_there(form, shown, status),
    }
    return render(request, "finance/count.html", context, status=status)


@open_to(WRITE)
@POST
def snapshot(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """Divide by the inhabitants of another snapshot of the region file."""
    seen = queries.budget_seen(request.actor, budget_id)
    people = seen.budget.basis.inhabitants
    actions.take_snapshot(
        by=request.actor,
        budget_id=budget_id,
        code=request.POST.get("code", ""),
        version=seen.row_versions.get(people.id, 0) if people else 0,
    )
    messages.success(request, _("The inhabitants are taken over, with year and source."))
    return redirect("finance:key", budget_id=budget_id)


@open_to(WRITE)
@GET_OR_POST
def adopt(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """Put down that the budget was adopted; from then on it is frozen."""
    seen = queries.budget_seen(request.actor, budget_id)
    form = AdoptForm(request.POST or None)
    status = _attempt(
        request,
        form,
        lambda: actions.adopt(by=request.actor, budget_id=budget_id, given=form.given()),
    )
    if status == 302:
        messages.success(request, _("The budget is adopted. A change is a new version from now."))
        return redirect("finance:budget", budget_id=budget_id)
    found = [coverage(seen.budget, one) for one in seen.budget.years]
    context = {
        **base(request, seen),
        "form": form,
        "open_years": [(one.year, wording.euros(one.gap)) for one in found if not one.closed],
    }
    return render(request, "finance/adopt.html", context, status=status)


@open_to(WRITE)
@POST
def renew(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """Make a draft that follows the adopted budget."""
    queries.budget_seen(request.actor, budget_id)
    made = actions.new_version(by=request.actor, budget_id=budget_id)
    messages.success(request, _("This is the new version. What was adopted stays as it was."))
    return redirect("finance:rows", budget_id=made)


def _attempt(request: StaffRequest, form: forms.Form, deed: Callable[[], object]) -> int:
    """Do what a form asks: 302 when it was done, 200 when nothing was sent, else why not."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 422
    try:
        deed()
    except Overtaken as refused:
        show_refusal(form, refused)
        # Saved once more, what was typed goes over what stands there now.
        form.data = {**dict(form.data.items()), "version": str(refused.version)}
        return refused.status
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return 302
