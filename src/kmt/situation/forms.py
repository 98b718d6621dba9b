"""What is typed on the pages of the situation, and how it becomes what the actions take.

The forms check shape; whether something may be kept is for the rules, by way of the actions.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.situation import wording
from kmt.situation.queries import Member, NoteRead, SituationRead
from kmt.situation.rules import SHORT_LIMIT, TEXT_LIMIT
from kmt.situation.rules.exploitation import (
    CODED,
    SECTOR_LISTS,
    UNKNOWN,
    NewSituation,
    as_kept,
    as_typed,
)
from kmt.situation.rules.people import NewMember
from kmt.situation.rules.status import NewNote, NewStatus

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

#: Whom a form is about when it is nobody else in the case.
PERSON = "person"
_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")
_AS_KNOWN = gettext_lazy("As far as known: 14-03-2024, 03-2024 or 2024. Empty is unknown.")


def _text(
    label: "Words", *, hint: Any = "", rows: int = 3, required: bool = False
) -> forms.CharField:
    """A text; where it depends on something whether it must be there, that is for the rules."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=TEXT_LIMIT, widget=area
    )


def _line(label: "Words", *, hint: Any = "", longest: int = SHORT_LIMIT) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest)


def _choice(
    label: "Words", *, hint: Any = "", radio: bool = False, required: bool = False
) -> forms.ChoiceField:
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        widget=widget,
        error_messages={"required": gettext_lazy("Choose an answer from the list.")},
    )


def _several(
    label: "Words", *, hint: Any = "", required: bool = False
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose a form, or unknown.")},
    )


def _day(label: "Words") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class _Sent(forms.Form):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)


class _About(_Sent):
    """A form about one of the people in a case: the person it is about unless said otherwise."""

    who = _choice(gettext_lazy("About whom"), required=True)

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        """Offer the people of whom this can be said."""
        super().__init__(*args, **kwargs)
        offer(
            self,
            "who",
            [
                (str(one.id or PERSON), f"{one.label}, {wording.role_word(one.role)}")
                for one in people
            ],
        )

    def member_id(self) -> UUID | None:
        """Whom it is about; None for the person of the case."""
        return None if (who := self.cleaned_data["who"]) == PERSON else UUID(who)


class MemberForm(_Sent):
    """Somebody else in a case, by pseudonym or without a record."""

    role = _choice(gettext_lazy("Role in the case"), required=True)
    label = _line(
        gettext_lazy("Pseudonym"),
        hint=gettext_lazy("Only when we know this person already: five letters and digits."),
        longest=8,
    )
    kin = _line(
        gettext_lazy("What they are to the person"), hint=gettext_lazy("For example: daughter.")
    )
    relation = _choice(
        gettext_lazy("Relation to the offender"),
        hint=gettext_lazy("Of an offender: what they are to the victim."),
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Year of birth"),
        help_text=gettext_lazy("As far as known; decides what must be arranged for a child."),
        required=False,
    )
    note = _text(gettext_lazy("Note"), hint=_NO_NAMES, rows=2)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the roles and relations of the day."""
        super().__init__(*args, **kwargs)
        offer(self, "role", wording.role_pairs(today))
        offer(self, "relation", wording.relation_pairs(today))

    def new(self, person_id: UUID | None) -> NewMember:
        """What the action takes; ``person_id`` is who the pseudonym belongs to."""
        data = self.cleaned_data
        return NewMember(
            role=data["role"],
            person_id=person_id,
            person_label=data["label"].strip().upper() if person_id else "",
            relation=data["relation"],
            kin=data["kin"],
            birth_year=data["birth_year"],
            note=data["note"],
        )


class ExploitationForm(_About):
    """What happened to somebody, as far as known; unknown is an answer everywhere."""

    forms = _several(gettext_lazy("Forms of exploitation"), required=True)
    why = _text(
        gettext_lazy("Why is it called otherwise now?"),
        hint=gettext_lazy(
            "Needed when the forms change. What it was stays, and is on the timeline."
        ),
        rows=2,
    )
    sector_sex = _several(gettext_lazy("Sexual exploitation: where"))
    sector_lab = _several(gettext_lazy("Work: which sector"))
    sector_crim = _several(gettext_lazy("Criminal exploitation: what"))
    started = _line(gettext_lazy("Since when"), hint=_AS_KNOWN, longest=10)
    ended = _line(gettext_lazy("Until when"), hint=_AS_KNOWN, longest=10)
    ongoing = _choice(gettext_lazy("Does it still go on?"), radio=True)
    recruited_in = _choice(gettext_lazy("Recruited in which country"))
    places = _several(gettext_lazy("Exploited in the Netherlands: where"))
    abroad = _choice(gettext_lazy("Exploited abroad: in which country"))
    override = _choice(
        gettext_lazy("Domestic or cross-border"),
        hint=gettext_lazy("Domestic: recruited and exploited in the Netherlands."),
    )
    override_reason = _text(
        gettext_lazy("Why other than it follows"),
        hint=gettext_lazy("Only when you choose otherwise."),
        rows=2,
    )
    recruitment = _several(gettext_lazy("Recruited how"))
    means = _several(gettext_lazy("Means of coercion"))
    vulnerabilities = _several(gettext_lazy("Vulnerability"))
    acts = _several(gettext_lazy("Acts (art. 273f Sr)"))
    law_means = _several(
        gettext_lazy("Means (art. 273f Sr)"),
        hint=gettext_lazy("For minors the means need not be proven."),
    )
    law_groups = _several(gettext_lazy("Parts of art. 273f Sr"))
    words = _text(
        gettext_lazy("What is known, in short"),
        hint=gettext_lazy(
            "With the source. Not a statement: that is for the police to take down. No names."
        ),
        rows=4,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the codes of the day."""
        super().__init__(*args, **kwargs)
        offer(self, "forms", wording.form_pairs(today))
        for name in SECTOR_LISTS:
            offer(self, name, wording.sector_pairs(name, today))
        for field in CODED:
            offer(self, field, wording.coded_pairs(field, today))
        offer(self, "ongoing", wording.ongoing_pairs())
        self.fields["ongoing"].initial = UNKNOWN
        offer(self, "recruited_in", wording.abroad_pairs(today, empty=_("unknown")))
        offer(self, "places", wording.municipality_pairs())
        offer(self, "abroad", wording.abroad_pairs(today, empty=_("not, or unknown")))
        offer(self, "override", wording.geography_pairs(today))

    @staticmethod
    def of(one: SituationRead) -> dict[str, Any]:
        """What stands in the fields when it is written down anew."""
        return {
            "who": str(one.member_id or PERSON),
            "forms": list(one.forms),
            **{
                name: [s.partition(":")[2] for s in one.sectors if s.startswith(f"{name}:")]
                for name in SECTOR_LISTS
            },
            "started": as_typed(one.started),
            "ended": as_typed(one.ended),
            "ongoing": one.ongoing,
            "recruited_in": one.recruited_in,
            "places": list(one.places),
            "abroad": one.abroad,
            "override": one.override,
            "override_reason": one.override_reason,
            **{name: list(found) for name, found in one.coded.items()},
            "words": one.words,
        }

    def clean_started(self) -> str:
        """A day, month or year."""
        return self._clean_day("started")

    def clean_ended(self) -> str:
        """A day, month or year."""
        return self._clean_day("ended")

    def _clean_day(self, name: str) -> str:
        found = as_kept(self.cleaned_data[name])
        if found is None:
            raise ValidationError(_("Write it as 14-03-2024, 03-2024 or 2024."))
        return found

    def new(self) -> NewSituation:
        """What the action takes."""
        data = self.cleaned_data
        return NewSituation(
            forms=tuple(data["forms"]),
            sectors=tuple(f"{name}:{code}" for name in SECTOR_LISTS for code in data[name]),
            started=data["started"],
            ended=data["ended"],
            ongoing=data["ongoing"] or UNKNOWN,
            recruited_in=data["recruited_in"],
            places=tuple(data["places"]),
            abroad=data["abroad"],
            **{name: tuple(data[name]) for name in CODED},
            words=data["words"],
            override=data["override"],
            override_reason=data["override_reason"],
            why=data["why"],
        )


