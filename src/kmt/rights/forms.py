"""What is typed on the pages of requests; whether it may is for the rules, by the actions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.persons.wording import FIELDS
from kmt.rights.reading import Compartment, RequestRead
from kmt.rights.rules.asking import (
    AGES,
    ASKERS,
    CHECKS,
    DANGERS,
    EXTENSIONS,
    KINDS,
    REFUSALS,
    Age,
    Asked,
    Asker,
    Danger,
    Kind,
)
from kmt.rights.rules.exceptions import Verdict, grounds_for, outcomes_for
from kmt.vault.queries import Candidate
from kmt.vault.rules import Identity
from kmt.vault.rules.own_rights import CORRECTABLE

_NOTHING = ("", "–")
_CHOOSE = {"required": _("Choose an answer from the list.")}


def _day(label: Any, *, required: bool = True, hint: Any = "", **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget, **kwargs)


def _words(label: Any, *, hint: Any = "", rows: int = 3, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=4000, widget=widget
    )


def _one_of(label: Any, table: Any, *, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=list(table.items()),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )


class TakeForm(forms.Form):
    """A request as it comes in. No copy of an identity document is asked for, or can be sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    received_on = _day(
        _("When did the request come in?"),
        hint=_("The month to answer starts on this day."),
        initial=clock.today,
    )
    kind = _one_of(_("What is asked?"), KINDS)
    wish = _words(_("What is asked, in the words of who asks"))
    asker = _one_of(_("Who asks?"), ASKERS)
    requester = forms.CharField(label=_("Name of who asks"), max_length=200)
    about = forms.CharField(
        label=_("About whom?"),
        help_text=_(
            "As who asks says it. Do not look it up, and do not say whether we know anybody."
        ),
        max_length=200,
    )
    age = _one_of(_("How old is the person it is about?"), AGES)
    proof_seen = forms.BooleanField(
        label=_("I saw proof of authority, appointment or authorisation"),
        help_text=_("Only when somebody else asks. Look at it and give it back: keep no copy."),
        required=False,
    )
    danger = _one_of(
        _("Could the answer put the person in danger?"),
        DANGERS,
        hint=_(
            "Think of an (ex-)partner, a pimp or a parent who may be the offender, or somebody who "
            "puts the person under pressure to ask. When in doubt: not sure."
        ),
    )
    safe_way = _words(
        _("How can we answer safely?"),
        hint=_(
            "For instance: collect it here, read it here, or through the lawyer. Never by mail."
        ),
        rows=2,
    )

    def asked(self) -> Asked:
        """The request as the action takes it."""
        data = dict(self.cleaned_data)
        data.pop("token")
        return Asked(
            **{
                **data,
                "kind": Kind(data["kind"]),
                "asker": Asker(data["asker"]),
                "age": Age(data["age"]),
                "danger": Danger(data["danger"]),
            }
        )


class _Step(forms.Form):
    """One of the forms on the page of a request: its name keeps ids apart."""

    name = ""
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: RequestRead, **kwargs: Any) -> None:
        """Carry along which version was read."""
        super().__init__(
            *args,
            **{"auto_id": f"{self.name}-%s", "initial": {"version": request.version}, **kwargs},
        )


class PlainForm(_Step):
    """A step without anything to type."""

    name = "plain"


class CheckForm(_Step):
    """How it was seen who asks."""

    name = "check"
    how = _one_of(
        _("How was it seen that somebody is who they say?"),
        CHECKS,
        hint=_("Look at a document and give it back. A copy is never kept."),
    )
    proof_seen = forms.BooleanField(
        label=_("I saw proof of authority, appointment or authorisation"), required=False
    )


class ClearForm(_Step):
    """Why an answer is safe after all."""

    name = "clear"
    reasons = _words(
        _("Why is it safe after all?"),
        hint=_("Who did you speak, alone? What did you see? Somebody else than who took it in."),
    )


class ExtendForm(_Step):
    """Why two months more, and since when the requester knows."""

    name = "extend"
    reason = _one_of(_("Why is a month not enough?"), EXTENSIONS)
    told_on = _day(_("When did the requester hear of it?"))


class RefuseForm(_Step):
    """Why the request as a whole is refused."""

    name = "refuse"
    ground = _one_of(_("Why"), REFUSALS)


