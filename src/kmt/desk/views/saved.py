"""The ways to look through the list that somebody keeps: adding one, and changing them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.desk import narrowing
from kmt.desk.actions.saving import open_with, remove_view, rename_view, save_view
from kmt.desk.forms import SaveViewForm
from kmt.desk.saved import SavedRead, saved_views
from kmt.desk.views.listpage import context_of
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One of them with the form that changes its name."""

    id: UUID
    name: str
    address: str
    opens: bool
    form: SaveViewForm


@open_to(Permission.INTAKE_REPORT_LIST)
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: StaffRequest) -> HttpResponse:
    """Show them; keep one more, or change, open with or take away one."""
    if request.method != "POST":
        return _page(request)
    do = request.POST.get("do", "")
    if do == "save":
        return _save(request)
    if do == "plain":
        open_with(by=request.actor, view_id=None)
        messages.success(request, _("The list opens with what is to do now."))
        return redirect("desk:saved")
    view_id = _id(request)
    if do == "rename":
        return _rename(request, view_id)
    if do == "open":
        open_with(by=request.actor, view_id=view_id)
        messages.success(request, _("The list opens with this view from now on."))
    elif do == "remove":
        remove_view(by=request.actor, view_id=view_id)
        messages.success(request, _("The view is taken away. The reports stay."))
    return redirect("desk:saved")


def _save(request: StaffRequest) -> HttpResponse:
    """Keep what the address asks; refused, the list comes back with what was typed."""
    actor = request.actor
    asked = narrowing.asked(actor, request.GET)
    address = narrowing.query(actor, asked.view, asked.narrowed)
    form = SaveViewForm(request.POST)
    if form.is_valid():
        try:
            save_view(by=actor, address=address, **form.cleaned_data)
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The view is kept."))
            return redirect(f"{reverse('desk:reports')}?{address}")
    context = context_of(actor, asked, save_form=form)
    return render(request, "desk/reports.html", context, status=422)


def _rename(request: StaffRequest, view_id: UUID) -> HttpResponse:
    form = SaveViewForm(request.POST, prefix=None)
    if form.is_valid():
        try:
            rename_view(by=request.actor, view_id=view_id, name=form.cleaned_data["name"])
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The name is changed."))
            return redirect("desk:saved")
    return _page(request, wrong={view_id: form}, status=422)


def _page(
    request: StaffRequest, *, wrong: dict[UUID, SaveViewForm] | None = None, status: int = 200
) -> HttpResponse:
    kept = [_kept(one, (wrong or {}).get(one.id)) for one in saved_views(request.actor)]
    if wrong and not set(wrong) & {one.id for one in kept}:
        raise NotFound
    return render(request, "desk/saved.html", {"kept": kept}, status=status)


def _kept(one: SavedRead, form: SaveViewForm | None) -> Kept:
    """Each form has ids of its own on the page, and the same names."""
    form = form or SaveViewForm(initial={"name": one.name})
    form.auto_id = f"id_{one.id}_%s"
    return Kept(id=one.id, name=one.name, address=one.address, opens=one.opens, form=form)


def _id(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("view", ""))
    except ValueError:
        raise NotFound from None
