"""The pages of one file: its facts, a picture in a sealed-off page, and saving it after proof."""

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kmt.access.permissions import Permission
from kmt.attachments import actions, owners, queries
from kmt.attachments.forms import TakeForm
from kmt.attachments.queries import FileLine
from kmt.attachments.scanning import NotScanned
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Refused

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
#: A page that may do nothing: no script, no form, no frame, no address but the style of the house,
#: and an origin of its own. The picture stands in the page itself, so nothing else is fetched.
ALONE = "sandbox; default-src 'none'; img-src data:; style-src 'self'; base-uri 'none'"
#: For what is saved: should a browser open it after all, it may do nothing.
SAVED = "sandbox; default-src 'none'"


@never_cache
@open_to(Permission.ATTACHMENTS_FILE_OPEN)
@GET
def file(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """What a file is, what became of it, and what can be done with it."""
    found = queries.one_file(request.actor, file_id)
    return render(request, "attachments/file.html", {"file": found, "back": _back(found)})


@open_to(Permission.ATTACHMENTS_FILE_OPEN)
@require_POST
def scan(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Have a file that waits looked at now."""
    try:
        actions.scan_now(by=request.actor, file_id=file_id)
    except NotScanned as refused:
        messages.warning(request, refused.words)
    return redirect("attachments:file", file_id)


@never_cache
@open_to(Permission.ATTACHMENTS_FILE_OPEN)
@GET
def show(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """A picture that was made anew and found clean, in a page that may do nothing else."""
    found = queries.shown_file(request.actor, file_id)
    picture = f"data:{found.media_type};base64,{b64encode(found.content).decode()}"
    answer = render(
        request,
        "attachments/show.html",
        {"picture": picture, "back": reverse("attachments:file", args=(file_id,))},
    )
    answer.headers["Content-Security-Policy"] = ALONE
    return answer


@never_cache
@open_to(Permission.ATTACHMENTS_FILE_OPEN, proven=True)
@GET_OR_POST
def take(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Save a file outside the house: with a reason, after the second factor, as a download only."""
    form, status = TakeForm(request.POST or None), 200
    if request.method == "POST":
        form = TakeForm(request.POST)
        status = 422
    if form.is_valid():
        try:
            return _as_download(
                queries.taken_file(request.actor, file_id, form.cleaned_data["reason"])
            )
        except Refused as refused:
            if refused.status == Refused.status:
                show_refusal(form, refused)
                status = refused.status
            else:
                raise
    found = queries.one_file(request.actor, file_id)
    context = {"file": found, "form": form, "back": _back(found)}
    return render(request, "attachments/take.html", context, status=status)


@never_cache
@open_to(Permission.ATTACHMENTS_PAPER_OPEN)
@GET
def paper(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Read a paper: as a download, like every file."""
    return _as_download(queries.opened_paper(request.actor, file_id))


def _as_download(found: queries.FileContent) -> HttpResponse:
    """Never shown in a page, whatever it is, and never guessed at."""
    return HttpResponse(
        found.content,
        content_type=found.media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, found.save_as),
            "Content-Security-Policy": SAVED,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _back(found: FileLine) -> str:
    """The page of what the file belongs to."""
    return reverse(owners.page_of(found.object_type), args=(found.object_id,))
