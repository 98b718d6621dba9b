"""What is typed about a round, its answers, and who answers for what."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.rounds.reading import AnswerView, ContactLine, OwnerLine
from kmt.rounds.rules import ANSWER_LIMIT, FUNCTION_LIMIT, REASON_LIMIT, Asked

_NO_DAY = gettext_lazy("Fill in a day, for instance 3-12-2026.")
NO_PERSON = gettext_lazy(
    "Write nothing about victims or offenders: no names, no cases. The whole office reads this."
)


def _day(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=widget,
        error_messages={"required": _NO_DAY, "invalid": _NO_DAY},
    )


class BeginForm(forms.Form):
    """A new round: of which year, from when until when, and what is asked besides."""

    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    year = forms.IntegerField(
        label=gettext_lazy("Year of the round"),
        error_messages={
            "required": gettext_lazy("Fill in a year, for instance 2026."),
            "invalid": gettext_lazy("Fill in a year, for instance 2026."),
        },
    )
    opens = _day(gettext_lazy("First day to fill in"))
    closes = _day(
        gettext_lazy("Last day to fill in"),
        hint=gettext_lazy("At least two weeks later. The round closes when you close it."),
    )
    questions = forms.CharField(
        label=gettext_lazy("Questions beside the obligations"),
        help_text=gettext_lazy("One per line, at most five. Empty: the obligations alone."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def asked(self) -> Asked:
        """What was typed, as the action takes it."""
        lines = self.cleaned_data["questions"].splitlines()
        return Asked(
            year=self.cleaned_data["year"],
            opens=self.cleaned_data["opens"],
            closes=self.cleaned_data["closes"],
            questions=tuple(one.strip() for one in lines if one.strip()),
        )

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class CloseForm(forms.Form):
    """Closing a round; a reason only when it closes before its day."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why it closes earlier"),
        help_text=gettext_lazy("Only needed before the last day, while not everybody answered."),
        required=False,
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(forms.Form):
    """The answers of one municipality; ``version`` is what was shown."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, view: AnswerView) -> None:
        """Offer a field per question, with what was answered before."""
        super().__init__(data, initial={"version": view.version})
        self.names = [f"answer_{number}" for number in range(len(view.questions))]
        for name, question, answer in zip(self.names, view.questions, view.answers, strict=False):
            self.fields[name] = forms.CharField(
                label=question,
                help_text=NO_PERSON,
                required=False,
                initial=answer,
                max_length=ANSWER_LIMIT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def answers(self) -> list[str]:
        """What was answered, in the order of the questions."""
        return [self.cleaned_data[name] for name in self.names]


class _WhoForm(forms.Form):
    """An office, perhaps with an account, and the version that was shown."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    office = forms.CharField(
        label=gettext_lazy("Office or function"),
        help_text=gettext_lazy("The function, not the name: it stays right when people change."),
        required=False,
        max_length=FUNCTION_LIMIT,
    )
    account = forms.ChoiceField(label=gettext_lazy("Colleague with an account"), required=False)

    def _offer(self, accounts: Iterable[tuple[str, str]]) -> None:
        offer(self, "account", [("", _("nobody, the office only")), *accounts])


class OwnerForm(_WhoForm):
    """Who has one of the four roles."""

    role = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, owner: OwnerLine, accounts: Iterable[tuple[str, str]]
    ) -> None:
        """Begin with who has it now."""
        super().__init__(
            data,
            auto_id=f"{owner.role}-%s",
            initial={
                "role": owner.role,
                "office": owner.office,
                "account": owner.account,
                "version": owner.version,
            },
        )
        self._offer(accounts)


class DeputyForm(_WhoForm):
    """Who stands in for the focal point, and the day of the last training."""

    trained_on = _day(
        gettext_lazy("Day of the last training"),
        hint=gettext_lazy("Empty when the account knows it, or when there was none."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        deputy: ContactLine | None,
        version: int,
        accounts: Iterable[tuple[str, str]],
    ) -> None:
        """Begin with who stands in now."""
        super().__init__(
            data,
            auto_id="deputy-%s",
            initial={
                "office": deputy.office if deputy else "",
                "account": deputy.account if deputy else "",
                "trained_on": deputy.trained_on if deputy else None,
                "version": version,
            },
        )
        self._offer(accounts)

    def trained(self) -> date | None:
        """The day of the last training."""
        day: date | None = self.cleaned_data["trained_on"]
        return day
