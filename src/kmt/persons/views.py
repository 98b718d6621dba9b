"""The pages of one person in the vault: by label, and what opens is recorded.

Addresses hold an id and never a name; titles say what the page is and never of whom.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, NotFound, Refused
from kmt.persons.beside import safe_contact
from kmt.persons.forms import AmendForm, MergeForm, ReasonForm, RoleForm, SaidForm
from kmt.persons.places import Place, near, only_looking
from kmt.vault import actions, queries

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_FILES = {
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "pdf": ("application/pdf", "pdf"),
}


@never_cache
@open_to(Permission.VAULT_PERSON_OPEN)
@GET_OR_POST
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The outside of a person: parts, records, who they are one with; and the way to the rest."""
    places = near(request.actor, person_id, changing=request.method == "POST")
    form = RoleForm(request.POST or None, actor=request.actor)
    if form.is_valid() and _attempt(form, lambda: _give(request, person_id, form)) is None:
        messages.success(request, _("The role is added."))
        return redirect("persons:person", person_id)
    return _person_page(request, person_id, form, places, status=422 if request.POST else 200)


def _give(request: StaffRequest, person_id: UUID, form: RoleForm) -> None:
    where, role = form.chosen()
    actions.give_role(by=request.actor, person_id=person_id, role=role, compartment=where)


