"""One turn of the quick form, with a code or with an account: the page, and what it becomes."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kmt.attachments import receiving
from kmt.conversation.showing import receipt_context
from kmt.entrance import page_mark
from kmt.entrance.page_mark import PageMark
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid
from kmt.kernel.safe_log import what_and_where
from kmt.professionals.forms.quick import QuickForm
from kmt.professionals.reading import Received
from kmt.professionals.rules.sending import Observed
from kmt.professionals.writing import Sending

log = logging.getLogger(__name__)
Send = Callable[[Observed, Sending], Received]
_STATUS = {"": 422, "stale": 422, "broken": 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of the ways to the quick form: its page, the page after it, what stands on both."""

    page: str
    done: str
    more: dict[str, Any] = field(default_factory=dict)


def bound(request: HttpRequest) -> QuickForm:
    """The form with what was sent, its files in memory only."""
    upload = receiving.begin(request)
    return QuickForm(request.POST, files=request.FILES, upload=upload)


def take_in(request: HttpRequest, way: Way, form: QuickForm, send: Send) -> HttpResponse:
    """Send what was filled in, or give the page back with everything that was typed."""
    if not form.is_valid():
        return page(request, way, form)
    mark = page_mark.read(form.cleaned_data["token"])
    if mark is None or mark.expired:
        return page(request, way, form, said="stale")
    how = Sending(
        nonce=mark.nonce,
        files=form.cleaned_data["attachment"],
        language=get_language() or "nl",
    )
    try:
        received = send(form.observed(), how)
    except Invalid as refused:
        _show(form, refused)
        return page(request, way, form)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A report of a professional could not be kept: %s", what_and_where(error))
        return page(request, way, form, said="broken")
    context = {**receipt_context(received.receipt), **way.more}
    return render(request, way.done, context)


def page(
    request: HttpRequest,
    way: Way,
    form: QuickForm,
    *,
    said: str = "",
    status: int | None = None,
    mark: tuple[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """The form as it stands, with a fresh mark."""
    nonce, token = mark or page_mark.new()
    carried = way.more.get("carry")
    context = {
        "form": form,
        "said": said,
        "token": token,
        "carried": carried(nonce) if callable(carried) else "",
        "danger": form.is_bound and bool(form.data.get("danger")),
        "file_lost": form.is_bound and bool(request.FILES),
        **{name: value for name, value in way.more.items() if name != "carry"},
        **more,
    }
    return render(request, way.page, context, status=status or _STATUS[said])


def mark_of(request: HttpRequest) -> PageMark | None:
    """The mark of the page that was sent, when it is ours."""
    return page_mark.read(request.POST.get("token", ""))


def _show(form: QuickForm, refused: Invalid) -> None:
    """Signs stand in two lists on the page, and are one thing in the rules."""
    fields = {"critical" if one == "signs" else one: words for one, words in refused.fields.items()}
    show_refusal(form, Invalid(refused.sentence, refused.next_step, fields=fields))
