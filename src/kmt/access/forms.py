"""What is typed when somebody asks for emergency access, or looks at one afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.access.rules import WORDS_LIMIT, Opinion
from kmt.access.wording import GROUND_WORDS, OPINION_WORDS
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id


class EmergencyForm(forms.Form):
    """Why this file cannot wait; ``token`` makes a double click one emergency."""

    ground = forms.ChoiceField(label=_("Why this cannot wait"))
    words = forms.CharField(
        label=_("What is going on"),
        help_text=_("A few words. Write no names: “the person” is enough."),
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the grounds of the rules."""
        super().__init__(*args, **kwargs)
        offer(
            self, "ground", [("", "–"), *((code, str(word)) for code, word in GROUND_WORDS.items())]
        )


class ReviewForm(forms.Form):
    """What the second person thinks of one emergency access."""

    emergency = forms.UUIDField(widget=forms.HiddenInput)
    opinion = forms.ChoiceField(
        label=_("What do you think of it?"),
        choices=[(one.value, OPINION_WORDS[one]) for one in Opinion],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, which: str = "", **kwargs: Any) -> None:
        """Keep the ids of several forms on a page apart."""
        super().__init__(*args, **{**kwargs, "auto_id": f"review{which}-%s"})
