"""What is typed on the pages of safety, and how it becomes what the actions take.

The forms check shape; whether something may be kept is for the rules, by way of the actions.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.safety import wording
from kmt.safety.queries import AssessmentRead, PlanRead
from kmt.safety.rules import (
    SHORT_LIMIT,
    TEXT_LIMIT,
    Answer,
    Asked,
    Level,
    NewAssessment,
    NewIncident,
    NewPlan,
    acute_problems,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")


def _text(
    label: "str | _StrPromise", *, hint: Any = "", rows: int = 3, required: bool = False
) -> forms.CharField:
    """A text; where it depends on the level whether it must be there, that is for the rules."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=TEXT_LIMIT, widget=area
    )


def _line(label: "str | _StrPromise", *, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=SHORT_LIMIT)


def _day(label: "str | _StrPromise", *, hint: Any = "", required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class _Sent(forms.Form):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class AssessmentForm(_Sent):
    """How safe somebody is: each question, the judgement, and what is done when it is acute."""

    level = forms.ChoiceField(
        label=gettext_lazy("How safe is it now?"),
        help_text=gettext_lazy("Your judgement. The answers above are not added up."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how safe it is now.")},
    )
    reasons = _text(gettext_lazy("Why do you think so?"), hint=_NO_NAMES, required=True)
    called_112 = forms.ChoiceField(
        label=gettext_lazy("Was 112 called?"), required=False, widget=forms.RadioSelect
    )
    done_now = _text(gettext_lazy("What is done now?"), rows=2)
    done_by = _line(gettext_lazy("By whom?"))
    emergency = _text(
        gettext_lazy("What is agreed for when it goes wrong?"),
        hint=gettext_lazy("One sentence that somebody can act on who does not know the case."),
        rows=2,
    )
    valid_until = _day(
        gettext_lazy("Until when does this hold?"),
        hint=gettext_lazy("On that day it comes back among what must happen."),
        required=True,
    )

    def __init__(
        self, *args: Any, today: date, before: AssessmentRead | None = None, **kwargs: Any
    ) -> None:
        """Ask each question of the day, with the answer of the time before as a hint."""
        super().__init__(*args, **kwargs)
        was = {one.item: one for one in before.answers} if before else {}
        self._items = [code for code, _word in wording.item_pairs(today)]
        for code, word in wording.item_pairs(today):
            earlier = was.get(code)
            self.fields[code] = forms.ChoiceField(
                label=word[:1].upper() + word[1:],
                help_text=_hint(earlier.answer, earlier.words) if earlier else "",
                choices=wording.answer_pairs(),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose yes, no or unknown.")},
                initial="" if before else Answer.UNKNOWN,
            )
            self.fields[f"{code}_words"] = forms.CharField(
                label=_("What is known of it"), required=False, max_length=TEXT_LIMIT
            )
        offer(self, "level", wording.level_pairs(today))
        offer(self, "called_112", wording.answer_pairs()[:2])
        self.fields["valid_until"].initial = today + timedelta(days=1)

    def questions(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each question with the field for what is known of it."""
        for item in self._items:
            yield self[item], self[f"{item}_words"]

    def clean(self) -> dict[str, Any]:
        """In acute danger ask at once what is done, also when something else is not right yet."""
        data = self.cleaned_data
        if data.get("level") == Level.ACUTE:
            said = (data.get(name, "") for name in ("called_112", "done_now", "done_by"))
            for name, sentence in acute_problems(*said).items():
                if sentence and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def new(self) -> NewAssessment:
        """What the action takes."""
        data = self.cleaned_data
        return NewAssessment(
            level=data["level"],
            reasons=data["reasons"],
            valid_until=data["valid_until"],
            emergency=data["emergency"],
            called_112=data["called_112"],
            done_now=data["done_now"],
            done_by=data["done_by"],
            answers={
                item: Asked(answer=data[item], words=data[f"{item}_words"]) for item in self._items
            },
        )


def _hint(answer: str, words: str) -> str:
    said = wording.answer_word(answer).lower()
    known = f"{said}: {words}" if words else said
    return _("The time before: %(known)s") % {"known": known}


class PlanForm(_Sent):
    """The steps for when it goes wrong, as they were agreed with the person."""

    warning_signs = _text(
        gettext_lazy("Warning signs"),
        hint=gettext_lazy("By what does the person notice that it becomes unsafe?"),
    )
    own_steps = _text(
        gettext_lazy("What the person does"),
        hint=gettext_lazy("One step on a line."),
        required=True,
    )
    others_steps = _text(
        gettext_lazy("What others do"), hint=gettext_lazy("Who does what; one step on a line.")
    )
    call_order = _text(
        gettext_lazy("Who is called, in which order"),
        hint=gettext_lazy("The first on top; 112 when there is danger now."),
        required=True,
    )
    code_word = _line(
        gettext_lazy("Code word"),
        hint=gettext_lazy("That means: I am not safe, do what we agreed."),
    )
    agreed_on = _day(
        gettext_lazy("Agreed with the person on"),
        hint=gettext_lazy("Leave empty as long as the person did not agree to it."),
    )

    @staticmethod
    def of(plan: PlanRead | None) -> dict[str, Any]:
        """What stands in the fields to begin with: the plan that holds, to be agreed anew."""
        names = ("warning_signs", "own_steps", "others_steps", "call_order", "code_word")
        return {name: getattr(plan, name) for name in names} if plan else {}

    def new(self) -> NewPlan:
        """What the action takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return NewPlan(**data)


class IncidentForm(_Sent):
    """What went wrong, what was done, and what must still be done."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of incident"))
    happened_on = _day(gettext_lazy("On which day"), required=True)
    what = _text(gettext_lazy("What happened"), hint=_NO_NAMES, required=True)
    done = _text(gettext_lazy("What was done"), required=True)
    reported_to = _line(
        gettext_lazy("Reported to whom"),
        hint=gettext_lazy("For example: police, shelter, Veilig Thuis. Empty when to nobody."),
    )
    follow_up = _text(gettext_lazy("What must still be done"), rows=2)
    follow_up_due = _day(gettext_lazy("Before or on"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the kinds of the day; today is the day unless said otherwise."""
        super().__init__(*args, **kwargs)
        offer(self, "kind", wording.incident_pairs(today))
        self.fields["happened_on"].initial = today

    def new(self) -> NewIncident:
        """What the action takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return NewIncident(**data)
