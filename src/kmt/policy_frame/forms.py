"""What is typed on the pages of the policy frame, and how it becomes what the actions take.

The forms check shape; whether something may be is for the rules, by way of the actions.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.governance.forms import NO_PEOPLE, Named, Sent, Text, day_field
from kmt.governance.wording import organisation_pairs
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.policy_frame.given import Adopted, NewAction, NewGoal, NewResult, NewValue
from kmt.policy_frame.indicators import indicator_pairs
from kmt.policy_frame.reading import ActionSeen, GoalSeen, ResultSeen
from kmt.policy_frame.rules import TITLE_LIMIT
from kmt.policy_frame.wording import DIRECTIONS, PROGRESSES

Pairs = Iterable[tuple[str, str]]


def _number(**kwargs: Any) -> forms.DecimalField:
    """A figure, typed with a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        max_digits=12, decimal_places=2, localize=True, widget=widget, **kwargs
    )


class FrameForm(Named):
    """Title and ambition of a version; ``version`` is the one that the writer saw."""

    name = "frame"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    title = forms.CharField(label=_("Title of the policy frame"), max_length=TITLE_LIMIT)
    ambition = Text(4, label=_("Ambition, in words"), help_text=NO_PEOPLE)


class GoalForm(Named):
    """A goal."""

    name = "goal"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    title = forms.CharField(label=_("Goal"), max_length=TITLE_LIMIT)
    words = Text(2, label=_("What is meant by it"), required=False, help_text=NO_PEOPLE)

    def new(self) -> NewGoal:
        """What the action takes."""
        return NewGoal(title=self.cleaned_data["title"], words=self.cleaned_data["words"])

    @staticmethod
    def start(seen: GoalSeen) -> dict[str, object]:
        """The goal that stands, to change."""
        return {"version": seen.version, "title": seen.title, "words": seen.words}


class ResultForm(Named):
    """A result with its indicator and target."""

    name = "result"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    title = forms.CharField(label=_("Result"), max_length=TITLE_LIMIT)
    indicator = forms.ChoiceField(
        label=_("Figure that the product reckons itself"),
        required=False,
        help_text=_(
            "Released counts of reports and victims are not there yet: no count is made safe for "
            "publication. Type such a figure in from a published source."
        ),
    )
    measure = forms.CharField(
        label=_("Or: what is measured"),
        max_length=TITLE_LIMIT,
        required=False,
        help_text=_("Of a figure that somebody types in, with its source."),
    )
    unit = forms.CharField(label=_("In what unit"), max_length=40, required=False)
    direction = forms.ChoiceField(label=_("Which way it should go"), widget=forms.RadioSelect)
    target = _number(label=_("Target"))
    target_on = day_field(_("Day of the target"))
    start = _number(
        label=_("Where it began"),
        required=False,
        help_text=_("Without a beginning nobody can say whether it is on course."),
    )
    start_on = day_field(_("On which day it began"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer indicators and directions."""
        super().__init__(*args, **kwargs)
        offer(self, "indicator", [("", "–"), *indicator_pairs()])
        offer(self, "direction", [(one, str(words)) for one, words in DIRECTIONS.items()])

    def new(self) -> NewResult:
        """What the action takes."""
        data = self.cleaned_data
        names = ("title", "indicator", "measure", "unit", "direction", "target", "target_on")
        return NewResult(
            **{name: data[name] for name in names}, start=data["start"], start_on=data["start_on"]
        )

    @staticmethod
    def start_with(seen: ResultSeen) -> dict[str, object]:
        """The result that stands, to change."""
        return {
            "version": seen.version,
            "title": seen.title,
            "indicator": seen.indicator,
            "measure": "" if seen.indicator else seen.measure,
            "unit": "" if seen.indicator else seen.unit,
            "direction": seen.target.direction,
            "target": seen.target.value,
            "target_on": seen.target.on,
            "start": seen.target.start,
            "start_on": seen.target.start_on,
        }


class ActionForm(Named):
    """An action of an organisation."""

    name = "action"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)
    what = forms.CharField(label=_("What is done"), max_length=300)
    organisation = forms.ChoiceField(label=_("By which organisation"))
    due = day_field(_("Done before the end of"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer organisations."""
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [("", "–"), *organisation_pairs()])

    def new(self) -> NewAction:
        """What the action takes."""
        data = self.cleaned_data
        return NewAction(what=data["what"], organisation=data["organisation"], due=data["due"])

    @staticmethod
    def start(seen: ActionSeen) -> dict[str, object]:
        """The action that stands, to change."""
        return {
            "version": seen.version,
            "what": seen.what,
            "organisation": seen.organisation_code,
            "due": seen.due,
        }


class AdoptForm(Named):
    """By whom a version was adopted, and why."""

    name = "adopt"
    body = forms.ChoiceField(label=_("Adopted by"), required=False)
    other = forms.CharField(label=_("Somebody else who adopted it"), max_length=120, required=False)
    on = day_field(_("On which day"))
    grounds = Text(3, label=_("On which grounds"))
    dissent = Text(
        2,
        label=_("Who thought otherwise, and why"),
        required=False,
        help_text=_("Organisations, no names."),
    )

    def __init__(self, *args: Any, bodies: Pairs = (), **kwargs: Any) -> None:
        """Offer the bodies."""
        super().__init__(*args, **kwargs)
        offer(self, "body", [("", "–"), *bodies])
        self.fields["on"].initial = clock.today()

    def adopted(self) -> Adopted:
        """What the action takes."""
        data = self.cleaned_data
        return Adopted(
            body=data["other"] or data["body"],
            on=data["on"],
            grounds=data["grounds"],
            dissent=data["dissent"],
        )


class ValueForm(Sent):
    """A measured value with its source."""

    name = "value"
    value = _number(label=_("Value"))
    on = day_field(_("Of which day"))
    base = forms.CharField(
        label=_("Over whom or of how many"),
        max_length=200,
        help_text=_("For instance: 14 municipalities, 2025."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("A publication or a system, with its year.")
    )

    def new(self) -> NewValue:
        """What the action takes."""
        data = self.cleaned_data
        return NewValue(
            value=data["value"], on=data["on"], base=data["base"], source=data["source"]
        )


class ProgressForm(Sent):
    """How far an action is."""

    name = "progress"
    action = forms.ChoiceField(label=_("Which action"))
    progress = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    words = Text(2, label=_("In a sentence"), help_text=NO_PEOPLE)

    def __init__(self, *args: Any, actions: Iterable[ActionSeen] = (), **kwargs: Any) -> None:
        """Offer the actions and how far they can be."""
        super().__init__(*args, **kwargs)
        offer(self, "action", [("", "–"), *((str(one.id), one.what) for one in actions)])
        offer(self, "progress", [(one, str(words)) for one, words in PROGRESSES.items()])

    def action_id(self) -> UUID:
        """Which action."""
        return UUID(self.cleaned_data["action"])


class EvaluationForm(Sent):
    """Looking back on a version."""

    name = "evaluation"
    found = Text(4, label=_("What was found"), help_text=NO_PEOPLE)
    changes = Text(3, label=_("What changes"))
    on = day_field(_("On which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()
