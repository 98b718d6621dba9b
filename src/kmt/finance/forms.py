"""What is typed on the pages of money, and how it becomes what the actions take.

The forms check shape: an amount is a number as Dutch writes it. Whether it may be is for the rules,
by way of the actions.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.finance import wording
from kmt.finance.given import (
    ActualGiven,
    Adopting,
    CostGiven,
    CountGiven,
    KeyGiven,
    NewBudget,
    RateGiven,
    StreamGiven,
)
from kmt.finance.reckoning import (
    Bound,
    Budget,
    Cost,
    CostKind,
    Counts,
    Key,
    KeyKind,
    Stream,
)
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.partners.region import region

_NO_NAMES = gettext_lazy("Nothing about persons: a budget names sources and functions.")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)


def number_of(text: str) -> Decimal:
    """A number as it is typed: 1250,50 or 1.250,50; ``ValidationError`` says what it is not."""
    bare = re.sub(r"[\s€%\u00a0\u202f]", "", text).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", bare, re.ASCII):
        raise ValidationError(
            _("“%(text)s” can be two numbers. Leave the point out, or write a comma."),
            params={"text": text[:40]},
        )
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    if not _NUMBER.fullmatch(bare) or len(bare) > 18:
        raise ValidationError(
            _("“%(text)s” is text; a number belongs here, such as 1250,50."),
            params={"text": text[:40]},
        )
    return Decimal(bare.replace(",", "."))


class NumberField(forms.CharField):
    """A number with a decimal comma; empty is None."""

    def __init__(self, **kwargs: Any) -> None:
        """Ask for the keyboard with digits."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**{"max_length": 24, **kwargs})

    def clean(self, value: Any) -> Any:
        """The number, or None where nothing was typed."""
        text = super().clean(value)
        return number_of(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """A number as it would be typed."""
        return wording.plain(value) if isinstance(value, Decimal) else value


def _line(label: Any, *, hint: Any = "", required: bool = False, most: int = 200) -> Any:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most)


