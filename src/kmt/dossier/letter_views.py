"""The page on which a letter or form is filled from the case, read, changed and made."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, opened
from kmt.care.showing import part_context
from kmt.dossier import actions, queries, wording
from kmt.dossier.forms import FORMS, LetterForm, LookForm
from kmt.dossier.letters import LOOKED, PLACES, Letter, still_open, used
from kmt.dossier.letters import letter as letter_of
from kmt.dossier.rules import ROOM, Element
from kmt.dossier.views import DONE, GET_OR_POST, attempt
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import NotFound
from kmt.partners.region import region
from kmt.vault.queries import open_identity


@never_cache
@open_to(Permission.CARE_CASE_WRITE)
@GET_OR_POST
def letter(request: StaffRequest, case_id: UUID, code: str) -> HttpResponse:
    """Fill in from the case, look at who it is when that is needed, change, make."""
    one = letter_of(code)
    if one is None:
        raise NotFound
    found = opened(request.actor, case_id, part="dossier_letter", emergency=False)
    asked, known, status = request.POST.get("do", ""), _known(found), 200
    before, document_id = _before(request, case_id, one)
    look = LookForm(request.POST if asked == "look" else None)
    if asked == "look":
        if look.is_valid():
            known |= _looked(request, found, look.cleaned_data["reason"])
        else:
            status = 422
    kind = FORMS[one.shape]
    form: LetterForm = kind(
        request.POST if asked == "make" else None, initial=before or kind.texts(one, known)
    )
    if asked == "make":
        status, made = _make(request, case_id, one, form, document_id)
        if made is not None:
            messages.success(request, _("The document is made and kept."))
            return redirect("dossier:document", case_id, made)
    context = {
        **part_context(request, found, ROOM),
        "letter": one,
        "form": form,
        "look": look,
        "looked": "person" in known,
        "asks_who": any(place in LOOKED for place in used(one)) and not before,
        "from_case": [(PLACES[place], known.get(place, "")) for place in used(one)],
        "document_id": document_id,
    }
    return render(request, "dossier/letter.html", context, status=status)


def _make(
    request: StaffRequest, case_id: UUID, one: Letter, form: LetterForm, document_id: UUID | None
) -> tuple[int, UUID | None]:
    """Make it; what still stands between brackets must be filled in or taken out first."""
    made: list[UUID] = []
    if form.is_valid():
        for name, value in form.typed().items():
            if left := still_open(value):
                words = _("Fill this in or take it out: %(left)s") % {"left": ", ".join(left)}
                form.add_error(name, words)

    def deed() -> None:
        made.append(
            actions.make_document(
                by=request.actor,
                case_id=case_id,
                letter=one,
                typed=form.typed(),
                document_id=document_id,
                token=form.sent_token,
            )
        )

    status = attempt(form, deed)
    return (status, made[0]) if status == DONE else (status, None)


def _known(case: CaseRef) -> dict[str, str]:
    """What the case tells without looking at who it is about."""
    forms = [wording.found_word(Element.PURPOSE, form) for form in case.forms]
    return {
        "number": case.number,
        "municipality": region().municipality_name(case.municipality),
        "coordinator": case.coordinator_name,
        "centre": region().centre,
        "host": region().host,
        "since": _day(clock.local(case.opened_at).date()),
        "forms": ", ".join(forms),
        "today": _day(clock.today()),
    }


def _looked(request: StaffRequest, case: CaseRef, reason: str) -> dict[str, str]:
    """Who the person is; the look is recorded before anything opens."""
    identity = open_identity(request.actor, case.person_id, reason=reason)
    born = _day(identity.birth_date) if identity.birth_date else ""
    return {"person": identity.name, "born": born}


def _before(
    request: StaffRequest, case_id: UUID, one: Letter
) -> tuple[dict[str, str], UUID | None]:
    """What an earlier version was made from, when this one follows it."""
    asked = request.POST.get("from") or request.GET.get("van", "")
    if not asked:
        return {}, None
    try:
        version_id = UUID(asked)
    except ValueError:
        raise NotFound from None
    template, document_id, values = queries.typed_before(request.actor, case_id, version_id)
    if template != one.code:
        raise NotFound
    return json.loads(values), document_id


def _day(day: object) -> str:
    with override("nl"):
        return date_format(day, "j F Y")  # type: ignore[arg-type]
