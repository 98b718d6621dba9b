"""What is typed and ticked at the work list: which reports, for whom, under which name."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kmt.desk.rules.saving import LONGEST_NAME
from kmt.entrance.forms import TypedForm
from kmt.kernel.form_parts import offer
from kmt.vault.rules.words import WORD_PURPOSES

_CHOOSE = gettext_lazy("Choose a colleague.")


class GiveForm(TypedForm):
    """To whom."""

    to = forms.ChoiceField(
        label=gettext_lazy("Colleague"),
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        """Offer the colleagues who may weigh today, by name."""
        super().__init__(*args, **kwargs)
        by_name = sorted(people.items(), key=lambda one: one[1])
        offer(self, "to", [("", gettext("Choose")), *by_name])


class SaveViewForm(TypedForm):
    """Under which name a way to look is kept, and whether the list opens with it."""

    name = forms.CharField(
        label=gettext_lazy("Name of this view"),
        help_text=gettext_lazy("Only you see it."),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Give the view a name.")},
    )
    opens = forms.BooleanField(label=gettext_lazy("Open the list with this view"), required=False)


def ticked(values: Iterable[str]) -> dict[UUID, int]:
    """Which reports were ticked, each with the version of its line; odd values are left out."""
    found = {}
    for value in values:
        report, _colon, version = value.partition(":")
        try:
            found[UUID(report)] = int(version)
        except ValueError:
            continue
    return found


class WordsForm(forms.Form):
    """Words to find reports by, and what for."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("Two or three rare words find best: a street, a company, a colour."),
        max_length=200,
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What is it for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purpose", WORD_PURPOSES.items())
