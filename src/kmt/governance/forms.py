"""What is typed on the pages of governance, and how it becomes what the actions take.

The forms check shape; whether something may be is for the rules, by way of the actions. Every form
that adds something carries a ``token``: sent twice, it adds one thing.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.attachments.forms import FilesField, FilesInput
from kmt.attachments.uploads import SeveralInMemory
from kmt.governance.given import (
    NewAction,
    NewBody,
    NewItem,
    NewMeeting,
    NewMember,
    Wording,
)
from kmt.governance.reading import AttendanceLine, DecisionView
from kmt.governance.rules import TEXT_LIMIT, TITLE_LIMIT, ActionStand
from kmt.governance.wording import KINDS, PRESENCES, REMOVALS, STANDS, organisation_pairs
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id

NO_PEOPLE = _("Nothing about victims or suspects, and no private data of anybody.")
Pairs = Iterable[tuple[str, str]]


class Text(forms.CharField):
    """A longer text, with the line ends of one system."""

    def __init__(self, rows: int = 4, **kwargs: Any) -> None:
        """A box of so many lines."""
        area = forms.Textarea(attrs={"rows": rows})
        super().__init__(**{"widget": area, "max_length": TEXT_LIMIT, **kwargs})

    def to_python(self, value: Any) -> str:
        """Line ends as they are kept."""
        return str(super().to_python(value)).replace("\r\n", "\n")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen or typed; browsers take it in one way only (ISO 8601)."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class Named(forms.Form):
    """One of several forms on a page: its name keeps the ids of its fields apart."""

    name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{"auto_id": f"{self.name}-%s", **kwargs})


class Sent(Named):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class WithPapers(Named):
    """A form to which papers are added as files; ``upload`` is what took them in."""

    attachment = FilesField(
        label=_("Papers as files"),
        required=False,
        help_text=_(
            "At most 5 together. The name of a file stands on the page and in the minutes. "
            "Nothing about victims or suspects, and no private data of anybody."
        ),
        widget=FilesInput(attrs={"multiple": True}),
    )

    def __init__(self, *args: Any, upload: SeveralInMemory | None = None, **kwargs: Any) -> None:
        """Know what took the files in."""
        super().__init__(*args, **kwargs)
        cast(FilesField, self.fields["attachment"]).upload = upload


class BodyForm(Named):
    """A body: its texts, and which organisations belong in it."""

    name = "body"
    title = forms.CharField(label=_("Name of the body"), max_length=120)
    code = forms.CharField(
        label=_("Short name for the address"),
        max_length=40,
        help_text=_("Small letters, figures and dashes; it stays."),
    )
    purpose = Text(2, label=_("What it is for"), required=False, help_text=NO_PEOPLE)
    mandate = Text(3, label=_("What it may decide or bring in"), required=False)
    wanted = forms.MultipleChoiceField(
        label=_("Organisations that belong in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, kept: bool = False, **kwargs: Any) -> None:
        """Offer the organisations; the code of one that is ``kept`` does not change."""
        super().__init__(*args, **kwargs)
        offer(self, "wanted", organisation_pairs())
        if kept:
            del self.fields["code"]

    def new(self) -> NewBody:
        """What the action takes."""
        data = self.cleaned_data
        return NewBody(
            code=data.get("code", ""),
            name=data["title"],
            purpose=data["purpose"],
            mandate=data["mandate"],
            wanted=tuple(data["wanted"]),
        )


class MemberForm(Named):
    """A seat in a body."""

    name = "member"
    organisation = forms.ChoiceField(label=_("Organisation"))
    function = forms.CharField(
        label=_("Function"),
        max_length=120,
        help_text=_("The function, not the name: for instance policy officer for safety."),
    )
    account = forms.ChoiceField(
        label=_("Account"),
        required=False,
        help_text=_("Who works with this product can answer questions as a member."),
    )
    mandate = Text(2, label=_("Mandate in this body"), required=False)
    since = day_field(_("Member from"))
    until = day_field(
        _("Last day"), required=False, help_text=_("Leave empty when no end is agreed.")
    )

    def __init__(self, *args: Any, colleagues: Pairs = (), **kwargs: Any) -> None:
        """Offer organisations and who has an account."""
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [("", "–"), *organisation_pairs()])
        offer(self, "account", [("", "–"), *colleagues])
        self.fields["since"].initial = clock.today()

    def new(self) -> NewMember:
        """What the action takes."""
        data = self.cleaned_data
        return NewMember(
            organisation=data["organisation"],
            function=data["function"],
            account=data["account"],
            mandate=data["mandate"],
            since=data["since"],
            until=data["until"],
        )


class EndSeatForm(Named):
    """The last day of a seat."""

    name = "end_seat"
    member = forms.ChoiceField(label=_("Member"))
    until = day_field(_("Last day"))

    def __init__(self, *args: Any, members: Pairs = (), **kwargs: Any) -> None:
        """Offer who sits there."""
        super().__init__(*args, **kwargs)
        offer(self, "member", [("", "–"), *members])


class MeetingForm(Sent):
    """When a body meets."""

    name = "meeting"
    day = day_field(_("Day"))
    time = forms.TimeField(
        label=_("From what time"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        initial=time(10, 0),
    )
    minutes = forms.IntegerField(label=_("How many minutes"), min_value=1, initial=90)
    place = forms.CharField(label=_("Where"), max_length=120)

    def new(self) -> NewMeeting:
        """What the action takes; the time is that of a Dutch clock."""
        data = self.cleaned_data
        moment = datetime.combine(data["day"], data["time"], clock.DUTCH_TIME)
        return NewMeeting(meets_at=moment, minutes=data["minutes"], place=data["place"])


class ItemForm(WithPapers, Sent):
    """An item of an agenda."""

    name = "item"
    title = forms.CharField(label=_("Item"), max_length=TITLE_LIMIT)
    kind = forms.ChoiceField(label=_("What it asks"), widget=forms.RadioSelect)
    allowed = forms.IntegerField(label=_("Minutes for it"), min_value=0, initial=10)
    link = forms.URLField(label=_("Link to the paper"), required=False, assume_scheme="https")
    paper = Text(3, label=_("Or the paper itself"), required=False, help_text=NO_PEOPLE)
    field_order = ("title", "kind", "allowed", "link", "paper", "attachment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds."""
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(one, str(words)) for one, words in KINDS.items()])

    def new(self) -> NewItem:
        """What the action takes."""
        data = self.cleaned_data
        return NewItem(
            title=data["title"],
            kind=data["kind"],
            allowed=data["allowed"],
            link=data["link"],
            paper=data["paper"],
            files=data["attachment"],
        )


