"""What is typed and chosen here: a campaign, its reach and evaluation, lessons, what to print."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    DateField,
    DateInput,
    DecimalField,
    Form,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
    UUIDField,
)
from django.utils.translation import gettext_lazy as _

from kmt.entrance.languages import LANGUAGES
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.partners.region import region
from kmt.prevention import lists, printed, wording
from kmt.prevention.rules import (
    LESSON_NEEDS,
    OUTCOME_NEEDED,
    PLAN_NEEDS,
    REACH_NEEDS,
    Lessons,
    Measured,
    Plan,
)
from kmt.vocabulary.queries import forms_on
from kmt.vocabulary.wording import label

CHOOSE = ("", "–")
_NO_DAY = _("Fill in a day, for instance 3-12-2026.")
_DAY = {"required": _NO_DAY, "invalid": _NO_DAY}
_AMOUNT = {"invalid": _("Fill in an amount, for instance 1250.50.")}
_NUMBER = {
    "required": _("Fill in a whole number."),
    "invalid": _("Fill in a whole number."),
    "min_value": _("Fill in a whole number."),
}
_NOBODY = _("No names or other details of people.")


class DayInput(DateInput):
    """The date field of the browser, which also takes what is typed."""

    input_type = "date"

    def __init__(self) -> None:
        """Write days as browsers ask for them."""
        super().__init__(format="%Y-%m-%d")


def _text(rows: int = 4) -> Textarea:
    return Textarea(attrs={"rows": rows})


def _ticks() -> CheckboxSelectMultiple:
    return CheckboxSelectMultiple()


class _Kept(Form):
    """A form that is sent once: ``token`` becomes the id of what it makes."""

    token = UUIDField(widget=HiddenInput, required=False)
    version = IntegerField(widget=HiddenInput, required=False, min_value=1)

    use_required_attribute = False
    #: What must be filled in, with the sentence when it is not.
    needs: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Give every new form a token of its own, and ask for what is needed."""
        super().__init__(data, **more)
        self.fields["token"].initial = new_id()
        for name, sentence in self.needs.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence


