"""What is typed on the pages of shelter, and how it becomes what the actions take.

The forms check shape; whether something may be is for the rules, by way of the actions. Every form
that adds something carries a ``token``: sent twice, it adds one thing.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.intake.rules import NO, UNKNOWN, YES
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.shelter import wording
from kmt.shelter.given import Answered, Asked, Left, Placed, Wanted
from kmt.shelter.reading import Decided, RequestView
from kmt.shelter.rules import ADULT, CHILDREN, MINOR, NAME_LIMIT, TEXT_LIMIT, Reply, Who
from kmt.triage.wording import place_pairs
from kmt.vault.rules import LOOK_REASONS

_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")
_FACTS = ("age", "alone", "dutch", "reflection")


def _text(label: Any, *, hint: Any = "", rows: int = 2) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=TEXT_LIMIT, widget=area
    )


def _line(label: Any, *, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=NAME_LIMIT)


def _day(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def _number(label: Any, *, hint: Any = "", required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, required=required, min_value=0)


def _several(label: Any, *, hint: Any = "") -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, help_text=hint, required=False, widget=widget)


class _Named(forms.Form):
    """One of several forms on a page: its name keeps the ids of its fields apart."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{"auto_id": f"{self.name}-%s", **kwargs})


class _Sent(_Named):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class FactsForm(_Named):
    """The facts that decide who places; each can be unknown, and then is found out."""

    name = "facts"
    age = forms.ChoiceField(label=gettext_lazy("Adult or minor"))
    alone = forms.ChoiceField(
        label=gettext_lazy("A minor without parents in the Netherlands (AMV)")
    )
    dutch = forms.ChoiceField(label=gettext_lazy("Has the Dutch nationality"))
    reflection = forms.ChoiceField(label=gettext_lazy("Is in the reflection period"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer yes, no and unknown; unknown unless it is known."""
        super().__init__(*args, **kwargs)
        offer(self, "age", [(one, wording.value_word(one)) for one in (UNKNOWN, ADULT, MINOR)])
        for name in ("alone", "dutch", "reflection"):
            offer(self, name, [(one, wording.value_word(one)) for one in (UNKNOWN, YES, NO)])

    def who(self) -> Who:
        """The facts; also before the rest of the form is right."""
        typed = {name: str(self[name].value() or UNKNOWN) for name in _FACTS}
        return Who(**typed)


class RequestForm(FactsForm, _Sent):
    """What shelter is needed, by when, and what a place must allow for."""

    name = "request"
    kind = forms.ChoiceField(label=gettext_lazy("Kind of shelter"))
    urgency = forms.ChoiceField(label=gettext_lazy("When"), widget=forms.RadioSelect)
    needed_by = _day(
        gettext_lazy("Before or on"),
        hint=gettext_lazy("Empty: in a week for this week, in four weeks for later."),
        required=False,
    )
    children = _number(gettext_lazy("How many children come along"))
    contra = _several(
        gettext_lazy("What a place must allow for"),
        hint=gettext_lazy("These can be reasons to refuse; who is asked must know them."),
    )
    contra_words = _text(gettext_lazy("Explanation"), hint=_NO_NAMES)
    languages = _several(gettext_lazy("Languages"))
    access_words = _text(
        gettext_lazy("Accessibility"), hint=gettext_lazy("Stairs, hearing, sight.")
    )
    wishes = _text(gettext_lazy("Wishes of the person"), hint=_NO_NAMES, rows=3)
    payer = forms.ChoiceField(label=gettext_lazy("Municipality that pays"), required=False)
    why_other = _text(
        gettext_lazy("Why another one"),
        hint=gettext_lazy("Only when you choose another municipality than the rule does."),
    )
    field_order = (
        "kind",
        "urgency",
        "needed_by",
        *_FACTS,
        "children",
        "contra",
        "contra_words",
        "languages",
        "access_words",
        "wishes",
        "payer",
        "why_other",
        "token",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the lists as they are on a day."""
        super().__init__(*args, **kwargs)
        offer(self, "kind", [("", "–"), *wording.kind_pairs(today)])
        offer(self, "urgency", wording.list_pairs("urgency", today))
        counted = wording.list_pairs("contra_indication", today)
        offer(self, "contra", [one for one in counted if one[0] != CHILDREN])
        offer(self, "languages", wording.list_pairs("language", today))
        offer(self, "payer", _payers())

    def wanted(self) -> Wanted:
        """What the action takes."""
        data = self.cleaned_data
        return Wanted(
            kind=data["kind"],
            urgency=data["urgency"],
            who=self.who(),
            needed_by=data["needed_by"],
            children=data["children"] or 0,
            contra=tuple(data["contra"]),
            contra_words=data["contra_words"],
            languages=tuple(data["languages"]),
            access_words=data["access_words"],
            wishes=data["wishes"],
            payer=data["payer"],
            why_other=data["why_other"],
        )


def _payers() -> wording.Pairs:
    return place_pairs(_("follow the rule: who is responsible for the case"), elsewhere=True)


class AskForm(_Sent):
    """Whom was asked, when, how, and with or without personal data."""

    name = "ask"
    organisation = forms.ChoiceField(label=gettext_lazy("Whom did you ask"))
    other = _line(
        gettext_lazy("Another organisation"),
        hint=gettext_lazy("Only when it is not in the list."),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"))
    contact = _line(gettext_lazy("Whom did you speak"), hint=gettext_lazy("Name or desk there."))
    day = _day(gettext_lazy("On which day"))
    hour = forms.TimeField(
        label=gettext_lazy("At what time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Which data went along"),
        help_text=gettext_lazy("With personal data only on a decision to share."),
        required=False,
    )

    def __init__(
        self, *args: Any, view: RequestView, decided: tuple[Decided, ...], **kwargs: Any
    ) -> None:
        """Offer who may be asked for this kind of shelter, and the decisions to share."""
        super().__init__(*args, **kwargs)
        only = view.placing.only
        offered = wording.organisation_pairs(view.line.kind, only)
        offer(self, "organisation", offered)
        self.fields["organisation"].initial = offered[0][0]
        offer(self, "channel", wording.list_pairs("channel", clock.today()))
        offer(self, "decision", wording.decision_pairs(decided))
        if only:
            del self.fields["other"]
        now = clock.local(clock.now())
        self.fields["day"].initial = now.date()
        self.fields["hour"].initial = now.time().replace(second=0, microsecond=0)

    def asked(self) -> Asked:
        """What the action takes."""
        data = self.cleaned_data
        at = datetime.combine(data["day"], data["hour"], clock.DUTCH_TIME)
        return Asked(
            organisation=_code(data["organisation"]),
            other=data.get("other", ""),
            channel=data["channel"],
            contact=data["contact"],
            at=min(at, clock.now()) if at.date() == clock.today() else at,
            decision=UUID(data["decision"]) if data["decision"] else None,
        )


def _code(chosen: str) -> str:
    """The code of an organisation of the list; empty for another one."""
    return "" if chosen == wording.OTHER else chosen


class AnswerForm(_Sent):
    """What an organisation answered; a refusal with its reason."""

    name = "answer"
    ask = forms.ChoiceField(label=gettext_lazy("Who answered"))
    reply = forms.ChoiceField(label=gettext_lazy("What is the answer"), widget=forms.RadioSelect)
    on = _day(gettext_lazy("On which day"))
    waiting_days = _number(gettext_lazy("Days on the waiting list"))
    reason = forms.ChoiceField(label=gettext_lazy("Reason of the refusal"), required=False)
    contra = _several(gettext_lazy("Which contra-indication"))
    words = _text(gettext_lazy("In their words"), hint=_NO_NAMES)

    def __init__(self, *args: Any, view: RequestView, **kwargs: Any) -> None:
        """Offer who was asked; who did not answer yet comes first."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        waiting = sorted(view.asks, key=lambda one: one.reply != Reply.PENDING)
        offer(
            self, "ask", [(str(one.id), _asked(one.organisation, one.asked_at)) for one in waiting]
        )
        replies = wording.list_pairs("answer", today)
        offer(self, "reply", [one for one in replies if one[0] != Reply.PENDING])
        offer(self, "reason", [("", "–"), *wording.list_pairs("refusal_reason", today)])
        offer(self, "contra", wording.list_pairs("contra_indication", today))
        self.fields["on"].initial = today

    def answered(self) -> Answered:
        """What the action takes."""
        data = self.cleaned_data
        return Answered(
            reply=data["reply"],
            on=data["on"],
            waiting_days=data["waiting_days"],
            reason=data["reason"],
            contra=tuple(data["contra"]),
            words=data["words"],
        )


def _asked(organisation: str, at: datetime) -> str:
    return f"{organisation}, {at:%d-%m}"


class EndForm(_Named):
    """How a request ended without a placement."""

    name = "end"
    end = forms.ChoiceField(label=gettext_lazy("How did it end"))
    words = _text(gettext_lazy("Explanation"), hint=_NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the ways in which a request ends."""
        super().__init__(*args, **kwargs)
        offer(self, "end", [("", "–"), *wording.list_pairs("request_end", clock.today())])


class StayForm(_Sent):
    """Where somebody stays from a day on."""

    name = "stay"
    kind = forms.ChoiceField(label=gettext_lazy("Kind of shelter"))
    organisation = forms.ChoiceField(label=gettext_lazy("Who takes the person in"), required=False)
    other = _line(
        gettext_lazy("Another organisation"),
        hint=gettext_lazy("Only when it is not in the list."),
    )
    start = _day(gettext_lazy("From"))
    location = _text(
        gettext_lazy("Where it is"),
        hint=gettext_lazy("Kept secret: shown after a click that is recorded."),
    )
    children = _number(gettext_lazy("Room for how many children"))
    payer = forms.ChoiceField(label=gettext_lazy("Municipality that pays"), required=False)
    why_other = _text(
        gettext_lazy("Why another one"),
        hint=gettext_lazy("Only when you choose another municipality than the rule does."),
    )
    onward = forms.BooleanField(
        label=gettext_lazy("The present stay ends on that day: placed onward"), required=False
    )

    def __init__(self, *args: Any, onward: bool = False, **kwargs: Any) -> None:
        """Offer kinds and organisations; onward only when somebody is in shelter now."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        offer(self, "kind", [("", "–"), *wording.kind_pairs(today)])
        offer(self, "organisation", wording.every_organisation())
        offer(self, "payer", _payers())
        self.fields["start"].initial = today
        self.fields["onward"].initial = True
        if not onward and not self.is_bound:
            del self.fields["onward"]

    def placed(self) -> Placed:
        """What the action takes."""
        data = self.cleaned_data
        return Placed(
            kind=data["kind"],
            organisation=_code(data["organisation"]),
            other=data["other"],
            start=data["start"],
            location=data["location"],
            children=data["children"] or 0,
            payer=data["payer"],
            why_other=data["why_other"],
            onward=data.get("onward", False),
        )


class LeaveForm(_Named):
    """How the present stay ended."""

    name = "leave"
    on = _day(gettext_lazy("Day of leaving"))
    to = forms.ChoiceField(label=gettext_lazy("Where to"))
    reason = forms.ChoiceField(label=gettext_lazy("Why"))
    words = _text(gettext_lazy("Explanation"), hint=_NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer destinations and reasons."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        offer(self, "to", [("", "–"), *wording.list_pairs("exit_destination", today)])
        offer(self, "reason", [("", "–"), *wording.list_pairs("exit_reason", today)])
        self.fields["on"].initial = today

    def left(self) -> Left:
        """What the action takes."""
        data = self.cleaned_data
        return Left(on=data["on"], to=data["to"], reason=data["reason"], words=data["words"])


class LookForm(_Named):
    """Why somebody wants to know where a stay is."""

    name = "look"
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you want to see this?"),
        choices=[("", "–"), *LOOK_REASONS.items()],
    )
