"""What is filled in with a code: nothing that was typed is lost."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.attachments.forms import FilesField
from kmt.attachments.uploads import SeveralInMemory
from kmt.conversation.rules import TEXT_LIMIT
from kmt.entrance.forms import AskedField, TypedForm


class ReceiptForm(TypedForm):
    """The sixteen digits a reporter took home."""

    receipt = AskedField(
        label=gettext_lazy("Your code of 16 digits"),
        help_text=gettext_lazy("Spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "40"}
        ),
    )


class MessageForm(TypedForm):
    """What somebody with a code wants to say; empty is refused by the page, in its own words."""

    text = AskedField(
        label=gettext_lazy("Write to us"),
        help_text=gettext_lazy("Write no names that you do not want us to know."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    attachment = FilesField(
        label=gettext_lazy("Photos or documents"),
        help_text=gettext_lazy(
            "At most 5 files, each of at most 10 MB. "
            "A photo or PDF can tell where and when it was made: we take that out. "
            "From other files we cannot take it out."
        ),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, upload: SeveralInMemory | None = None, **more: Any
    ) -> None:
        """Judge files by what took them in."""
        super().__init__(data, **more)
        cast(FilesField, self.fields["attachment"]).upload = upload

    def clean_text(self) -> str:
        """Say how much too long it is; the text stays."""
        text: str = self.cleaned_data["text"].strip()
        over = len(text) - TEXT_LIMIT
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is %(over)s character too long. Your text is still here.",
                    "This is %(over)s characters too long. Your text is still here.",
                    over,
                )
                % {"over": over}
                + " "
                + _("Shorten it, or send the rest in a second message.")
            )
        return text
