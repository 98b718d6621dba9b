"""What is typed about a disclosure (what it brought) and a transfer (why it is not taken)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.ages import AGE_OF
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.transferring import LONGEST_REASON
from kmt.lawfulness.table import AGES


class FeedbackForm(forms.Form):
    """When the receiver said something, and what; sent twice it is kept once."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    received_on = forms.DateField(
        label=_("When did the receiver say it?"),
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=_("What did it bring?"),
        help_text=_("Write no names: “the person” is enough."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


#: Which list of the matrix each field of a question takes its words from.
_WORDS = {
    "compartment": "compartment",
    "sender": "actor",
    "recipient": "actor",
    "purpose": "purpose",
    "subject": "subject",
    "kinds": "data",
}


class QuestionForm(forms.Form):
    """Any combination that can be asked of the sharing matrix; codes alone, about nobody."""

    compartment = forms.ChoiceField(label=_("Compartment"))
    sender = forms.ChoiceField(label=_("From whom"))
    recipient = forms.ChoiceField(label=_("To whom"))
    purpose = forms.ChoiceField(label=_("What for"))
    subject = forms.ChoiceField(label=_("About whom"))
    age = forms.ChoiceField(label=_("Age"), required=False)
    kinds = forms.MultipleChoiceField(label=_("Which data"), widget=forms.CheckboxSelectMultiple)
    secrecy = forms.BooleanField(label=_("The data lie under professional secrecy"), required=False)
    facts = forms.MultipleChoiceField(
        label=_("What is established"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every word of the matrix."""
        super().__init__(*args, **{"auto_id": "ask-%s", **kwargs})
        matrix = sharing_matrix()
        for name, kind in _WORDS.items():
            offer(self, name, ((one.code, one.dutch) for one in matrix.codes[kind].values()))
        offer(self, "age", ((band, words or gettext("not known")) for band, words in AGES.items()))
        offer(self, "facts", ((one.code, one.dutch) for one in matrix.conditions.values()))

    def request(self) -> ShareRequest:
        """What is asked."""
        asked = self.cleaned_data
        return ShareRequest(
            compartment=asked["compartment"],
            sender=asked["sender"],
            recipient=asked["recipient"],
            purpose=asked["purpose"],
            data=frozenset(asked["kinds"]),
            subject=asked["subject"],
            age=AGE_OF.get(asked["age"]),
            secrecy=asked["secrecy"],
            facts=frozenset(asked["facts"]),
        )

    def ask_only(self, codes: Iterable[str]) -> "QuestionForm":
        """Show of all that can be established what matters to this answer."""
        known = sharing_matrix().conditions
        offer(self, "facts", ((one, known[one].dutch) for one in codes if one in known))
        if not self.fields["facts"].choices:  # type: ignore[attr-defined]
            del self.fields["facts"]
        return self


class RefuseForm(forms.Form):
    """Why a record that was handed over is not taken; its sender reads this."""

    reason = forms.CharField(
        label=_("Why do you not take it?"),
        help_text=_("The sender reads this, and looks for another way. Write no names."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