@open_to(Permission.VAULT_PERSON_AMEND)
@require_POST
def end_role(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A part that does not hold any more; it stays to be seen that it did."""
    near(request.actor, person_id, changing=True)
    try:
        role_id = UUID(request.POST.get("role", ""))
    except ValueError as wrong:
        raise NotFound from wrong
    try:
        actions.end_role(by=request.actor, person_id=person_id, role_id=role_id)
    except NotFound:
        raise
    except Refused as refused:
        messages.warning(request, refused.words)
    else:
        messages.success(request, _("The role is ended."))
    return redirect("persons:person", person_id)


@never_cache
@open_to(Permission.VAULT_PERSON_OPEN)
@GET
def contact(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """How to reach somebody without danger, before any contact."""
    places = near(request.actor, person_id)
    context = {"safe": safe_contact(request.actor, person_id), "places": places}
    return render(request, "persons/contact.html", context)


@never_cache
@open_to(Permission.VAULT_PERSON_AMEND)
@GET_OR_POST
def amend(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Correct or complete who a person is; what it said before stays, sealed, with the source."""
    actor = request.actor
    near(actor, person_id, changing=True)
    identity, version = queries.identity_to_amend(actor, person_id)
    number = len(identity.addresses)
    if request.method != "POST":
        form = AmendForm(initial=AmendForm.of(identity, version), actor=actor, addresses=number)
        return _amend_page(request, person_id, form)
    form = AmendForm(request.POST, actor=actor, addresses=number)
    status = 422
    if form.is_valid():
        refused = _attempt(form, lambda: _amend(request, person_id, form))
        if refused is None:
            messages.success(request, _("The details are saved."))
            return redirect("persons:person", person_id)
        status = refused.status
        if isinstance(refused, Conflict):
            form.data = request.POST.dict() | {"version": str(version)}
    return _amend_page(request, person_id, form, status)


def _amend(request: StaffRequest, person_id: UUID, form: AmendForm) -> None:
    actions.amend_person(
        by=request.actor,
        person_id=person_id,
        identity=form.identity(),
        version=form.cleaned_data["version"],
        source=form.cleaned_data["source"],
    )


def _amend_page(
    request: StaffRequest, person_id: UUID, form: AmendForm, status: int = 200
) -> HttpResponse:
    context = {
        "card": queries.person_card(request.actor, person_id),
        "form": form,
        "history": queries.identity_history(request.actor, person_id),
    }
    return render(request, "persons/amend.html", context, status=status)


@never_cache
@open_to(Permission.VAULT_PERSON_MERGE)
@GET_OR_POST
def same(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say that two persons are one, or not after all; with the history, and reversible."""
    near(request.actor, person_id, changing=True)
    splitting = request.POST.get("do") == "split"
    merge = MergeForm(request.POST if request.POST and not splitting else None, prefix="merge")
    split = ReasonForm(request.POST if splitting else None, prefix="split")
    sent, deed = (split, _split) if splitting else (merge, _merge)
    status = 422 if request.method == "POST" else 200
    if sent.is_valid():
        refused = _attempt(sent, lambda: deed(request, person_id, sent))
        if refused is None:
            messages.success(request, _("It is written down, and can be taken back."))
            return redirect("persons:same", person_id)
        status = refused.status
    context = {
        "card": queries.person_card(request.actor, person_id),
        "history": queries.link_history(request.actor, person_id),
        "merge": merge,
        "split": split,
        "sent": sent,
    }
    return render(request, "persons/same.html", context, status=status)


def _merge(request: StaffRequest, person_id: UUID, form: Form) -> None:
    into = queries.id_of_label(request.actor, form.cleaned_data["label"])
    if into is None:
        raise Refused("Er is geen persoon met dit kenmerk die jij kunt zien.", "Kijk het na.")
    actions.merge_persons(
        by=request.actor, person_id=person_id, into_id=into, reason=form.cleaned_data["reason"]
    )


def _split(request: StaffRequest, person_id: UUID, form: Form) -> None:
    actions.split_person(by=request.actor, person_id=person_id, reason=form.cleaned_data["reason"])


@never_cache
@open_to(Permission.VAULT_CONSENT_READ)
@GET_OR_POST
def consents(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What somebody said about sharing, per purpose and recipient; refusing never stops help."""
    posted = request.method == "POST"
    places = near(request.actor, person_id, changing=posted)
    form = SaidForm(request.POST, request.FILES) if posted else SaidForm()
    status = 422 if posted else 200
    if _too_large(request):
        form.add_error("document", _("This file is larger than 2 MB. Make it smaller."))
    if form.is_valid():
        refused = _attempt(form, lambda: _say(request, person_id, form))
        if refused is None:
            messages.success(request, _("What was said is written down."))
            return redirect("persons:consents", person_id)
        status = refused.status
    context = {
        "card": queries.person_card(request.actor, person_id),
        "consents": queries.consents(request.actor, person_id),
        "form": form,
        "may_write": request.actor.may(Permission.VAULT_CONSENT_WRITE) and not only_looking(places),
        "places": places,
    }
    return render(request, "persons/consents.html", context, status=status)


def _too_large(request: StaffRequest) -> bool:
    return any(getattr(one, "too_large", False) for one in request.upload_handlers)


def _say(request: StaffRequest, person_id: UUID, form: SaidForm) -> None:
    actions.record_consent(
        by=request.actor,
        person_id=person_id,
        purpose=form.cleaned_data["purpose"],
        recipient=form.cleaned_data["recipient"],
        said=form.said(),
        document=form.file(),
        token=form.sent_token(),
    )


@never_cache
@open_to(Permission.VAULT_CONSENT_READ)
@GET
def consent_document(request: StaffRequest, person_id: UUID, step_id: UUID) -> HttpResponse:
    """The form of a consent, as a file to save; it is never shown inside a page."""
    near(request.actor, person_id)
    kind, content = queries.consent_document(request.actor, person_id, step_id)
    media, suffix = _FILES[kind]
    name = f'attachment; filename="toestemming.{suffix}"'
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": name})


def _person_page(
    request: StaffRequest,
    person_id: UUID,
    form: RoleForm,
    places: tuple[Place, ...],
    *,
    status: int,
) -> HttpResponse:
    actor, changes = request.actor, not only_looking(places)
    context = {
        "card": queries.person_card(actor, person_id),
        "places": places,
        "form": form,
        "may_amend": changes and actor.may(Permission.VAULT_PERSON_AMEND),
        "may_merge": changes and actor.may(Permission.VAULT_PERSON_MERGE),
        "may_read_consent": actor.may(Permission.VAULT_CONSENT_READ),
    }
    return render(request, "persons/person.html", context, status=status)


def _attempt(form: Form, deed: Callable[[], None]) -> Refused | None:
    """Act; a refusal that somebody can mend becomes an error of the form."""
    try:
        deed()
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return refused
    return None
