"""What is typed about a transition."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from kmt.kernel.form_parts import offer
from kmt.transition import wording
from kmt.transition.actions import STEPS, Plan, Watched
from kmt.transition.queries import TransitionSeen, owner_names
from kmt.transition.states import TaskState
from kmt.transition.wording import pairs

CHOOSE = ("", "–")
NO_NAMES = gettext_lazy("No names of victims, offenders or other people: everybody reads this.")
_Data = Mapping[str, Any] | None


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _text(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=_Day())


class _Form(forms.Form):
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BeginForm(_Form):
    """A new transition."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    aim = _text(gettext_lazy("What is there when it is done?"), hint=NO_NAMES)
    decision = forms.ChoiceField(label=gettext_lazy("Which decision is it of?"), required=False)
    begins_on = _day(gettext_lazy("Begins on"))
    aims_at = _day(gettext_lazy("Aimed to be done on"))

    def __init__(self, data: _Data = None, *, decisions: Sequence[tuple[str, str]]) -> None:
        """Offer the decisions of the register."""
        super().__init__(data)
        offer(self, "decision", [CHOOSE, *decisions])


class ConditionForm(_Form):
    """A condition of the decision."""

    title = forms.CharField(label=gettext_lazy("Condition, in a few words"), max_length=120)
    words = _text(gettext_lazy("What does the decision ask?"), hint=NO_NAMES)
    source = forms.CharField(
        label=gettext_lazy("Where does it say so?"),
        help_text=gettext_lazy("The decision or advice, with its date."),
        max_length=200,
    )
    shown_by = forms.ChoiceField(
        label=gettext_lazy("How is it shown to be met?"),
        choices=pairs(wording.SHOWN_BY),
        widget=forms.RadioSelect,
    )


class ShowForm(_Form):
    """The evidence that a condition is met, or that it no longer is."""

    words = _text(gettext_lazy("What shows it?"), hint=NO_NAMES)
    evidence = forms.CharField(
        label=gettext_lazy("Document or link"),
        help_text=gettext_lazy("For instance the number and date of a decision."),
        max_length=200,
    )
    on = _day(gettext_lazy("Since which day?"))


class TaskForm(_Form):
    """A task."""

    what = forms.CharField(
        label=gettext_lazy("What must be done?"), help_text=NO_NAMES, max_length=200
    )
    area = forms.ChoiceField(label=gettext_lazy("Subject"))
    condition = forms.ChoiceField(label=gettext_lazy("For which condition?"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Which organisation does it?"))
    owner_function = forms.CharField(
        label=gettext_lazy("Function there"), required=False, max_length=80
    )
    due_on = _day(gettext_lazy("Done before"))
    after = forms.MultipleChoiceField(
        label=gettext_lazy("Waits for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: _Data = None,
        *,
        of: TransitionSeen,
        task: str = "",
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offer the conditions, organisations and other tasks of this transition."""
        super().__init__(data, initial=initial)
        offer(self, "area", [CHOOSE, *pairs(wording.AREAS)])
        titles = [(str(one.id), f"{one.number}. {one.title}") for one in of.conditions]
        offer(self, "condition", [("", str(gettext_lazy("None in particular"))), *titles])
        offer(self, "owner", [CHOOSE, *sorted(owner_names().items(), key=lambda one: one[1])])
        others = [(str(one.id), one.what) for one in of.tasks if str(one.id) != task]
        offer(self, "after", others)
        if not others:
            del self.fields["after"]

    def plan(self) -> Plan:
        """What was typed."""
        typed = self.cleaned_data
        return Plan(
            what=typed["what"],
            area=typed["area"],
            owner=typed["owner"],
            owner_function=typed["owner_function"],
            due_on=typed["due_on"],
            condition=UUID(typed["condition"]) if typed["condition"] else None,
            after=[UUID(one) for one in typed.get("after", ())],
        )


class MoveForm(_Form):
    """The next step of a task, with what came of it."""

    to = forms.ChoiceField(label=gettext_lazy("The task is now"), widget=forms.RadioSelect)
    outcome = _text(
        gettext_lazy("What came of it?"),
        required=False,
        hint=gettext_lazy("When done: where it can be seen. When dropped: why."),
    )

    def __init__(self, data: _Data = None, *, state: str, version: int, outcome: str = "") -> None:
        """Offer the states that can follow."""
        super().__init__(data, initial={"version": version, "outcome": outcome})
        steps = STEPS[TaskState(state)]
        offer(self, "to", [(one, str(wording.TASKS[one])) for one in steps])


class RiskForm(_Form):
    """A risk."""

    what = forms.CharField(
        label=gettext_lazy("What could go wrong?"), help_text=NO_NAMES, max_length=200
    )
    chance = forms.ChoiceField(label=gettext_lazy("How likely?"), choices=pairs(wording.SIZES))
    effect = forms.ChoiceField(label=gettext_lazy("How bad?"), choices=pairs(wording.SIZES))
    measure = _text(gettext_lazy("What do we do about it?"))
    owner = forms.ChoiceField(label=gettext_lazy("Which organisation minds it?"))
    over = forms.BooleanField(label=gettext_lazy("It is over"), required=False)
    came_of_it = _text(gettext_lazy("What came of it?"), required=False)

    def __init__(
        self, data: _Data = None, *, fresh: bool, initial: dict[str, Any] | None = None
    ) -> None:
        """Offer the organisations; a new risk is not over."""
        super().__init__(data, initial=initial)
        offer(self, "owner", [CHOOSE, *sorted(owner_names().items(), key=lambda one: one[1])])
        if fresh:
            del self.fields["over"], self.fields["came_of_it"]

    def watched(self) -> Watched:
        """What was typed."""
        return Watched(**{key: it for key, it in self.cleaned_data.items() if key != "version"})


class SayForm(_Form):
    """Go, not yet or no go."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was said?"),
        choices=pairs(wording.OUTCOMES),
        widget=forms.RadioSelect,
    )
    held_on = _day(gettext_lazy("On which day?"))
    body = forms.CharField(label=gettext_lazy("By whom?"), max_length=120)
    reasons = _text(gettext_lazy("On which grounds?"), hint=NO_NAMES)
