"""The pages of the situation of a case: people, what happened, status, minors, the note.

What was typed survives every refusal: the page comes back with the sentence and the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.care.showing import part_context
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.situation import actions, printing, queries
from kmt.situation.forms import (
    PERSON,
    ArrangeForm,
    ExploitationForm,
    MemberForm,
    NoteForm,
    StatusForm,
)
from kmt.situation.rules import ROOM
from kmt.situation.rules.minors import VEILIG_THUIS, VT_RESEARCH
from kmt.situation.rules.people import OFFENDER
from kmt.situation.rules.status import BASIS
from kmt.vault.queries import id_of_label

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@open_to(Permission.CARE_CASE_READ)
@GET_OR_POST
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """All of the situation; with a post, somebody is no longer in the case."""
    if request.method == "POST":
        try:
            member_id = UUID(request.POST["member"])
        except (KeyError, ValueError) as wrong:
            raise NotFound from wrong
        actions.end_member(by=request.actor, case_id=case_id, member_id=member_id)
        messages.success(request, _("No longer in the case; what was written down stays."))
        return redirect("situation:case", case_id=case_id)
    found = opened(request.actor, case_id, part=ROOM)
    known = queries.situation_of(request.actor, found)
    context = {**part_context(request, found, ROOM), "known": known, "young": _young(known)}
    return render(request, "situation/case.html", context)


@dataclass(frozen=True, slots=True, kw_only=True)
class Young:
    """Somebody for whom something must be arranged, with how far each thing is."""

    member: queries.Member
    duties: tuple[tuple[str, queries.ArrangementRead | None], ...]


def _young(known: queries.Situation) -> list[Young]:
    found = []
    for member in known.young:
        done = known.arranged(member.id)
        duties = _duties(member.age.duties if member.age else (), done)
        found.append(Young(member=member, duties=tuple((one, done.get(one)) for one in duties)))
    return found


def _duties(duties: Iterable[str], done: Iterable[str]) -> list[str]:
    """What must be arranged; the research of Veilig Thuis only once it was reported there."""
    return [*duties, *([VT_RESEARCH] if VEILIG_THUIS in set(done) else [])]


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def member(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Put somebody in the case."""
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    form = MemberForm(_sent(request), today=clock.today())

    def deed() -> None:
        new = form.new(_person(request, form.cleaned_data["label"]))
        actions.add_member(by=request.actor, case_id=case_id, new=new, token=_token(form))

    said = _("This person is in the case now.")
    return _try(request, found, form, deed, template="situation/member.html", said=said)


def _person(request: StaffRequest, label: str) -> UUID | None:
    """Who a pseudonym belongs to, as far as they exist for this reader."""
    if not label.strip():
        return None
    found = id_of_label(request.actor, label)
    if found is None:
        sentence = _("Nobody with this pseudonym is known to you. Leave it empty, or check it.")
        raise Invalid(sentence, fields={"label": sentence})
    return found


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def exploitation(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Write down what happened; ``?van=`` the one of which this is the next version."""
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    known = queries.situation_of(request.actor, found)
    before = known.situation(_id(request.GET["van"])) if "van" in request.GET else None
    form = ExploitationForm(
        _sent(request),
        people=known.victims,
        today=clock.today(),
        initial=ExploitationForm.of(before) if before else {},
    )
    if before:
        del form.fields["who"]
    else:
        del form.fields["why"]

    def deed() -> None:
        form.cleaned_data.setdefault("why", "")
        actions.describe(
            by=request.actor,
            case_id=case_id,
            new=form.new(),
            token=_token(form),
            situation_id=before.situation_id if before else None,
            member_id=None if before else form.member_id(),
        )

    return _try(
        request,
        found,
        form,
        deed,
        template="situation/exploitation.html",
        said=_("It is written down."),
        before=before,
    )


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def status(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """One step on the ladder."""
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    known = queries.situation_of(request.actor, found)
    form = StatusForm(_sent(request), people=known.victims, today=clock.today())

    def deed() -> None:
        actions.set_status(
            by=request.actor,
            case_id=case_id,
            new=form.new(),
            token=_token(form),
            member_id=form.member_id(),
        )

    said = _("The status is written down.")
    return _try(
        request, found, form, deed, template="situation/status.html", said=said, known=known
    )


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def arrange(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """How far something is for a minor; ``?wie=`` and ``?wat=`` fill in what was clicked on."""
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    known = queries.situation_of(request.actor, found)
    people = [one for one in known.members if one.role != OFFENDER]
    duties = dict.fromkeys(
        duty for one in _young(known) for duty, _done in one.duties
    ) or dict.fromkeys([VEILIG_THUIS])
    clicked = {"who": request.GET.get("wie") or PERSON, "duty": request.GET.get("wat", "")}
    form = ArrangeForm(
        _sent(request), people=people, duties=duties, today=clock.today(), initial=clicked
    )

    def deed() -> None:
        data = form.cleaned_data
        actions.arrange(
            by=request.actor,
            case_id=case_id,
            duty=data["duty"],
            state=data["state"],
            happened_on=data["happened_on"],
            words=data["words"],
            token=_token(form),
            member_id=form.member_id(),
        )

    said = _("It is written down.")
    return _try(request, found, form, deed, template="situation/arrange.html", said=said)


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def note(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The note on not punishing: what holds, who may have it, and writing the next version."""
    found = opened(request.actor, case_id, part=ROOM, emergency=False)
    notes = queries.notes_of(request.actor, case_id)
    form = NoteForm(_sent(request), initial=NoteForm.of(notes[0] if notes else None))

    def deed() -> None:
        actions.write_note(by=request.actor, case_id=case_id, new=form.new(), token=_token(form))

    return _try(
        request,
        found,
        form,
        deed,
        template="situation/note.html",
        said=_("The note is kept."),
        to="situation:note",
        notes=notes,
        basis=BASIS,
        receivers=printing.receivers(request.actor, found) if notes else (),
    )


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET
def note_pdf(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The note as a PDF for one receiver, by a decision to share that holds (``?besluit=``)."""
    found = opened(request.actor, case_id, part="situation_note_pdf", emergency=False)
    notes = queries.notes_of(request.actor, case_id)
    if not notes:
        raise NotFound
    decided = printing.receiver(request.actor, found, request.GET.get("besluit", ""))
    pdf = printing.note_pdf(found, notes[0], decided, moment=clock.now())
    name = f'attachment; filename="notitie-{found.number}.pdf"'
    headers = {"Content-Disposition": name}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _token(form: django_forms.Form) -> UUID:
    token: UUID = form.cleaned_data["token"]
    return token


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotFound from wrong


def _try(
    request: StaffRequest,
    found: CaseRef,
    form: django_forms.Form,
    deed: Callable[[], None],
    *,
    template: str,
    said: str,
    to: str = "situation:case",
    **more: Any,
) -> HttpResponse:
    """Do what a form asks and send the browser on; or show the page with what was typed."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            deed()
        except (NotFound, NotPermitted):
            raise
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            messages.success(request, said)
            return redirect(to, case_id=found.id)
    context = {**part_context(request, found, ROOM), "form": form, **more}
    return render(request, template, context, status=status)
