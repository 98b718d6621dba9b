"""What is typed on the pages of the dossier, and how it becomes what the actions take.

The forms check shape; whether something may be kept is for the rules, by way of the actions.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.attachments.forms import FilesField, FilesInput
from kmt.attachments.uploads import SeveralInMemory
from kmt.dossier import wording
from kmt.dossier.letters import Letter, Shape, filled, spoken
from kmt.dossier.reading import Decided, DocumentLine, EntryLine
from kmt.dossier.rules import (
    LISTS,
    SOURCE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    Element,
    Finding,
    NewDocument,
    Part,
    Stance,
    Way,
)
from kmt.entrance.languages import LANGUAGES
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.vault.rules import LOOK_REASONS
from kmt.vocabulary.queries import choices

if TYPE_CHECKING:
    pass

_NO_NAMES = gettext_lazy("Write no names: “the person” is enough.")


_FILL, _CHOOSE = gettext_lazy("Fill this in."), gettext_lazy("Choose one.")
_SOURCE = gettext_lazy(
    "Write down from whom you got it. Without a source it is worth nothing later."
)


def _text(label: Any, *, rows: int = 3, limit: int = TEXT_LIMIT, **how: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=limit, widget=area, **_asked(_FILL, how))


def _line(label: Any, *, limit: int = TITLE_LIMIT, **how: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, **_asked(_FILL, how))


def _day(label: Any, **how: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **_asked(_FILL, how))


def _one_of(label: Any, *, radio: bool = False, **how: Any) -> forms.ChoiceField:
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(label=label, widget=widget, **_asked(_CHOOSE, how))


def _asked(sentence: Any, how: dict[str, Any]) -> dict[str, Any]:
    """Whether it must be filled in, with the hint, and what is said when it is not."""
    return {
        "required": how.get("must", True),
        "help_text": how.get("hint", ""),
        "error_messages": {"required": how.get("says", sentence)},
    }


def _codes(name: str) -> list[tuple[str, str]]:
    return [("", "—"), *((code, _capital(words)) for code, words in choices(name, clock.today()))]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class Sent(forms.Form):
    """One of several forms on a page, that does one thing however often it is sent."""

    name = ""
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{**kwargs, "auto_id": f"{self.name}-%s"})

    @property
    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class _WithFiles(Sent):
    """A form to which files are added."""

    attachment = FilesField(
        label=gettext_lazy("Choose a file"),
        help_text=gettext_lazy(
            "At most 5 together, for instance both sides of one paper. Photos and PDF are made "
            "anew, so that nothing hidden comes along."
        ),
        widget=FilesInput(attrs={"multiple": True}),
    )

    def __init__(self, *args: Any, upload: SeveralInMemory | None = None, **kwargs: Any) -> None:
        """Know what took the files in."""
        super().__init__(*args, **kwargs)
        cast(FilesField, self.fields["attachment"]).upload = upload


class DocumentForm(_WithFiles):
    """A document that came in."""

    name = "document"
    kind = _one_of(gettext_lazy("What kind of document"))
    title = _line(gettext_lazy("Name"), hint=_NO_NAMES)
    supplier = _line(
        gettext_lazy("From whom"),
        hint=gettext_lazy("Organisation or role, for instance: the person, a lawyer, the police."),
        says=_SOURCE,
    )
    dated = _day(
        gettext_lazy("Date on the document"), hint=gettext_lazy("If there is one."), must=False
    )
    field_order = ("kind", "title", "supplier", "dated", "attachment", "token")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of today."""
        super().__init__(*args, **kwargs)
        offer(self, "kind", _codes("document_kind"))

    def new(self) -> NewDocument:
        """What the action takes."""
        data = self.cleaned_data
        names = ("kind", "title", "supplier", "dated")
        return NewDocument(**{name: data[name] for name in names})


class VersionForm(_WithFiles):
    """A newer file of the same document."""

    name = "version"


class HandOutForm(Sent):
    """That a version left: to the person, or on a decision to share."""

    name = "hand_out"
    way = _one_of(gettext_lazy("To whom"), radio=True)
    disclosure = _one_of(gettext_lazy("On which decision to share"), must=False)
    on = _day(gettext_lazy("On which day"))
    words = _text(
        gettext_lazy("How"),
        hint=gettext_lazy("For instance: on paper, read together; or by secure mail."),
        must=False,
        rows=2,
        limit=WORDS_LIMIT,
    )

    def __init__(self, *args: Any, decisions: Iterable[Decided], **kwargs: Any) -> None:
        """Offer the decisions that hold; without one it can only go to the person."""
        super().__init__(*args, **kwargs)
        pairs = decision_pairs(decisions)
        ways = list(Way) if pairs else [Way.PERSON]
        offer(self, "way", [(one.value, _capital(wording.way_word(one))) for one in ways])
        offer(self, "disclosure", [("", "—"), *pairs])
        self.fields["on"].initial = clock.today()
        if not pairs:
            self.fields["way"].initial = Way.PERSON
            del self.fields["disclosure"]

    def disclosure_id(self) -> UUID | None:
        """The decision that was chosen."""
        chosen = self.cleaned_data.get("disclosure")
        return UUID(chosen) if chosen else None


