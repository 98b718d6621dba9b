"""The accounts of everybody, for the functional administrator; each page asks for proof.

What was typed survives a refusal: the page comes back with the sentence at its field. A code for a
first log-in stands on the answer to the form, once, and nowhere else.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners import actions
from kmt.partners.actions.mine import end_all_sessions
from kmt.partners.forms.accounts import DatesForm, EndForm, NewAccountForm, RoleForm
from kmt.partners.queries import accounts as queries
from kmt.partners.queries.standing import account_of
from kmt.partners.writing import MANAGE

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(MANAGE, proven=True)
@require_http_methods(["GET", "HEAD"])
def overview(request: StaffRequest) -> HttpResponse:
    """Everybody, first those where something is missing or ends."""
    lines = queries.accounts(request.actor)
    context = {"working": [one for one in lines if not one.ended], "lines": lines}
    context["ended"] = [one for one in lines if one.ended]
    return render(request, "partners/accounts.html", context)


@open_to(MANAGE, proven=True)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """One person, one role."""
    person = NewAccountForm(request.POST or None)
    role = RoleForm(request.POST or None, initial={"valid_from": clock.today()})
    if request.method == "POST" and person.is_valid() and role.is_valid():
        try:
            return redirect("partners:account", _make(request, person, role))
        except Refused as refused:
            show_refusal(person, refused)
    status = 422 if request.method == "POST" else 200
    context = {"person": person, "role": role}
    return render(request, "partners/new.html", context, status=status)


@open_to(MANAGE, proven=True)
@GET_OR_POST
def account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """One account; every form on the page comes back here, with ``do`` saying which."""
    deed = _DEEDS.get(request.POST.get("do", ""))
    return _page(request, account_id) if deed is None else deed(request, account_id)


def _make(request: StaffRequest, person: NewAccountForm, role: RoleForm) -> UUID:
    typed = person.cleaned_data
    with transaction.atomic():
        made = actions.create_account(
            by=request.actor,
            email=typed["email"],
            name=typed["name"],
            password=None,
            screening_valid_until=None,
            training_valid_until=None,
            incidental=typed["why"] == "incidental",
        )
        actions.give_role(by=request.actor, account=made, **role.cleaned_data)
    messages.success(request, _("The account is made. Screening and training come next."))
    return made.id


def _role(request: StaffRequest, account_id: UUID) -> HttpResponse:
    form, found = RoleForm(request.POST), account_of(str(account_id))
    if found is None:
        raise NotFound

    def deed() -> None:
        actions.give_role(by=request.actor, account=found, **form.cleaned_data)

    return _try(request, account_id, form, deed, said=_("The role is noted."))


def _dates(request: StaffRequest, account_id: UUID) -> HttpResponse:
    form = DatesForm(request.POST)

    def deed() -> None:
        actions.record_dates(by=request.actor, account_id=account_id, **form.cleaned_data)

    return _try(request, account_id, form, deed, said=_("The dates are noted."))


def _end(request: StaffRequest, account_id: UUID) -> HttpResponse:
    form = EndForm(request.POST)

    def deed() -> None:
        actions.end_account(by=request.actor, account_id=account_id, **form.cleaned_data)

    return _try(request, account_id, form, deed, said=_("The account is closed."))


def _letter(request: StaffRequest, account_id: UUID) -> HttpResponse:
    code = actions.make_letter(by=request.actor, account_id=account_id)
    page = queries.account(request.actor, account_id)
    return render(request, "partners/letter.html", {"page": page, "handed": code, "lives": "week"})


def _close(request: StaffRequest, account_id: UUID) -> HttpResponse:
    actions.close_log_in(by=request.actor, account_id=account_id)
    messages.success(
        request, _("Nothing of this log-in works any more. Two colleagues can renew it.")
    )
    return redirect("partners:account", account_id)


def _sessions(request: StaffRequest, account_id: UUID) -> HttpResponse:
    end_all_sessions(by=request.actor, account_id=account_id)
    messages.success(request, _("Every session of this account has ended."))
    return redirect("partners:account", account_id)


_DEEDS: dict[str, Callable[[StaffRequest, UUID], HttpResponse]] = {
    "role": _role,
    "dates": _dates,
    "end": _end,
    "letter": _letter,
    "close": _close,
    "sessions": _sessions,
}


def _try(
    request: StaffRequest, account_id: UUID, form: Form, deed: Callable[[], None], *, said: str
) -> HttpResponse:
    if form.is_valid():
        try:
            deed()
        except NotFound:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect("partners:account", account_id)
    return _page(request, account_id, form, status=422)


def _page(
    request: StaffRequest, account_id: UUID, sent: Form | None = None, status: int = 200
) -> HttpResponse:
    page = queries.account(request.actor, account_id)
    held = {name: getattr(page, name) for name in DatesForm.base_fields}
    context = {
        "page": page,
        "dates": sent if isinstance(sent, DatesForm) else DatesForm(initial=held),
        "role": sent
        if isinstance(sent, RoleForm)
        else RoleForm(initial={"valid_from": clock.today()}),
        "end": sent if isinstance(sent, EndForm) else EndForm(),
        "sent": sent,
    }
    return render(request, "partners/account.html", context, status=status)
