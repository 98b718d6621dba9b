"""The public entrance: no account, no cookie, no session, no address kept.

There is no cookie to ride on, so the pages are exempt from Django's check against cross-site
requests; a signed mark in the form takes its place (:mod:`kmt.entrance.page_mark`). Between the
steps of the form nothing is kept here: the answers ride along (:mod:`kmt.entrance.carrying`).
"""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from kmt.access.actors import REPORTER
from kmt.attachments import receiving
from kmt.conversation.showing import receipt_context
from kmt.entrance import effort
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.intake import actions, queries
from kmt.intake.forms.public import STEPS, ReportForm
from kmt.intake.views.steps import Turn, form_page
from kmt.kernel.door import PUBLIC, open_to
from kmt.kernel.safe_log import what_and_where

_STATUS = {"stale": 422, "busy": 429}

log = logging.getLogger(__name__)


@open_to(PUBLIC)
def entrance(request: HttpRequest) -> HttpResponse:
    """Where everybody comes in: danger, telling something, or coming back with a code."""
    return render(request, "intake/entrance.html")


@csrf_exempt
@open_to(PUBLIC)
def report(request: HttpRequest) -> HttpResponse:
    """Tell something, in short steps or on one page; a receipt, or the page with everything."""
    if request.method != "POST":
        asks = {"wants_advice": "advies" in request.GET}
        step = None if "alles" in request.GET else STEPS[0]
        return form_page(request, ReportForm(initial=asks), step)
    upload = receiving.begin(request)
    try:
        turn = Turn.of(request.POST)
        form = ReportForm(turn.answers, files=request.FILES, upload=upload)
    except UNREADABLE:
        return too_much(request)
    if turn.lost:
        return form_page(request, form, STEPS[0], said="lost", status=422)
    if turn.to is None:
        return _receive(request, form, turn)
    if turn.forward and turn.step is not None and form.wrong_in(turn.step):
        return form_page(request, form, turn.step, status=422)
    return form_page(request, form, turn.to)


def _receive(request: HttpRequest, form: ReportForm, turn: Turn) -> HttpResponse:
    mark, step = turn.mark, turn.step
    if not form.is_valid():
        if step is not None and not form.wrong_in(step):
            step = form.first_wrong()
        return form_page(request, form, step, status=422)
    told = form.told(get_language() or "nl")
    files = form.cleaned_data["attachment"]
    held = _held_up(turn)
    if mark is None or held:
        earlier = mark and queries.receipt_if_received(REPORTER, told, mark.nonce, files)
        if earlier:
            return _receipt_page(request, earlier)
        return form_page(request, form, step, said=held, mark=turn.token, status=_STATUS[held])
    try:
        received = actions.submit_report(by=REPORTER, told=told, nonce=mark.nonce, files=files)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A report could not be kept: %s", what_and_where(error))
        return form_page(request, form, step, said="broken", status=503)
    if not received.again:
        effort.HERE.note(mark.nonce)
    return _receipt_page(request, received.receipt)


def _held_up(turn: Turn) -> str:
    """Why this page cannot be taken in just now: it stood open too long, or it is busy."""
    if turn.mark is None or turn.mark.expired:
        return "stale"
    enough = effort.suffices(turn.mark.nonce, turn.effort, turn.mark.open_for)
    return "" if enough else "busy"


def _receipt_page(request: HttpRequest, digits: str) -> HttpResponse:
    return render(request, "intake/received.html", receipt_context(digits))
