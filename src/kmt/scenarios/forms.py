"""The forms of scenarios: its name, and one form per kind of change."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.finance.forms import NumberField
from kmt.finance.reckoning import Budget, Certainty, Counts, Key, KeyKind
from kmt.finance.wording import CERTAINTY, KEYS
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.partners.region import region
from kmt.scenarios.changing import Change, ChangeKind
from kmt.scenarios.rules import NAME_LIMIT, TEXT_LIMIT

_NO_NAMES = _("Nothing about persons: a budget names sources and functions.")
_PARTS = (KeyKind.INHABITANTS, KeyKind.FIXED, KeyKind.CASES)


class ScenarioForm(forms.Form):
    """What a scenario is called, and what it is about."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)
    name = forms.CharField(label=_("Name of the scenario"), max_length=NAME_LIMIT)
    words = forms.CharField(
        label=_("What it is about"),
        help_text=_NO_NAMES,
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _chosen(label: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=hint)


class ChangeForm(forms.Form):
    """One change: its fields are those of its kind."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: ChangeKind,
        budget: Budget,
        added: Mapping[str, str],
    ) -> None:
        """Put in the fields of this kind, with what can be chosen in this budget."""
        super().__init__(data)
        self.kind = kind
        self.fields.update(_FIELDS[kind]())
        last = kind == ChangeKind.STREAM_ENDS
        self.fields["year"] = _year(_("Last year in which it comes") if last else _("From year"))
        self.fields["year"].initial = budget.first_year
        self.fields["words"] = forms.CharField(
            label=_("Why, or where it comes from"),
            help_text=_NO_NAMES,
            required=False,
            max_length=TEXT_LIMIT,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        choices: dict[str, list[tuple[str, Any]]] = {
            "stream": [*((one.id, one.name) for one in budget.streams), *added.items()],
            "cost": [(one.id, one.name) for one in budget.costs],
            "index": [(one.code, one.name) for one in budget.indexes],
            "municipality": [
                (code, name)
                for code, name in region().places
                if code in budget.basis.municipalities
            ],
            "counts": [(one.code, f"{one.year}: {one.source}") for one in region().snapshots],
        }
        for name, offered in choices.items():
            if name in self.fields:
                offer(self, name, offered)

    def change(self) -> Change:
        """What was typed, as it is reckoned with."""
        typed = self.cleaned_data
        return Change(
            id=str(typed["token"]),
            kind=self.kind,
            year=typed["year"],
            row=typed.get("stream") or typed.get("cost") or typed.get("index") or "",
            name=typed.get("name", "").strip(),
            amount=typed.get("amount"),
            until_year=typed.get("until_year"),
            certainty=Certainty(typed.get("certainty") or Certainty.STRUCTURAL),
            probability=typed.get("probability"),
            decision=typed.get("decision", "").strip(),
            divided=bool(typed.get("divided")),
            key=self._key() if self.kind == ChangeKind.KEY else None,
            percent=typed.get("percent"),
            municipality=typed.get("municipality", ""),
            carried=typed.get("part", "carried") == "carried",
            counts=_counts(typed["counts"]) if "counts" in typed else None,
            words=typed["words"],
        )

    def _key(self) -> Key:
        typed = self.cleaned_data
        kind = KeyKind(typed["key"])
        parts = tuple((one, typed.get(f"part_{one}") or Decimal(0)) for one in _PARTS)
        return Key(
            id=str(typed["token"]),
            name="",
            kind=kind,
            parts=parts if kind == KeyKind.MIXED else (),
            floor=typed.get("floor"),
            cap=typed.get("cap"),
        )


def _counts(code: str) -> Counts | None:
    found = next((one for one in region().snapshots if one.code == code), None)
    if found is None:
        return None
    return Counts(id=code, year=found.year, source=found.source, numbers=dict(found.inhabitants))


Fields = dict[str, forms.Field]


def _sure() -> Fields:
    return {
        "certainty": forms.ChoiceField(
            label=_("Certainty"),
            choices=list(CERTAINTY.items()),
            initial=Certainty.STRUCTURAL,
            widget=forms.RadioSelect,
        ),
        "probability": NumberField(
            label=_("Chance that it comes"),
            help_text=_("Between 0 and 1, for uncertain money. Leave it open when nobody says."),
            required=False,
        ),
        "decision": forms.CharField(
            label=_("Decision behind it"),
            help_text=_("Without a decision it does not count as secured."),
            required=False,
            max_length=NAME_LIMIT,
        ),
    }


def _stream_ends() -> Fields:
    return {"stream": _chosen(_("Stream of money"))}


def _stream_added() -> Fields:
    return {
        "name": forms.CharField(label=_("Name of the stream"), max_length=NAME_LIMIT),
        "amount": NumberField(label=_("Euros a year")),
        "until_year": forms.IntegerField(
            label=_("Last year"), required=False, min_value=2000, max_value=2100
        ),
        **_sure(),
        "divided": forms.BooleanField(
            label=_("The municipalities bring it up together, by the key"), required=False
        ),
    }


def _stream_amount() -> Fields:
    return {
        "stream": _chosen(_("Stream of money")),
        "amount": NumberField(label=_("Euros a year")),
    }


def _stream_certainty() -> Fields:
    return {"stream": _chosen(_("Stream of money")), **_sure()}


def _cost() -> Fields:
    return {
        "cost": _chosen(_("Cost")),
        "amount": NumberField(
            label=_("Euros a year, in all"), help_text=_("In prices of that first year.")
        ),
    }


def _key() -> Fields:
    parts = {
        f"part_{kind}": NumberField(
            label=KEYS[kind], required=False, help_text=_("Weight, for a mixed key only.")
        )
        for kind in _PARTS
    }
    return {
        "key": forms.ChoiceField(
            label=_("Divided"), choices=list(KEYS.items()), widget=forms.RadioSelect
        ),
        **parts,
        "floor": NumberField(label=_("At least, per municipality"), required=False),
        "cap": NumberField(label=_("At most, per municipality"), required=False),
    }


def _index() -> Fields:
    return {
        "index": _chosen(_("Index")),
        "percent": NumberField(label=_("Percent each year")),
    }


def _leaves() -> Fields:
    return {
        "municipality": _chosen(_("Municipality")),
        "part": forms.ChoiceField(
            label=_("What becomes of its part?"),
            choices=[("carried", _("the others carry it")), ("lost", _("it is lost"))],
            initial="carried",
            widget=forms.RadioSelect,
        ),
    }


def _population() -> Fields:
    return {"counts": _chosen(_("Count of inhabitants"))}


_FIELDS = {
    ChangeKind.STREAM_ENDS: _stream_ends,
    ChangeKind.STREAM_ADDED: _stream_added,
    ChangeKind.STREAM_AMOUNT: _stream_amount,
    ChangeKind.STREAM_CERTAINTY: _stream_certainty,
    ChangeKind.COST_AMOUNT: _cost,
    ChangeKind.KEY: _key,
    ChangeKind.INDEX: _index,
    ChangeKind.LEAVES: _leaves,
    ChangeKind.POPULATION: _population,
}
