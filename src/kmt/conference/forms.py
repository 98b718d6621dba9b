"""What is typed around a table, and how it becomes what the actions take.

A field has the name of what its action takes, so that ``values`` hands it over as it is. Every form
that adds something carries a ``token``: sent twice, it adds one thing. The forms check shape and
length; whether something may is for the rules, by way of the actions.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.conference import rules, wording
from kmt.conference.reading import Head, PersonAtTable
from kmt.conference.rules import Capacity, Informed, Outcome, Outsider, Said, ToAgree, Who
from kmt.conference.states import State
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
Pairs = Iterable[tuple[str, str]]
_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")
_NOT_TOLD = gettext_lazy("Only when the person is not told yet.")


def _long(
    label: "Words", rows: int = 3, *, required: bool = True, hint: "Words" = ""
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=rules.TEXT_LIMIT, widget=area
    )


def _line(label: "Words", *, required: bool = True, hint: "Words" = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=rules.NAME_LIMIT
    )


def _day(label: "Words", *, required: bool = True, hint: "Words" = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=hint, widget=widget)


def _time(label: "Words", *, required: bool = False, hint: "Words" = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=hint, widget=widget)


def _person(label: "Words", *, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=required, coerce=UUID, empty_value=None)


class Named(forms.Form):
    """One of several forms on a page: its name keeps the ids of its fields apart."""

    name = ""

    def __init__(self, *args: Any, key: object = "", **kwargs: Any) -> None:
        """Start every id with the name of the form, and what it is about when there are more."""
        where = f"{self.name}-{key}-%s" if key else f"{self.name}-%s"
        super().__init__(*args, **{**kwargs, "auto_id": where})

    def choose(self, **choices: Pairs) -> None:
        """Say what can be chosen, per field."""
        for name, pairs in choices.items():
            offer(self, name, pairs)

    def values(self) -> Mapping[str, Any]:
        """What the action takes."""
        return self.cleaned_data

    def show_version(self, version: int) -> None:
        """Note which version the reader sees now; what was typed stays."""
        if "version" in self.fields:
            self.fields["version"].initial = version
            if self.is_bound:
                self.data = {**{name: self.data[name] for name in self.data}, "version": version}


class Sent(Named):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class ProposeForm(Sent):
    """A conference about a file: a new one, or one that is prepared already."""

    name = "propose"
    where = forms.ChoiceField(
        label=gettext_lazy("On which agenda"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, prepared: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        """Offer a new one, and those that the reader leads and that are not over."""
        super().__init__(*args, **kwargs)
        found = [(str(one), number) for one, number in prepared]
        self.choose(where=[("", _("A new conference")), *found])
        if not found:
            del self.fields["where"]


class DetailsForm(Named):
    """Where and when, and who chairs: a colleague who may work today."""

    name = "details"
    version = forms.IntegerField(widget=forms.HiddenInput)
    day = _day(gettext_lazy("Day"))
    at = _time(gettext_lazy("Time"), required=True)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=rules.MINUTES_LIMIT
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("This stands in the calendar file too: no name and no shelter."),
        max_length=rules.PLACE_LIMIT,
    )
    chair = forms.ChoiceField(label=gettext_lazy("Who chairs"))

    def __init__(self, *args: Any, head: Head, team: Pairs, **kwargs: Any) -> None:
        """Start with what is known."""
        at = clock.local(head.meets_at) if head.meets_at else None
        known = {"minutes": head.minutes, "place": head.place, "chair": head.chair}
        known |= {"day": at.date() if at else None, "at": at.time() if at else None}
        super().__init__(*args, initial={**known, "version": head.version}, **kwargs)
        self.choose(chair=team)

    def values(self) -> Mapping[str, Any]:
        """Day and time as one moment on a Dutch clock."""
        rest = {**self.cleaned_data}
        day, at = rest.pop("day"), rest.pop("at")
        return {**rest, "meets_at": datetime.combine(day, at, tzinfo=clock.DUTCH_TIME)}


class GoalForm(Named):
    """What for: with whom it was agreed, and when."""

    name = "goal"
    version = forms.IntegerField(widget=forms.HiddenInput)
    goal = _long(gettext_lazy("What do we want to reach with this conference"), hint=_NO_NAMES)
    goal_with = _line(
        gettext_lazy("Agreed with which referrer"),
        hint=gettext_lazy("Organisation and function, for instance: school, care team."),
    )
    goal_on = _day(gettext_lazy("Agreed on"))


class InformedForm(Named):
    """What the person knows of the conference."""

    name = "informed"
    how = forms.TypedChoiceField(
        label=gettext_lazy("What does the person know"), widget=forms.RadioSelect, coerce=Informed
    )
    on = _day(gettext_lazy("On which day was this"), required=False)
    why = _long(gettext_lazy("Why not"), 2, required=False, hint=_NOT_TOLD)
    review_on = _day(gettext_lazy("When do you look at this again"), required=False, hint=_NOT_TOLD)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what can be."""
        super().__init__(*args, **kwargs)
        self.choose(how=[(one.value, wording.informed_word(one)) for one in Informed])


