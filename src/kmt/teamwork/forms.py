"""What is typed on the pages of teamwork; every form that adds something carries a token."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.teamwork.actions.letting_in import Giving, Letting
from kmt.teamwork.actions.talking import Asking, Saying
from kmt.teamwork.reading import Choice
from kmt.teamwork.rules import TEXT_LIMIT, TO_LET_OUT, WORDS_LIMIT, GivenKind
from kmt.teamwork.wording import END_WORDS, GIVEN_WORDS

_CHOOSE = ("", "–")
_NO_NAMES = _("Write no names: “the person” is enough.")


def _day(label: Any, hint: Any = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=picker)


def _long(label: Any, hint: Any = "", *, limit: int = TEXT_LIMIT) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=limit, widget=area)


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


class LetInForm(_Sent):
    """Who comes in, on which ground, until when, and why."""

    name = "let-in"
    account = forms.ChoiceField(label=_("Who"))
    ground = forms.ChoiceField(
        label=_("On what ground"),
        help_text=_("A decision to share that holds, or a consent that was given."),
    )
    until = _day(_("Until"), _("Not longer than the decision to share holds."))
    why = _long(_("What they do for the person"), _("They do not see this."), limit=WORDS_LIMIT)

    def __init__(
        self,
        *args: Any,
        guests: Iterable[tuple[str, str]],
        grounds: Iterable[Choice],
        **kwargs: Any,
    ) -> None:
        """Offer who and what there is."""
        super().__init__(*args, **kwargs)
        offer(self, "account", [_CHOOSE, *guests])
        offer(self, "ground", [_CHOOSE, *((one.code, one.words) for one in grounds)])

    def letting(self) -> Letting:
        """What the action takes."""
        data = self.cleaned_data
        return Letting(
            account=data["account"], ground=data["ground"], until=data["until"], why=data["why"]
        )


class TaskForm(_Sent):
    """What is asked of a partner."""

    name = "task"
    what = _long(_("What do you ask?"), _NO_NAMES)
    due = _day(_("Before or on"))

    def asking(self) -> Asking:
        """What the action takes."""
        return Asking(what=self.cleaned_data["what"], due=self.cleaned_data["due"])


class GiveForm(_Sent):
    """Something to read: shared on a decision, or an agreement."""

    name = "give"
    kind = forms.ChoiceField(
        label=_("What is it"),
        choices=[(one.value, GIVEN_WORDS[one]) for one in GivenKind],
        widget=forms.RadioSelect,
        initial=GivenKind.AGREEMENT.value,
    )
    words = _long(_("What they may read"), _("No more than was decided, and no more than needed."))
    ground = forms.ChoiceField(
        label=_("By which decision to share"),
        help_text=_("Not needed for an agreement that they made themselves."),
        required=False,
    )
    names = forms.BooleanField(
        label=_("With the name of the person, where that was decided"), required=False
    )

    def __init__(self, *args: Any, grounds: Iterable[Choice], **kwargs: Any) -> None:
        """Offer the decisions that hold for this receiver."""
        super().__init__(*args, **kwargs)
        offer(self, "ground", [_CHOOSE, *((one.code, one.words) for one in grounds)])

    def giving(self) -> Giving:
        """What the action takes."""
        data = self.cleaned_data
        return Giving(
            kind=GivenKind(data["kind"]),
            words=data["words"],
            ground=data["ground"],
            names=data["names"],
        )


class CommentForm(_Sent):
    """Words to one named person."""

    name = "comment"
    to = forms.ChoiceField(label=_("To whom"))
    text = _long(_("What do you want to say?"), _NO_NAMES)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the colleagues who work on the case."""
        super().__init__(*args, **kwargs)
        offer(self, "to", [_CHOOSE, *people])

    def saying(self) -> Saying:
        """What the action takes."""
        return Saying(to=self.cleaned_data["to"], text=self.cleaned_data["text"])


class WordsForm(_Sent):
    """Words whose receiver is clear: to the partner of a part, to the coordinator, an answer."""

    name = "words"
    text = _long(_("What do you want to say?"), _NO_NAMES)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def saying(self, part_id: UUID | None = None) -> Saying:
        """What the action takes."""
        data = self.cleaned_data
        return Saying(to="", text=data["text"], part_id=part_id, answers=data["answers"])


class LetOutForm(forms.Form):
    """Why somebody is let out."""

    why = forms.ChoiceField(
        label=_("Why it ends"),
        choices=[_CHOOSE, *((one.value, END_WORDS[one]) for one in TO_LET_OUT)],
    )


class StepForm(forms.Form):
    """The words that go with an answer to a task; which answer it is says the button."""

    task = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why not, or what came of it"),
        help_text=_("Needed to decline, and when it is done."),
        max_length=WORDS_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
