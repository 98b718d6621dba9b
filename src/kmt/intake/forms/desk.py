"""What the desk fills in: a triage with its indicators, a person, the end of a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.entrance.forms import AskedField, TypedForm
from kmt.intake import rules, wording
from kmt.intake.reading import ReportRead
from kmt.intake.rules import VICTIM, PersonToAdd, Weighing
from kmt.kernel.form_parts import offer
from kmt.persons.forms import AnswerForm
from kmt.vault.rules import Identity
from kmt.vault.rules.words import WORD_PURPOSES
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.entries import NO_FORM, UNKNOWN_FORM
from kmt.vocabulary.wording import choices, language

UNKNOWN = "unknown"
DESCRIPTION_LIMIT = 500
_PICK = gettext_lazy("Choose an answer from the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """A group of indicators with its fields, as they are asked together."""

    name: str
    fields: tuple[BoundField, ...]

    @property
    def heading(self) -> str:
        """The name, and how many of its questions have an answer by now."""
        answered = sum(one.value() not in {UNKNOWN, None} for one in self.fields)
        if not answered:
            return self.name
        words = ngettext("%(number)d answered", "%(number)d answered", answered)
        return f"{self.name} · {words % {'number': answered}}"


def _choice(label: Any, **more: Any) -> forms.ChoiceField:
    errors = {"required": _PICK, "invalid_choice": _PICK}
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages=errors, **more)


class SignField(forms.ChoiceField):
    """The answer to one indicator; what is left alone is unknown, and that is an answer too."""

    def clean(self, value: Any) -> Any:
        """Unknown when nothing was chosen."""
        return super().clean(value or UNKNOWN)


class VersionedForm(TypedForm):
    """A form that remembers which version of the report it was opened on."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages={"required": _PICK, "invalid": _PICK}
    )


