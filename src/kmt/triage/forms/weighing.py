"""What the desk fills in to weigh a report, and at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.entrance.forms import AskedField
from kmt.intake import wording
from kmt.intake.reading import ReportRead
from kmt.intake.rules import NO_DECISION_YET, VICTIM, PersonToAdd
from kmt.kernel.form_parts import offer
from kmt.professionals.reading import SignSent
from kmt.triage.forms.versioned import PICK, VersionedForm, pick_one, role_choices
from kmt.triage.reading import TriageRead
from kmt.triage.rules import FORWARD, Weighing
from kmt.vault.rules import Identity
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.entries import NO_FORM, UNKNOWN_FORM
from kmt.vocabulary.wording import choices, language

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """A group of indicators with its fields and their sources, as they are asked together."""

    name: str
    fields: tuple[BoundField, ...]
    sources: tuple[BoundField, ...]

    @property
    def heading(self) -> str:
        """The name, and how many of its questions have an answer by now."""
        answered = sum(one.value() not in {UNKNOWN, None} for one in self.fields)
        if not answered:
            return self.name
        words = ngettext("%(number)d answered", "%(number)d answered", answered)
        return f"{self.name} · {words % {'number': answered}}"


class SignField(forms.ChoiceField):
    """The answer to one indicator; what is left alone is unknown, and that is an answer too."""

    def clean(self, value: Any) -> Any:
        """Unknown when nothing was chosen."""
        return super().clean(value or UNKNOWN)


#: From where the answers to the signs come, when nothing else is said at a sign.
FROM_REPORT = "told_by_third"


class TriageForm(VersionedForm):
    """The weighing: no score, only answers, a judgement and its reasons."""

    suspicion = pick_one(gettext_lazy("How strong is the suspicion?"))
    urgency = pick_one(gettext_lazy("How urgent is it?"))
    urgency_reason = forms.CharField(
        label=gettext_lazy("Why this urgency?"),
        help_text=gettext_lazy("Needed for U1, and where the signs point the other way."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Form of exploitation"),
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
    more_forms = forms.MultipleChoiceField(
        label=gettext_lazy("Other forms that play a part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": PICK},
    )
    safety = pick_one(
        gettext_lazy("Is there danger now?"),
        required=False,
        help_text=gettext_lazy(
            "Acute: call 112 first. This must be answered when a critical sign is seen."
        ),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where do these answers come from?"),
        help_text=gettext_lazy("Of most of them. At a sign you can say otherwise."),
        required=False,
        initial=FROM_REPORT,
        error_messages={"invalid_choice": PICK},
    )
    advice = forms.CharField(
        label=gettext_lazy("Advice"),
        help_text=gettext_lazy("To whom, and what. Needed when you choose advice."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    forward_to = forms.MultipleChoiceField(
        label=gettext_lazy("Forward to"),
        help_text=gettext_lazy(
            "When you choose to forward. Nothing goes yet: that is a decision of its own."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": PICK},
    )
    summary = AskedField(
        label=gettext_lazy("Summary in one line, without names"),
        help_text=gettext_lazy("For example: girl, about 15, picked up at school"),
    )
    outcome = pick_one(gettext_lazy("What happens next?"))
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
        error_messages={"invalid_choice": PICK},
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
        offer(self, "safety", choices("safety_level", on))
        offer(self, "forward_to", choices("signal_receiver", on))
        sources = choices("observation_source", on)
        offer(self, "source", sources)
        offer(self, "person_role", role_choices(on))
        answers = choices("observation_answer", on)
        for one in vocabulary.indicators_on(on):
            self.fields[f"sign_{one.indicator}"] = SignField(
                label=one.label(language()),
                choices=answers,
                widget=forms.RadioSelect({"data-critical": ""} if one.critical else None),
                initial=UNKNOWN,
                help_text=_("Critical. Seen? Then ask at once: is there danger now?")
                if one.critical
                else "",
                error_messages={"invalid_choice": PICK},
            )
            self.fields[f"source_{one.indicator}"] = forms.ChoiceField(
                label=_("Source of %(sign)s") % {"sign": one.indicator},
                choices=(("", _("as above")), *sources),
                required=False,
                error_messages={"invalid_choice": PICK},
            )

    @staticmethod
    def where_it_stood(
        found: ReportRead, triages: Sequence[TriageRead], sent: Sequence[SignSent] = ()
    ) -> dict[str, Any]:
        """What the newest triage said, to begin from when weighing again; at first what was told,
        and the signs that the sender saw (``sent``).

        The decision and its reasons are not in it: every decision has reasons of its own.
        """
        if not triages:
            return {"form": found.form_told} | {f"sign_{one.indicator}": "observed" for one in sent}
        last = triages[0]
        return {
            "suspicion": last.suspicion,
            "urgency": last.urgency,
            "urgency_reason": last.urgency_reason,
            "form": last.forms[0],
            "more_forms": list(last.forms[1:]),
            "summary": found.summary,
            "safety": last.safety,
            "advice": last.advice,
            "forward_to": list(last.forward_to),
            **{f"source_{one}": source for one, source in last.sources.items()},
            **{f"sign_{one}": "observed" for one in last.observed},
            **{f"sign_{one}": "not_observed" for one in last.not_observed},
        }

    def groups(self) -> Iterator[AskedGroup]:
        """The indicators by group, in the order in which they are asked."""
        found = vocabulary.indicators_on(self.on)
        for group in vocabulary.indicator_groups():
            mine = [self[f"sign_{one.indicator}"] for one in found if one.group == group.group]
            sources = [self[f"source_{one.indicator}"] for one in found if one.group == group.group]
            yield AskedGroup(
                name=group.label(language()).capitalize(),
                fields=tuple(mine),
                sources=tuple(sources),
            )

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
            safety=found["safety"],
            advice=found["advice"],
            forward_to=tuple(found["forward_to"]) if found["outcome"] == FORWARD else (),
        )

    def sources(self) -> dict[str, str]:
        """Per sign where its answer comes from: what was said at it, else what was said of all."""
        found = self.cleaned_data
        return {
            one.indicator: found[f"source_{one.indicator}"] or found["source"] or FROM_REPORT
            for one in vocabulary.indicators_on(self.on)
        }

    def person(self) -> PersonToAdd | None:
        """The person to put down at the same time, when one was described."""
        description = self.cleaned_data["person_description"]
        if not description:
            return None
        role = self.cleaned_data["person_role"] or VICTIM
        return PersonToAdd(identity=Identity(description=description), role=role)


class TakeUpForm(VersionedForm):
    """Only the version: taking a report up asks nothing."""


def _with_code(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, f"{code}: {label}") for code, label in pairs)


def _undecided() -> tuple[str, str]:
    return NO_DECISION_YET, wording.outcome(NO_DECISION_YET)
