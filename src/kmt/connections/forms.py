"""What is typed about a thing that a record names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.connections.actions import LONGEST
from kmt.connections.rules.kinds import Kind
from kmt.connections.wording import KIND_WORDS
from kmt.kernel.form_parts import offer


class MentionForm(forms.Form):
    """One thing: what it is, and how it is written."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"))
    value = forms.CharField(
        label=gettext_lazy("As it is written"),
        max_length=LONGEST,
        help_text=gettext_lazy("Not the name of a person: that goes under Persons."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Offer the kinds."""
        super().__init__(data)
        offer(self, "kind", [(str(code), str(words)) for code, words in KIND_WORDS.items()])

    def thing(self) -> tuple[Kind, str]:
        """The kind and the words."""
        return Kind(self.cleaned_data["kind"]), self.cleaned_data["value"]