class MinutesForm(WithPapers):
    """What was said of one item, and papers that are added to it."""

    name = "minutes"
    item = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    said = Text(4, label=_("What was said"), required=False, help_text=NO_PEOPLE)
    field_order = ("item", "version", "said", "attachment")


class TakeAwayForm(Named):
    """Of which item the papers are taken away, and why."""

    name = "away"
    item = forms.ChoiceField(label=_("Papers of which item"))
    reason = forms.ChoiceField(label=_("Why they must go"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, items: Pairs = (), **kwargs: Any) -> None:
        """Offer the items that have papers, and the reasons."""
        super().__init__(*args, **kwargs)
        offer(self, "item", [("", "–"), *items])
        offer(self, "reason", [(one, str(words)) for one, words in REMOVALS.items()])


class AttendanceForm(Named):
    """Per organisation whether it was there."""

    name = "attendance"

    def __init__(self, *args: Any, lines: Iterable[AttendanceLine] = (), **kwargs: Any) -> None:
        """One choice per organisation with a seat."""
        super().__init__(*args, **kwargs)
        pairs = [(one, str(words)) for one, words in PRESENCES.items()]
        for one in lines:
            self.fields[one.organisation_code] = forms.ChoiceField(
                label=one.organisation, choices=pairs, initial=one.presence, required=False
            )

    def presence(self) -> dict[str, str]:
        """What was noted, per organisation."""
        return {code: value for code, value in self.cleaned_data.items() if value}


class AdoptForm(Named):
    """In which later meeting the minutes were adopted."""

    name = "adopt"
    adopted_in = forms.ChoiceField(label=_("Adopted in the meeting of"))

    def __init__(self, *args: Any, adopters: Pairs = (), **kwargs: Any) -> None:
        """Offer the later meetings."""
        super().__init__(*args, **kwargs)
        offer(self, "adopted_in", [("", "–"), *adopters])


class ActionForm(Sent):
    """What somebody will do."""

    name = "action"
    what = forms.CharField(label=_("What must be done"), max_length=300)
    organisation = forms.ChoiceField(label=_("By which organisation"))
    function = forms.CharField(
        label=_("In what function"), max_length=120, required=False, help_text=_("Not the name.")
    )
    due = day_field(_("Done before the end of"))

    def __init__(self, *args: Any, bodies: Pairs | None = None, **kwargs: Any) -> None:
        """Offer organisations, and bodies where the page has none of its own."""
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [("", "–"), *organisation_pairs()])
        if bodies is not None:
            self.fields["body"] = forms.ChoiceField(
                label=_("Of which body"), choices=[("", "–"), *bodies]
            )

    def new(self, meeting: UUID | None = None) -> NewAction:
        """What the action takes."""
        data = self.cleaned_data
        return NewAction(
            what=data["what"],
            organisation=data["organisation"],
            function=data["function"],
            due=data["due"],
            meeting=meeting,
        )


