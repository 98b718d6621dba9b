"""What is typed on the page of terms; whether it may is for the rules, by way of the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.kernel.form_parts import offer
from kmt.retention.rules.deciding import HOLD_REASONS, KEEP_REASONS, Verdict
from kmt.retention.states import Choice

_NOTHING = ("", "–")


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


class _Named(forms.Form):
    """One of several forms on the page: its name keeps the ids of its fields apart."""

    name = ""

    def __init__(self, *args: Any, which: str = "", **kwargs: Any) -> None:
        """Start every id with the name of the form."""
        super().__init__(*args, **{**kwargs, "auto_id": f"{self.name}{which}-%s"})


class DecideForm(_Named):
    """Destroy or keep, and if it stays: why and until when."""

    name = "decide"
    proposal = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("What is decided"),
        choices=[(Choice.DESTROY, _("Destroy")), (Choice.KEEP, _("Keep for now"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label=_("Why it stays"), required=False)
    until = _day(
        _("Until when"), required=False, hint=_("Only when it stays; then it is asked anew.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons of the rules."""
        super().__init__(*args, **kwargs)
        offer(self, "reason", [_NOTHING, *KEEP_REASONS.items()])

    def verdict(self) -> Verdict:
        """What the action takes; a reason or day beside "destroy" is not kept."""
        data = self.cleaned_data
        if data["choice"] == Choice.DESTROY:
            return Verdict(choice=Choice.DESTROY)
        return Verdict(choice=Choice.KEEP, reason=data["reason"], until=data["until"])


class HoldForm(_Named):
    """A legal hold on one record."""

    name = "hold"
    number = forms.CharField(
        label=_("Number"), help_text=_("For instance M-2026-48213 or Z-2026-0007."), max_length=24
    )
    reason = forms.ChoiceField(label=_("Why it must stay"))
    review_on = _day(_("Look again on"), hint=_("Within a year."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons of the rules."""
        super().__init__(*args, **kwargs)
        offer(self, "reason", [_NOTHING, *HOLD_REASONS.items()])


class RequestForm(_Named):
    """A client asked in writing to destroy their file."""

    name = "request"
    number = forms.CharField(
        label=_("Number of the case"), help_text=_("For instance Z-2026-0007."), max_length=24
    )
    asked_on = _day(_("Asked on"))
