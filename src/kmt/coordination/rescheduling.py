"""Moving one's own open actions to another day, many at once: what is planned, never a legal term.

A term of the law or of another part of the case follows from what happened; it is not planned here.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.care.actions import reschedule
from kmt.care.caseloads import OwnLine, own_lines
from kmt.care.forms import day_field, long_field
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import offer, show_refusal
from kmt.kernel.refusals import Invalid, Refused

WEEKS = (1, 2, 4)


class RescheduleForm(forms.Form):
    """Which lines, to which day or how many weeks further, and why."""

    lines = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which actions"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    weeks = forms.ChoiceField(label=gettext_lazy("How much later"), required=False)
    day = day_field(gettext_lazy("Or to this day"), required=False)
    reason = long_field(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, own: Collection[OwnLine], **kwargs: Any) -> None:
        """Offer the lines that are there."""
        super().__init__(*args, **kwargs)
        offer(self, "lines", [(str(one.line.id), one.line.what) for one in own])
        weeks = [
            (str(n), ngettext("%(n)s week later", "%(n)s weeks later", n) % {"n": n}) for n in WEEKS
        ]
        offer(self, "weeks", [("", "–"), *weeks])

    def later(self) -> tuple[date | None, timedelta]:
        """A day, or how much later; refuses neither and both."""
        day, weeks = self.cleaned_data["day"], self.cleaned_data["weeks"]
        if bool(day) == bool(weeks):
            sentence = "Kies hoeveel weken later, of een dag; een van de twee."
            raise Invalid(sentence, fields={"weeks": sentence})
        return day, timedelta(weeks=int(weeks or 0))


@open_to(Permission.CARE_CASE_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def move_lines(request: StaffRequest) -> HttpResponse:
    """One's own actions, to be ticked and moved together."""
    own = own_lines(request.actor)
    form = RescheduleForm(request.POST or None, own=own)
    status = 422 if request.POST else 200
    if form.is_valid():
        try:
            moved = _move(request.actor, form)
        except Refused as refused:
            show_refusal(form, refused)
            status = refused.status
        else:
            said = ngettext("%(n)s action moved.", "%(n)s actions moved.", moved) % {"n": moved}
            messages.success(request, said)
            return redirect("care:move_lines")
    context = {"form": form, "own": own, "today": clock.today()}
    return render(request, "coordination/move_lines.html", context, status=status)


def _move(by: Actor, form: RescheduleForm) -> int:
    day, later = form.later()
    data = form.cleaned_data
    return reschedule(by=by, lines=data["lines"], day=day, later=later, reason=data["reason"])
