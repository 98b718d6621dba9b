"""What professionals fill in, with or without account, and what the desk fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.advice.answers import ANSWERS
from kmt.advice.forms.public import NOT_IN_LIST, AskForm
from kmt.advice.growing import ADDED_LIMIT, CONTACT_LIMIT, NAME_LIMIT, Stated
from kmt.advice.rules.asking import UNKNOWN, Question
from kmt.advice.wording import FEEDBACKS, OUTCOMES, SECRECIES
from kmt.conversation.forms.public import ReceiptForm
from kmt.entrance.forms import AskedField, TypedForm
from kmt.intake.rules import ANONYMOUS, NAMED, WITHHELD
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.professionals.wording import CONSENTS, GROUNDS
from kmt.vocabulary.entries import UNKNOWN_FORM
from kmt.vocabulary.wording import choices

CAPACITIES, FORMS, PROFESSIONAL = "reporter_capacity", "exploitation_form", "prof_"


class ProfessionalAskForm(AskForm):
    """The same with what matters at work: which work, which secrecy, and what the person wants."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("What is your work?"),
        required=False,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    secrecy = forms.ChoiceField(
        label=gettext_lazy("Do you have a duty of secrecy?"),
        help_text=gettext_lazy("Advice without names does not break it."),
        required=False,
        choices=SECRECIES,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Did you ask the person for permission to report?"),
        required=False,
        widget=forms.RadioSelect,
        choices=CONSENTS,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    consent_reason = forms.CharField(
        label=gettext_lazy("Why not, or what did the person say?"),
        help_text=gettext_lazy("For example: asking is not safe now."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Which form of exploitation do you think of?"),
        required=False,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        works = [one for one in choices(CAPACITIES, today) if one[0].startswith(PROFESSIONAL)]
        offer(self, "capacity", [("", _("I do not say")), *works])
        known = [one for one in choices(FORMS, today) if one[0] != UNKNOWN_FORM]
        offer(self, "form", [("", _("I do not know")), *known])

    def asked(self, language: str) -> Question:
        """What is asked, as a plain value, with what is said of one's work."""
        found, plain = self.cleaned_data, super().asked(language)
        return Question(
            situation=plain.situation,
            question=plain.question,
            danger=plain.danger,
            at_home=plain.at_home,
            municipality=plain.municipality,
            outside_region=plain.outside_region,
            language=language,
            capacity=found["capacity"] or UNKNOWN,
            secrecy=found["secrecy"] or UNKNOWN,
            consent=found["consent"] or UNKNOWN,
            consent_reason=found["consent_reason"],
            form=found["form"],
        )


class GroundForm(TypedForm):
    """On which ground it becomes a report, and what may be added now that names may be given."""

    ground = AskedField(
        label=gettext_lazy("On which ground of your own do you tell us this?"),
        widget=forms.RadioSelect(choices=GROUNDS),
    )
    reason = forms.CharField(
        label=gettext_lazy("Explain that ground"),
        help_text=gettext_lazy("For example which law, or which danger you weigh."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent_now = forms.BooleanField(
        label=gettext_lazy("The person has agreed since the question was asked."), required=False
    )
    added = forms.CharField(
        label=gettext_lazy("What do you want to add?"),
        help_text=gettext_lazy(
            "You may leave it empty: we take over what you asked. Names may be given here."
        ),
        max_length=ADDED_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    anonymity = forms.ChoiceField(
        label=gettext_lazy("May we know who you are?"),
        required=False,
        widget=forms.RadioSelect,
        choices=(
            (ANONYMOUS, gettext_lazy("No. I want to stay anonymous.")),
            (WITHHELD, gettext_lazy("Yes, but do not tell others who I am.")),
            (NAMED, gettext_lazy("Yes. You may use my name.")),
        ),
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=NAME_LIMIT, required=False)
    contact = forms.CharField(
        label=gettext_lazy("How can we reach you safely?"),
        max_length=CONTACT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Anonymous and a name do not go together: who tells it says which of the two it is."""
        found = super().clean()
        if found.get("anonymity") == ANONYMOUS and (found.get("name") or found.get("contact")):
            self.add_error(
                "anonymity",
                _("You want to stay anonymous, but you also filled in a name or contact.")
                + " "
                + _("Take that out, or choose another answer."),
            )
        return found

    def stated(self) -> Stated:
        """What is stated, as a plain value."""
        found = self.cleaned_data
        return Stated(
            ground=found["ground"],
            reason=found["reason"],
            consent_now=found["consent_now"],
            added=found["added"],
            anonymity=found["anonymity"],
            name=found["name"],
            contact=found["contact"],
        )


class GoOnForm(GroundForm, ReceiptForm):
    """The same with the code of the question in front."""

    field_order = ("receipt", "ground")


class FeedbackForm(ReceiptForm):
    """What the advice brought, with the code of the question."""

    feedback = AskedField(
        label=gettext_lazy("Did the advice help you?"),
        widget=forms.RadioSelect(choices=FEEDBACKS),
    )


class AnswerForm(forms.Form):
    """An answer of the desk; a text of the library is put under what stands there already."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    standard = forms.ChoiceField(label=gettext_lazy("Text from the library"), required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for one in ANSWERS.values():
            grouped.setdefault(one.category, []).append((one.code, one.title))
        field = self.fields["standard"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *grouped.items()]


class CloseForm(forms.Form):
    """What came of the advice, to close it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        widget=forms.RadioSelect,
        choices=OUTCOMES,
        error_messages={
            "required": gettext_lazy("Choose what came of the advice."),
            "invalid_choice": NOT_IN_LIST,
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False
