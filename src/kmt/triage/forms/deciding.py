"""What the desk fills in after a weighing: a second look, the places, passing a signal on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.entrance.forms import AskedField, TypedForm
from kmt.kernel.form_parts import offer
from kmt.triage import wording
from kmt.triage.forms.versioned import PICK, VersionedForm, pick_one
from kmt.triage.reading import LocatedRead
from kmt.triage.rules import LONGEST_REASON
from kmt.triage.rules.forwarding import LONGEST_WORDS
from kmt.triage.rules.places import Basis, Places

AGREES, DIFFERS = "agrees", "differs"


class LookForm(VersionedForm):
    """What a colleague thinks of a weighing."""

    agrees = pick_one(gettext_lazy("What do you think?"))
    reasons = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Needed when you see it otherwise. It stays with the report."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agrees", ((AGREES, _("I agree")), (DIFFERS, _("I see it otherwise"))))


def _place(label: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, required=False, error_messages={"invalid_choice": PICK}
    )


class PlacesForm(TypedForm):
    """The four places of a report, and another municipality than the rule's with its reason."""

    residence = _place(gettext_lazy("Where does the victim live?"))
    place_found = _place(
        gettext_lazy("Where was the victim found?"),
        gettext_lazy("Decides when there is no place of residence."),
    )
    exploitation = _place(gettext_lazy("Where does the exploitation happen?"))
    reporter = _place(gettext_lazy("Where is the reporter?"))
    override = _place(gettext_lazy("Another municipality is responsible"))
    reason = forms.CharField(
        label=gettext_lazy("Why another one?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("residence", "place_found", "exploitation", "reporter"):
            offer(self, name, wording.place_pairs(_("Not known"), elsewhere=True))
        offer(self, "override", wording.place_pairs(_("No, follow the rule"), elsewhere=True))

    @staticmethod
    def where_it_stood(found: LocatedRead | None, municipality: str) -> dict[str, str]:
        """What was put down last; at first the place that the reporter gave, where it happens."""
        if found is None:
            return {"exploitation": municipality}
        names = ("residence", "place_found", "exploitation", "reporter", "reason")
        chosen = found.responsible if found.basis == Basis.OVERRIDE else ""
        return {name: getattr(found, name) for name in names} | {"override": chosen}

    def places(self) -> Places:
        """The places that decide, as a plain value."""
        names = ("residence", "place_found", "override", "reason")
        return Places(**{name: self.cleaned_data[name] for name in names})


class PassOnForm(TypedForm):
    """A signal that was passed on without personal data."""

    receiver = forms.ChoiceField(
        label=gettext_lazy("To whom?"),
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
    words = AskedField(
        label=gettext_lazy("What did you pass on?"),
        help_text=gettext_lazy(
            "Without names and without anything that tells who somebody is. With personal data "
            "it is a disclosure: begin that at the receiver above."
        ),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, receivers: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "receiver", (("", _("Choose a receiver")), *receivers))
