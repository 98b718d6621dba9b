"""One's own account: a security key, its name; and a one-time code that opens an account."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kmt.partners.login import KEY_NOT_ADDED

TOO_SHORT = _("This password is too short: take at least 14 characters.")
TOO_COMMON = _("Everybody knows this password. Make one up yourself.")


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name, and what the key answered; a script fills that in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of the key"),
            help_text=_("So that you know it again, for instance: blue key, or telephone."),
            max_length=40,
        )
        self.initial.pop("name", None)

    def clean(self) -> dict[str, Any]:
        """Check the answer against the challenge; anything odd is one sentence."""
        try:
            found: dict[str, Any] = super().clean()
        except (ValidationError, AttributeError, KeyError, ValueError, TypeError) as wrong:
            raise ValidationError(KEY_NOT_ADDED) from wrong
        return found


class KeyNameForm(forms.Form):
    """Another name for a key."""

    key = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the key"), max_length=40)


class OneTimeCodeForm(forms.Form):
    """The code that a colleague handed over, and a password of one's own."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("Five groups of four letters and digits."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 14 characters. Four words that you make up read and remember well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Long enough, and not one that everybody uses."""
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password)
        except ValidationError as wrong:
            short = any(one.code == "password_too_short" for one in wrong.error_list)
            raise ValidationError(TOO_SHORT if short else TOO_COMMON) from wrong
        return password

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return data