class ColleagueForm(Named):
    """A colleague takes part, who may work today."""

    name = "colleague"
    account = forms.ChoiceField(label=gettext_lazy("Which colleague"))
    capacity = forms.TypedChoiceField(label=gettext_lazy("As what"), coerce=Capacity)

    def __init__(self, *args: Any, team: Pairs, **kwargs: Any) -> None:
        """Offer the team."""
        super().__init__(*args, **kwargs)
        found = [one for one in Capacity if one is not Capacity.INCIDENTAL]
        self.choose(account=[("", _("Choose")), *team], capacity=_capacities(found))


class OutsiderForm(Sent):
    """Somebody from another organisation takes part."""

    name = "outsider"
    party = forms.ChoiceField(label=gettext_lazy("What kind of organisation"))
    organisation = _line(gettext_lazy("Organisation"))
    function = _line(gettext_lazy("Function"))
    who = _line(
        gettext_lazy("Name"),
        required=False,
        hint=gettext_lazy("Only if you must know whom to call. It is kept sealed."),
    )
    capacity = forms.TypedChoiceField(label=gettext_lazy("As what"), coerce=Capacity)

    def __init__(self, *args: Any, parties: Pairs, **kwargs: Any) -> None:
        """Offer with whom the sharing matrix lets this table share anything."""
        super().__init__(*args, **kwargs)
        self.choose(party=[("", _("Choose")), *parties], capacity=_capacities(Capacity))

    def values(self) -> Mapping[str, Any]:
        """The person, as one value."""
        data = self.cleaned_data
        typed = {"organisation": "organisation", "function": "function", "name": "who"}
        who = Who(**{name: data[field].strip() for name, field in typed.items()})
        outsider = Outsider(party=data["party"], who=who, capacity=data["capacity"])
        return {"outsider": outsider, "token": data["token"]}


class DeclareForm(Named):
    """When the secrecy declaration was signed."""

    name = "declare"
    participant_id = forms.UUIDField(widget=forms.HiddenInput)
    on = _day(gettext_lazy("Signed on"))


class RemoveForm(Named):
    """Who goes off the list; there is nothing to type."""

    name = "remove"
    participant_id = forms.UUIDField(widget=forms.HiddenInput)


class AwayForm(Named):
    """Who is not admitted to a file any more."""

    name = "send-away"
    admission_id = forms.UUIDField(widget=forms.HiddenInput)


class AdmitForm(Named):
    """Why somebody who takes part is needed while this person is discussed."""

    name = "admit"
    participant_id = _person(gettext_lazy("Who"))
    why = _long(
        gettext_lazy("What can they contribute"),
        2,
        hint=gettext_lazy("Only who contributes takes part. Name the question you have for them."),
    )

    def __init__(self, *args: Any, people: Iterable[PersonAtTable], **kwargs: Any) -> None:
        """Offer who takes part and is not admitted here yet."""
        super().__init__(*args, **kwargs)
        self.choose(participant_id=named(people))


