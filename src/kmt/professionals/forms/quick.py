"""The quick report, and the code in front of it. Every error is a sentence; nothing is lost."""

from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kmt.attachments.forms import FilesField, FilesInput
from kmt.attachments.uploads import SeveralInMemory
from kmt.entrance.forms import AskedField, TypedForm
from kmt.intake.rules import ELSEWHERE, NO, UNKNOWN, YES
from kmt.kernel.form_parts import offer
from kmt.partners.region import region
from kmt.professionals.queries import signs_offered
from kmt.professionals.rules import codes
from kmt.professionals.rules.sending import Observed
from kmt.professionals.wording import CONSENTS, GROUNDS, SECRECIES
from kmt.vocabulary.entries import Language

NOT_IN_LIST = gettext_lazy("Choose an answer from the list.")
PHOTOS = "image/*,application/pdf"
_YES_NO = (
    (YES, gettext_lazy("Yes")),
    (NO, gettext_lazy("No")),
    (UNKNOWN, gettext_lazy("I do not know")),
)


def _one_of(label: Any, pairs: Any, **more: Any) -> forms.ChoiceField:
    more.setdefault("widget", forms.RadioSelect)
    errors = {"invalid_choice": NOT_IN_LIST}
    return forms.ChoiceField(
        label=label, required=False, choices=pairs, error_messages=errors, **more
    )


def _ticks(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )


def _line(label: Any, hint: Any = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def _area(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


class CodeForm(TypedForm):
    """The code that the desk gave: typed, pasted, with or without dashes."""

    code = AskedField(
        label=gettext_lazy("Code of the desk"),
        help_text=gettext_lazy("20 letters and digits. Spaces, dashes and capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def typed(self) -> str:
        """What was typed, as a code; empty when it is none."""
        return codes.read_code(str(self.data.get("code", "")))

    def refuse(self) -> None:
        """Say that it does not open: in the same words, whatever the reason is."""
        self.add_error(
            "code",
            _("With this code you cannot report. Look at it again, or call the desk."),
        )


class QuickForm(CodeForm):
    """Photo, place, signs, one line: for who stands there. Only a ground is always asked."""

    danger = forms.BooleanField(label=gettext_lazy("There is danger now"), required=False)
    called = forms.BooleanField(
        label=gettext_lazy("I called 112, or it is not needed any more."), required=False
    )
    attachment = FilesField(
        label=gettext_lazy("Choose photos"),
        help_text=gettext_lazy("At most 5 together. We take out where and when a photo was made."),
        required=False,
        widget=FilesInput(attrs={"accept": PHOTOS, "multiple": True}),
    )
    place = _line(
        gettext_lazy("Where?"),
        gettext_lazy("An address, or what one sees there. We do not ask your phone where you are."),
    )
    municipality = _one_of(gettext_lazy("In which municipality?"), (), widget=forms.Select)
    critical = _ticks(gettext_lazy("Grave signs"), gettext_lazy("Tick only what you saw or heard."))
    seen = _ticks(gettext_lazy("Signs at the place"))
    text = _area(gettext_lazy("In one line: what did you see?"))
    minors = _one_of(gettext_lazy("Is someone younger than 18 involved?"), _YES_NO)
    ongoing = _one_of(gettext_lazy("Is it still going on?"), _YES_NO)
    secrecy = AskedField(
        label=gettext_lazy("Do you have a duty of secrecy?"),
        widget=forms.RadioSelect(choices=SECRECIES),
    )
    consent = _one_of(
        gettext_lazy("Did you ask the person for permission to report?"),
        (("", "—"), *CONSENTS),
        widget=forms.Select,
    )
    consent_reason = _area(
        gettext_lazy("Why not, or what did the person say?"),
        gettext_lazy("For example: asking is not safe now."),
    )
    ground = _one_of(
        gettext_lazy("On which ground of your own do you tell us this?"),
        (("", "—"), *GROUNDS),
        widget=forms.Select,
    )
    ground_reason = _area(
        gettext_lazy("Explain that ground"),
        gettext_lazy("For example which law, or which danger you weigh."),
    )
    name = _line(gettext_lazy("Your name"))
    function = _line(gettext_lazy("Your function"))
    contact = _line(
        gettext_lazy("How can we reach you?"), gettext_lazy("A phone number at work, for example.")
    )
    may_name = forms.BooleanField(
        label=gettext_lazy("You may say that it came from me."), required=False
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, upload: SeveralInMemory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(FilesField, self.fields["attachment"]).upload = upload
        outside = _("Outside %(region)s") % {"region": region().name}
        offer(
            self,
            "municipality",
            [("", _("I do not know")), *region().places, (ELSEWHERE, outside)],
        )
        language: Language = "en" if get_language() == "en" else "nl"
        for name, signs in zip(("critical", "seen"), signs_offered(), strict=True):
            pairs = [(one.indicator, _first_capital(one.label(language))) for one in signs]
            offer(self, name, pairs)

    def observed(self) -> Observed:
        """What was seen and stated, as a plain value."""
        found = self.cleaned_data
        outside = found["municipality"] == ELSEWHERE
        return Observed(
            **{name: found[name] for name in _AS_THEY_ARE},
            signs=(*found["critical"], *found["seen"]),
            municipality="" if outside else found["municipality"],
            outside_region=outside,
            minors=found["minors"] or UNKNOWN,
            ongoing=found["ongoing"] or UNKNOWN,
        )

    @property
    def asks_more(self) -> bool:
        """Whether the part on ground and secrecy stands open: something in it was said or wrong."""
        names = ("consent", "consent_reason", "ground", "ground_reason")
        return any(self.errors.get(one) or self.data.get(one) for one in names)


_AS_THEY_ARE = (
    *("text", "place", "danger", "called", "secrecy", "consent", "consent_reason", "ground"),
    *("ground_reason", "name", "function", "contact", "may_name"),
)


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
