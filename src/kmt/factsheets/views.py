"""The pages of the council factsheets: the list, one as a page, its file, and making them all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.factsheets import actions, queries
from kmt.factsheets.access import MAKE, READ
from kmt.factsheets.pictures import progress_chart
from kmt.kernel.door import StaffRequest, open_to

GET = require_http_methods(["GET", "HEAD"])


@open_to(READ)
@GET
def sheets(request: StaffRequest) -> HttpResponse:
    """The factsheets that this reader may see."""
    return render(request, "factsheets/sheets.html", {"view": queries.sheets(request.actor)})


@open_to(MAKE)
def make(request: StaffRequest) -> HttpResponse:
    """Make them all, as everything stands today."""
    if request.method == "POST":
        number = len(actions.make_all(by=request.actor))
        said = ngettext("%(n)s factsheet was made.", "%(n)s factsheets were made.", number)
        messages.success(request, said % {"n": number})
    return redirect("factsheets:sheets")


@open_to(READ)
@GET
def sheet(request: StaffRequest, place: str) -> HttpResponse:
    """One factsheet as a page: the same content as its file."""
    found = queries.sheet(request.actor, place)
    context = {"sheet": found, "c": found.content, "chart": progress_chart(found.content)}
    return render(request, "factsheets/sheet.html", context)


@open_to(READ)
@GET
def pdf(request: StaffRequest, place: str) -> HttpResponse:
    """The file itself."""
    file = queries.sheet_file(request.actor, place)
    return HttpResponse(
        file.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{file.name}"'},
    )
