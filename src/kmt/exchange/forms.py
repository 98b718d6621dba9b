"""What is typed on the pages of this room, and how it becomes what the actions take."""

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.exchange import codes, wording
from kmt.exchange.actions.handing import HandoverAsked
from kmt.exchange.actions.registering import StepAsked
from kmt.exchange.fields import Field, asked_in
from kmt.exchange.gathering import Typed
from kmt.exchange.models import PartnerRegion
from kmt.exchange.reading import RegistrationView
from kmt.exchange.region_keys import CARD_LIMIT
from kmt.exchange.rules.handing import NEEDED, PARTS
from kmt.exchange.rules.handing import WORDS_LIMIT as HANDING_LIMIT
from kmt.exchange.rules.registering import UNKNOWN, WORDS_LIMIT, Mode, Values
from kmt.exchange.states import Status
from kmt.exchange.taking import Taken, places_offered
from kmt.kernel import clock
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.situation.countries import country_pairs
from kmt.vocabulary.queries import choices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FILE_LIMIT = 25 * 1024 * 1024
_NOTHING = ("", "–")


def _long(
    label: "str | _StrPromise",
    *,
    rows: int = 2,
    required: bool = True,
    limit: int = WORDS_LIMIT,
    hint: "str | _StrPromise" = "",
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=limit, widget=area
    )


def _day(label: "str | _StrPromise", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class _Named(forms.Form):
    """One of several forms on a page: its name keeps the ids of its fields apart."""

    name = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{**kwargs, "auto_id": f"{self.name}-%s"})


class _Sent(_Named):
    """A form that adds one thing, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token


class _Versioned(_Named):
    """A form about a registration as it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def seen_version(self) -> int:
        """Which version that was."""
        version: int = self.cleaned_data["version"]
        return version


