"""What the pages of this room share: acting with a form, giving a file, the two parts of a case."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.care.joining import CaseRef
from kmt.care.rules import CARE_CASE
from kmt.care.showing import part_context
from kmt.exchange.writing import ROOM
from kmt.intake.rules import VICTIM
from kmt.kernel.door import StaffRequest
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Refused
from kmt.sharing.actions import begin_share

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MEDIA = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


def tried(request: StaffRequest, form: Form, deed: Callable[[], object], said: str) -> int:
    """Do what a form asks: 0 when it was done, else the status of the page that comes back."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    messages.success(request, said)
    return 0


def given(content: bytes, name: str) -> HttpResponse:
    """A file to keep; nothing of it stays with the browser or in between."""
    media = MEDIA.get(name.rpartition(".")[2], "application/octet-stream")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=media, headers=headers)


def about(request: StaffRequest, case: CaseRef, page: str) -> dict[str, Any]:
    """The context of a part of a case, with the two pages of this room."""
    pages = {"registration": _("CoMensha"), "handover": _("Handover to another region")}
    links = [
        FilterLink(
            label=words, url=reverse(f"exchange:{name}", args=(case.id,)), current=name == page
        )
        for name, words in pages.items()
    ]
    return {**part_context(request, case, ROOM), "pages": links}


def share_about(request: StaffRequest, case: CaseRef, recipient: str, purpose: str) -> UUID:
    """Begin to share about the person of a case; the share assistant takes over."""
    return begin_share(
        by=request.actor,
        object_type=CARE_CASE,
        object_id=case.id,
        subject_id=case.person_id,
        subject_label=case.person_label,
        subject_role=VICTIM,
        municipality=case.municipality,
        compartment="R2",
        recipient=recipient,
        purpose=purpose,
    )
