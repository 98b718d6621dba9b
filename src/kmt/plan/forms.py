"""What is typed on the pages of the plan, and how it becomes what the actions take.

The forms check shape and length; whether something may is for the rules, by way of the actions.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.care.states import State
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.plan import queries, wording
from kmt.plan.actions.agreeing import Agreed, Evaluated
from kmt.plan.reading import ActionRead, DomainRead, DraftRead, TextRead
from kmt.plan.rules import (
    CHOOSE_ONE,
    IN_THEIR_WORDS,
    ORGANISATION_LIMIT,
    PERSON_LIMIT,
    SAY_WHY,
    SOMETHING,
    TEXT_LIMIT,
    WEEKS_LIMIT,
    WHAT_LIMIT,
    WHO_AGREED,
    AgreedHow,
    AgreedWho,
    DomainText,
    JudgedBy,
    NewPlanAction,
    NewScore,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: How far away a new action is due when nobody says otherwise.
USUAL_DAYS = 14
_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")
_THEIR_WORDS = gettext_lazy("As the person says it, in the first person: “I want …”.")


def _text(
    label: "str | _StrPromise",
    *,
    rows: int = 3,
    hint: Any = "",
    limit: int = TEXT_LIMIT,
    needed: str = "",
) -> forms.CharField:
    """A text; ``needed`` is what to say when it is not there, empty where it may be left open."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        error_messages={"required": needed},
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label: "str | _StrPromise", *, required: bool = True, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class _Sent(forms.Form):
    """One of several forms on a page, that adds one thing however often it is sent."""

    name = ""
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{"auto_id": f"{self.name}-%s", **kwargs})

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class TextForm(_Sent):
    """What the plan says of one domain; ``base`` is the revision that was on the screen."""

    name = "text"
    goal = _text(gettext_lazy("What the person wants"), hint=_THEIR_WORDS)
    situation = _text(gettext_lazy("How it is now"), hint=_NO_NAMES)
    consent_scope = forms.MultipleChoiceField(
        label=gettext_lazy("With whom this may be shared, says the person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6, initial=0)
    field_order = ("goal", "situation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer with whom it may be shared."""
        super().__init__(*args, **kwargs)
        offer(self, "consent_scope", wording.scope_pairs())

    @classmethod
    def of(cls, now: TextRead, draft: DraftRead | None) -> "TextForm":
        """The form with what stands there, or with what the reader typed and did not save."""
        text = draft.text if draft else now.text
        initial = {
            "situation": text.situation,
            "goal": text.goal,
            "consent_scope": list(now.text.consent_scope),
            "base": now.number,
            "version": draft.version if draft else 0,
        }
        return cls(initial=initial)

    def begin_from(self, number: int, version: int) -> None:
        """Let what was typed begin from the text that is shown beside it."""
        self.data = {**self._flat(), "base": number, "version": version}

    def _flat(self) -> dict[str, Any]:
        scope = "consent_scope"
        found = {name: self.data.get(name) for name in self.data if name != scope}
        return {**found, scope: list(self.cleaned_data.get(scope, ()))}

    def text(self) -> DomainText:
        """What the action takes."""
        data = self.cleaned_data
        return DomainText(
            situation=data["situation"],
            goal=data["goal"],
            consent_scope=tuple(data["consent_scope"]),
        )


class GoalForm(_Sent):
    """A goal for a domain of which nothing was written yet, in a few keystrokes."""

    name = "goal"
    domain = forms.ChoiceField(label=gettext_lazy("Domain of life"))
    goal = _text(gettext_lazy("What the person wants"), rows=2, hint=_THEIR_WORDS, needed=SOMETHING)

    def __init__(self, *args: Any, free: Iterable[DomainRead] = (), **kwargs: Any) -> None:
        """Offer the domains that have no goal yet."""
        super().__init__(*args, **kwargs)
        offer(self, "domain", [("", "–"), *((one.code, one.label) for one in free)])


class ActionForm(_Sent):
    """What is done for a domain, by whom, before when."""

    name = "action"
    domain = forms.ChoiceField(label=gettext_lazy("Domain of life"))
    what = _text(
        gettext_lazy("What is done"), rows=2, hint=_NO_NAMES, limit=WHAT_LIMIT, needed=SOMETHING
    )
    organisation = forms.CharField(
        label=gettext_lazy("Which organisation"),
        help_text=gettext_lazy("Leave empty when you do it yourself."),
        required=False,
        max_length=ORGANISATION_LIMIT,
    )
    person = forms.CharField(
        label=gettext_lazy("Who there"), required=False, max_length=PERSON_LIMIT
    )
    due = _day(gettext_lazy("Before or on"))

    def __init__(self, *args: Any, today: date, domain: str = "", **kwargs: Any) -> None:
        """Offer the domains; two weeks unless said otherwise."""
        super().__init__(*args, **kwargs)
        offer(self, "domain", [("", "–"), *queries.domains()])
        self.fields["domain"].initial = domain
        self.fields["due"].initial = today + timedelta(days=USUAL_DAYS)

    def action(self) -> NewPlanAction:
        """What the action takes."""
        data = self.cleaned_data
        names = ("domain", "what", "organisation", "person", "due")
        return NewPlanAction(**{name: data[name] for name in names})


class ScoreForm(_Sent):
    """How a domain is on a day, and whose judgement that is."""

    name = "score"
    value = forms.ChoiceField(label=gettext_lazy("How is it"), widget=forms.RadioSelect)
    judged_by = forms.ChoiceField(label=gettext_lazy("Says who"), widget=forms.RadioSelect)
    on = _day(gettext_lazy("On which day"))
    words = _text(gettext_lazy("In a few words"), rows=2, limit=WHAT_LIMIT)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the scores; today unless said otherwise."""
        super().__init__(*args, **kwargs)
        offer(self, "value", wording.score_pairs())
        offer(self, "judged_by", wording.judged_pairs())
        self.fields["on"].initial = today

    def score(self, domain: str) -> NewScore:
        """What the action takes."""
        data = self.cleaned_data
        return NewScore(
            domain=domain,
            value=int(data["value"]),
            judged_by=JudgedBy(data["judged_by"]),
            on=data["on"],
            words=data["words"],
        )


class AgreeForm(_Sent):
    """That the person agreed to the plan."""

    name = "agree"
    on = _day(gettext_lazy("On which day"))
    how = forms.ChoiceField(label=gettext_lazy("How"), widget=forms.RadioSelect)
    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who agreed"),
        help_text=gettext_lazy("For a minor also who has authority: under 12 they decide."),
        error_messages={"required": WHO_AGREED},
        widget=forms.CheckboxSelectMultiple,
    )
    words = _text(gettext_lazy("What the person said of it"), rows=2)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Today unless said otherwise."""
        super().__init__(*args, **kwargs)
        offer(self, "how", wording.how_pairs())
        offer(self, "who", wording.who_pairs())
        self.fields["who"].initial = [AgreedWho.VICTIM.value]
        self.fields["on"].initial = today

    def agreed(self) -> Agreed:
        """What the action takes."""
        data = self.cleaned_data
        return Agreed(
            on=data["on"],
            how=AgreedHow(data["how"]),
            who=tuple(data["who"]),
            words=data["words"],
        )


class EvaluationForm(_Sent):
    """What an evaluation brought, with how each domain in the plan is now."""

    name = "evaluation"
    on = _day(gettext_lazy("On which day"))
    went_well = _text(
        gettext_lazy("What went well, in the words of the person"), needed=IN_THEIR_WORDS
    )
    must_change = _text(gettext_lazy("What must go otherwise"))
    agreed_next = _text(gettext_lazy("What you agreed"))
    judged_by = forms.ChoiceField(
        label=gettext_lazy("Who gives the figures"), widget=forms.RadioSelect
    )
    follows = forms.ChoiceField(label=gettext_lazy("How it goes on"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, today: date, domains: Sequence[DomainRead], **kwargs: Any
    ) -> None:
        """A choice for each domain in the plan; what is left open gets no figure."""
        super().__init__(*args, **kwargs)
        offer(self, "judged_by", wording.judged_pairs())
        offer(
            self,
            "follows",
            [
                (State.IN_EXECUTION.value, _("The plan goes on; again in three months")),
                (State.AFTERCARE.value, _("The goals are reached; aftercare begins")),
            ],
        )
        self.fields["on"].initial = today
        self.fields["judged_by"].initial = JudgedBy.VICTIM.value
        self.fields["follows"].initial = State.IN_EXECUTION.value
        self._domains = domains
        for one in domains:
            self.fields[f"score_{one.place}"] = forms.ChoiceField(
                label=one.label, required=False, choices=[("", "–"), *wording.score_pairs()]
            )

    def figures(self) -> list[BoundField]:
        """The choices of the domains."""
        return [self[f"score_{one.place}"] for one in self._domains]

    def evaluated(self) -> Evaluated:
        """What the action takes."""
        data = self.cleaned_data
        judged_by = JudgedBy(data["judged_by"])
        return Evaluated(
            on=data["on"],
            went_well=data["went_well"],
            must_change=data["must_change"],
            agreed_next=data["agreed_next"],
            follows=State(data["follows"]),
            scores=tuple(
                NewScore(domain=one.code, value=int(value), judged_by=judged_by, on=data["on"])
                for one in self._domains
                if (value := data[f"score_{one.place}"])
            ),
        )


class RescheduleForm(_Sent):
    """Which open actions move, to which day or by how many weeks, and why."""

    name = "reschedule"
    actions = forms.MultipleChoiceField(
        label=gettext_lazy("Which actions"),
        error_messages={"required": CHOOSE_ONE},
        widget=forms.CheckboxSelectMultiple,
    )
    to = _day(gettext_lazy("To this day"), required=False)
    weeks = forms.IntegerField(
        label=gettext_lazy("Or so many weeks later"),
        required=False,
        min_value=0,
        max_value=WEEKS_LIMIT,
    )
    reason = _text(gettext_lazy("Why"), rows=2, limit=WHAT_LIMIT, needed=SAY_WHY)

    def __init__(self, *args: Any, found: Sequence[ActionRead], **kwargs: Any) -> None:
        """Offer the open actions."""
        super().__init__(*args, **kwargs)
        offer(self, "actions", [(str(one.id), one.what) for one in found])

    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "chosen": {UUID(one) for one in data["actions"]},
            "to": data["to"],
            "weeks": data["weeks"] or 0,
            "reason": data["reason"],
        }


class CopyForm(_Sent):
    """In which language the person gets the plan, and which actions stand in it."""

    name = "copy"
    language = forms.ChoiceField(label=gettext_lazy("Language of the person"))
    actions = forms.MultipleChoiceField(
        label=gettext_lazy("What stands in it"),
        help_text=gettext_lazy("Take out what names others, or what the person should not carry."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, found: Sequence[ActionRead], **kwargs: Any) -> None:
        """Offer the languages and the actions; those that stood in the last copy are ticked."""
        super().__init__(*args, **kwargs)
        offer(self, "language", list(wording.LANGUAGES.items()))
        offer(self, "actions", [(str(one.id), one.what) for one in found])
        self.fields["actions"].initial = [str(one.id) for one in found if one.in_copy]
        self._found = found

    def without(self) -> frozenset[UUID]:
        """The actions that were left out."""
        chosen = {UUID(one) for one in self.cleaned_data["actions"]}
        return frozenset(one.id for one in self._found if one.id not in chosen)
