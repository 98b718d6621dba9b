"""The forms of the log-in: those of django-allauth, with our words and without placeholders."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kmt.audit.actions import DENIED
from kmt.partners.login import SECOND_FACTOR, hold_second_factor, record_log_in, use_up

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
        try:
            with transaction.atomic():
                hold_second_factor(self.user)
                code = str(super().clean_code())
                use_up(self.authenticator)
        except ValidationError:
            record_log_in(context.request, self.user, DENIED, SECOND_FACTOR)
            raise
        return code


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of six digits")
        self.fields["code"].widget.attrs = {**_DIGITS}
