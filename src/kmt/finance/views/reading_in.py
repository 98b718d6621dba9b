"""Rows from a file: a dry run that says per row what it would do, then take them over or not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.finance import actions, importing, queries, wording
from kmt.finance.forms import FileForm
from kmt.finance.queries import BudgetSeen
from kmt.finance.views.showing import base
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound, Refused

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
WRITE = Permission.FINANCE_BUDGET_WRITE


@open_to(WRITE)
@GET_OR_POST
def read_in(request: StaffRequest, budget_id: UUID) -> HttpResponse:
    """Choose a file and see what it would do; nothing changes before somebody says so."""
    seen = queries.budget_seen(request.actor, budget_id)
    if request.method != "POST":
        return _page(request, seen, FileForm())
    if request.POST.get("do") == "take":
        return _take(request, seen)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, seen, form, status=422)
    sent = form.cleaned_data["file"]
    report = importing.dry_run(
        form.cleaned_data["kind"],
        sent.read(),
        file=sent.name,
        budget=seen.budget,
        versions=seen.row_versions,
    )
    return _page(request, seen, form, report, status=422 if report.wrong else 200)


def _take(request: StaffRequest, seen: BudgetSeen) -> HttpResponse:
    brought = importing.brought(request.POST.get("carried", ""), _mark(request, seen))
    try:
        if not brought:
            raise Refused(
                "Wat er was gelezen is te oud of niet van deze pagina. Er is niets veranderd.",
                "Kies het bestand opnieuw.",
            )
        number = actions.take_rows(by=request.actor, budget_id=seen.line.id, rows=brought)
    except Refused as refused:
        return _page(request, seen, FileForm(), refused=refused, status=refused.status)
    messages.success(
        request,
        ngettext("%(number)s row is taken over.", "%(number)s rows are taken over.", number)
        % {"number": number},
    )
    return redirect("finance:rows", budget_id=seen.line.id)


def _page(
    request: StaffRequest,
    seen: BudgetSeen,
    form: FileForm,
    report: importing.Report | None = None,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **base(request, seen),
        "form": form,
        "report": report,
        "refused": refused.words if refused else "",
        "report_rows": [
            {
                "number": one.number,
                "name": one.name,
                "words": wording.OUTCOMES[one.outcome][0],
                "kind": wording.OUTCOMES[one.outcome][1],
                "problems": one.problems,
            }
            for one in (report.rows if report else ())
        ],
        "carried": importing.carried(report, _mark(request, seen))
        if report and report.good
        else "",
        "files": [(code, words) for code, words in wording.FILES.items()],
        "most_rows": importing.MOST_ROWS,
        "what": wording.FILES[report.kind] if report else _("Rows"),
    }
    return render(request, "finance/read_in.html", context, status=status)


def _mark(request: StaffRequest, seen: BudgetSeen) -> str:
    """What was read belongs to one budget and to who read it."""
    return f"finance.read_in:{seen.line.id}:{request.actor.id}"


@open_to(WRITE)
@GET
def template_file(_request: StaffRequest, kind: str) -> HttpResponse:
    """A file to fill in, with the titles and one row as an example."""
    if kind not in importing.COLUMNS:
        raise NotFound
    return HttpResponse(
        importing.template(kind),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="voorbeeld-{kind}.csv"'},
    )
