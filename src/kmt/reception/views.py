"""The desk: what lies there as a draft, and the one page on which a call is typed.

What is typed is kept first and judged after: a page that is refused, a second window and a session
that ended lose nothing. A script keeps it every few seconds by :func:`keep`; without it the button
does the same.
"""

import logging
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.attachments.owners import page_of as report_page_of
from kmt.conversation.showing import receipt_context
from kmt.intake.retained import REPORT
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.kernel.safe_log import what_and_where
from kmt.reception import actions, queries
from kmt.reception.forms import CallForm, DropForm, differs, form_of
from kmt.reception.reading import DraftRead, Kept, OtherText, Sent
from kmt.reception.rules import PHONE, DraftContent
from kmt.reception.states import OPEN
from kmt.reception.tokens import Page, new_page, page_of
from kmt.reception.wording import channel as channel_name
from kmt.reception.wording import kept_at

LIST, WRITE = Permission.RECEPTION_DRAFT_LIST, Permission.RECEPTION_DRAFT_WRITE
#: What is typed at the desk; the rest comes in by itself.
TYPED_HERE = (PHONE, "walk_in", "letter", "chat", "outreach")
#: Nobody is there to read anything aloud to.
WRITTEN = frozenset({"letter", "email"})
#: The one thing that the script of the page may ask: this house, to keep what is typed.
_MAY_KEEP = {"connect-src": [SELF]}
_UNKNOWN_PAGE = gettext_lazy(
    "This page was not recognised. Your text is still here: keep it once more."
)
_BROKEN = gettext_lazy("It could not be kept just now. Your text is still on this page. Try again.")
_BESIDE = gettext_lazy(
    "This draft was changed in another window or by a colleague. "
    "Your text is kept apart; compare the two and send one."
)
log = logging.getLogger(__name__)


@open_to(LIST)
def drafts(request: StaffRequest) -> HttpResponse:
    """What lies at the desk: mine, mail that waits, what others type, what was put away."""
    context = {
        "list": queries.drafts(request.actor),
        "writes": request.actor.may(WRITE),
        "channels": [(code, channel_name(code)) for code in TYPED_HERE if code != PHONE],
    }
    return render(request, "reception/drafts.html", context)


@open_to(WRITE)
def call(request: StaffRequest) -> HttpResponseBase:
    """A call that begins now; a draft from the first word that is kept."""
    if request.method == "POST":
        return _turn(request)
    asked = request.GET.get("kanaal", PHONE)
    page = new_page(asked if asked in TYPED_HERE else PHONE)
    return _form_page(request, CallForm(), page, version=0)