class EndActionForm(Named):
    """What came of an action."""

    name = "end_action"
    action = forms.ChoiceField(label=_("Which action"))
    stand = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    result = Text(2, label=_("What came of it, in a sentence"), help_text=NO_PEOPLE)

    def __init__(self, *args: Any, actions: Pairs = (), **kwargs: Any) -> None:
        """Offer the open actions, and how one can end."""
        super().__init__(*args, **kwargs)
        offer(self, "action", [("", "–"), *actions])
        ends = [(one, str(STANDS[one])) for one in (ActionStand.DONE, ActionStand.DROPPED)]
        offer(self, "stand", ends)


class QuestionForm(Sent):
    """A question to the members of a body."""

    name = "question"
    body = forms.ChoiceField(label=_("To the members of"))
    title = forms.CharField(label=_("Title of the question"), max_length=TITLE_LIMIT)
    text = Text(5, label=_("What you want to know"), help_text=NO_PEOPLE)
    open_until = day_field(_("Open until the end of"))

    def __init__(self, *args: Any, bodies: Pairs = (), **kwargs: Any) -> None:
        """Offer the bodies."""
        super().__init__(*args, **kwargs)
        offer(self, "body", [("", "–"), *bodies])


class AnswerForm(Sent):
    """An answer of a member."""

    name = "answer"
    text = Text(5, label=_("Your answer"), help_text=NO_PEOPLE)


class SummaryForm(Named):
    """The summary of the answers; ``before`` is what the writer saw."""

    name = "summary"
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    text = Text(5, label=_("Summary of the answers"), help_text=NO_PEOPLE)


class DecisionForm(Sent):
    """A decision in words."""

    name = "decision"
    title = forms.CharField(label=_("Title of the decision"), max_length=TITLE_LIMIT)
    question = Text(2, label=_("Which question lay on the table"), help_text=NO_PEOPLE)
    decided = Text(3, label=_("What was decided"))
    on = day_field(_("On which day"))
    body = forms.ChoiceField(label=_("Who decided"), required=False)
    other = forms.CharField(
        label=_("Somebody else who decided"),
        max_length=120,
        required=False,
        help_text=_("For instance a council or a board that is no body of this product."),
    )
    grounds = Text(4, label=_("On which grounds"))
    conditions = Text(2, label=_("Conditions"), required=False)
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

    def wording(self) -> Wording:
        """What the action takes."""
        data = self.cleaned_data
        return Wording(
            title=data["title"],
            question=data["question"],
            decided=data["decided"],
            on=data["on"],
            body=data["other"] or data["body"],
            grounds=data["grounds"],
            conditions=data["conditions"],
            dissent=data["dissent"],
        )


class CorrectionForm(DecisionForm):
    """A better wording of a decision, and why."""

    newest = forms.UUIDField(widget=forms.HiddenInput)
    why = Text(2, label=_("Why this is corrected"))

    @staticmethod
    def start(seen: DecisionView) -> dict[str, object]:
        """The wording that stands, to correct."""
        return {
            "newest": seen.newest,
            "title": seen.title,
            "question": seen.question,
            "decided": seen.decided,
            "on": seen.on,
            "body": seen.body_code,
            "other": "" if seen.body_code else seen.body,
            "grounds": seen.grounds,
            "conditions": seen.conditions,
            "dissent": seen.dissent,
        }


class FollowUpForm(Sent):
    """What came of a decision."""

    name = "follow_up"
    text = Text(3, label=_("What came of it"), help_text=NO_PEOPLE)
    on = day_field(_("On which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today."""
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()


class SearchForm(forms.Form):
    """Words to look for in the register."""

    woorden = forms.CharField(label=_("Search in the decisions"), required=False, max_length=200)
