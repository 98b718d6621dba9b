"""What is typed in the assistant, and how it becomes what the actions take.

The forms check shape and length; whether something may is for the rules, by way of the actions.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.lawfulness.loading import sharing_matrix
from kmt.sharing import wording
from kmt.sharing.reading import DraftView
from kmt.sharing.rules.advising import Demand
from kmt.sharing.rules.answers import TEXT_LIMIT, Answers
from kmt.sharing.rules.approving import REASON_LIMIT
from kmt.sharing.rules.choosing import Choices, Pair, choices
from kmt.sharing.rules.phrases import NECESSITY, SUBSIDIARITY, composed
from kmt.sharing.rules.requesting import recorded_consent

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

NAME_LIMIT = 200
_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")


def _long(label: "Words", *, hint: "Words" = "", rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=TEXT_LIMIT, widget=area
    )


def _day(label: "Words", *, hint: "Words" = "", required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def _radios(label: "Words", *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, widget=forms.RadioSelect)


class ChooseForm(forms.Form):
    """To whom, what for, which data, and how old the person is."""

    recipient = forms.ChoiceField(label=gettext_lazy("To whom"))
    purpose = forms.ChoiceField(label=gettext_lazy("What for"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which data"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Something else"),
        help_text=gettext_lazy("For these there is no rule here: the answer is no, and why."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    age = _radios(gettext_lazy("How old is the person?"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: DraftView, **kwargs: Any) -> None:
        """Offer what the matrix knows here, and the rest apart; an age that is known stays away."""
        said = draft.answers
        initial = {
            "recipient": said.recipient,
            "purpose": said.purpose,
            "kinds": said.data,
            "other_kinds": said.data,
            "age": said.age,
            "version": draft.version,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        start = draft.start
        found = choices(start.compartment, start.sender, sharing_matrix(), clock.today())
        self._offer(found)
        offer(self, "age", wording.age_pairs())
        if said.age_known:
            del self.fields["age"]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one kind of data."""
        data = super().clean() or self.cleaned_data
        if not data.get("kinds") and not data.get("other_kinds"):
            self.add_error("kinds", _("Choose at least one kind of data."))
        return data

    def ask_for_all(self) -> "ChooseForm":
        """Show that data must be chosen; which of the two lists they come from does not matter."""
        self.fields["kinds"].required = True
        return self

    def answers(self, before: Answers) -> Answers:
        """What was chosen; what stood apart because of another choice is asked anew."""
        chosen = self.cleaned_data
        data = tuple(sorted({*chosen["kinds"], *chosen["other_kinds"]}))
        where = (chosen["recipient"], chosen["purpose"])
        same = where == (before.recipient, before.purpose)
        return replace(
            before,
            recipient=chosen["recipient"],
            purpose=chosen["purpose"],
            data=data,
            age=chosen.get("age", before.age),
            known=before.known if same else {},
            consent=before.consent if same else "",
        )

    def _offer(self, found: Choices) -> None:
        for name, known, others in (
            ("recipient", found.recipients, found.other_recipients),
            ("purpose", found.purposes, found.other_purposes),
        ):
            self.fields[name].choices = _with_others(known, others)  # type: ignore[attr-defined]
        offer(self, "kinds", found.data)
        offer(self, "other_kinds", found.other_data)


def _with_others(known: tuple[Pair, ...], others: tuple[Pair, ...]) -> list[Any]:
    apart = _("Something else: the answer is no, and why")
    return [("", "–"), *known, (apart, list(others))]


