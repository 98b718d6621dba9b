"""A field for several files, and the form that asks why one is downloaded."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.attachments.files import SentFile
from kmt.attachments.receiving import taken
from kmt.attachments.rules import REASONS
from kmt.attachments.uploads import SeveralInMemory
from kmt.kernel.form_parts import offer


class FilesInput(forms.FileInput):
    """The button of the browser to choose files with, for more than one."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them, and not the last alone."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files at once; its value is a tuple of :class:`SentFile`, and every error a sentence.

    A form that has it gives it what took the files in: ``form.fields["attachment"].upload``.
    """

    widget = FilesInput
    upload: SeveralInMemory | None = None

    def clean(self, data: Any, initial: Any = None) -> tuple[SentFile, ...]:
        """Judge all of them; one that is not taken sends the form back."""
        kept, sentences = taken([one for one in data or () if one], self.upload)
        if sentences:
            raise forms.ValidationError(list(sentences))
        return kept


class TakeForm(forms.Form):
    """Why a file is taken out of the house."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you need this file?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose why you need this file."),
            "invalid_choice": gettext_lazy("Choose a reason from the list."),
        },
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Offer the reasons."""
        super().__init__(data)
        offer(self, "reason", [(code, str(words)) for code, words in REASONS.items()])
