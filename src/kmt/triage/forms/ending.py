"""What the desk fills in at the end of a report: what the reporter hears, closing, duplicates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.conversation.standard import standard_text
from kmt.conversation.wording import NAMES
from kmt.entrance.forms import AskedField
from kmt.entrance.languages import LANGUAGES
from kmt.intake import wording
from kmt.kernel.form_parts import offer
from kmt.triage.forms.versioned import PICK, VersionedForm
from kmt.triage.rules import POINTS, ToldBack
from kmt.triage.told_back import right_places, texts_for
from kmt.vocabulary.wording import choices, language

_FEW = {"rows": 3}


def _in_words(label: Any, **more: Any) -> AskedField:
    """A few words; the rule says it when they are missing or too many."""
    return AskedField(label=label, widget=forms.Textarea(attrs=_FEW), **more)


class AskedChoice(forms.ChoiceField):
    """One of a few, shown as needed; left open, the rule has a better sentence for it."""

    def validate(self, value: str) -> None:
        """Let an empty answer through to whoever judges it."""
        if value:
            super().validate(value)


def _one_of(label: Any) -> forms.ChoiceField:
    return AskedChoice(
        label=label, widget=forms.RadioSelect, error_messages={"invalid_choice": PICK}
    )


class FeedbackForm(VersionedForm):
    """What the reporter hears, by which way and in which language; or why they cannot hear it."""

    way = _one_of(gettext_lazy("How does the reporter hear it?"))
    text = _one_of(gettext_lazy("What may be said"))
    place = forms.ChoiceField(
        label=gettext_lazy("Where can the reporter go?"),
        help_text=gettext_lazy("Only with the text that it belongs somewhere else."),
        required=False,
        error_messages={"invalid_choice": PICK},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), error_messages={"required": PICK, "invalid_choice": PICK}
    )
    words = _in_words(
        gettext_lazy("Own words, behind the text"),
        help_text=gettext_lazy(
            "No names, no numbers, nothing about the person it is about, "
            "and not whether there is a file."
        ),
        required=False,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I read my own words once more, and the reporter may hear this"),
        required=False,
    )
    reason = _in_words(
        gettext_lazy("Why not"),
        help_text=gettext_lazy("Only when it is not possible or not safe."),
        required=False,
    )

    def __init__(self, *args: Any, ways: Iterable[str], outcome: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "way", ((code, wording.feedback(code)) for code in ways))
        offer(self, "text", ((code, _name_and_text(code)) for code in texts_for(outcome)))
        places = ((one.code, f"{one.name}: {one.about}") for one in right_places().values())
        if POINTS in texts_for(outcome):
            offer(self, "place", (("", _("Choose a place")), *places))
        else:
            del self.fields["place"]
        offer(self, "language", LANGUAGES)

    def told(self) -> ToldBack:
        """What is to be told, as a plain value."""
        found = self.cleaned_data
        names = ("way", "text", "language", "place", "words", "reason", "sure")
        return ToldBack(**{name: found[name] for name in names if name in found})


class CloseForm(VersionedForm):
    """What came of a report, and a few words if they help."""

    came_of = _one_of(gettext_lazy("What came of it?"))
    words = _in_words(
        gettext_lazy("In a few words, if that helps"),
        help_text=gettext_lazy("For colleagues; the reporter does not read this."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "came_of", choices("report_closing", on))


class ReopenForm(VersionedForm):
    """Why a report is opened again."""

    reason = _in_words(gettext_lazy("Why does it open again?"))


class SameForm(VersionedForm):
    """With which report this one tells the same, and how one sees that."""

    number = AskedField(
        label=gettext_lazy("Number of the other report"),
        help_text=gettext_lazy("For example M-2026-48213"),
        max_length=16,
    )
    reason = _in_words(gettext_lazy("How do you see that?"))


class NotSameForm(VersionedForm):
    """Why two reports do not tell the same after all."""

    reason = _in_words(gettext_lazy("Why not after all?"))


def _name_and_text(code: str) -> str:
    return f"{NAMES[code]}. {standard_text(code, language())}"