class CampaignForm(_Kept):
    """The plan of a campaign, and what it cost."""

    needs = PLAN_NEEDS

    title = CharField(label=_("Name of the campaign"), required=False)
    kind = ChoiceField(label=_("What it is"), required=False)
    goal = CharField(
        label=_("What must be different afterwards"),
        help_text=_NOBODY,
        widget=_text(3),
        required=False,
    )
    audiences = MultipleChoiceField(label=_("For whom"), widget=_ticks(), required=False)
    first_day = DateField(label=_("First day"), widget=DayInput, error_messages=_DAY)
    last_day = DateField(label=_("Last day"), widget=DayInput, error_messages=_DAY)
    owner = ChoiceField(label=_("Which organisation leads it"), required=False)
    municipalities = MultipleChoiceField(
        label=_("Municipalities"),
        help_text=_("Tick none for the whole region."),
        widget=_ticks(),
        required=False,
    )
    forms = MultipleChoiceField(
        label=_("Forms of exploitation"),
        help_text=_("Tick none for all forms."),
        widget=_ticks(),
        required=False,
    )
    material = CharField(
        label=_("Material"),
        help_text=_("Posters, cards, an escape room, a film: what is used, and where it is kept."),
        widget=_text(3),
        required=False,
    )
    planned = DecimalField(
        label=_("Planned cost in euros"),
        required=False,
        max_digits=10,
        decimal_places=2,
        localize=True,
        error_messages=_AMOUNT,
    )
    actual = DecimalField(
        label=_("Actual cost in euros"),
        required=False,
        max_digits=10,
        decimal_places=2,
        localize=True,
        error_messages=_AMOUNT,
    )
    cost_source = CharField(
        label=_("Where the amount comes from"),
        help_text=_("For instance an invoice or the budget."),
        required=False,
    )
    source = CharField(
        label=_("Source"),
        help_text=_("Where it was announced or reported, if it was."),
        required=False,
    )
    example = BooleanField(label=_("This is an invented example"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Offer what may be chosen today."""
        super().__init__(data, **more)
        on = clock.today()
        offer(self, "kind", [CHOOSE, *lists.choices(lists.KIND, on)])
        offer(self, "audiences", lists.choices(lists.AUDIENCE, on))
        offer(self, "owner", [CHOOSE, *wording.owners().items()])
        offer(self, "municipalities", region().places)
        offer(self, "forms", form_choices())

    def plan(self) -> Plan:
        """What was typed, as a plan."""
        found = {name: self.cleaned_data[name] for name in Plan.__dataclass_fields__}
        return Plan(**{key: _kept(value) for key, value in found.items()})


class ReachForm(_Kept):
    """Whom a campaign reached: never a number alone."""

    needs = REACH_NEEDS

    audience = ChoiceField(label=_("Audience"), required=False)
    municipality = ChoiceField(label=_("Municipality"), required=False)
    on = DateField(label=_("On which day"), widget=DayInput, error_messages=_DAY)
    how = ChoiceField(label=_("How it is known"), required=False, widget=RadioSelect, choices=())
    number = IntegerField(label=_("How many"), min_value=0, error_messages=_NUMBER)
    base = CharField(
        label=_("On what base"),
        help_text=_("For instance: the list at the entrance, or figures of the newspaper."),
        required=False,
    )
    low = IntegerField(
        label=_("If estimated: at least"), required=False, min_value=0, error_messages=_NUMBER
    )
    high = IntegerField(
        label=_("If estimated: at most"), required=False, min_value=0, error_messages=_NUMBER
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, plan: Plan, **more: Any) -> None:
        """Offer the audiences and municipalities of this campaign."""
        super().__init__(data, **more)
        places = [one for one in region().places if one[0] in plan.municipalities] or [
            *region().places
        ]
        several = [("", wording.place_word(""))] if len(places) > 1 else []
        offer(self, "audience", [(one, wording.audience_word(one)) for one in plan.audiences])
        offer(self, "municipality", [*several, *places])
        offer(self, "how", [(code, str(words)) for code, words in wording.HOW_WORDS.items()])

    def measured(self) -> Measured:
        """What was typed, as a reach."""
        return Measured(**{name: self.cleaned_data[name] for name in Measured.__dataclass_fields__})


class EvaluationForm(_Kept):
    """What came of it, and what to do otherwise."""

    needs = {"outcome": OUTCOME_NEEDED}

    outcome = CharField(
        label=_("What came of it"), help_text=_NOBODY, widget=_text(), required=False
    )
    lesson = CharField(label=_("Lesson for next time"), widget=_text(3), required=False)


class LessonForm(_Kept):
    """A set of lessons."""

    needs = LESSON_NEEDS

    title = CharField(label=_("Name of the lesson"), required=False)
    audience = ChoiceField(label=_("For whom"), required=False)
    minutes = IntegerField(label=_("How many minutes"), min_value=1, error_messages=_NUMBER)
    goal = CharField(
        label=_("What somebody knows or can do afterwards"), widget=_text(3), required=False
    )
    steps = CharField(
        label=_("Steps"),
        help_text=_("One per line; begin with the minutes: 10 Getting to know one another."),
        widget=_text(8),
        required=False,
    )
    material = CharField(label=_("Material"), widget=_text(3), required=False)
    articles = MultipleChoiceField(
        label=_("Articles that go with it"), widget=_ticks(), required=False
    )
    forms = MultipleChoiceField(
        label=_("Forms of exploitation"),
        help_text=_("Tick none for all forms."),
        widget=_ticks(),
        required=False,
    )
    source = CharField(label=_("Source"), required=False)
    example = BooleanField(label=_("This is an invented example"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        articles: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        """Offer what may be chosen today, and the articles that this reader sees."""
        super().__init__(data, **more)
        offer(self, "audience", [CHOOSE, *lists.choices(lists.AUDIENCE, clock.today())])
        offer(self, "articles", articles)
        offer(self, "forms", form_choices())

    def lessons(self) -> Lessons:
        """What was typed, as a set of lessons."""
        found = {name: self.cleaned_data[name] for name in Lessons.__dataclass_fields__}
        return Lessons(**{key: _kept(value) for key, value in found.items()})


class PrintForm(Form):
    """Which poster or card, in which language, for which municipality."""

    form = ChoiceField(label=_("Form of exploitation"))
    language = ChoiceField(label=_("Language"), choices=LANGUAGES)
    size = ChoiceField(label=_("Size"))
    municipality = ChoiceField(label=_("Municipality"), required=False)

    use_required_attribute = False

    def __init__(self, asked: Mapping[str, str]) -> None:
        """Offer the forms there are words for, and every municipality; what was not asked is
        as it stands first.
        """
        super().__init__(
            asdict(printed.Choice()) | {key: asked[key] for key in asked if asked[key]}
        )
        offer(
            self,
            "form",
            [
                (
                    one,
                    str(_("All forms")) if one == printed.ALL else label("exploitation_form", one),
                )
                for one in printed.forms()
            ],
        )
        sizes = {"a4": _("Poster A4"), "a3": _("Poster A3"), "a6": _("Card A6")}
        offer(self, "size", [(code, str(words)) for code, words in sizes.items()])
        offer(self, "municipality", [("", wording.place_word("")), *region().places])

    def choice(self) -> printed.Choice:
        """What was chosen."""
        return printed.Choice(**self.cleaned_data)


def form_choices() -> list[tuple[str, str]]:
    """The forms of exploitation that a campaign can be about; not the two that say unknown."""
    return [
        (one.code, label("exploitation_form", one.code))
        for one in forms_on(clock.today())
        if one.code not in {"UNK", "NONE"}
    ]


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