class ComeForm(Named):
    """Who sits down now; a time that is typed is on the day of the meeting."""

    name = "come"
    admissions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who sits down now"), widget=forms.CheckboxSelectMultiple, coerce=UUID
    )
    at = _time(gettext_lazy("At what time"), hint=gettext_lazy("Leave empty for now."))

    def __init__(self, *args: Any, admitted: Pairs, head: Head, **kwargs: Any) -> None:
        """Offer who is admitted and does not sit there."""
        super().__init__(*args, **kwargs)
        self.choose(admissions=admitted)
        self._day = min(clock.local(head.meets_at).date(), clock.today()) if head.meets_at else None

    def values(self) -> Mapping[str, Any]:
        """The moment on a Dutch clock; None is now."""
        data = self.cleaned_data
        at: time | None = data["at"]
        day = self._day or clock.today()
        moment = datetime.combine(day, at, tzinfo=clock.DUTCH_TIME) if at else None
        return {"admissions": data["admissions"], "at": moment}


class GoForm(ComeForm):
    """Who leaves now."""

    name = "go"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The same fields, about leaving."""
        super().__init__(*args, **kwargs)
        self.fields["admissions"].label = _("Who leaves now")


class ContributionForm(Sent):
    """What somebody brought in; the kind of datum only where each has its supplier."""

    name = "contribution"
    participant_id = _person(gettext_lazy("Who brought it in"))
    text = _long(gettext_lazy("What"), 2, hint=_NO_NAMES)
    datum = forms.ChoiceField(label=gettext_lazy("Kind of datum"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[PersonAtTable],
        kinds: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """Offer who sat there."""
        super().__init__(*args, **kwargs)
        self.choose(participant_id=named(people), datum=kinds)
        if not kinds:
            del self.fields["datum"]

    def values(self) -> Mapping[str, Any]:
        """What was said, as one value."""
        rest = {**self.cleaned_data}
        return {"said": Said(text=rest.pop("text"), data=rest.pop("datum", "")), **rest}


class AgreementForm(Sent):
    """What was agreed: quick to type while people talk. Nobody chosen is whoever types."""

    name = "agreement"
    what = _long(gettext_lazy("What is agreed"), 2, hint=_NO_NAMES)
    owner = _person(gettext_lazy("Who does it"), required=False)
    owner_text = _line(
        gettext_lazy("Or somebody else"),
        required=False,
        hint=gettext_lazy("Organisation and function, when they are not at the table."),
    )
    due = _day(gettext_lazy("Before or on"))

    def __init__(self, *args: Any, people: Iterable[PersonAtTable], **kwargs: Any) -> None:
        """Offer who is admitted."""
        super().__init__(*args, **kwargs)
        self.choose(owner=[("", _("I do")), *named(people)])

    def values(self) -> Mapping[str, Any]:
        """The agreement, as one value; somebody in words goes before who was chosen."""
        rest = {**self.cleaned_data}
        token, words = rest.pop("token"), rest.pop("owner_text").strip()
        owner = None if words else rest.pop("owner")
        rest.pop("owner", None)
        return {"wanted": ToAgree(**rest, owner=owner, owner_text=words), "token": token}


class SummaryForm(Named):
    """What was said, for the minutes."""

    name = "summary"
    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = _long(gettext_lazy("What was said"), 6, hint=_NO_NAMES)


class SettleForm(Named):
    """What became of an agreement."""

    name = "settle"
    agreement_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.TypedChoiceField(
        label=gettext_lazy("What became of it"), widget=forms.RadioSelect, coerce=Outcome
    )
    note = _line(
        gettext_lazy("Note"), required=False, hint=gettext_lazy("Needed when it was not done: why.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Done, unless said otherwise."""
        super().__init__(*args, **kwargs)
        self.choose(outcome=[(one.value, wording.outcome_word(one)) for one in Outcome])
        self.fields["outcome"].initial = Outcome.DONE


class MoveForm(Named):
    """The next state; with a reason when it does not go ahead."""

    name = "move"
    to = forms.TypedChoiceField(
        widget=forms.HiddenInput, coerce=State, choices=[(one.value, one.value) for one in State]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _long(gettext_lazy("Why does it not go ahead"), 2, required=False)


def _capacities(found: Iterable[Capacity]) -> list[tuple[str, str]]:
    return [(one.value, wording.capacity_word(one)) for one in found]


def named(people: Iterable[PersonAtTable]) -> list[tuple[str, str]]:
    """People to choose from, by how the table knows them."""
    return [(str(one.id), one.words) for one in people]
