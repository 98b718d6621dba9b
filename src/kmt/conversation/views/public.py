"""Coming back with a code: no account, no cookie, no session, no address kept.

Everything is one address and everything is posted: the code stands in no address and in no
history. After the code a sealed ticket rides along in the form (:mod:`kmt.conversation.tickets`);
it takes the place of Django's check against cross-site requests too.
"""

import logging
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kmt.access.actors import REPORTER
from kmt.attachments import receiving
from kmt.conversation import actions, queries, receipts
from kmt.conversation.forms.public import MessageForm, ReceiptForm
from kmt.conversation.receipts import Secrets
from kmt.conversation.tickets import Ticket, new_ticket, read_ticket
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.kernel.door import PUBLIC, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound
from kmt.kernel.safe_log import what_and_where

log = logging.getLogger(__name__)


@csrf_exempt
@open_to(PUBLIC)
def receipt(request: HttpRequest) -> HttpResponse:
    """Come back with a code. An unknown code and a mistyped one look alike."""
    if request.method != "POST":
        return render(request, "conversation/code.html", {"form": ReceiptForm()})
    upload = receiving.begin(request)
    try:
        message = MessageForm(request.POST, files=request.FILES, upload=upload)
        sent = request.POST.get("ticket", "")
    except UNREADABLE:
        return too_much(request)
    ticket = read_ticket(sent)
    if ticket is not None:
        return _go_on(request, ticket, message)
    if sent:
        return _code_page(request, ReceiptForm(), typed=_typed(message), said="stale")
    return _by_code(request, ReceiptForm(request.POST), message)


def _by_code(request: HttpRequest, form: ReceiptForm, message: MessageForm) -> HttpResponse:
    """Look a code up, as slowly for a wrong one as for a right one; waits when many are wrong."""
    form.is_valid()
    digits = receipts.digits_of(str(form.cleaned_data.get("receipt", "")))
    wait, waited = queries.wait_before_next_try(), request.POST.get("waited", "")
    typed = _typed(message)
    if digits is not None and wait and not receipts.has_waited(waited, digits):
        later = receipts.new_ticket(digits, wait)
        return _code_page(request, form, typed=typed, said="wait", wait=wait, waited=later)
    of = None if digits is None else receipts.secrets_of(digits)
    found = (
        None
        if of is None
        else _conversation(
            request,
            of,
            MessageForm(initial={"text": typed}),
            said="not_sent" if typed else "noted" if "check" in request.POST else "",
        )
    )
    if found is None:
        actions.note_failed_try()
        more = {"waited": waited, "check": True} if "check" in request.POST else {}
        return _code_page(request, form, typed=typed, said="unknown", **more)
    return found


def _go_on(request: HttpRequest, ticket: Ticket, message: MessageForm) -> HttpResponse:
    """Do what was asked on a page with a ticket, and show the conversation as it is then."""
    do = request.POST.get("do", "")
    said, status = "", 200
    try:
        if do in _DEEDS:
            said = _DEEDS[do](ticket, message)
    except Invalid as refused:
        if message.is_valid():
            show_refusal(message, refused)
        status = refused.status
    except NotFound:
        return _code_page(request, ReceiptForm(), typed=_typed(message), said="unknown")
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("Something said with a code could not be kept: %s", what_and_where(error))
        said, status = "broken", 503
    keep = status != 200
    shown = message if keep else MessageForm()
    found = _conversation(request, ticket.secrets, shown, said=said, status=status)
    return found or _code_page(request, ReceiptForm(), typed=_typed(message), said="unknown")


def _write(ticket: Ticket, message: MessageForm) -> str:
    if not message.is_valid():
        raise Invalid("Het bericht kan zo niet mee.")  # its fields say what is wrong
    text = message.cleaned_data["text"]
    files = message.cleaned_data["attachment"]
    if not text and not files:
        empty = _("Write something first. Then press Send.")
        raise Invalid(empty, fields={"text": empty})
    actions.write(by=REPORTER, of=ticket.secrets, page=ticket.page, text=text, files=files)
    return "sent"


def _safe(ticket: Ticket, message: MessageForm) -> str:
    actions.say_safe(by=REPORTER, of=ticket.secrets, page=ticket.page, safe=True)
    return "safe"


def _not_safe(ticket: Ticket, message: MessageForm) -> str:
    actions.say_safe(by=REPORTER, of=ticket.secrets, page=ticket.page, safe=False)
    return "not_safe"


def _take_back(ticket: Ticket, message: MessageForm) -> str:
    actions.withdraw(by=REPORTER, of=ticket.secrets, page=ticket.page)
    return "withdrawn"


_DEEDS: dict[str, Callable[[Ticket, MessageForm], str]] = {
    "write": _write,
    "safe": _safe,
    "not_safe": _not_safe,
    "withdraw": _take_back,
}


def _conversation(
    request: HttpRequest, of: Secrets, message: MessageForm, *, said: str, status: int = 200
) -> HttpResponse | None:
    """The page of who has the code; None when there is nothing behind it."""
    found = queries.followed(REPORTER, of)
    if found is None:
        return None
    if status < 500:
        actions.note_read(by=REPORTER, of=of)
    context = {
        "found": found,
        "message": message,
        "said": said,
        "ticket": new_ticket(of),
        "file_lost": message.is_bound and bool(request.FILES),
    }
    return render(request, "conversation/conversation.html", context, status=status)


def _code_page(request: HttpRequest, form: ReceiptForm, **found: object) -> HttpResponse:
    return render(request, "conversation/code.html", {"form": form, **found}, status=422)


def _typed(message: MessageForm) -> str:
    """What stood in the field, to give it back."""
    return str(message.data.get("text", ""))