class BeginForm(_Sent):
    """Which dossier type a registration begins with."""

    name = "begin"
    dossier_type = forms.ChoiceField(
        label=gettext_lazy("Dossier type"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Without consent it is a count, and the type is Registration."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types of CoMensha."""
        super().__init__(*args, **kwargs)
        offer(self, "dossier_type", choices("dossier_type", clock.today()))
        self.fields["dossier_type"].initial = "registration"


class FillForm(_Versioned):
    """The fields of a registration, as many as its kind has; "unknown" is an answer everywhere."""

    name = "fill"

    def __init__(self, *args: Any, seen: RegistrationView, **kwargs: Any) -> None:
        """Make the fields of this registration, with what is known in them."""
        super().__init__(*args, **kwargs)
        self.known = asked_in(count=seen.mode is Mode.COUNT, dossier_type=seen.dossier_type)
        self.fields["version"].initial = seen.version
        free: dict[str, list[tuple[str, str]]] = {}
        for one in self.known:
            values = seen.values.get(one.code, ())
            self.fields[one.code] = _field_for(one, values)
            source = seen.sources.get(one.code, "typed")
            if source != "typed":
                self.fields[one.code].help_text = _("From: %(source)s") % {
                    "source": wording.source_word(source)
                }
            if one.kind in _FREE:
                free.setdefault(one.block, []).append((one.code, one.dutch))
        for block, found in free.items():
            self.fields[f"unknown_{block}"] = forms.MultipleChoiceField(
                label=gettext_lazy("Not known"),
                required=False,
                choices=found,
                widget=forms.CheckboxSelectMultiple,
                initial=[code for code, _word in found if seen.values.get(code) == (UNKNOWN,)],
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a country that is not there, at its field."""
        data: dict[str, Any] = self.cleaned_data
        for one in self.known:
            if one.kind == "countries":
                strange = set(_value(one, data.get(one.code), ())) - wording.known_countries()
                if strange:
                    codes_said = ", ".join(sorted(strange))
                    self.add_error(one.code, f"Dit land kennen we niet: {codes_said}.")
        return data

    def blocks(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in their blocks, for the page, which says of each whether it is needed.

        Keeping what is there so far needs none of them: that is for the check of the basis.
        """
        found: dict[str, list[forms.BoundField]] = {}
        for one in self.known:
            self.fields[one.code].required = one.needed
            found.setdefault(one.block, []).append(self[one.code])
        for block, fields in found.items():
            if f"unknown_{block}" in self.fields:
                fields.append(self[f"unknown_{block}"])
        return [(wording.block_word(block), fields) for block, fields in found.items()]

    def typed(self) -> Values:
        """What the action takes: values by field, an empty one for what was left open."""
        data = self.cleaned_data
        unknown = {code for name in data if name.startswith("unknown_") for code in data[name]}
        return {one.code: _value(one, data.get(one.code), unknown) for one in self.known}


_FREE = frozenset({"text", "short", "number", "year", "day", "countries"})


def _field_for(one: Field, values: tuple[str, ...]) -> forms.Field:
    """The field of a form for a field of the list; "unknown" of what is free has its own box."""
    known = [value for value in values if value != UNKNOWN or one.kind not in _FREE]
    common: dict[str, Any] = {"label": one.dutch.capitalize(), "required": False}
    if one.kind == "choices":
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            choices=_listed(one), initial=known, widget=boxes, **common
        )
    common["initial"] = ", ".join(known) or None
    if one.kind in {"answer", "choice", "country"}:
        return forms.ChoiceField(choices=[_NOTHING, *_listed(one)], **common)
    if one.kind == "day":
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(widget=widget, **common)
    if one.kind in {"number", "year"}:
        return forms.IntegerField(min_value=0, max_value=9999, **common)
    if one.kind == "text":
        area = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(max_length=WORDS_LIMIT, widget=area, **common)
    return forms.CharField(max_length=200, **common)


def _listed(one: Field) -> list[tuple[str, str]]:
    """The codes of the lists of a field, each once, and unknown where no list has it."""
    if one.kind == "answer":
        return codes.choices(codes.ANSWER, clock.today())
    if one.kind == "country":
        return [(UNKNOWN, "onbekend"), *country_pairs(clock.today())]
    found = dict(pair for name in one.lists for pair in choices(name, clock.today()))
    if not {UNKNOWN, "UNK"} & set(found):
        found[UNKNOWN] = "onbekend"
    return list(found.items())


def _value(one: Field, value: Any, unknown: Collection[str]) -> tuple[str, ...]:
    if value in (None, "", []):
        return (UNKNOWN,) if one.code in unknown else ()
    if one.kind == "choices":
        return tuple(value)
    if one.kind == "countries":
        return tuple(part.upper() for part in re.split(r"[,;\s]+", value.strip()) if part)
    return (str(value).strip(),)


class StepForm(_Versioned):
    """One step of a registration that was taken, outside or here."""

    name = "step"
    happened_on = _day(gettext_lazy("On which day"))
    channel = forms.ChoiceField(label=gettext_lazy("How it was sent"))
    number = forms.CharField(label=gettext_lazy("Number that CoMensha gave"), max_length=40)
    dossier_type = forms.ChoiceField(label=gettext_lazy("New dossier type"))
    reason = _long(gettext_lazy("Why"))
    _OF = {
        Status.SENT: ("happened_on", "channel"),
        Status.CONFIRMED: ("happened_on", "number"),
        Status.RETURNED: ("happened_on", "reason"),
        Status.UPDATED: ("dossier_type", "reason"),
        Status.WITHDRAWN: ("reason",),
        Status.DRAFT: (),
    }

    def __init__(self, *args: Any, to: Status, **kwargs: Any) -> None:
        """Ask what this step needs and nothing else."""
        self.to, self.name = to, f"step-{to}"
        super().__init__(*args, **kwargs)
        today = clock.today()
        offer(self, "channel", [_NOTHING, *codes.choices(codes.CHANNEL, today)])
        offer(self, "dossier_type", [_NOTHING, *choices("dossier_type", today)])
        self.fields["happened_on"].initial = today
        for field in ("happened_on", "channel", "number", "dossier_type", "reason"):
            if field not in self._OF.get(to, ()):
                del self.fields[field]

    def asked(self) -> StepAsked:
        """What the action takes."""
        data = self.cleaned_data
        return StepAsked(
            to=self.to,
            version=data["version"],
            reason=data.get("reason", ""),
            number=data.get("number", ""),
            dossier_type=data.get("dossier_type", ""),
            channel=data.get("channel", ""),
            happened_on=data.get("happened_on"),
        )


class BasisForm(_Sent):
    """Another basis than consent, for a second person to decide on."""

    name = "basis"
    ground = forms.ChoiceField(label=gettext_lazy("Which basis"), widget=forms.RadioSelect)
    reasons = _long(
        gettext_lazy("Why this basis, and why not with a count"),
        rows=3,
        hint=gettext_lazy("Write no names: “the person” is enough."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the grounds that can be named."""
        super().__init__(*args, **kwargs)
        offer(self, "ground", codes.choices(codes.GROUND, clock.today()))


class DecideForm(_Named):
    """What the second person says."""

    name = "decide"
    agrees = forms.ChoiceField(
        label=gettext_lazy("Does this basis hold?"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
    )
    reasons = _long(gettext_lazy("Why"))


class PackageForm(_Sent):
    """A package for another region."""

    name = "package"
    to = forms.ChoiceField(label=gettext_lazy("To which region"))
    reason = _long(
        gettext_lazy("Why the case goes there"),
        hint=gettext_lazy("For instance: the person moved on the first of the month."),
    )
    summary = _long(gettext_lazy("Summary for the colleague there"), rows=5, limit=HANDING_LIMIT)
    safety = _long(
        gettext_lazy("What is agreed for safety"),
        rows=3,
        limit=HANDING_LIMIT,
        required=False,
        hint=gettext_lazy("The safety plan of the case goes along. Add what is not in it."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What goes along"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only what the decision to share is about goes along."),
    )
    health = _long(
        gettext_lazy("Health, only what is needed for the care"),
        required=False,
        limit=HANDING_LIMIT,
    )
    stay = _long(gettext_lazy("Residence and nationality"), required=False, limit=HANDING_LIMIT)
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents that go along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = _day(gettext_lazy("Answer before or on"))

    def __init__(
        self,
        *args: Any,
        regions: Iterable[PartnerRegion],
        offered: Collection[str] = (),
        documents: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """Offer the regions that are trusted, and the parts that the decision holds."""
        super().__init__(*args, **kwargs)
        offer(self, "to", [_NOTHING, *((str(one.id), one.name) for one in regions)])
        offer(self, "parts", [(one.code, one.words) for one in PARTS if one.code in offered])
        for part, field in (("health", "health"), ("residence", "stay")):
            if part not in offered:
                del self.fields[field]
        offer(self, "documents", documents)
        if not list(documents):
            del self.fields["documents"]
        self.fields["parts"].initial = [one for one in offered if one in NEEDED]

    def asked(self) -> HandoverAsked:
        """What the action takes."""
        data = self.cleaned_data
        return HandoverAsked(
            to=UUID(data["to"]),
            parts=tuple(data["parts"]),
            due=data["due"],
            typed=Typed(
                reason=data["reason"],
                summary=data["summary"],
                safety=data["safety"],
                health=data.get("health", ""),
                stay=data.get("stay", ""),
                documents=tuple(UUID(one) for one in data.get("documents", ())),
            ),
        )


class WithdrawForm(_Named):
    """Why a package is taken back."""

    name = "withdraw"
    package = forms.UUIDField(widget=forms.HiddenInput)
    reason = _long(gettext_lazy("Why"))


class FileForm(_Named):
    """A file that came from another region."""

    name = "file"
    file = forms.FileField(label=gettext_lazy("File"), max_length=200)

    def clean_file(self) -> bytes:
        """The bytes of it; one that is too large is not read."""
        sent = self.cleaned_data["file"]
        if sent.size > FILE_LIMIT:
            raise forms.ValidationError("Dit bestand is te groot: er past 24 MB in.")
        content: bytes = sent.read()
        return content


class AcceptForm(_Named):
    """What is decided when a case is taken over."""

    name = "accept"
    municipality = forms.ChoiceField(
        label=gettext_lazy("Responsible municipality"),
        help_text=gettext_lazy("The municipality of residence is responsible and pays."),
    )
    first = _long(gettext_lazy("What happens first"))
    due = _day(gettext_lazy("Before or on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the municipalities of this region."""
        super().__init__(*args, **kwargs)
        offer(self, "municipality", [_NOTHING, *places_offered()])

    def taken(self) -> Taken:
        """What the action takes."""
        data = self.cleaned_data
        return Taken(municipality=data["municipality"], first=data["first"], due=data["due"])


class RefuseForm(_Named):
    """Why a case is not taken over."""

    name = "refuse"
    code = forms.ChoiceField(label=gettext_lazy("Reason"))
    words = _long(gettext_lazy("What the other region should know"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons."""
        super().__init__(*args, **kwargs)
        offer(self, "code", [_NOTHING, *codes.choices(codes.REFUSAL, clock.today())])


class TrustForm(_Named):
    """The card of another region, with what was read out on the telephone."""

    name = "trust"
    card = forms.FileField(label=gettext_lazy("Key card of the region"))
    fingerprint = forms.CharField(
        label=gettext_lazy("Forty digits, read out on the telephone"),
        help_text=gettext_lazy("Call the number that you know of them, not one in the mail."),
        max_length=80,
    )

    def clean_card(self) -> bytes:
        """The bytes of the card."""
        sent = self.cleaned_data["card"]
        if sent.size > CARD_LIMIT:
            raise forms.ValidationError("Dit is geen sleutelkaart van een regio.")
        content: bytes = sent.read()
        return content