class TriageForm(VersionedForm):
    """The weighing: no score, only answers, a judgement and its reasons."""

    suspicion = _choice(gettext_lazy("How strong is the suspicion?"))
    urgency = _choice(gettext_lazy("How urgent is it?"))
    urgency_reason = forms.CharField(
        label=gettext_lazy("Why this urgency?"),
        help_text=gettext_lazy("Needed for U1, and where the signs point the other way."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Form of exploitation"),
        error_messages={"required": _PICK, "invalid_choice": _PICK},
    )
    more_forms = forms.MultipleChoiceField(
        label=gettext_lazy("Other forms that play a part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _PICK},
    )
    summary = AskedField(
        label=gettext_lazy("Summary in one line, without names"),
        help_text=gettext_lazy("For example: girl, about 15, picked up at school"),
    )
    outcome = _choice(gettext_lazy("What happens next?"))
    reasons = AskedField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("What points to it, what points away from it, what is not known."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    person_description = forms.CharField(
        label=gettext_lazy("A person to put down at once"),
        help_text=gettext_lazy("A few words are enough: girl, about 16. More can be added later."),
        required=False,
        max_length=500,
    )
    person_role = forms.ChoiceField(
        label=gettext_lazy("Role of this person"),
        required=False,
        initial=VICTIM,
        error_messages={"invalid_choice": _PICK},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        kinds = choices("exploitation_form", on)
        offer(self, "suspicion", choices("suspicion_level", on))
        offer(self, "urgency", _with_code(choices("urgency", on)))
        offer(self, "form", (("", _("Choose a form")), *kinds))
        more = (one for one in kinds if one[0] not in {UNKNOWN_FORM, NO_FORM})
        offer(self, "more_forms", more)
        offer(self, "outcome", (*choices("report_outcome", on), _undecided()))
        offer(self, "person_role", role_choices(on))
        answers = choices("observation_answer", on)
        for one in vocabulary.indicators_on(on):
            self.fields[f"sign_{one.indicator}"] = SignField(
                label=one.label(language()),
                choices=answers,
                widget=forms.RadioSelect,
                initial=UNKNOWN,
                help_text=_("Seen? Then ask: is this acute?") if one.critical else "",
                error_messages={"invalid_choice": _PICK},
            )

    @staticmethod
    def where_it_stood(found: ReportRead) -> dict[str, Any]:
        """What the newest triage said, to begin from when weighing again; at first what was told.

        The decision and its reasons are not in it: every decision has reasons of its own.
        """
        if not found.triages:
            return {"form": found.form_told}
        last = found.triages[0]
        return {
            "suspicion": last.suspicion,
            "urgency": last.urgency,
            "urgency_reason": last.urgency_reason,
            "form": last.forms[0],
            "more_forms": list(last.forms[1:]),
            "summary": found.summary,
            **{f"sign_{one}": "observed" for one in last.observed},
            **{f"sign_{one}": "not_observed" for one in last.not_observed},
        }

    def groups(self) -> Iterator[AskedGroup]:
        """The indicators by group, in the order in which they are asked."""
        found = vocabulary.indicators_on(self.on)
        for group in vocabulary.indicator_groups():
            mine = [self[f"sign_{one.indicator}"] for one in found if one.group == group.group]
            yield AskedGroup(name=group.label(language()).capitalize(), fields=tuple(mine))

    def answers(self) -> dict[str, str]:
        """The answer to every indicator; what was left alone is unknown."""
        return {
            one.indicator: self.cleaned_data[f"sign_{one.indicator}"]
            for one in vocabulary.indicators_on(self.on)
        }

    def weighing(self) -> Weighing:
        """The judgement, as a plain value."""
        found = self.cleaned_data
        more = tuple(one for one in found["more_forms"] if one != found["form"])
        return Weighing(
            suspicion=found["suspicion"],
            urgency=found["urgency"],
            urgency_reason=found["urgency_reason"],
            forms=(found["form"], *more),
            outcome=found["outcome"],
            reasons=found["reasons"],
            summary=found["summary"],
        )

    def person(self) -> PersonToAdd | None:
        """The person to put down at the same time, when one was described."""
        description = self.cleaned_data["person_description"]
        if not description:
            return None
        role = self.cleaned_data["person_role"] or VICTIM
        return PersonToAdd(identity=Identity(description=description), role=role)


class PersonForm(VersionedForm):
    """What is known of a person; everything may be left open but something to recognise by."""

    role = _choice(gettext_lazy("Role in this report"))
    description = forms.CharField(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("For example: girl, about 16, red coat"),
        required=False,
        max_length=DESCRIPTION_LIMIT,
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    estimated_age = forms.IntegerField(
        label=gettext_lazy("Estimated age"),
        required=False,
        min_value=0,
        max_value=120,
        error_messages={"invalid": gettext_lazy("Write the age as a number.")},
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("For example 23-11-2008"),
        required=False,
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the date as day-month-year.")},
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), required=False, max_length=500)
    safe_contact = forms.CharField(
        label=gettext_lazy("How to reach this person without danger"),
        required=False,
        max_length=500,
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("With commas between them"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", role_choices(on))

    def person(self) -> PersonToAdd:
        """The person as the vault takes it."""
        found = self.cleaned_data
        spoken = tuple(one.strip() for one in found["languages"].split(",") if one.strip())
        names = ("name", "description", "contact", "safe_contact", "birth_date", "estimated_age")
        known = {name: found[name] for name in names}
        return PersonToAdd(identity=Identity(**known, languages=spoken), role=found["role"])


class KnownHereForm(AnswerForm, VersionedForm):
    """Which of the candidates somebody in this report is, in which role, and why."""

    role = forms.ChoiceField(label=gettext_lazy("Role in this report"), required=False)
    field_order = ("version", "shown", "answer", "role", "reason")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", (("", _("Choose a role")), *role_choices(on)))


class WordsForm(forms.Form):
    """Words to find reports by, and what for."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("Two or three rare words find best: a street, a company, a colour."),
        max_length=200,
    )
    purpose = forms.ChoiceField(label=gettext_lazy("What is it for"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "purpose", WORD_PURPOSES.items())


class CloseForm(VersionedForm):
    """How the reporter heard back, or why not."""

    feedback = _choice(gettext_lazy("What did the reporter hear back?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "feedback", ((code, wording.feedback(code)) for code in rules.FEEDBACK))


class TakeUpForm(VersionedForm):
    """Only the version: taking a report up asks nothing."""


def role_choices(on: date) -> tuple[tuple[str, str], ...]:
    """The roles a person can have in a report (code list ``person_role``)."""
    found = choices("person_role", on)
    return tuple(one for one in found if one[0] in rules.ROLES_IN_REPORT)


def _with_code(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, f"{code}: {label}") for code, label in pairs)


def _undecided() -> tuple[str, str]:
    return rules.NO_DECISION_YET, wording.outcome(rules.NO_DECISION_YET)