class FindForm(_Step):
    """What the requester said of themselves, to find about whom it is; nothing of it is kept."""

    name = "find"
    who = forms.CharField(label=_("Name"), required=False, max_length=200)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("For example 23-11-2008"),
        required=False,
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d-%m-%Y"),
        error_messages={"invalid": _("Write the date as day-month-year.")},
    )
    contact = forms.CharField(label=_("Telephone or e-mail"), required=False, max_length=200)

    def asked(self) -> Identity:
        """Who is looked for."""
        data = self.cleaned_data
        return Identity(name=data["who"], birth_date=data["birth_date"], contact=data["contact"])


class TieForm(_Step):
    """Which of the candidates it is; nobody is an answer too."""

    name = "tie"
    persons = forms.MultipleChoiceField(
        label=_("Who of them is it?"),
        help_text=_("Tick only who it is beyond doubt. Tick nobody when we do not know them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, found: Iterable[Candidate] = (), **kwargs: Any) -> None:
        """Offer the candidates, or those that were sent along."""
        super().__init__(*args, **kwargs)
        shown = [(str(one.person.id), f"{one.person.label}: {one.reason}") for one in found]
        if isinstance(self.data, QueryDict) and self.is_bound:
            shown = [(one, one) for one in self.data.getlist("persons")]
        offer(self, "persons", shown)

    def chosen(self) -> list[UUID]:
        """The ids that were ticked; one that is none is nobody."""
        return [UUID(one) for one in self.cleaned_data["persons"]]

    def clean_persons(self) -> list[str]:
        """Only ids."""
        try:
            return [str(UUID(one)) for one in self.cleaned_data["persons"]]
        except ValueError:
            raise forms.ValidationError(_("Choose an answer from the list.")) from None


class DecideForm(_Step):
    """What is decided about one compartment: per piece whether it stays behind, then the whole."""

    outcome = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, error_messages=_CHOOSE
    )
    ground = forms.ChoiceField(
        label=_("Exception"),
        help_text=_("Only when something stays behind. Ticked pieces stay behind on this ground."),
        required=False,
    )
    reasons = _words(
        _("Why, in words"),
        hint=_("Names nobody. It stands in the answer when the ground may be told."),
    )
    recheck_on = _day(
        _("Look again on"), required=False, hint=_("For an exception that can end; within a year.")
    )
    withheld = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, part: Compartment, request: RequestRead, **kwargs: Any) -> None:
        """Offer what fits the request, and the pieces of this compartment."""
        self.name = f"decide-{part.code}"
        super().__init__(*args, request=request, **kwargs)
        offer(self, "outcome", outcomes_for(request.kind).items())
        offer(self, "ground", [_NOTHING, *grounds_for(request.kind).items()])
        offer(self, "withheld", [(one.piece.key, one.piece.key) for one in part.held])

    def verdict(self) -> Verdict:
        """The decision as the action takes it."""
        data = self.cleaned_data
        return Verdict(
            outcome=data["outcome"],
            ground=data["ground"],
            reasons=data["reasons"],
            recheck_on=data["recheck_on"],
        )

    def stays(self) -> dict[str, str]:
        """The ticked pieces with the ground."""
        return dict.fromkeys(self.cleaned_data["withheld"], self.cleaned_data["ground"])


class AgainForm(_Step):
    """An exception still holds, until another day."""

    name = "again"
    compartment = forms.CharField(widget=forms.HiddenInput, max_length=4)
    reasons = _words(_("Why it still holds"))
    recheck_on = _day(_("Look again on"), required=False)


class CorrectForm(_Step):
    """A field of who somebody is, and what it must say."""

    name = "correct"
    part = forms.ChoiceField(label=_("What is wrong"))
    value = _words(
        _("What it must say"),
        hint=_("A date as day-month-year; more than one with commas between them."),
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the fields that can be corrected."""
        super().__init__(*args, **kwargs)
        offer(self, "part", [_NOTHING, *((one, str(FIELDS[one])) for one in CORRECTABLE)])


class StatementForm(_Step):
    """What the person says of their own file."""

    name = "statement"
    words = _words(_("What the person says"), hint=_("In their own words; it stands in the file."))


class ToldForm(_Step):
    """A recipient heard of it."""

    name = "told"
    notice = forms.UUIDField(widget=forms.HiddenInput)
    told_on = _day(_("Told on"), initial=clock.today)