def decision_pairs(decisions: Iterable[Decided]) -> list[tuple[str, str]]:
    """Decisions to share as what can be chosen."""
    return [
        (str(one.id), f"{one.recipient}: {one.purpose} ({one.number}, {one.expires_on:%d-%m-%Y})")
        for one in decisions
    ]


class RemoveForm(Sent):
    """Taking a file away to correct."""

    name = "remove"
    reason = _one_of(gettext_lazy("Why must it go"))
    words = _text(gettext_lazy("What was wrong"), hint=_NO_NAMES, rows=2, limit=WORDS_LIMIT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons."""
        super().__init__(*args, **kwargs)
        offer(self, "reason", _codes("document_removal"))


class LookForm(forms.Form):
    """Why one looks at who the person is, to fill a letter in."""

    reason = _one_of(gettext_lazy("Why do you look?"), says=gettext_lazy("Choose why you look."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons of the vault."""
        super().__init__(*args, **{**kwargs, "auto_id": "look-%s"})
        offer(self, "reason", [("", "—"), *LOOK_REASONS.items()])


class LetterForm(Sent):
    """A letter, to read and change before it is made."""

    name = "letter"
    recipient = _text(gettext_lazy("Addressed to"), rows=3, limit=WORDS_LIMIT)
    subject = _line(gettext_lazy("Subject"))
    body = _text(gettext_lazy("Text"), rows=22, limit=8000)

    @classmethod
    def texts(cls, letter: Letter, known: Mapping[str, str]) -> dict[str, str]:
        """What stands in it before somebody changed a thing."""
        return {
            "recipient": filled(letter.recipient, known),
            "subject": filled(letter.subject, known),
            "body": filled(letter.body, known).strip(),
        }

    def typed(self) -> dict[str, str]:
        """What was typed, as it is kept beside the version."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return {
            name: value.isoformat() if isinstance(value, date) else str(value or "")
            for name, value in values.items()
        }


class _Spoken(LetterForm):
    """A paper in the language of the person."""

    recipient = subject = body = None  # type: ignore[assignment]
    language = _one_of(gettext_lazy("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages of the house."""
        super().__init__(*args, **kwargs)
        offer(self, "language", [one for one in LANGUAGES if one[0] in spoken()])

    @classmethod
    def texts(cls, letter: Letter, known: Mapping[str, str]) -> dict[str, str]:
        """Dutch to begin with."""
        return {"language": "nl"}


class ConsentForm(_Spoken):
    """A form on which somebody agrees, or does not."""

    recipient = _line(  # type: ignore[assignment]
        gettext_lazy("With whom"), hint=gettext_lazy("In words that the person understands.")
    )
    purpose = _text(gettext_lazy("What for"), rows=2, limit=WORDS_LIMIT)
    which = _text(gettext_lazy("Which data"), rows=3, limit=WORDS_LIMIT)
    until = _day(gettext_lazy("Until"))
    field_order = ("language", "recipient", "purpose", "which", "until", "token")


class AppointmentForm(_Spoken):
    """When and where; nothing that tells what it is about."""

    day = _day(gettext_lazy("Day"))
    time = _line(gettext_lazy("Time"), limit=20)
    place = _line(gettext_lazy("Where"))
    who = _line(
        gettext_lazy("With whom"),
        hint=gettext_lazy("A first name is enough. No organisation that tells what it is about."),
        must=False,
    )
    bring = _line(gettext_lazy("Please bring"), must=False)
    call = _line(gettext_lazy("Number to call"), limit=40, must=False)
    field_order = ("language", "day", "time", "place", "who", "bring", "call", "token")


FORMS: dict[Shape, type[LetterForm]] = {
    Shape.LETTER: LetterForm,
    Shape.CONSENT: ConsentForm,
    Shape.APPOINTMENT: AppointmentForm,
}


class FindingForm(Sent):
    """One finding with its source."""

    name = "finding"
    found = _one_of(
        gettext_lazy("What was found"), hint=gettext_lazy("By the parts of article 273f Sr.")
    )
    stance = _one_of(gettext_lazy("Does it speak for it or against it?"), radio=True)
    text = _text(
        gettext_lazy("What was seen, said or read"),
        hint=gettext_lazy("Short, and only what the source tells. The story is not retold here."),
        rows=4,
    )
    source_kind = _one_of(gettext_lazy("What kind of source"))
    source = _line(
        gettext_lazy("Who saw or said it"),
        hint=gettext_lazy("Role or organisation, for instance: the person, to the coordinator."),
        limit=SOURCE_LIMIT,
    )
    seen_on = _day(gettext_lazy("When"), must=False)
    document = _one_of(gettext_lazy("In which document"), must=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, documents: Iterable[DocumentLine], **kwargs: Any) -> None:
        """Offer what may be found today, grouped by element, and the documents of the case."""
        super().__init__(*args, **kwargs)
        groups: list[Any] = [("", "—")]
        for element in Element:
            codes = choices(LISTS[element], clock.today())
            pairs = [(f"{element}:{code}", _capital(words)) for code, words in codes]
            groups.append((wording.element_word(element), pairs))
        cast(forms.ChoiceField, self.fields["found"]).choices = groups
        offer(self, "stance", [(one.value, _capital(wording.stance_word(one))) for one in Stance])
        offer(self, "source_kind", _codes("observation_source"))
        offer(self, "document", [("", "—"), *((str(one.id), one.title) for one in documents)])

    @classmethod
    def of(cls, entry: EntryLine | None) -> dict[str, Any]:
        """What stands there, to change it."""
        if entry is None:
            return {"stance": Stance.FOR}
        return {
            "found": f"{entry.element}:{entry.code}",
            "stance": entry.stance,
            "text": entry.text,
            "source_kind": entry.source_kind,
            "source": entry.source,
            "seen_on": entry.seen_on,
            "document": str(entry.document_id or ""),
            "revision": entry.revision,
        }

    def finding(self) -> Finding:
        """What the action takes."""
        data = self.cleaned_data
        element, _colon, code = data["found"].partition(":")
        names = ("stance", "text", "source_kind", "source", "seen_on", "document")
        return Finding(element=element, code=code, **{name: data[name] for name in names})


_PARTS = {
    Part.MINOR: gettext_lazy("Was the person younger than 18 then?"),
    Part.ALTERNATIVE: gettext_lazy("Which other explanation is possible?"),
    Part.UNKNOWN: gettext_lazy("What is not known?"),
    Part.CONCLUSION: gettext_lazy("Why do you conclude this?"),
}


class PartForm(Sent):
    """One of the other parts of a file."""

    code = _one_of(gettext_lazy("Conclusion"), radio=True)
    text = _text("", rows=5)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        """Ask what this part asks."""
        self.name = f"part-{part}"
        super().__init__(*args, **kwargs)
        if part is Part.MINOR:
            self.fields["code"].label = _PARTS[part]
            offer(self, "code", [(one.value, str(words)) for one, words in wording.MINORS.items()])
            del self.fields["text"]
            return
        self.fields["text"].label = _PARTS[part]
        if part is Part.CONCLUSION:
            offer(self, "code", _codes("assessment_conclusion")[1:])
        else:
            del self.fields["code"]


class ReadingForm(Sent):
    """What a second reader thinks."""

    name = "reading"
    opinion = _one_of(gettext_lazy("What do you think of it as it stands?"), radio=True)
    words = _text(
        gettext_lazy("What do you see otherwise?"),
        hint=gettext_lazy("It goes along in the file."),
        must=False,
        limit=WORDS_LIMIT,
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer both answers alike."""
        super().__init__(*args, **kwargs)
        pairs = [(code.value, _capital(str(words))) for code, words in wording.READINGS.items()]
        offer(self, "opinion", pairs)


class ExportForm(Sent):
    """For whom the file is made, on which decision, with or without who it is about."""

    name = "export"
    disclosure = _one_of(gettext_lazy("On which decision to share"), radio=True)
    look = _one_of(
        gettext_lazy("Put name and birth date in it?"),
        hint=gettext_lazy(
            "Only when the decision is about who somebody is. Choose why you look; it is recorded."
        ),
        must=False,
    )

    def __init__(self, *args: Any, decisions: Iterable[Decided], **kwargs: Any) -> None:
        """Offer the decisions that hold today."""
        super().__init__(*args, **kwargs)
        offer(self, "disclosure", decision_pairs(decisions))
        no = _("No, the pseudonym is enough")
        offer(self, "look", [("", no), *LOOK_REASONS.items()])

    def disclosure_id(self) -> UUID | None:
        """The decision that was chosen."""
        chosen = self.cleaned_data.get("disclosure")
        return UUID(chosen) if chosen else None
