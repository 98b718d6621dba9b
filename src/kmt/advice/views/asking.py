"""One turn of the form with which advice is asked: for everybody and for professionals alike.

There is no cookie to ride on on the public side, so a signed mark in the form takes the place of
Django's check against cross-site requests (:mod:`kmt.entrance.page_mark`). What was typed is on
the page that comes back, whatever went wrong; nothing of a refused text is kept here.
"""

import logging
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kmt.advice import actions
from kmt.advice.forms.public import AskForm
from kmt.advice.refusing import Identifies
from kmt.advice.rules.asking import LIMITS
from kmt.advice.rules.identifying import with_neutral_words
from kmt.advice.writing import pieces_in
from kmt.conversation.showing import receipt_context
from kmt.entrance import effort, page_mark
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.kernel.actor import Actor
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid
from kmt.kernel.safe_log import what_and_where

log = logging.getLogger(__name__)
_STATUS = {"": 422, "neutral": 200, "stale": 422, "busy": 429, "broken": 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of the ways to ask: its form, its pages, and whether it has an account."""

    form: type[AskForm]
    page: str
    done: str
    account: bool = False


def turn(request: HttpRequest, way: Way, by: Actor) -> HttpResponse:
    """Show the form, or take what was sent."""
    if request.method != "POST":
        return _page(request, way, way.form(), status=200)
    try:
        form = way.form(request.POST)
    except UNREADABLE:
        return too_much(request)
    if "neutral" in request.POST:
        return _neutral(request, way, form)
    if not form.is_valid():
        return _page(request, way, form)
    return _take_in(request, way, form, by)


def _take_in(request: HttpRequest, way: Way, form: AskForm, by: Actor) -> HttpResponse:
    token = str(form.cleaned_data["token"])
    mark = page_mark.read(token)
    if mark is None or mark.expired:
        return _page(request, way, form, said="stale")
    if not way.account and not effort.suffices(
        mark.nonce, request.POST.get("effort", ""), mark.open_for
    ):
        return _page(request, way, form, said="busy", token=token)
    language = get_language() or "nl"
    try:
        asked = actions.ask(
            by=by, question=form.asked(language), nonce=mark.nonce, shown=form.seen()
        )
    except Identifies as refused:
        form.show_pieces(refused)
        return _page(request, way, form)
    except Invalid as refused:
        show_refusal(form, refused)
        return _page(request, way, form)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A request for advice could not be kept: %s", what_and_where(error))
        return _page(request, way, form, said="broken")
    if not asked.again and not way.account:
        effort.HERE.note(mark.nonce)
    return render(request, way.done, receipt_context(asked.receipt))


def _neutral(request: HttpRequest, way: Way, form: AskForm) -> HttpResponse:
    """The page again, with a neutral word for every piece; who typed it looks and sends it."""
    typed = {name: form.data.get(name, "") for name in form.fields}
    texts = {name: str(typed.get(name, "")) for name in LIMITS}
    if any(len(text) > LIMITS[name] for name, text in texts.items()):
        form.is_valid()  # says how much too long it is
        return _page(request, way, form)
    pieces = pieces_in(texts, get_language() or "nl", frozenset(form.cleared))
    for name, found in pieces.items():
        typed[name] = with_neutral_words(texts[name], found)
    return _page(request, way, way.form(initial=typed), said="neutral")


def _page(
    request: HttpRequest,
    way: Way,
    form: AskForm,
    *,
    said: str = "",
    token: str = "",
    status: int | None = None,
) -> HttpResponse:
    """The form as it stands; it keeps its mark while it waits, and gets a fresh one otherwise."""
    known = page_mark.read(token)
    nonce, mark = (known.nonce, token) if known and not known.expired else page_mark.new()
    context = {
        "form": form,
        "said": said,
        "token": mark,
        "nonce": nonce,
        "bits": 0 if way.account else effort.bits(),
        "danger": form.is_bound and form.data.get("danger") == "yes",
        "at_home": form.is_bound and form.data.get("at_home") == "yes",
    }
    return render(request, way.page, context, status=status or _STATUS[said])
