"""What is typed on the pages of the mandate, and how it becomes what the actions take.

The forms check shape; whether something may be is for the rules, by way of the actions. Every form
that adds something carries a ``token``: sent twice, it adds one thing.
"""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kmt.attachments.forms import FilesField, FilesInput
from kmt.attachments.uploads import SeveralInMemory
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.mandate import wording
from kmt.mandate.reading import EvidenceView, ItemView, Obligation
from kmt.mandate.rules import (
    CHOSEN,
    LINE_LIMIT,
    TEXT_LIMIT,
    THEMES,
    Defined,
    Given,
    Opinion,
    Proof,
    Said,
)

_NOBODY = _("Write about the municipality, not about a person: a function is enough.")
ALL = "all"


def _text(label: Any, *, hint: Any = "", required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=TEXT_LIMIT, widget=area
    )


def _line(
    label: Any, *, hint: Any = "", required: bool = False, limit: int = LINE_LIMIT
) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=limit)


def _day(label: Any, *, hint: Any = "", required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class _Sent(forms.Form):
    """One of several forms on a page that add one thing, however often they are sent."""

    name = ""
    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{"auto_id": f"{self.name}-%s", **kwargs})

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class StandingForm(_Sent):
    """How far the municipality is with one item, and what comes next."""

    name = "standing"
    code = forms.ChoiceField(label=_("How far are you?"), widget=forms.RadioSelect)
    why = _text(_("Why is that so?"), hint=_NOBODY)
    owner = _line(_("Who has it?"), hint=_("A function in the municipality, not a name."))
    next_step = _line(_("What is the next step?"), limit=400)
    next_on = _day(_("When is that done?"))
    review_on = _day(_("When do you look at this again?"))
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, seen: ItemView) -> None:
        """Begin with what stands there; a form that was sent keeps what was typed."""
        chosen = seen.code if seen.code in CHOSEN else ""
        super().__init__(
            data,
            initial={
                "code": chosen if seen.said else "",
                "why": seen.why,
                "owner": seen.owner,
                "next_step": seen.next_step,
                "next_on": seen.next_on,
                "review_on": seen.review_on,
                "edition": seen.edition,
            },
        )
        offer(self, "code", [(code.value, wording.standing_word(code)) for code in CHOSEN])

    def said(self) -> Said:
        """What was typed, as the action takes it."""
        names = ("code", "why", "owner", "next_step", "next_on", "review_on")
        return Said(**{name: self.cleaned_data[name] for name in names})


class EvidenceForm(_Sent):
    """Evidence for one item: where it can be found, and how long it counts."""

    name = "evidence"
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title = _line(_("What is it called?"), hint=_NOBODY, required=True)
    link = _line(_("Link"), hint=_("Where others can read it, such as the site of the council."))
    number = _line(_("Number of the decision"), limit=60)
    dated = _day(_("Date of the document or decision"), required=True)
    start = _day(_("Counts from"), hint=_("Empty: from its date."))
    until = _day(_("Counts until"), hint=_("Empty: as long as the obligation says."))
    attachment = FilesField(
        label=_("Files"),
        help_text=_(
            "Only papers of the municipality, with nothing in them about a person. At most 5. Each "
            "is checked for viruses before it opens."
        ),
        required=False,
        widget=FilesInput(attrs={"multiple": True}),
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, upload: SeveralInMemory | None = None
    ) -> None:
        """Offer the kinds; know what took the files in."""
        super().__init__(data, files)
        cast(FilesField, self.fields["attachment"]).upload = upload
        offer(self, "kind", [(code.value, str(wording.PROOFS[code])) for code in Proof])

    def given(self) -> Given:
        """What was typed, as the action takes it."""
        names = ("kind", "title", "link", "number", "dated", "start", "until")
        return Given(**{name: self.cleaned_data[name] for name in names})


