"""What a reporter fills in. Every error is a sentence, and nothing that was typed is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.attachments.forms import FilesField
from kmt.attachments.uploads import SeveralInMemory
from kmt.entrance.forms import TypedForm
from kmt.entrance.wording import FORMS
from kmt.intake import rules
from kmt.intake.rules import ELSEWHERE, Told
from kmt.kernel.form_parts import offer
from kmt.partners.region import region

_NOT_IN_LIST = gettext_lazy("Choose an answer from the list.")
_YES_NO = (
    (rules.YES, gettext_lazy("Yes")),
    (rules.NO, gettext_lazy("No")),
    (rules.UNKNOWN, gettext_lazy("I do not know")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One short page of the form: its heading and what it asks."""

    name: str
    heading: Promise
    fields: tuple[str, ...]


WHAT, CHECK, WHOLE = "what", "check", "whole"
#: The pages in order; on the last one everything is read back, and a file can go along.
STEPS = (
    Step(
        name=WHAT,
        heading=gettext_lazy("Tell what is going on"),
        fields=("narrative", "about", "wants_advice"),
    ),
    Step(
        name="where",
        heading=gettext_lazy("Where and when"),
        fields=("municipality", "place", "online", "happened", "ongoing"),
    ),
    Step(
        name="who",
        heading=gettext_lazy("Who is at risk"),
        fields=("at_risk", "minors", "form"),
    ),
    Step(
        name="you",
        heading=gettext_lazy("About you"),
        fields=("anonymity", "reporter_name", "contact", *rules.CONTACT_TERMS),
    ),
    Step(name=CHECK, heading=gettext_lazy("Check and send"), fields=("attachment",)),
)
_BY_NAME = {one.name: one for one in STEPS}
_SIDE_BY_SIDE = frozenset({"ongoing", "minors"})


def step_named(name: str) -> Step | None:
    """The step with this name; None is the whole form on one page."""
    return _BY_NAME.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field as it is shown, and whether its answers stand side by side."""

    bound: BoundField
    inline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was filled in on one page, as it is read back before sending."""

    step: Step
    lines: tuple[tuple[str, str], ...]


