"""What the pages of the plan share: open the case, try an act, come back with what was typed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kmt.care.joining import CaseRef, opened
from kmt.care.showing import part_context
from kmt.kernel.door import StaffRequest
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.plan import queries
from kmt.plan.rules import ROOM

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Deed = Callable[[], object]


def open_part(request: StaffRequest, case_id: UUID, part: str = ROOM) -> CaseRef:
    """The case of this page; the look is recorded with the part."""
    return opened(request.actor, case_id, part=part)


def open_to_change(request: StaffRequest, case_id: UUID) -> CaseRef:
    """The case of a page that is only there to change the plan."""
    case = open_part(request, case_id)
    if not queries.may_change(request.actor, case):
        raise NotPermitted(
            "Het plan van deze casus kun je nu alleen lezen.",
            "Een gesloten casus heropen je eerst; met noodtoegang verander je geen plan.",
        )
    return case


def attempt(form: BaseForm, deed: Deed) -> int:
    """Do it when the form is right; 0 when it was done, else the status of the page."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return 0


def done(request: StaffRequest, case_id: UUID, said: str, anchor: str = "") -> HttpResponse:
    """Back to the plan, with what was done."""
    messages.success(request, said)
    address = reverse("plan:case", args=[case_id])
    return redirect(f"{address}#{anchor}" if anchor else address)


def show(
    request: StaffRequest, case: CaseRef, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the plan in the frame of the case."""
    frame = part_context(request, case, ROOM)
    changes = queries.may_change(request.actor, case)
    return render(
        request, f"plan/{template}.html", {**frame, **context, "changes": changes}, status=status
    )
