"""What is typed on the pages of trainings."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.partners.region import region
from kmt.training import lists
from kmt.training.reading import SessionSeen, TrainingSeen
from kmt.training.rules import MARKS, MOST_MINUTES, MOST_PLACES, QUESTIONS, Offer, Planned
from kmt.training.wording import MARK_WORDS, QUESTION_WORDS
from kmt.training.writing import Who

_CHOOSE = ("", "–")
_NO_NAME = _("A function or organisation, no name.")


def _day(label: Any, hint: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=picker)


class OfferForm(forms.Form):
    """A training as it is offered."""

    title = forms.CharField(label=_("Title"), max_length=120)
    subject = forms.ChoiceField(label=_("Subject"))
    level = forms.ChoiceField(label=_("Level"))
    audience = forms.CharField(
        label=_("For whom"),
        help_text=_("Such as: everybody at a front desk."),
        max_length=200,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=1, max_value=MOST_MINUTES, initial=180
    )
    about = forms.CharField(
        label=_("What one learns"),
        help_text=_("Nothing about anybody who gets help, also not as an example."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ended = forms.BooleanField(label=_("Is not given any more"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, fresh: bool = False, **kwargs: Any) -> None:
        """Offer subjects and levels; a new training does not end at once."""
        super().__init__(*args, **kwargs)
        offer(self, "subject", [_CHOOSE, *lists.pairs(lists.SUBJECT)])
        offer(self, "level", [_CHOOSE, *lists.pairs(lists.LEVEL)])
        if fresh:
            del self.fields["ended"]

    @classmethod
    def of(cls, training: TrainingSeen) -> "OfferForm":
        """The form as the training is now."""
        names = ("title", "subject", "level", "audience", "minutes", "about", "version")
        kept = {name: getattr(training, name) for name in names}
        return cls(initial={**kept, "ended": training.ended_on is not None})

    def offer(self) -> Offer:
        """What the action takes."""
        names = ("title", "subject", "level", "audience", "minutes", "about")
        return Offer(**{name: self.cleaned_data[name] for name in names})


class SessionForm(forms.Form):
    """When and where a training is given, and for how many."""

    day = _day(_("Day"))
    time = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=1, max_value=MOST_MINUTES
    )
    place = forms.CharField(
        label=pgettext_lazy("of a training", "Where"), max_length=120, required=False
    )
    online = forms.BooleanField(
        label=_("Online"),
        help_text=_("The link goes to who has a place, not on this page."),
        required=False,
    )
    places = forms.IntegerField(
        label=_("How many places"), min_value=1, max_value=MOST_PLACES, initial=20
    )
    trainer = forms.CharField(
        label=_("Given by"), help_text=_NO_NAME, max_length=120, required=False
    )
    closes_on = _day(_("Registration until and including"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    @classmethod
    def of(cls, session: SessionSeen) -> "SessionForm":
        """The form as the session is now."""
        names = ("minutes", "place", "online", "places", "trainer", "closes_on", "version")
        kept = {name: getattr(session, name) for name in names}
        starts = clock.local(session.starts_at)
        return cls(initial={**kept, "day": starts.date(), "time": starts.time()})

    def planned(self) -> Planned:
        """What the action takes."""
        data = self.cleaned_data
        names = ("minutes", "place", "online", "places", "trainer", "closes_on")
        starts = datetime.combine(data["day"], data["time"], clock.DUTCH_TIME)
        return Planned(starts_at=starts, **{name: data[name] for name in names})


class PlaceForm(forms.Form):
    """Where who takes a place works: for the share that is trained."""

    department = forms.ChoiceField(label=_("Department"))
    municipality = forms.ChoiceField(
        label=_("Municipality for which you work"),
        help_text=_("Not needed for an organisation outside the municipality."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer departments and municipalities."""
        super().__init__(*args, **kwargs)
        offer(self, "department", [_CHOOSE, *lists.pairs(lists.DEPARTMENT)])
        offer(self, "municipality", [_CHOOSE, *region().places])

    def where(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("department", "municipality")}


class OtherForm(PlaceForm):
    """Somebody without an account who gets a place."""

    field_order = ("name", "department", "municipality")
    name = forms.CharField(
        label=_("Name of the participant"),
        help_text=_("Kept sealed, for the list and the certificate only. No other data."),
        max_length=120,
    )

    def who(self) -> Who:
        """What the action takes."""
        return Who(name=self.cleaned_data["name"], **self.where())


class AnswerForm(forms.Form):
    """What somebody thought of a session: one mark per question, and no words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """One row of marks per question."""
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question] = forms.TypedChoiceField(
                label=str(QUESTION_WORDS[question]),
                choices=[(mark, MARK_WORDS[mark]) for mark in MARKS],
                coerce=int,
                widget=forms.RadioSelect,
            )

    def marks(self) -> dict[str, int]:
        """What the action takes."""
        return {question: self.cleaned_data[question] for question in QUESTIONS}


class StaffForm(forms.Form):
    """How many people work in a department."""

    municipality = forms.ChoiceField(label=_("Municipality"))
    department = forms.ChoiceField(label=_("Department"))
    staff = forms.IntegerField(label=_("How many people work there"), min_value=1)
    source = forms.CharField(
        label=_("Where this number comes from"),
        help_text=_("Such as: personnel administration, on 1 January."),
        max_length=200,
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the municipalities of the actor, and the departments of a municipality."""
        super().__init__(*args, **kwargs)
        departments = [one for one in lists.pairs(lists.DEPARTMENT) if one[0] != lists.PARTNER]
        offer(self, "municipality", [_CHOOSE, *places])
        offer(self, "department", [_CHOOSE, *departments])
