"""What is typed about accounts and roles; whether it may, the rules say by way of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.kernel.form_parts import offer
from kmt.partners.region import region
from kmt.partners.roles_known import roles_known
from kmt.partners.rules.designating import FUNCTIONS
from kmt.partners.rules.reviewing import END_REASONS, REASONS
from kmt.partners.rules.vouching import REASONS as VOUCH_REASONS

NOTHING = ("", "–")


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class NewAccountForm(forms.Form):
    """A new account: one person, who works here for longer."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("First name and surname of one person.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The work address of this person, not that of a team. It is the log-in name."),
    )
    why = forms.ChoiceField(
        label=_("How does this person take part?"),
        choices=[
            ("designated", _("Works here for longer and is designated by the organisation")),
            ("incidental", _("Joins once, as an incidental third party")),
        ],
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """A role for somebody: which, for whom, where, from when until when."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ChoiceField(label=_("Organisation"))
    municipality = forms.ChoiceField(
        label=_("Municipality"), required=False, help_text=_("Only for a role of one municipality.")
    )
    function = forms.ChoiceField(
        label=_("Function (WGS article 1.8, second paragraph)"),
        required=False,
        help_text=_("Only for a role in the Zorg- en Veiligheidshuis."),
    )
    valid_from = _day(_("From"), required=True)
    valid_to = _day(_("Until"), hint=_("Leave empty when no end is known yet."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the roles, organisations and places of this region."""
        super().__init__(*args, **kwargs)
        roles = roles_known()
        offer(self, "role", [NOTHING, *((one.code, one.name) for one in roles)])
        known = [(one.code, one.name) for one in region().organisations]
        offer(self, "organisation", [NOTHING, *known])
        offer(self, "municipality", [NOTHING, *region().places])
        offer(self, "function", [NOTHING, *FUNCTIONS.items()])
        if not any(one.in_wgs for one in roles):
            del self.fields["function"]


class DatesForm(forms.Form):
    """When somebody was screened and trained, and until when that holds."""

    screened_on = _day(_("Screening (VOG): dated"))
    screening_valid_until = _day(
        _("Screening: holds until"), hint=_("After this day access closes.")
    )
    trained_on = _day(_("Training: done on"))
    training_valid_until = _day(_("Training: holds until"), hint=_("After this day access closes."))


class EndForm(forms.Form):
    """Why a role or an account ends."""

    reason = forms.ChoiceField(label=_("Why it ends"), choices=[NOTHING, *END_REASONS.items()])


class ReviewForm(forms.Form):
    """One role in the yearly review: it stays or it ends, with a reason."""

    membership = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("Confirm or end"),
        choices=[
            NOTHING,
            *((f"confirm:{code}", words) for code, words in REASONS.items()),
            *((f"end:{code}", words) for code, words in END_REASONS.items()),
        ],
    )


class VouchForm(forms.Form):
    """For whom, and how one knows."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"), help_text=_("The address they log in with.")
    )
    reason = forms.ChoiceField(
        label=_("How do you know that it is this person?"),
        choices=list(VOUCH_REASONS.items()),
        widget=forms.RadioSelect,
    )