class StatusForm(_About):
    """One step on the ladder: how far, who decided, when, why."""

    status = _choice(gettext_lazy("How far is it established?"), radio=True, required=True)
    decider = _choice(gettext_lazy("Who decided this?"), required=True)
    decided_on = _day(gettext_lazy("On which day"))
    reason = _text(gettext_lazy("Why"), hint=gettext_lazy("Needed for a step back."), rows=3)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the steps and deciders of the day."""
        super().__init__(*args, **kwargs)
        offer(self, "status", wording.status_pairs(today))
        offer(self, "decider", wording.decider_pairs(today))
        self.fields["decided_on"].initial = today

    def new(self) -> NewStatus:
        """What the action takes."""
        data = self.cleaned_data
        return NewStatus(
            status=data["status"],
            decider=data["decider"],
            decided_on=data["decided_on"],
            reason=data["reason"],
        )


class ArrangeForm(_About):
    """How far something is that must be arranged for a minor."""

    duty = _choice(gettext_lazy("What"), required=True)
    state = _choice(gettext_lazy("How far is it?"), radio=True, required=True)
    happened_on = _day(gettext_lazy("On which day"))
    words = _text(
        gettext_lazy("What was agreed"),
        hint=gettext_lazy("Who is the guardian, or why it is not needed. No names."),
        rows=2,
    )

    def __init__(self, *args: Any, duties: Iterable[str], today: date, **kwargs: Any) -> None:
        """Offer what must be arranged for the people of this case."""
        super().__init__(*args, **kwargs)
        offer(self, "duty", [wording.NOTHING, *wording.duty_pairs(duties)])
        offer(self, "state", wording.arranged_pairs())
        self.fields["happened_on"].initial = today


class NoteForm(_Sent):
    """Why a victim who is a suspect should not be punished."""

    facts = _text(
        gettext_lazy("Which offences"),
        hint=gettext_lazy("Of what is the person suspected, when and where. No names."),
        required=True,
    )
    link = _text(
        gettext_lazy("How these followed from the exploitation"),
        hint=gettext_lazy("What was the person made to do, and could they have refused?"),
        rows=5,
        required=True,
    )
    means = _text(gettext_lazy("By which means of coercion"), rows=2)
    source = _text(
        gettext_lazy("On what this rests"),
        hint=gettext_lazy("Talks, reports, files: what, from whom, of which day."),
        rows=3,
    )

    @staticmethod
    def of(note: NoteRead | None) -> dict[str, Any]:
        """What stands in the fields to begin with: the note that holds."""
        return {name: getattr(note, name) for name in _NOTED} if note else {}

    def new(self) -> NewNote:
        """What the action takes."""
        return NewNote(**{name: self.cleaned_data[name] for name in _NOTED})


_NOTED = ("facts", "link", "means", "source")
