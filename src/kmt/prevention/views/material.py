"""The pages of what is printed: choose, look at it, take the file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound
from kmt.prevention import printed
from kmt.prevention.access import READ
from kmt.prevention.forms import PrintForm
from kmt.prevention.printed import NoAddress
from kmt.prevention.views.trying import GET


@open_to(READ)
@GET
def material(request: StaffRequest) -> HttpResponse:
    """Choose form, language, size and municipality, and see what will be printed."""
    form = PrintForm(request.GET)
    context: dict[str, object] = {"form": form}
    if not form.is_valid():
        return render(request, "prevention/material.html", context, status=422)
    try:
        found = printed.printed(form.choice())
    except NoAddress as refused:
        context["refused"] = refused
        return render(request, "prevention/material.html", context, status=refused.status)
    squares = printed.matrix(found.address)
    context |= {
        "found": found,
        "drawing": printed.path(squares),
        "side": printed.side(squares),
        "pdf_url": f"{reverse('prevention:material_pdf')}?{request.GET.urlencode()}",
        "rtl": found.choice.language == "ar",
    }
    return render(request, "prevention/material.html", context)


@open_to(READ)
@GET
def material_pdf(request: StaffRequest) -> HttpResponse:
    """The file itself."""
    form = PrintForm(request.GET)
    if not form.is_valid():
        raise NotFound()
    found = printed.printed(form.choice())
    return HttpResponse(
        printed.render(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{found.file_name}"'},
    )