def _year(label: Any, *, hint: Any = "", required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=required,
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _choice(label: Any, words: Mapping[str, Any], *, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=list(words.items()), widget=forms.RadioSelect
    )


class RowForm(forms.Form):
    """What a stream and a cost share: the version that was seen, the id of a new one, the years."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id, required=False)
    name = _line(gettext_lazy("Name"), hint=_NO_NAMES, required=True)
    amount = NumberField(label=gettext_lazy("Euros a year"))
    from_year = _year(gettext_lazy("First year"))
    until_year = _year(
        gettext_lazy("Last year"), hint=gettext_lazy("Empty: no end is agreed."), required=False
    )
    index = forms.ChoiceField(label=gettext_lazy("Rises with"), required=False)
    price_year = _year(gettext_lazy("Price level of"), required=False)
    example = forms.BooleanField(
        label=gettext_lazy("This amount is an example, not a real one"), required=False
    )

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        """Offer the indices of this budget."""
        super().__init__(*args, **kwargs)
        known = [(one.code, one.name) for one in budget.indexes]
        offer(self, "index", [("", _("not indexed")), *known])

    def seen_version(self) -> int:
        """The version on the page that was filled in."""
        return int(self.cleaned_data.get("version") or 0)

    def sent_token(self) -> UUID:
        """The id of a row that is new, so that the same form twice adds one."""
        token: UUID = self.cleaned_data.get("token") or new_id()
        return token

    def typed(self, *names: str) -> dict[str, Any]:
        """What was typed in these fields; a year that is empty is zero where none is needed."""
        return {one: self.cleaned_data[one] for one in names} | {
            "price_year": self.cleaned_data["price_year"] or 0
        }


class BudgetForm(forms.Form):
    """A budget that begins."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    title = _line(gettext_lazy("Name of the budget"), required=True)
    first_year = _year(gettext_lazy("First year"))
    last_year = _year(gettext_lazy("Last year"))

    def given(self) -> NewBudget:
        """What was typed."""
        typed = {one: self.cleaned_data[one] for one in ("title", "first_year", "last_year")}
        return NewBudget(**typed)


class StreamForm(RowForm):
    """A stream of money."""

    source = _line(gettext_lazy("From whom"))
    purpose = _line(gettext_lazy("What it is for"), most=400)
    certainty = _choice(
        gettext_lazy("How certain is it?"),
        wording.CERTAINTY,
        hint=gettext_lazy(
            "Structural: decided, without an end. Temporary: decided, and it ends. Uncertain: not "
            "decided. Only structural money counts for coverage."
        ),
    )
    probability = NumberField(
        label=gettext_lazy("Chance in percent"),
        help_text=gettext_lazy("Only for uncertain money, and only when somebody stands for it."),
        required=False,
    )
    decision = _line(
        gettext_lazy("Decision it rests on"),
        hint=gettext_lazy("Name and date of the decision. Without one it is not structural."),
    )
    exceptions = forms.CharField(
        label=gettext_lazy("Years with another amount"),
        help_text=gettext_lazy("One a line, such as 2028: 12500,00."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=400,
    )
    conditions = _line(gettext_lazy("Conditions"), most=400)
    divided = forms.BooleanField(
        label=gettext_lazy("The municipalities bring this up together, by the cost key"),
        required=False,
    )
    field_order = (
        *("name", "source", "purpose", "certainty", "probability", "decision", "amount"),
        *("from_year", "until_year", "exceptions", "index", "price_year", "conditions"),
    )

    def clean_exceptions(self) -> dict[int, Decimal]:
        """Each line as a year with its amount."""
        found: dict[int, Decimal] = {}
        for line in self.cleaned_data["exceptions"].splitlines():
            year, colon, amount = line.partition(":")
            if not line.strip():
                continue
            if not colon or not year.strip().isdecimal() or len(year.strip()) != 4:
                raise ValidationError(_("Write a year, a colon and an amount on each line."))
            found[int(year)] = number_of(amount)
        return found

    def given(self) -> StreamGiven:
        """What was typed; the chance as a part of one."""
        chance = self.cleaned_data["probability"]
        typed = self.typed(*StreamGiven.__dataclass_fields__)
        return StreamGiven(**typed | {"probability": None if chance is None else chance / 100})


def stream_typed(found: Stream) -> dict[str, Any]:
    """A stream as its form shows it."""
    values: dict[str, Any] = {
        name: getattr(found, name) for name in StreamGiven.__dataclass_fields__
    }
    values["price_year"] = found.price_year or None
    values["probability"] = None if found.probability is None else found.probability * 100
    values["exceptions"] = "\n".join(
        f"{year}: {wording.plain(amount)}" for year, amount in found.exceptions
    )
    return values


class CostForm(RowForm):
    """What is spent each year."""

    kind = _choice(
        gettext_lazy("What kind of cost is it?"),
        wording.KINDS,
        hint=gettext_lazy("One-off or temporary costs do not count as structural."),
    )
    fte = NumberField(
        label=gettext_lazy("Fte"),
        help_text=gettext_lazy("For staff: the amount is of one whole fte."),
        required=False,
    )
    scale = _line(gettext_lazy("Scale"), hint=gettext_lazy("For staff."), most=40)
    source = _line(gettext_lazy("Where the amount comes from"))
    field_order = (
        *("name", "kind", "fte", "scale", "amount", "from_year", "until_year"),
        *("index", "price_year", "source"),
    )

    def given(self) -> CostGiven:
        """What was typed; one for what is not staff."""
        typed = self.typed(*CostGiven.__dataclass_fields__)
        staff = typed["kind"] == CostKind.STAFF
        return CostGiven(**typed | {"fte": typed["fte"] or Decimal(0) if staff else Decimal(1)})


def cost_typed(found: Cost) -> dict[str, Any]:
    """A cost as its form shows it."""
    values: dict[str, Any] = {name: getattr(found, name) for name in CostGiven.__dataclass_fields__}
    return {**values, "price_year": found.price_year or None}


class RateForm(forms.Form):
    """By how many percent an index rises in one year."""

    code = _line(gettext_lazy("Code"), hint=gettext_lazy("Short, such as LOON."), most=20)
    name = _line(gettext_lazy("Name"), hint=gettext_lazy("Such as wages and prices."), most=80)
    year = _year(gettext_lazy("Year"))
    percent = NumberField(label=gettext_lazy("Percent"))
    source = _line(gettext_lazy("Source"))

    def given(self) -> RateGiven:
        """What was typed."""
        return RateGiven(**self.cleaned_data)


_PARTS = (KeyKind.INHABITANTS, KeyKind.FIXED, KeyKind.CASES)


class KeyForm(forms.Form):
    """How the municipalities divide."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    name = _line(gettext_lazy("Name of the key"), required=True, most=120)
    kind = _choice(gettext_lazy("It divides"), wording.KEYS)
    weight_inhabitants = NumberField(label=gettext_lazy("Weight of inhabitants"), required=False)
    weight_fixed = NumberField(label=gettext_lazy("Weight of fixed shares"), required=False)
    weight_cases = NumberField(label=gettext_lazy("Weight of cases"), required=False)
    floor = NumberField(label=gettext_lazy("Least per municipality, in euros"), required=False)
    cap = NumberField(label=gettext_lazy("Most per municipality, in euros"), required=False)
    own = forms.CharField(
        label=gettext_lazy("Other bounds for single municipalities"),
        help_text=gettext_lazy("One a line: name, least and most, such as Borne: 500; 2500."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    source = _line(gettext_lazy("Where the key was agreed"))

    def clean_own(self) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """Each line as a municipality with its least and its most."""
        codes = {name.casefold(): code for code, name in region().places}
        found: dict[str, tuple[Decimal | None, Decimal | None]] = {}
        for line in self.cleaned_data["own"].splitlines():
            name, _colon, bounds = line.partition(":")
            if not line.strip():
                continue
            code = codes.get(name.strip().casefold())
            floor, semicolon, cap = bounds.partition(";")
            if code is None or not semicolon:
                raise ValidationError(
                    _("Write a municipality, a colon, the least, a semicolon and the most.")
                )
            found[code] = (_optional(floor), _optional(cap))
        return found

    def given(self) -> KeyGiven:
        """What was typed."""
        typed = self.cleaned_data
        weights = {one.value: typed[f"weight_{one.value}"] for one in _PARTS}
        mixed = typed["kind"] == KeyKind.MIXED
        return KeyGiven(
            name=typed["name"],
            kind=typed["kind"],
            parts={kind: one for kind, one in weights.items() if one is not None} if mixed else {},
            floor=typed["floor"],
            cap=typed["cap"],
            own=typed["own"],
            source=typed["source"],
        )


def _optional(text: str) -> Decimal | None:
    return number_of(text) if text.strip() else None


def key_typed(found: Key) -> dict[str, Any]:
    """A key as its form shows it."""
    return {
        "name": found.name,
        "kind": found.kind,
        **{f"weight_{kind.value}": weight for kind, weight in found.parts},
        "floor": found.floor,
        "cap": found.cap,
        "own": "\n".join(_bound_typed(one) for one in found.own),
        "source": found.source,
    }


def _bound_typed(bound: Bound) -> str:
    floor, cap = ("" if one is None else wording.plain(one) for one in (bound.floor, bound.cap))
    return f"{region().municipality_name(bound.municipality)}: {floor}; {cap}"


class CountForm(forms.Form):
    """A count per municipality: cases, fixed shares, or inhabitants of one's own source."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    year = _year(gettext_lazy("Year of the count"))
    source = _line(gettext_lazy("Source of the count"), required=True)
    example = forms.BooleanField(
        label=gettext_lazy("This count is an example, not a real one"), required=False
    )

    def __init__(self, *args: Any, kind: KeyKind, **kwargs: Any) -> None:
        """Ask a whole number of every municipality of the region."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.places = region().places
        for code, name in self.places:
            self.fields[code] = forms.IntegerField(label=name, min_value=0, max_value=100_000_000)

    def given(self) -> CountGiven:
        """What was typed."""
        return CountGiven(
            kind=self.kind,
            year=self.cleaned_data["year"],
            source=self.cleaned_data["source"],
            numbers={code: self.cleaned_data[code] for code, _name in self.places},
            example=self.cleaned_data["example"],
        )


def count_typed(found: Counts) -> dict[str, Any]:
    """A count as its form shows it."""
    return {
        "year": found.year,
        "source": found.source,
        "example": found.example,
        **found.numbers,
    }


class ActualForm(forms.Form):
    """What a row brought or took in truth."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    row = forms.ChoiceField(label=gettext_lazy("Of which row"))
    amount = NumberField(label=gettext_lazy("Amount in euros"))
    source = _line(gettext_lazy("Source"), hint=gettext_lazy("Such as the annual account."))

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the streams and costs of this year."""
        super().__init__(*args, **kwargs)
        offer(self, "row", rows)

    def given(self, year: int) -> ActualGiven:
        """What was typed, in this year."""
        typed = {name: self.cleaned_data[name] for name in ("row", "amount", "source")}
        return ActualGiven(**typed, year=year)


class AdoptForm(forms.Form):
    """Who adopted the budget, when, and where that is written down."""

    on = forms.DateField(
        label=gettext_lazy("Adopted on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=clock.today,
    )
    body = _line(
        gettext_lazy("Adopted by"),
        hint=gettext_lazy("A council or board, not a person."),
        required=True,
    )
    decision = _line(gettext_lazy("Decision or minutes"), required=True)

    def given(self) -> Adopting:
        """What was typed."""
        return Adopting(**self.cleaned_data)


class FileForm(forms.Form):
    """A file with rows."""

    kind = _choice(gettext_lazy("What is in the file?"), wording.FILES)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A workbook (.xlsx) or a text with semicolons (.csv)."),
        max_length=200,
    )
