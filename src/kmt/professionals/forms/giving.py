"""What the desk fills in to give a code, and the manager of accounts to make a key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.entrance.forms import AskedField
from kmt.kernel.form_parts import offer
from kmt.professionals.queries import organisations
from kmt.professionals.rules.codes import LinkAsked
from kmt.professionals.wording import DAYS, HOURS

_NOT_IN_LIST = {"invalid_choice": gettext_lazy("Choose an answer from the list.")}
ONCE, STANDING = "once", "standing"


class _Giving(forms.Form):
    """For which organisation, and how long."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        error_messages={
            **_NOT_IN_LIST,
            "required": gettext_lazy("Choose an organisation from the list."),
        },
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [("", "—"), *organisations().items()])


class GiveForm(_Giving):
    """A code: for one professional once, or for an organisation until its end."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of code?"),
        widget=forms.RadioSelect,
        initial=ONCE,
        choices=(
            (ONCE, gettext_lazy("For one person, to report once")),
            (STANDING, gettext_lazy("For an organisation, until its end")),
        ),
        error_messages=_NOT_IN_LIST,
    )
    name = AskedField(
        label=gettext_lazy("For whom?"),
        help_text=gettext_lazy("Leave it open for a whole organisation."),
    )
    function = forms.CharField(label=gettext_lazy("Function"), required=False)
    purpose = AskedField(
        label=gettext_lazy("For what?"),
        help_text=gettext_lazy("In a few words, without names of people it is about."),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("How long, for one person?"),
        choices=HOURS,
        coerce=int,
        empty_value=None,
        initial=24,
        error_messages=_NOT_IN_LIST,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long, for an organisation?"),
        choices=DAYS,
        coerce=int,
        empty_value=None,
        initial=90,
        error_messages=_NOT_IN_LIST,
    )

    field_order = (
        *("kind", "organisation", "name", "function", "purpose", "hours", "days", "token"),
    )

    def asked(self) -> LinkAsked:
        """What is asked, as a plain value."""
        found = self.cleaned_data
        return LinkAsked(
            **{name: found[name] for name in ("organisation", "name", "function", "purpose")},
            hours=found["hours"] or 0,
            days=found["days"] or 0,
            standing=found["kind"] == STANDING,
        )


class KeyForm(_Giving):
    """A key for the system of an organisation."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("How long?"),
        choices=DAYS,
        coerce=int,
        empty_value=None,
        initial=180,
        error_messages=_NOT_IN_LIST,
    )

    field_order = ("organisation", "days", "token")
