"""What is typed about being away, handing work over and the mail."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.duty.carried import Carried
from kmt.duty.rules import HOURS, Choice
from kmt.duty.wording import CHOICE_WORDS, REASON_WORDS
from kmt.kernel.form_parts import offer

CHOOSE = ("", "–")
Names = Mapping[str, str]
_NO_DAY = {
    "required": gettext_lazy("Fill in a day, for instance 3-12-2026."),
    "invalid": gettext_lazy("Fill in a day, for instance 3-12-2026."),
}
_NOBODY = {"required": gettext_lazy("Choose a colleague.")}


class DateInput(forms.DateInput):
    """The date field of the browser, which also takes what is typed."""

    input_type = "date"

    def __init__(self) -> None:
        """Write days as browsers ask for them."""
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    """From when until when, and per kind of work who stands in."""

    account = forms.ChoiceField(
        label=gettext_lazy("Who is away"),
        error_messages={"required": gettext_lazy("Choose who is away.")},
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day away"), widget=DateInput, error_messages=_NO_DAY
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day away"),
        help_text=gettext_lazy("Standing in ends by itself after this day."),
        widget=DateInput,
        error_messages=_NO_DAY,
    )

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Names,
        able: Iterable[tuple[Carried, Names]],
    ) -> None:
        """Offer the colleagues who can be away, and per kind those who can do that work."""
        super().__init__(data)
        self.kinds = []
        offer(self, "account", [CHOOSE, *_by_name(people)])
        if len(people) == 1:
            self.fields["account"].initial = next(iter(people))
            self.fields["account"].widget = forms.HiddenInput()
        for kind, names in able:
            self.kinds.append(kind.kind)
            self.fields[kind.kind] = forms.MultipleChoiceField(
                label=str(kind.words),
                choices=_by_name(names),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def stand_ins(self) -> dict[str, list[str]]:
        """Who was chosen, per kind of work."""
        return {kind: self.cleaned_data[kind] for kind in self.kinds if self.cleaned_data[kind]}


class GiveForm(forms.Form):
    """To whom, and why."""

    new = forms.ChoiceField(label=gettext_lazy("To whom"), error_messages=_NOBODY)
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=list(REASON_WORDS.items()))

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: Names) -> None:
        """Offer the colleagues who can do the work."""
        super().__init__(data)
        offer(self, "new", [CHOOSE, *_by_name(people)])


class HandOverForm(GiveForm):
    """Whose work, which kinds of it, to whom and why."""

    old = forms.ChoiceField(label=gettext_lazy("Whose work"), error_messages=_NOBODY)
    only = forms.MultipleChoiceField(
        label=gettext_lazy("Which work"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All of it goes in one act, or nothing."),
        error_messages={"required": gettext_lazy("Tick at least one kind of work.")},
    )
    field_order = ("old", "only", "new", "reason")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Names,
        old: Names,
        kinds: Iterable[tuple[str, str]],
    ) -> None:
        """Offer whose work can go, and the kinds there are."""
        super().__init__(data, people=people)
        some = list(kinds)
        offer(self, "old", [*([CHOOSE] if len(old) > 1 else []), *_by_name(old)])
        offer(self, "only", some)
        self.fields["only"].initial = [code for code, _ in some]
        if len(old) == 1:
            self.fields["old"].initial = next(iter(old))
            self.fields["old"].widget = forms.HiddenInput()


class MailForm(forms.Form):
    """When somebody wants to be mailed."""

    choice = forms.ChoiceField(
        label=gettext_lazy("When do you want a mail?"),
        choices=list(CHOICE_WORDS.items()),
        widget=forms.RadioSelect,
        initial=Choice.DAILY,
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("From which hour"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, usual: str, **kwargs: Any) -> None:
        """Offer the hours; the usual one is that of the region."""
        super().__init__(data, **kwargs)
        hours = [(str(hour), f"{hour:02}:00") for hour in HOURS]
        offer(self, "hour", [("", usual), *hours])


def _by_name(people: Names) -> list[tuple[str, str]]:
    return sorted(people.items(), key=lambda pair: pair[1])