class CheckForm(forms.Form):
    """What must be established and said before there is a decision; its questions differ."""

    consent = forms.ChoiceField(label=gettext_lazy("Was consent asked?"), required=False)
    told = _radios(gettext_lazy("Does the person know that this is shared?"))
    recipient_name = forms.CharField(
        label=gettext_lazy("Who receives it"),
        help_text=gettext_lazy("The organisation and, when you know it, the name of the worker."),
        required=False,
        max_length=NAME_LIMIT,
    )
    necessity_pick = forms.ChoiceField(label=gettext_lazy("Why is it needed?"), required=False)
    necessity = _long(gettext_lazy("In your own words, or more about it"), hint=_NO_NAMES)
    subsidiarity_pick = forms.ChoiceField(
        label=gettext_lazy("Why can it not be less?"), required=False
    )
    subsidiarity = _long(gettext_lazy("In your own words, or more about that"), hint=_NO_NAMES)
    expires_on = _day(gettext_lazy("Until when does this decision hold?"))
    consent_why_not = _long(
        gettext_lazy("Why consent was not asked"),
        hint=gettext_lazy("Only when it was not asked."),
    )
    told_review_on = _day(
        gettext_lazy("When do you look again whether the person can be told?"),
        hint=gettext_lazy("Only when telling is unsafe now."),
    )
    supplier_limits = _long(
        gettext_lazy("Limits that go along with it"),
        hint=gettext_lazy("For instance what a care provider asked when it gave the data."),
    )
    feedback_due_on = _day(
        gettext_lazy("When should the receiver say what it brought?"),
        hint=gettext_lazy("May stay empty. For a result it is within a year."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: DraftView, **kwargs: Any) -> None:
        """Ask what this share needs: its conditions, secrecy, consent, who agrees outside."""
        super().__init__(*args, **{**kwargs, "initial": _typed(draft)})
        self._draft = draft
        offer(self, "consent", [("", "–"), *wording.consent_pairs()])
        offer(self, "told", wording.told_pairs())
        for name, sentences in (
            ("necessity_pick", NECESSITY),
            ("subsidiarity_pick", SUBSIDIARITY),
        ):
            offer(self, name, [("", _("in my own words")), *((one, one) for one in sentences)])
        if draft.prepared is None:
            return
        if recorded_consent(draft.prepared.known.consent) is not None:
            del self.fields["consent"]
        self._ask(draft)

    def conditions(self) -> list[tuple[str, list[Any]]]:
        """The questions in groups, each with what makes it enough."""
        advice = self._draft.prepared.advice if self._draft.prepared else None
        found = [
            (_enough(each), [self[f"fact_{one.fact}"] for one in each.questions])
            for each in (advice.demands if advice else ())
        ]
        return [*found, ("", [self["secrecy"]])] if "secrecy" in self.fields else found

    def ask_for_all(self) -> "CheckForm":
        """Show what a decision needs as needed: only keeping can do without."""
        for name, field in self.fields.items():
            field.required = name not in _OPTIONAL
        return self

    def outside(self) -> list[Any]:
        """The fields for who must agree without an account here."""
        return [self[name] for name in self.fields if name.startswith("outside_")]

    def answers(self, before: Answers) -> Answers:
        """Everything typed, laid over what stood there: what was not asked stays as it was."""
        sent = {name: said for name, said in self.cleaned_data.items() if name in self.data}
        plain: dict[str, Any] = {name: said for name, said in sent.items() if name in _PLAIN}
        for name in ("necessity", "subsidiarity"):
            own = sent.get(name, getattr(before, name))
            plain[name] = composed(sent.get(f"{name}_pick", ""), own)
        return replace(
            before,
            **plain,
            secrecy=sent.get("secrecy", before.secrecy),
            known=_laid_over(before.known, "fact_", sent),
            outside=_laid_over(before.outside, "outside_", sent),
        )

    def _ask(self, draft: DraftView) -> None:
        prepared = draft.prepared
        if prepared is None:
            return
        for each in prepared.advice.demands:
            for one in each.questions:
                field = _radios(one.words[:1].upper() + one.words[1:])
                self.fields[f"fact_{one.fact}"] = field
                offer(self, f"fact_{one.fact}", wording.yes_no())
        if prepared.advice.asks_secrecy:
            self.fields["secrecy"] = _radios(_("These data lie under professional secrecy"))
            offer(self, "secrecy", wording.yes_no())
        for need in draft.needs:
            if need.outside and need.approver not in {"client"}:
                self.fields[f"outside_{need.approver}"] = forms.CharField(
                    label=_("Agreement of %(who)s: who, and when") % {"who": need.words},
                    required=False,
                    max_length=NAME_LIMIT,
                )


def _laid_over(before: Mapping[str, str], start: str, sent: Mapping[str, Any]) -> dict[str, str]:
    """Answers by name, the new ones over the old; an answer that was emptied is gone."""
    fresh = {name.removeprefix(start): sent[name] for name in sent if name.startswith(start)}
    return {name: said for name, said in {**before, **fresh}.items() if said}


def _enough(demand: Demand) -> str:
    if demand.or_consent:
        return _("Needed, unless there is consent:")
    return _("One yes is enough here:") if demand.one_is_enough else ""


_OPTIONAL = {
    "necessity",
    "subsidiarity",
    "consent_why_not",
    "told_review_on",
    "supplier_limits",
    "feedback_due_on",
}
_PLAIN = (
    "consent",
    "consent_why_not",
    "told",
    "told_review_on",
    "recipient_name",
    "supplier_limits",
    "expires_on",
    "feedback_due_on",
)


def _typed(draft: DraftView) -> dict[str, Any]:
    """What a draft holds, by the names of the fields."""
    said = draft.answers
    return {
        **{name: getattr(said, name) for name in (*_PLAIN, "necessity", "subsidiarity")},
        **{f"fact_{fact}": word for fact, word in said.known.items()},
        **{f"outside_{one}": who for one, who in said.outside.items()},
        "secrecy": said.secrecy,
        "version": draft.version,
    }


def typed_data(draft: DraftView) -> dict[str, str]:
    """The same as the data of a sent form, so that sentences can stand at their fields."""
    typed = _typed(draft)
    days = {name: day.isoformat() for name, day in typed.items() if isinstance(day, date)}
    return {name: str(value) for name, value in typed.items() if value is not None} | days


class ApprovalForm(forms.Form):
    """What a colleague says of a draft."""

    reason = forms.CharField(
        label=gettext_lazy("Why not, or what you want to add"),
        help_text=gettext_lazy("Needed when you do not agree."),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class StatementForm(forms.Form):
    """What a supplier said of one datum, or was told."""

    datum = forms.UUIDField(widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label=gettext_lazy("What the supplier said"))
    about = forms.ChoiceField(
        label=gettext_lazy("Which use is excluded"),
        help_text=gettext_lazy("Only for a limit on onward use."),
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In their words"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    said_on = _day(gettext_lazy("On which day"), required=True)

    def __init__(self, *args: Any, datum_id: object = None, **kwargs: Any) -> None:
        """Offer the kinds; the ids of the fields carry the datum they are about."""
        initial = {"datum": datum_id, "said_on": clock.today()}
        super().__init__(*args, **{**kwargs, "initial": initial, "auto_id": f"{datum_id}-%s"})
        offer(self, "kind", wording.kind_pairs())
        offer(self, "about", wording.use_pairs())
