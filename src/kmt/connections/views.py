"""The page of what one record has in common with others."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.connections import actions, queries
from kmt.connections.drawing import picture_of
from kmt.connections.forms import MentionForm
from kmt.connections.wording import ALL_WORDS
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound


@open_to(Permission.CONNECTIONS_MENTION_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: StaffRequest, object_id: UUID) -> HttpResponse:
    """What a record names and shares; put down what is new, take away what was wrong."""
    form = MentionForm(request.POST if request.POST.get("do") == "note" else None)
    if request.method == "POST" and _done(request, object_id, form):
        return redirect("connections:record", object_id)
    found = queries.connections(request.actor, object_id)
    words = {code: str(said) for code, said in ALL_WORDS.items()}
    context = {
        "found": found,
        "form": form,
        "writes": request.actor.may(Permission.CONNECTIONS_MENTION_WRITE),
        "picture": picture_of(found, words) if found.shared else None,
    }
    status = 422 if form.errors else 200
    return render(request, "connections/record.html", context, status=status)


def _done(request: StaffRequest, object_id: UUID, form: MentionForm) -> bool:
    """Do what was asked; False when something typed must be looked at again."""
    if request.POST.get("do") == "remove":
        actions.remove_mention(by=request.actor, object_id=object_id, mention_id=_id(request))
        messages.success(request, _("Taken away."))
        return True
    if request.POST.get("do") == "offered":
        chosen = set(request.POST.getlist("offered"))
        offered = queries.connections(request.actor, object_id).offered
        found = [(kind, words) for kind, words in offered if f"{kind}:{words}" in chosen]
    elif form.is_valid():
        found = [form.thing()]
    else:
        return False
    try:
        new = actions.note_mentions(by=request.actor, object_id=object_id, found=found)
    except Invalid as refused:
        show_refusal(form, refused)
        return False
    said = ngettext("%(new)s thing is put down.", "%(new)s things are put down.", new)
    messages.success(request, said % {"new": new})
    return True


def _id(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("mention", ""))
    except ValueError as wrong:
        raise NotFound from wrong
