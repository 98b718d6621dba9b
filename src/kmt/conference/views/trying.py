"""What the pages do alike: act on a form and send the browser on, or show what was typed again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from kmt.conference.forms import Named
from kmt.kernel.door import StaffRequest
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Page = Callable[[Named | None, int], HttpResponse]


@dataclass(frozen=True, slots=True)
class Deed:
    """What one form of a page does: its action takes the values of the form, and what is said."""

    act: Callable[..., None]
    said: Promise


def attempt(form: Form, deed: Callable[[], None]) -> Refused | None:
    """Act; a refusal that somebody can mend becomes an error of the form."""
    try:
        deed()
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused
    return None


def do(
    request: StaffRequest, deed: Deed, form: Named, page: Page, which: Mapping[str, Any]
) -> HttpResponse:
    """Do what a form asks and come back; or show the page again with what was typed."""
    status = 422
    if form.is_valid():
        refused = attempt(form, lambda: deed.act(by=request.actor, **which, **form.values()))
        if refused is None:
            messages.success(request, str(deed.said))
            return redirect(request.path)
        status = refused.status
    return page(form, status)
