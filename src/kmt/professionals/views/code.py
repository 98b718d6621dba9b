"""Reporting with a code: no account, no cookie, no address kept, and never a code in an address.

The code is typed or pasted, not part of a link: addresses stay behind in the history of a phone,
in the logs of an employer's network and with services that look at links before they are opened.
Opening a page uses nothing up; only a report that came in does.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from kmt.access.actors import REPORTER
from kmt.attachments import receiving
from kmt.entrance import carrying, page_mark
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.kernel import clock
from kmt.kernel.door import AT_WORK, open_to
from kmt.kernel.refusals import Conflict, NotFound
from kmt.professionals.actions import send_with_code
from kmt.professionals.forms.quick import CodeForm, QuickForm
from kmt.professionals.queries import link_of_code, organisation_at, organisations
from kmt.professionals.reading import Received
from kmt.professionals.rules import codes
from kmt.professionals.rules.sending import Observed
from kmt.professionals.views import turns
from kmt.professionals.views.turns import Way
from kmt.professionals.writing import Sending


@csrf_exempt
@open_to(AT_WORK)
def quick_code(request: HttpRequest) -> HttpResponse:
    """Type the code, fill in the quick form, get a receipt."""
    return _turn(request, "", "")


@csrf_exempt
@open_to(AT_WORK)
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """The same under the name of one organisation, for codes of that organisation."""
    found = organisation_at(slug)
    if found is None:
        raise NotFound
    return _turn(request, *found)


def _turn(request: HttpRequest, organisation: str, name: str) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, CodeForm(), name, status=200)
    upload = receiving.begin(request)
    try:
        first = request.POST.get("do") == "open"
        form = (
            CodeForm(request.POST)
            if first
            else QuickForm(request.POST, files=request.FILES, upload=upload)
        )
    except UNREADABLE:
        return too_much(request)
    if isinstance(form, QuickForm):
        return _send(request, form, organisation, name)
    return _open(request, form, organisation, name)


def _open(request: HttpRequest, form: CodeForm, organisation: str, name: str) -> HttpResponse:
    """The quick form for who has a code that opens; otherwise the same page, in one voice."""
    code = form.typed()
    found, _state = link_of_code(REPORTER, code)
    if found is None or organisation not in {"", found.organisation}:
        form.is_valid()
        form.refuse()
        return _ask(request, form, name, status=422)
    way = _way(code, clock.now(), organisations().get(found.organisation, ""))
    return turns.page(request, way, QuickForm(), status=200)


def _send(request: HttpRequest, form: QuickForm, organisation: str, name: str) -> HttpResponse:
    code, opened = _carried(request)
    code = code or form.typed()
    found, _state = link_of_code(REPORTER, code, opened=opened)
    if found is not None and organisation not in {"", found.organisation}:
        code, found = "", None
    named = organisations().get(found.organisation, name) if found else name

    def send(observed: Observed, how: Sending) -> Received:
        return send_with_code(code=code, opened=opened, observed=observed, how=how)

    way = _way(code if found else "", opened, named)
    try:
        return turns.take_in(request, way, form, send)
    except (NotFound, Conflict):
        form.refuse()
        return turns.page(request, _way("", opened, named), form)


def _way(code: str, opened: datetime, organisation: str) -> Way:
    """The pages of this way; a code that opened rides along, one that did not is asked again."""
    more: dict[str, Any] = {
        "organisation": organisation,
        "asks_code": not code,
        "carry": lambda nonce: _pack(code, opened, nonce),
    }
    page, done = "professionals/quick_code.html", "professionals/sent_code.html"
    return Way(page=page, done=done, more=more)


def _pack(code: str, opened: datetime, nonce: str) -> str:
    """The code for the page with this mark: sealed, so that its source shows nothing."""
    return carrying.pack({"code": [code], "opened": [opened.isoformat()]}, nonce) if code else ""


def _carried(request: HttpRequest) -> tuple[str, datetime]:
    """The code that rode along, and when its page opened; nothing when that is over or changed."""
    mark = page_mark.read(request.POST.get("token", ""))
    found = carrying.unpack(request.POST.get("carried", ""), mark.nonce if mark else "").answers
    code, opened = found.get("code", [""])[0], found.get("opened", [""])[0]
    return codes.read_code(code), datetime.fromisoformat(opened) if opened else clock.now()


def _ask(request: HttpRequest, form: CodeForm, name: str, *, status: int) -> HttpResponse:
    context = {"form": form, "organisation": name}
    return render(request, "professionals/code.html", context, status=status)