@open_to(WRITE)
def draft(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Go on with a draft: one's own on the form, another to read."""
    if request.method == "POST":
        return _turn(request)
    found = queries.draft(request.actor, draft_id)
    if found.line.state == OPEN and found.line.owner:
        return _form_page(
            request, form_of(found.content), _page(found), version=found.line.version, found=found
        )
    context = {
        "draft": found,
        "said": list(differs(DraftContent(no_code=found.content.no_code), found.content)),
        "files": queries.files(request.actor, draft_id),
        "report_url": _report_url(found.report) if found.report else "",
    }
    return render(request, "reception/read.html", context)


@open_to(WRITE)
def keep(request: StaffRequest) -> HttpResponse:
    """For the script: keep what is typed, and say so in a sentence."""
    if request.method != "POST":
        return JsonResponse({"sentence": _("Nothing was sent.")}, status=405)
    try:
        form, page = CallForm(request.POST), page_of(request.POST.get("token", ""))
        if page is None:
            return JsonResponse({"sentence": _UNKNOWN_PAGE}, status=422)
        kept = _keep(request, form, page)
    except Refused as refused:
        return JsonResponse({"sentence": refused.words}, status=refused.status)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A draft could not be kept: %s", what_and_where(error))
        return JsonResponse({"sentence": _BROKEN}, status=503)
    said = _BESIDE if kept.beside else ""
    return JsonResponse(
        {
            "sentence": kept_at(kept.saved_at),
            "trouble": said,
            "version": kept.version,
            "token": _moved(page, kept).token,
            "address": reverse("reception:draft", args=[kept.draft_id]),
        }
    )


@open_to(WRITE)
def take_over(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Take a mail up, or a draft over from a colleague, in one act."""
    if request.method == "POST":
        version = request.POST.get("version", "")
        number = int(version) if version.isdecimal() else -1
        actions.take_over(by=request.actor, draft_id=draft_id, version=number)
        return redirect("reception:draft", draft_id)
    return redirect("reception:drafts")


@open_to(WRITE)
def drop(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Put a draft away, with a reason."""
    found = queries.draft(request.actor, draft_id)
    form, status = DropForm(initial={"version": found.line.version}), 200
    if request.method == "POST":
        form, status = DropForm(request.POST), 422
        try:
            if form.is_valid():
                actions.drop_draft(by=request.actor, draft_id=draft_id, **form.cleaned_data)
                messages.success(
                    request, _("The draft is put away. You can put it back from here.")
                )
                return redirect("reception:drafts")
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
    return render(request, "reception/drop.html", {"draft": found, "form": form}, status=status)


@open_to(WRITE)
def put_back(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """What was put away is open again."""
    if request.method == "POST":
        actions.put_back(by=request.actor, draft_id=draft_id)
        return redirect("reception:draft", draft_id)
    return redirect("reception:drafts")


def _turn(request: StaffRequest) -> HttpResponseBase:
    """Keep what is on the page, and send it when that was asked."""
    form, page = CallForm(request.POST), page_of(request.POST.get("token", ""))
    valid, kept = form.is_valid(), None
    if page is None:
        # Not a page of ours any more: the words go on under a new one.
        return _form_page(request, form, new_page(PHONE), version=0, said=_UNKNOWN_PAGE, status=422)
    version = _version(request)
    try:
        kept = _keep(request, form, page)
        version = kept.version
        if kept.beside is not None:
            return _to_both(request, kept)
        if "send" not in request.POST.getlist("do"):
            messages.success(request, kept_at(kept.saved_at))
            return redirect("reception:draft", kept.draft_id)
        if valid:
            return _send(request, form, kept)
    except (Conflict, Invalid) as refused:
        show_refusal(form, refused)
    except (DatabaseError, ImproperlyConfigured) as error:
        log.error("A call could not be kept or sent: %s", what_and_where(error))
        return _form_page(request, form, page, version=version, kept=kept, said=_BROKEN, status=503)
    return _form_page(request, form, page, version=version, kept=kept, status=422)


def _send(request: StaffRequest, form: CallForm, kept: Kept) -> HttpResponse:
    content = form.content()
    try:
        sent = actions.send_draft(
            by=request.actor, draft_id=kept.draft_id, version=kept.version, content=content
        )
    except actions.TextBeside as beside:
        return _to_both(request, beside.kept)
    return _sent_page(request, sent, with_code=not content.no_code)


def _to_both(request: StaffRequest, kept: Kept) -> HttpResponse:
    """To the page on which both texts stand."""
    messages.warning(request, _BESIDE)
    return redirect("reception:draft", kept.draft_id)


def _keep(request: StaffRequest, form: CallForm, page: Page) -> Kept:
    form.is_valid()
    return actions.keep_draft(
        by=request.actor,
        content=form.content(),
        draft_id=page.draft_id,
        version=_version(request),
        channel=page.channel,
        started_at=page.started_at,
    )


def _form_page(
    request: StaffRequest,
    form: CallForm,
    page: Page,
    *,
    version: int,
    found: DraftRead | None = None,
    kept: Kept | None = None,
    said: "str | Promise" = "",
    status: int = 200,
) -> HttpResponseBase:
    """The page of the call; what was typed stands on it, whatever happened."""
    context = {
        "form": form,
        "parts": form.asked(),
        "page": page,
        "version": version,
        "draft": found,
        "kept_at": kept.saved_at if kept else found and found.line.saved_at,
        "others": _others(found) if found else [],
        "said": said,
        "fresh": not form.is_bound and found is None,
        "aloud": page.channel not in WRITTEN,
        "files": queries.files(request.actor, page.draft_id) if found else (),
    }
    shown = csp_update(_MAY_KEEP)(
        lambda asked: render(asked, "reception/call.html", context, status=status)
    )
    return shown(request)


def _others(found: DraftRead) -> list[tuple[OtherText, list[tuple[str, str]]]]:
    """The other texts of the same call, each with what it says differently."""
    return [(one, list(differs(found.content, one.content))) for one in found.others]


def _sent_page(request: StaffRequest, sent: Sent, *, with_code: bool) -> HttpResponse:
    context = {"report_url": _report_url(sent.report_id), "with_code": with_code}
    if with_code:
        context |= receipt_context(sent.receipt)
    return render(request, "reception/sent.html", context)


def _page(found: DraftRead) -> Page:
    line = found.line
    return Page(draft_id=line.id, started_at=line.started_at, channel=line.channel)


def _moved(page: Page, kept: Kept) -> Page:
    """The page after keeping: on another draft when the text was kept beside."""
    return Page(draft_id=kept.draft_id, started_at=page.started_at, channel=page.channel)


def _version(request: StaffRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _report_url(report_id: UUID) -> str:
    """The page of a report, in whatever room above it stands."""
    return reverse(report_page_of(REPORT), args=[report_id])
