"""What is typed on the pages of care, and how it becomes what the actions take.

Every form that adds something carries a ``token``: sent twice, it adds one thing. The forms check
shape and length; whether something may is for the rules, by way of the actions.
"""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from kmt.care import wording
from kmt.care.casefile import CaseView
from kmt.care.rules import (
    MINUTES_LIMIT,
    OWNER_LIMIT,
    TEXT_LIMIT,
    WRITTEN,
    EventKind,
    Move,
    NewAction,
)
from kmt.care.states import State
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.vault.rules import LOOK_REASONS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")


def long_field(
    label: "str | _StrPromise",
    *,
    rows: int = 3,
    required: bool = True,
    hint: "str | _StrPromise" = "",
) -> forms.CharField:
    """Words of some lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=TEXT_LIMIT, widget=area
    )


def day_field(label: "str | _StrPromise", *, required: bool = True) -> forms.DateField:
    """A day, by the picker of the browser or typed."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class _Named(forms.Form):
    """One of several forms on a page: its name keeps the ids of its fields apart."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{**kwargs, "auto_id": f"{self.name}-%s"})


class _Sent(_Named):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class ActionForm(_Sent):
    """What must happen, by whom, before when."""

    name = "action"
    what = long_field(gettext_lazy("What must happen"), rows=2, hint=_NO_NAMES)
    owner = forms.CharField(
        label=gettext_lazy("Who does it"),
        help_text=gettext_lazy("Leave empty when you do it yourself."),
        required=False,
        max_length=OWNER_LIMIT,
    )
    due = day_field(gettext_lazy("Before or on"))

    def new_action(self) -> NewAction:
        """What the action takes."""
        data = self.cleaned_data
        return NewAction(what=data["what"], owner=data["owner"], due=data["due"])


class NoteForm(_Sent):
    """A contact or a note."""

    name = "note"
    kind = forms.ChoiceField(label=gettext_lazy("What is it"))
    happened_on = day_field(gettext_lazy("On which day"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        help_text=gettext_lazy("What it took, about. Leave empty when you do not know."),
        required=False,
        min_value=0,
        max_value=MINUTES_LIMIT,
    )
    text = long_field(gettext_lazy("What happened"), hint=_NO_NAMES)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the kinds that are written by hand; today is the day unless said otherwise."""
        super().__init__(*args, **kwargs)
        kinds = [one for one in EventKind if one in WRITTEN]
        offer(self, "kind", [(one.value, wording.event_word(one)) for one in kinds])
        self.fields["happened_on"].initial = today


class MoveForm(_Sent):
    """Where the case goes, and why; only what the rules allow can be chosen."""

    name = "move"
    to = forms.ChoiceField(label=gettext_lazy("New state"), widget=forms.RadioSelect)
    closing_reason = forms.ChoiceField(
        label=gettext_lazy("Reason of closing"),
        help_text=gettext_lazy("Only when you close the case."),
        required=False,
    )
    reason = long_field(gettext_lazy("Why"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Take any state: what may not be is for the rules, with their sentence."""
        super().__init__(*args, **kwargs)
        offer(self, "to", wording.state_pairs(State))
        offer(self, "closing_reason", wording.closing_pairs(today))

    def offer_allowed(self, case: CaseView) -> None:
        """Show what the rules allow now, and note which version of the case the reader sees."""
        allowed = [one.to for one in case.moves if one.decision.allowed]
        offer(self, "to", wording.state_pairs(allowed))
        self.fields["version"].initial = case.version
        if State.CLOSED not in allowed and not self.errors.get("closing_reason"):
            del self.fields["closing_reason"]
        if self.is_bound:
            self.data = {**{name: self.data[name] for name in self.data}, "version": case.version}

    def move(self) -> Move:
        """What the action takes."""
        data = self.cleaned_data
        return Move(
            to=State(data["to"]),
            reason=data["reason"],
            version=data["version"],
            closing_reason=data["closing_reason"],
        )


class FormsForm(_Sent):
    """Which forms of exploitation a case is about."""

    name = "forms"
    forms = forms.MultipleChoiceField(
        label=gettext_lazy("Forms of exploitation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the forms that the law or practice knows today."""
        super().__init__(*args, **kwargs)
        offer(self, "forms", wording.form_pairs(today))


class LookForm(_Named):
    """Why somebody wants to know who the person is."""

    name = "look"
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you want to see this?"),
        choices=[("", "–"), *LOOK_REASONS.items()],
    )
