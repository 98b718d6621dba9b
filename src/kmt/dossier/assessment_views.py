"""The pages of a reasoned assessment file: writing, reading along, adopting, exporting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kmt.access.permissions import Permission
from kmt.care.joining import opened
from kmt.care.showing import part_context
from kmt.dossier import assessing, queries
from kmt.dossier.assessing import Written
from kmt.dossier.forms import ExportForm, FindingForm, PartForm, ReadingForm
from kmt.dossier.reading import AssessmentView, MadeFile
from kmt.dossier.rules import (
    ROOM,
    SINGLE,
    Element,
    Part,
    digest_of,
    elements_needed,
    may_adopt,
    may_read_along,
    missing,
)
from kmt.dossier.states import State
from kmt.dossier.views import DONE, GET_OR_POST, as_download, attempt
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, NotFound, Refused

NEW = "nieuw"


@open_to(Permission.CARE_CASE_WRITE)
@require_POST
def begin(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Begin a file, or go on with the one that is being written."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        token = new_id()
    made = assessing.begin(by=request.actor, case_id=case_id, token=token)
    return redirect("dossier:assessment", case_id, made)


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def assessment(request: StaffRequest, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    """A whole file, with what it still lacks; its parts are written here, findings on a page."""
    actor = request.actor
    found = opened(actor, case_id, part="assessment")
    view = queries.assessment(actor, case_id, assessment_id)
    asked, status = request.POST.get("do", ""), 200
    sent = request.POST if request.method == "POST" else None
    parts = {one: _part_form(view, one, sent if asked == str(one) else None) for one in SINGLE}
    digest = digest_of(view.draft)
    reading = ReadingForm(sent if asked == "read" else None, initial={"digest": digest})
    refused: Refused | None = None
    if asked in {str(one) for one in SINGLE}:
        status = _write_part(request, view, Part(asked), parts[Part(asked)])
    elif asked == "read":
        status = attempt(reading, lambda: _read(request, view, reading))
    elif asked in {"drop", "adopt"}:
        refused = _push(request, view, asked)
        status = refused.status if refused else DONE
    if asked and status == DONE:
        messages.success(request, _("Written down."))
        return redirect("dossier:assessment", case_id, assessment_id)
    context = {
        **part_context(request, found, ROOM),
        "view": view,
        "forms": parts,
        "sent": parts.get(Part(asked)) if asked in set(Part) else None,
        "reading": reading,
        "refused": refused,
        "lacks": missing(view.draft),
        "elements": _elements(view),
        "adopting": may_adopt(view.state, view.draft, view.read_digest),
        "read_along": may_read_along(view.state, view.draft, actor.id),
        "writes": found.may_write and view.state is State.DRAFT,
        "asked": asked,
    }
    return render(request, "dossier/assessment.html", context, status=status)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def finding(request: StaffRequest, case_id: UUID, assessment_id: UUID, key: str) -> HttpResponse:
    """A finding with its source, new or changed."""
    actor = request.actor
    found = opened(actor, case_id, part="assessment", emergency=False)
    view = queries.assessment(actor, case_id, assessment_id)
    entry = next((one for one in view.entries if one.key == key and one.element), None)
    if entry is None and key != NEW:
        raise NotFound
    documents = queries.dossier(actor, case_id).documents
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        initial=FindingForm.of(entry),
        documents=documents,
    )
    status = 200
    if form.is_bound:

        def deed() -> None:
            written = Written(
                part=Part.FINDING,
                key=entry.key if entry else "",
                revision=form.cleaned_data["revision"],
            )
            assessing.write_finding(
                by=actor,
                case_id=case_id,
                assessment_id=assessment_id,
                written=written,
                finding=form.finding(),
                token=form.sent_token,
            )

        status = attempt(form, deed)
        if status == DONE:
            messages.success(request, _("The finding is written down."))
            return redirect("dossier:assessment", case_id, assessment_id)
    context = {
        **part_context(request, found, ROOM),
        "view": view,
        "form": form,
        "entry": entry,
        "conflict": status == Conflict.status and entry is not None,
    }
    return render(request, "dossier/finding.html", context, status=status)


@never_cache
@open_to(Permission.CARE_CASE_WRITE, proven=True)
@GET_OR_POST
def export(request: StaffRequest, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Make the PDF for one receiver, on a decision to share; it is a download and on the list."""
    actor = request.actor
    found = opened(actor, case_id, part="assessment", emergency=False)
    view = queries.assessment(actor, case_id, assessment_id)
    decisions = queries.decided(actor, found)
    form = ExportForm(request.POST if request.method == "POST" else None, decisions=decisions)
    status, made = 200, list[MadeFile]()
    if form.is_bound:

        def deed() -> None:
            made.append(
                assessing.export(
                    by=actor,
                    case_id=case_id,
                    assessment_id=assessment_id,
                    disclosure_id=form.disclosure_id(),
                    look=form.cleaned_data["look"],
                )
            )

        status = attempt(form, deed)
        if status == DONE:
            return as_download(made[0])
    context = {
        **part_context(request, found, ROOM),
        "view": view,
        "form": form,
        "decisions": decisions,
        "may_share": actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE),
    }
    return render(request, "dossier/export.html", context, status=status)


def _part_form(view: AssessmentView, part: Part, sent: object) -> PartForm:
    now = view.part(part)
    initial = {"code": now.code, "text": now.text, "revision": now.revision} if now else {}
    return PartForm(sent, initial=initial, part=part)


def _write_part(request: StaffRequest, view: AssessmentView, part: Part, form: PartForm) -> int:
    def deed() -> None:
        assessing.write_part(
            by=request.actor,
            case_id=view.case_id,
            assessment_id=view.id,
            written=Written(part=part, revision=form.cleaned_data["revision"]),
            code=form.cleaned_data.get("code", ""),
            text=form.cleaned_data.get("text", ""),
            token=form.sent_token,
        )

    return attempt(form, deed)


def _read(request: StaffRequest, view: AssessmentView, form: ReadingForm) -> None:
    assessing.read_along(
        by=request.actor,
        case_id=view.case_id,
        assessment_id=view.id,
        opinion=form.cleaned_data["opinion"],
        words=form.cleaned_data["words"],
        digest=form.cleaned_data["digest"],
        token=form.sent_token,
    )


def _push(request: StaffRequest, view: AssessmentView, asked: str) -> Refused | None:
    """What one button does; a refusal is shown on the page."""
    try:
        if asked == "adopt":
            assessing.adopt(by=request.actor, case_id=view.case_id, assessment_id=view.id)
        else:
            revision = request.POST.get("revision", "")
            assessing.drop_finding(
                by=request.actor,
                case_id=view.case_id,
                assessment_id=view.id,
                key=request.POST.get("key", ""),
                revision=int(revision) if revision.isdecimal() else 0,
                token=UUID(request.POST.get("token", "")),
            )
    except ValueError:
        raise NotFound from None
    except NotFound:
        raise
    except Refused as refused:
        return refused
    return None


def _elements(view: AssessmentView) -> list[dict[str, object]]:
    """The three elements, each with its findings and whether it is needed."""
    needed = elements_needed(view.draft.minor)
    return [
        {
            "code": element,
            "needed": element in needed,
            "findings": [(one, new_id()) for one in view.entries if one.element == element],
        }
        for element in Element
    ]
