"""The public entrance: no account, no cookie, no session, no address kept.

There is no cookie to ride on, so the pages are exempt from Django's check against cross-site
requests; a signed token in the form takes its place and keeps a double click from counting twice.
"""

import logging

from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kmt.access.actors import REPORTER
from kmt.entrance.wording import spoken
from kmt.intake import actions, queries, receipts
from kmt.intake.forms.public import ReceiptForm, ReportForm
from kmt.intake.uploads import InMemoryOnly
from kmt.kernel.door import PUBLIC, open_to
from kmt.kernel.safe_log import what_and_where

#: A file that is too large (a film from a phone) is read past and let go, up to this many bytes:
#: an answer given while the browser is still sending is an answer that nobody sees.
BODY_LIMIT = 100_000_000
PIECE = 65_536

log = logging.getLogger(__name__)


@open_to(PUBLIC)
def entrance(request: HttpRequest) -> HttpResponse:
    """Where everybody comes in: danger, telling something, or coming back with a code."""
    return render(request, "intake/entrance.html")


@csrf_exempt
@open_to(PUBLIC)
def report(request: HttpRequest) -> HttpResponse:
    """The form; what was sent from it comes back as a receipt, or as the form with everything."""
    if request.method != "POST":
        asks = {"wants_advice": "advies" in request.GET}
        return _form_page(request, ReportForm(initial=asks))
    upload = InMemoryOnly(request)
    request.upload_handlers = [upload]
    try:
        form = ReportForm(request.POST, files=request.FILES, file_too_large=upload.too_large)
    except (SuspiciousOperation, MultiPartParserError, OSError, ValueError):
        return _too_much(request)
    return _receive(request, form)


@csrf_exempt
@open_to(PUBLIC)
def receipt(request: HttpRequest) -> HttpResponse:
    """Come back with a code: how far is it? An unknown code and a mistyped one look alike."""
    if request.method != "POST":
        return render(request, "intake/code.html", {"form": ReceiptForm()})
    try:
        form = ReceiptForm(request.POST)
    except (SuspiciousOperation, MultiPartParserError, OSError, ValueError):
        return _too_much(request)
    form.is_valid()
    typed = str(form.cleaned_data.get("receipt", ""))
    digits = receipts.digits_of(typed)
    wait = queries.wait_before_next_try()
    if digits is not None and wait and not receipts.has_waited(form.data.get("ticket", ""), digits):
        ticket = receipts.new_ticket(digits, wait)
        return _code_page(request, form, wait=wait, ticket=ticket)
    state = None if digits is None else queries.state_for_receipt(REPORTER, digits)
    if state is None:
        actions.note_failed_try()
        return _code_page(request, form, unknown=True)
    return _code_page(request, form, state=state)


def _receive(request: HttpRequest, form: ReportForm) -> HttpResponse:
    token = receipts.read_token(form.data.get("token", ""))
    if not form.is_valid():
        return _form_page(request, form, status=422)
    told = form.told(get_language() or "nl")
    sent_file = form.cleaned_data["attachment"]
    if token is None or token.expired:
        if token is not None:
            earlier = queries.receipt_if_received(REPORTER, told, token.nonce, sent_file)
            if earlier:
                return _receipt_page(request, earlier)
        return _form_page(request, form, stale=True, status=422)
    try:
        received = actions.submit_report(
            by=REPORTER, told=told, nonce=token.nonce, sent_file=sent_file
        )
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A report could not be kept: %s", what_and_where(error))
        return _form_page(request, form, broken=True, status=503)
    return _receipt_page(request, received.receipt)


def _form_page(
    request: HttpRequest,
    form: ReportForm,
    *,
    stale: bool = False,
    broken: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "stale": stale,
        "broken": broken,
        "token": receipts.new_token(),
        "file_lost": form.is_bound and bool(request.FILES),
    }
    return render(request, "intake/report_form.html", context, status=status)


def _receipt_page(request: HttpRequest, digits: str) -> HttpResponse:
    groups = [(group, spoken(group)) for group in receipts.groups(digits)]
    return render(request, "intake/received.html", {"groups": groups})


def _code_page(request: HttpRequest, form: ReceiptForm, **found: object) -> HttpResponse:
    status = 200 if "state" in found else 422
    return render(request, "intake/code.html", {"form": form, **found}, status=status)


def _too_much(request: HttpRequest) -> HttpResponse:
    """More came in than can be read; the browser still has what was typed."""
    _read_past(request)
    context = {
        "heading": _("This is too much at once"),
        "sentence": _("We could not read what you sent, because there is too much of it."),
        "next_step": _(
            "Go back to the page before this one: your text is still there. "
            "Make it shorter, leave out the file, or send it in parts."
        ),
    }
    return render(request, "kernel/message.html", context, status=413)


def _read_past(request: HttpRequest) -> None:
    """Let the rest of the body go by."""
    try:
        for _piece in range(BODY_LIMIT // PIECE):
            if not request.read(PIECE):
                return
    except OSError:
        return
