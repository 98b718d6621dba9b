"""The pages of the documents of a case: the list, one document, saving what was made here.

What was typed survives every refusal; a browser does not keep files, so the page says that those
must be chosen again.
"""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.attachments import receiving
from kmt.attachments.forms import TakeForm
from kmt.attachments.uploads import takes_several
from kmt.care.joining import opened
from kmt.care.showing import part_context
from kmt.dossier import actions, queries
from kmt.dossier.forms import DocumentForm, HandOutForm, RemoveForm, VersionForm
from kmt.dossier.letters import letters
from kmt.dossier.reading import Decided, MadeFile
from kmt.dossier.rules import ROOM
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound, NotPermitted, Refused

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
#: Should a browser open what is saved after all, it may do nothing.
SAVED = "sandbox; default-src 'none'"


@takes_several
@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Everything that is kept for a case, and a form to add to it."""
    form, status = DocumentForm(), 200
    if request.method == "POST":
        upload = receiving.begin(request)
        form, status = DocumentForm(request.POST, request.FILES, upload=upload), 422

        def deed() -> None:
            actions.add_document(
                by=request.actor,
                case_id=case_id,
                new=form.new(),
                files=form.cleaned_data["attachment"],
                token=form.sent_token,
            )

        refused = attempt(form, deed)
        if refused == DONE:
            messages.success(request, _("The document is kept."))
            return redirect("dossier:case", case_id)
        status = refused
    found = opened(request.actor, case_id, part=ROOM)
    known = queries.dossier(request.actor, case_id)
    context = {
        **part_context(request, found, ROOM),
        "known": known,
        "form": form,
        "letters": letters(),
        "begun": any(one.state == "draft" for one in known.assessments),
        "token": new_id(),
    }
    return render(request, "dossier/case.html", context, status=status)


@takes_several
@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def document(request: StaffRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """One document: its versions, adding one, handing it out, taking a file away to correct."""
    actor, asked, status = request.actor, request.POST.get("do", ""), 200
    found = opened(actor, case_id, part="dossier_document")
    forms = _forms(request, asked, queries.decided(actor, found))
    which = Which(case_id, document_id, _id(request.POST.get("version", "")))
    if asked in _DEEDS:
        deed, said = _DEEDS[asked]
        status = attempt(forms[asked], lambda: deed(actor, which, forms[asked]))
        if status == DONE:
            messages.success(request, str(said))
            return redirect("dossier:document", case_id, document_id)
    context = {
        **part_context(request, found, ROOM),
        "document": queries.document(actor, case_id, document_id),
        **{f"{name}_form": form for name, form in forms.items()},
        "asked": asked,
        "which": which.version_id,
        "may_share": actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE),
        "may_save": actor.may(Permission.ATTACHMENTS_FILE_OPEN) and not found.emergency_until,
    }
    return render(request, "dossier/document.html", context, status=status)


class Which(NamedTuple):
    """Which version of which document a form on the page is about."""

    case_id: UUID
    document_id: UUID
    version_id: UUID


def _forms(
    request: StaffRequest, asked: str, decisions: tuple[Decided, ...]
) -> dict[str, VersionForm | HandOutForm | RemoveForm]:
    """The three forms of the page; what was sent is in the one that was sent."""
    sent = {asked: request.POST} if request.method == "POST" else {}
    adds = asked == "version"
    return {
        "version": VersionForm(
            sent.get("version"),
            request.FILES if adds else None,
            upload=receiving.begin(request) if adds else None,
        ),
        "hand_out": HandOutForm(sent.get("hand_out"), decisions=decisions),
        "remove": RemoveForm(sent.get("remove")),
    }


def _add_version(by: Actor, which: Which, form: Any) -> None:
    actions.add_version(
        by=by,
        case_id=which.case_id,
        document_id=which.document_id,
        files=form.cleaned_data["attachment"],
        token=form.sent_token,
    )


def _hand_out(by: Actor, which: Which, form: Any) -> None:
    typed = form.cleaned_data
    actions.hand_out(
        by=by,
        case_id=which.case_id,
        version_id=which.version_id,
        way=typed["way"],
        on=typed["on"],
        words=typed["words"],
        disclosure_id=form.disclosure_id(),
        token=form.sent_token,
    )


def _remove(by: Actor, which: Which, form: Any) -> None:
    typed = form.cleaned_data
    actions.remove(
        by=by,
        case_id=which.case_id,
        version_id=which.version_id,
        reason=typed["reason"],
        words=typed["words"],
    )


_DEEDS: dict[str, tuple[Callable[[Actor, Which, Any], None], Promise]] = {
    "version": (
        _add_version,
        gettext_lazy("The newer version is kept. The older ones stay readable."),
    ),
    "hand_out": (_hand_out, gettext_lazy("Written down that it was handed out.")),
    "remove": (_remove, gettext_lazy("What was in this version is gone. That it was there stays.")),
}


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET
def version(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """From the page of a file back to its document."""
    case_id, document_id = queries.where(request.actor, version_id)
    return redirect("dossier:document", case_id, document_id)


@never_cache
@open_to(Permission.ATTACHMENTS_FILE_OPEN, proven=True)
@GET_OR_POST
def made(request: StaffRequest, case_id: UUID, version_id: UUID) -> HttpResponse:
    """Save a PDF that was made here: with a reason, after the second factor, as a download only."""
    form, status = TakeForm(), 200
    found = opened(request.actor, case_id, part="dossier_document", emergency=False)
    if request.method == "POST":
        form, status = TakeForm(request.POST), 422
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            return as_download(queries.made_file(request.actor, case_id, version_id, reason))
    _case, document_id = queries.where(request.actor, version_id)
    context = {**part_context(request, found, ROOM), "form": form, "document_id": document_id}
    return render(request, "dossier/made.html", context, status=status)


DONE = 0


def attempt(form: Form, deed: Callable[[], None]) -> int:
    """Do what a form asks: ``DONE``, or the status of the page with what was typed and why not."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return DONE


def as_download(found: MadeFile) -> HttpResponse:
    """Never shown in a page, and never guessed at."""
    return HttpResponse(
        found.content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{found.save_as}"',
            "Content-Security-Policy": SAVED,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _id(text: str) -> UUID:
    """The id of a version that was sent along; ``NotFound`` for something that is none."""
    if not text:
        return UUID(int=0)
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
