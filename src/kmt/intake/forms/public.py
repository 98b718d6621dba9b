"""What a reporter fills in. Every error is a sentence, and nothing that was typed is lost."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.intake import rules
from kmt.intake.attachments import SIZE_LIMIT, SentFile, kind_of
from kmt.intake.rules import ELSEWHERE, Told
from kmt.kernel.form_parts import offer
from kmt.partners.region import region

_NOT_IN_LIST = gettext_lazy("Choose an answer from the list.")
_YES_NO = (
    (rules.YES, gettext_lazy("Yes")),
    (rules.NO, gettext_lazy("No")),
    (rules.UNKNOWN, gettext_lazy("I do not know")),
)


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


class ReportForm(TypedForm):
    """A few calm questions on one page; only what happens is required."""

    about = forms.ChoiceField(
        label=gettext_lazy("Who is it about?"),
        required=False,
        widget=forms.RadioSelect,
        choices=(
            ("self", gettext_lazy("About myself")),
            ("other", gettext_lazy("About someone else")),
            ("several", gettext_lazy("About several people")),
            ("place", gettext_lazy("About a place or a company")),
        ),
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )
    narrative = forms.CharField(
        label=gettext_lazy("What is happening?"),
        help_text=gettext_lazy("Write it in your own words. You do not have to be sure."),
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": gettext_lazy("Write in a few words what is happening.")},
    )
    wants_advice = forms.BooleanField(
        label=gettext_lazy("I would like advice first. You do not have to give names."),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("In which municipality?"),
        required=False,
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )
    place = forms.CharField(
        label=gettext_lazy("Where exactly?"),
        help_text=gettext_lazy("For example a street, a company or a school."),
        required=False,
    )
    ongoing = forms.ChoiceField(
        label=gettext_lazy("Is it still going on?"),
        required=False,
        widget=forms.RadioSelect,
        choices=_YES_NO,
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )
    minors = forms.ChoiceField(
        label=gettext_lazy("Is someone younger than 18 involved?"),
        required=False,
        widget=forms.RadioSelect,
        choices=_YES_NO,
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )
    anonymity = forms.ChoiceField(
        label=gettext_lazy("May we know who you are?"),
        required=False,
        widget=forms.RadioSelect,
        choices=(
            (rules.ANONYMOUS, gettext_lazy("No. I want to stay anonymous.")),
            (rules.WITHHELD, gettext_lazy("Yes, but do not tell the person it is about.")),
            (rules.NAMED, gettext_lazy("Yes. You may use my name.")),
        ),
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )
    reporter_name = forms.CharField(label=gettext_lazy("Your name"), required=False)
    contact = forms.CharField(
        label=gettext_lazy("How can we reach you safely?"),
        help_text=gettext_lazy(
            "For example: text me on 06…, only in the morning. Do not call if that is not safe."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachment = forms.FileField(
        label=gettext_lazy("A photo or document"),
        help_text=gettext_lazy(
            "JPEG, PNG, PDF or plain text, 2 MB at most. "
            "A photo can show where and when it was made."
        ),
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Choose another file.")},
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, file_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file_too_large = file_too_large
        for name in ("place", "reporter_name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        outside = _("Outside %(region)s") % {"region": region().name}
        pairs = [("", _("I do not know")), *region().places, (ELSEWHERE, outside)]
        offer(self, "municipality", pairs)

    def clean_narrative(self) -> str:
        """Say how much too long it is; the text stays."""
        return self._not_longer("narrative", rules.NARRATIVE_LIMIT)

    def clean_place(self) -> str:
        """A line, not a story."""
        return self._not_longer("place", 500)

    def clean_reporter_name(self) -> str:
        """A name, not a story."""
        return self._not_longer("reporter_name", 200)

    def clean_contact(self) -> str:
        """A few lines."""
        return self._not_longer("contact", 1000)

    def clean_attachment(self) -> SentFile | None:
        """Look at the bytes: what the file is called says nothing."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get("attachment")
        if self.file_too_large or (sent is not None and (sent.size or 0) > SIZE_LIMIT):
            raise forms.ValidationError(
                _("This file is too large. It can be 2 MB at most.") + " " + self._choose_again()
            )
        if sent is None:
            return None
        content = sent.read()
        kind = kind_of(content)
        if not kind:
            raise forms.ValidationError(
                _("We cannot take this kind of file. JPEG, PNG, PDF and plain text are fine.")
                + " "
                + self._choose_again()
            )
        return SentFile(name=sent.name or "", kind=kind, content=content)

    def clean(self) -> dict[str, Any]:
        """Anonymous and a name do not go together: the reporter says which of the two it is."""
        found = super().clean()
        gave = found.get("reporter_name") or found.get("contact")
        if found.get("anonymity") == rules.ANONYMOUS and gave:
            self.add_error(
                "anonymity",
                _("You want to stay anonymous, but you also filled in a name or contact.")
                + " "
                + _("Take that out, or choose another answer."),
            )
        return found

    def told(self, language: str) -> Told:
        """What was told, as a plain value."""
        found = self.cleaned_data
        outside = found["municipality"] == ELSEWHERE
        return Told(
            narrative=found["narrative"],
            about=found["about"],
            wants_advice=found["wants_advice"],
            municipality="" if outside else found["municipality"],
            outside_region=outside,
            place=found["place"],
            ongoing=found["ongoing"] or rules.UNKNOWN,
            minors=found["minors"] or rules.UNKNOWN,
            anonymity=found["anonymity"],
            reporter_name=found["reporter_name"],
            contact=found["contact"],
            language=language,
        )

    def _not_longer(self, name: str, limit: int) -> str:
        text: str = self.cleaned_data[name]
        over = len(text) - limit
        if over > 0:
            raise forms.ValidationError(
                ngettext(
                    "This is %(over)s character too long. Your text is still here.",
                    "This is %(over)s characters too long. Your text is still here.",
                    over,
                )
                % {"over": over}
                + " "
                + _("Shorten it, or send the rest in a second report.")
            )
        return text

    def _choose_again(self) -> str:
        return _("Choose the file again if you still want to send one. Your text is still here.")


class ReceiptForm(TypedForm):
    """The sixteen digits a reporter took home."""

    receipt = AskedField(
        label=gettext_lazy("Your code of 16 digits"),
        help_text=gettext_lazy("Spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "40"}
        ),
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)