def _line(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def _area(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def _one_of(label: Any, pairs: Iterable[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    errors = {"invalid_choice": _NOT_IN_LIST}
    more.setdefault("widget", forms.RadioSelect)
    return forms.ChoiceField(
        label=label, required=False, choices=tuple(pairs), error_messages=errors, **more
    )


class ReportForm(TypedForm):
    """A few calm questions in short steps or on one page; only what happens is required."""

    narrative = forms.CharField(
        label=gettext_lazy("What is happening?"),
        help_text=gettext_lazy("Write it in your own words. You do not have to be sure."),
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": gettext_lazy("Write in a few words what is happening.")},
    )
    about = _one_of(
        gettext_lazy("Who is it about?"),
        (
            ("self", gettext_lazy("About myself")),
            ("other", gettext_lazy("About someone else")),
            ("several", gettext_lazy("About several people")),
            ("place", gettext_lazy("About a place or a company")),
        ),
    )
    wants_advice = forms.BooleanField(
        label=gettext_lazy("I would like advice first. You do not have to give names."),
        required=False,
    )
    municipality = _one_of(gettext_lazy("In which municipality?"), (), widget=forms.Select)
    place = _line(
        gettext_lazy("Where exactly?"),
        gettext_lazy("For example a street, a company or a school."),
    )
    online = _line(
        gettext_lazy("Is it on the internet too? Where?"),
        gettext_lazy("For example a website, an app, or the name that someone uses there."),
    )
    happened = _line(
        gettext_lazy("When was it?"), gettext_lazy("For example: every night, or last week.")
    )
    ongoing = _one_of(gettext_lazy("Is it still going on?"), _YES_NO)
    at_risk = _area(
        gettext_lazy("Who is at risk?"),
        gettext_lazy("For example: two men of about 20. You do not have to know names."),
    )
    minors = _one_of(gettext_lazy("Is someone younger than 18 involved?"), _YES_NO)
    form = _one_of(
        gettext_lazy("Do you know which form it is?"),
        (("", gettext_lazy("I do not know")), *((one.code, one.name) for one in FORMS)),
        widget=forms.Select,
    )
    anonymity = _one_of(
        gettext_lazy("May we know who you are?"),
        (
            (rules.ANONYMOUS, gettext_lazy("No. I want to stay anonymous.")),
            (rules.WITHHELD, gettext_lazy("Yes, but do not tell others who I am.")),
            (rules.NAMED, gettext_lazy("Yes. You may use my name.")),
        ),
    )
    reporter_name = _line(gettext_lazy("Your name"))
    contact = _area(
        gettext_lazy("How can we reach you safely?"),
        gettext_lazy(
            "For example: text me on 06…, only in the morning. Do not call if that is not safe."
        ),
    )
    contact_when = _line(gettext_lazy("When can we reach you?"))
    contact_language = _line(gettext_lazy("In which language?"))
    code_word = _line(
        gettext_lazy("A word that only you and we know"),
        gettext_lazy("We say this word first. Then you know that it is us."),
    )
    may_answer = _line(
        gettext_lazy("Who else may answer?"),
        gettext_lazy("Leave this open if nobody else may know."),
    )
    attachment = FilesField(
        label=gettext_lazy("Photos or documents"),
        help_text=gettext_lazy(
            "At most 5 files, each of at most 10 MB. "
            "A photo or PDF can tell where and when it was made: we take that out. "
            "From other files we cannot take it out."
        ),
        required=False,
    )

    def __init__(self, *args: Any, upload: SeveralInMemory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(FilesField, self.fields["attachment"]).upload = upload
        outside = _("Outside %(region)s") % {"region": region().name}
        pairs = [("", _("I do not know")), *region().places, (ELSEWHERE, outside)]
        offer(self, "municipality", pairs)

    def shown(self, step: Step) -> tuple[Asked, ...]:
        """The fields of one step, as they are asked."""
        return tuple(Asked(bound=self[one], inline=one in _SIDE_BY_SIDE) for one in step.fields)

    def wrong_in(self, step: Step) -> bool:
        """Whether something of this step must be looked at again."""
        return any(one in self.errors for one in (*step.fields, NON_FIELD_ERRORS))

    def look_only_at(self, step: Step) -> None:
        """Leave what is wrong on other pages to those pages."""
        for name in set(self.errors) - {*step.fields, NON_FIELD_ERRORS}:
            del self.errors[name]

    def first_wrong(self) -> Step:
        """The first step on which something must be looked at again."""
        return next(filter(self.wrong_in, STEPS), STEPS[0])

    def answered(self) -> tuple[Answered, ...]:
        """Everything that was filled in, by step, in the words in which it was chosen."""
        return tuple(
            Answered(step=step, lines=tuple(self._lines(step)))
            for step in STEPS
            if step.name != CHECK
        )

    def _lines(self, step: Step) -> Iterator[tuple[str, str]]:
        for name in step.fields:
            value, field = self[name].value(), self.fields[name]
            if isinstance(field, forms.ChoiceField):
                offered: Iterable[Any] = field.widget.choices
                value = {str(code): label for code, label in offered if code}.get(str(value))
            elif isinstance(field, forms.BooleanField):
                value = _("Yes") if value else ""
            if value:
                yield str(field.label), str(value)

    def clean(self) -> dict[str, Any]:
        """Anonymous and a name do not go together: the reporter says which of the two it is."""
        for name, limit in LIMITS.items():
            self._not_longer(name, limit)
        found = super().clean()
        gave = any(found.get(one) for one in ("reporter_name", "contact", *rules.CONTACT_TERMS))
        if found.get("anonymity") == rules.ANONYMOUS and gave:
            self.add_error(
                "anonymity",
                _("You want to stay anonymous, but you also filled in a name or contact.")
                + " "
                + _("Take that out, or choose another answer."),
            )
        return found

    def told(self, language: str) -> Told:
        """What was told, as a plain value."""
        found = self.cleaned_data
        outside = found["municipality"] == ELSEWHERE
        return Told(
            **{name: found[name] for name in _AS_THEY_ARE},
            municipality="" if outside else found["municipality"],
            outside_region=outside,
            ongoing=found["ongoing"] or rules.UNKNOWN,
            minors=found["minors"] or rules.UNKNOWN,
            contact_terms=tuple((one, found[one]) for one in rules.CONTACT_TERMS if found[one]),
            language=language,
        )

    def _not_longer(self, name: str, limit: int) -> None:
        """Say how much too long it is; the text stays."""
        over = len(self.cleaned_data.get(name, "")) - limit
        if over > 0:
            self.add_error(
                name,
                ngettext(
                    "This is %(over)s character too long. Your text is still here.",
                    "This is %(over)s characters too long. Your text is still here.",
                    over,
                )
                % {"over": over}
                + " "
                + _("Shorten it, or send the rest in a second report."),
            )


#: A line is no story; what is longer hears by how much.
LIMITS = {
    "narrative": rules.NARRATIVE_LIMIT,
    **dict.fromkeys(("place", "online", "happened"), 500),
    "at_risk": 1000,
    "reporter_name": 200,
    "contact": 1000,
    **dict.fromkeys(rules.CONTACT_TERMS, 200),
}
_AS_THEY_ARE = (
    *("narrative", "about", "wants_advice", "place", "online", "happened", "at_risk", "form"),
    *("anonymity", "reporter_name", "contact"),
)
