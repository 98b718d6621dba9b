"""What the desk fills in to answer; the rules of the action judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.conversation.wording import NAMES
from kmt.entrance.forms import AskedField
from kmt.kernel.form_parts import offer


class AnswerForm(forms.Form):
    """What the desk answers; a standard text is put under what stands there already."""

    standard = forms.ChoiceField(label=gettext_lazy("Standard text"), required=False)
    text = AskedField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, data: Any = None, **more: Any) -> None:
        """Offer the standard texts by name."""
        super().__init__(data, **more)
        offer(self, "standard", [("", "—"), *((code, str(name)) for code, name in NAMES.items())])
