"""The forms of the log-in: those of django-allauth, with our words and without placeholders."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kmt.audit.actions import ALLOWED, DENIED
from kmt.partners.login import (
    CONFIRMED,
    SECOND_FACTOR,
    WRONG_CODE,
    WRONG_KEY,
    hold_second_factor,
    record_log_in,
    use_up,
)
from kmt.partners.queries import Account

_DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "10"}


class LogInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs = {"type": "email", "autocomplete": "username"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor; a wrong one is recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of six digits")
        self.fields["code"].widget.attrs = {**_DIGITS}

    def clean_code(self) -> str:
        """Check the code; ``context.request`` is what django-allauth offers its forms."""
        with one_try_at_a_time(self.user):
            code = self.check_code()
            use_up(self.authenticator)
        return code

    def check_code(self) -> str:
        """Find what the code belongs to: the app, or a spare code."""
        return str(super().clean_code())


class KeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The answer of a security key; a wrong one is recorded."""

    def clean_credential(self) -> Authenticator:
        """Check the signature over the challenge that this session was given."""
        with one_try_at_a_time(self.user):
            try:
                return super().clean_credential()
            except (ValidationError, AttributeError, KeyError) as wrong:
                raise ValidationError(WRONG_KEY) from wrong


class ProofForm(CodeForm):
    """A code of the app, asked again before something grave; a spare code does not count here."""

    prefix = "proof"

    def check_code(self) -> str:
        """The app alone."""
        kind = Authenticator.Type.TOTP
        self.authenticator = Authenticator.objects.filter(user=self.user, type=kind).first()
        code = str(self.cleaned_data["code"])
        if self.authenticator is None or not self.authenticator.wrap().validate_code(code):
            raise ValidationError(WRONG_CODE)
        return code

    def save(self) -> None:
        """Note the use, and that somebody confirmed who they are."""
        self.authenticator.record_usage()
        record_log_in(context.request, self.user, ALLOWED, CONFIRMED)


class ProofKeyForm(KeyForm):
    """A security key, asked again before something grave."""

    prefix = "proof"

    def save(self) -> None:
        """Note the use, and that somebody confirmed who they are."""
        self.cleaned_data["credential"].record_usage()
        record_log_in(context.request, self.user, ALLOWED, CONFIRMED)


@contextmanager
def one_try_at_a_time(account: Account) -> Iterator[None]:
    """Around every check of a second factor: limited, in a transaction, a failure recorded."""
    try:
        with transaction.atomic():
            hold_second_factor(account)
            yield
    except ValidationError:
        record_log_in(context.request, account, DENIED, SECOND_FACTOR)
        raise


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of six digits")
        self.fields["code"].widget.attrs = {**_DIGITS}
