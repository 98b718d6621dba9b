"""What is typed on the pages of the tracks; whether it may be is for the rules."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.entrance.forms import TypedForm
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.tracks.loading import TICKED, tracks
from kmt.tracks.queries import Entered
from kmt.tracks.rules import Entry, Kind, Stands, StepNow, TrackNow

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_PICK = gettext_lazy("Choose an answer from the list.")
_DAY = gettext_lazy("Enter a day, for example 4-12-2026.")


def _day(label: "str | _StrPromise", **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"required": _DAY, "invalid": _DAY}, **more
    )


def _choice(label: "str | _StrPromise") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, error_messages={"required": _PICK, "invalid_choice": _PICK}
    )


class _TakenForm(TypedForm):
    """What entering a step and correcting one ask both."""

    on = _day(
        gettext_lazy("On which day"),
        help_text=gettext_lazy("The day it happened, also when that is longer ago."),
    )
    until = _day(
        gettext_lazy("Last day that stands on the decision"),
        help_text=gettext_lazy("Only when a paper names one. It goes before the rule."),
        required=False,
    )
    told_by = _choice(gettext_lazy("From whom do you know"))
    words = forms.CharField(
        label=gettext_lazy("In a few words, if that helps"),
        help_text=gettext_lazy("Write no names: “the person” is enough."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ((code, words) for code, words in tracks().told_by.items() if code != TICKED)
        offer(self, "told_by", (("", _("Choose")), *known))

    def entry(self, step: str = "") -> Entry:
        """What the action takes."""
        data = self.cleaned_data
        return Entry(
            step=step or data["step"],
            on=data["on"],
            until=data["until"],
            told_by=data["told_by"],
            words=data["words"],
            anyway=data.get("anyway", False),
        )


class StepForm(_TakenForm):
    """A step that was taken."""

    step = _choice(gettext_lazy("What happened"))
    anyway = forms.BooleanField(
        label=gettext_lazy("It happened all the same, although the step is shut"), required=False
    )
    field_order = ("step", "on", "until", "told_by", "words", "anyway")

    def __init__(self, *args: Any, now: TrackNow, today: date, **kwargs: Any) -> None:
        """Offer every step of the track: those possible now first, what is shut last."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        step = self.fields["step"]
        if isinstance(step, forms.ChoiceField):
            step.choices = [("", _("Choose")), *_groups(now)]


def _groups(now: TrackNow) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    steps = [one for one in now.steps if one.step.kind is not Kind.FACT]
    facts = [one for one in now.steps if one.step.kind is Kind.FACT and not one.days]
    groups = (
        (_("Possible now"), [one for one in steps if one.stands is Stands.OPEN]),
        (_("About the person"), facts),
        (_("Not there yet"), [one for one in steps if one.stands is Stands.LATER]),
        (_("Shut"), [one for one in steps if one.stands is Stands.CLOSED]),
        (_("Stands there already"), [one for one in steps if one.stands is Stands.DONE]),
    )
    return [(name, _pairs(found)) for name, found in groups if found]


def _pairs(found: Iterable[StepNow]) -> list[tuple[str, str]]:
    return [(one.step.code, one.step.dutch) for one in found]


class CorrectForm(_TakenForm):
    """Another day or other words for what was entered; or that it did not take place."""

    withdrawn = forms.BooleanField(
        label=gettext_lazy("It did not take place: take it out of the clock"),
        help_text=gettext_lazy("Say in a few words why. What you entered stays visible."),
        required=False,
    )
    field_order = ("on", "until", "told_by", "words", "withdrawn")

    @staticmethod
    def of(row: Entered) -> dict[str, Any]:
        """What stands there now."""
        return {"on": row.on, "until": row.until, "told_by": row.told_by, "words": row.words}