class WithdrawForm(forms.Form):
    """Why a piece of evidence does not count any more."""

    use_required_attribute = False
    evidence = forms.ChoiceField(label=_("Which evidence?"))
    reason = _line(_("Why does it not count any more?"), hint=_NOBODY, required=True, limit=400)
    destroy = forms.BooleanField(
        label=_("Also destroy its files: they should not be here"), required=False
    )

    def __init__(self, data: Any = None, *, seen: ItemView) -> None:
        """Offer what is not withdrawn, and what was but has files; ask of files where those are."""
        super().__init__(data, auto_id="withdraw-%s")
        self.over = {str(one.id) for one in seen.evidence if one.withdrawn_why}
        there = [(str(one.id), _title(one)) for one in seen.evidence if one.may_go]
        offer(self, "evidence", there)
        if not any(one.files for one in seen.evidence):
            del self.fields["destroy"]

    def clean(self) -> dict[str, Any]:
        """Withdrawn evidence can lose its files; there is nothing else left to do with it."""
        typed = super().clean() or self.cleaned_data
        if typed.get("evidence") in self.over and not typed.get("destroy"):
            self.add_error("destroy", gettext("This is withdrawn already. Its files can go."))
        return typed


def _title(one: EvidenceView) -> str:
    over = pgettext("obligation", "withdrawn")
    return f"{one.title} ({over})" if one.withdrawn_why else one.title


class ReviewForm(_Sent):
    """What the adviser thinks of what was filled in."""

    name = "review"
    opinion = forms.ChoiceField(label=_("What do you think of it?"), widget=forms.RadioSelect)
    reason = _text(_("What do you ask, or what do you want to say?"), hint=_NOBODY)
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, seen: ItemView) -> None:
        """Review what is read: the edition goes along."""
        super().__init__(data, initial={"edition": seen.edition})
        words = {Opinion.AGREES: _("I agree"), Opinion.ASKS_BACK: _("I ask something back")}
        offer(self, "opinion", [(code.value, str(words[code])) for code in Opinion])


class ObligationForm(_Sent):
    """What is asked of municipalities: a new item of the region, or a new version of one."""

    name = "item"
    title = _line(_("What is asked, in one line?"), required=True)
    words = _text(_("What is asked, in full?"), required=True)
    theme = forms.ChoiceField(label=_("Theme"))
    evidence = _line(_("What is asked as evidence?"), required=True, limit=400)
    term = forms.ChoiceField(label=_("How long does evidence count?"), required=False)
    said_by = _line(_("Who says so?"), required=True)
    origin = _line(_("Where does it come from, in a few words?"), required=True)
    source = _line(_("Source"), required=True, limit=400)
    status = forms.ChoiceField(label=_("What does it rest on?"))
    since = _day(_("Asked from"), required=True)
    due_before = _day(_("To be met before"))
    due_words = _text(_("What sources say of that day"))
    reason = _text(_("Why is this asked, or asked otherwise?"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, last: Obligation | None = None) -> None:
        """Begin with the version that holds now."""
        super().__init__(data, initial=_initial(last) if last else None)
        themes = [(str(one), wording.theme_word(one)) for one in THEMES]
        offer(self, "theme", [*themes, (ALL, wording.theme_word(0))])
        terms = {*wording.TERMS, *([last.term] if last else [])}
        offer(self, "term", [(one, wording.term_word(one)) for one in sorted(terms)])
        offer(self, "status", [(code, str(words)) for code, words in wording.STATUSES.items()])

    def defined(self) -> Defined:
        """What was typed, as the action takes it."""
        typed = dict(self.cleaned_data)
        theme = typed.pop("theme")
        for name in ("token", "version"):
            del typed[name]
        return Defined(**typed, themes=THEMES if theme == ALL else (int(theme),))


def _initial(last: Obligation) -> dict[str, object]:
    names = ("title", "words", "evidence", "term", "said_by", "origin", "source", "status")
    return {
        **{name: getattr(last, name) for name in names},
        "theme": str(last.theme) if last.theme else ALL,
        "due_before": last.due_before,
        "due_words": last.due_words,
        "version": last.version,
    }
