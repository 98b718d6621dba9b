"""Forms of the public side: nothing that was typed is lost, and no sign stays that nobody typed.

The rooms above inherit these for what they ask; nothing here knows what that is.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

#: Signs that turn what follows around, or take no room: they come along with a copied number, can
#: make a page say something else than was typed, or pass for a story where there is none.
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def seen(text: str) -> str:
    """The text as it looks, with one kind of line end; nobody misses what is left out here."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def readable(text: str) -> str:
    """The text without what no keyboard types: null bytes, halves of characters, controls."""
    text = seen(text)
    return "".join(
        one for one in text if one in "\n\t" or unicodedata.category(one) not in {"Cc", "Cs"}
    )


class AskedField(forms.CharField):
    """Shown as needed, but not refused here: a rule or a page has a better sentence for it."""

    def validate(self, value: str) -> None:
        """Let an empty answer through to whoever judges it."""


class TypedForm(forms.Form):
    """A form that first takes out unreadable characters and says that it did."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.repaired = False
        super().__init__(None if data is None else self._readable(data), **more)

    def clean(self) -> dict[str, Any]:
        """Ask to look once more when characters were taken out."""
        if self.repaired:
            raise forms.ValidationError(
                _("There were characters that we cannot keep. We took them out.")
                + " "
                + _("Read your text once more and send it again.")
            )
        return self.cleaned_data

    def _readable(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        single = ((name, [value]) for name, value in data.items())
        lists = data.lists() if isinstance(data, MultiValueDict) else single
        kept: MultiValueDict[str, Any] = MultiValueDict()
        for name, values in lists:
            typed = [str(value) for value in values]
            kept.setlist(name, [readable(value) for value in typed])
            self.repaired |= kept.getlist(name) != [seen(value) for value in typed]
        return kept
