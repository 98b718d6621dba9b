"""Log-in: what django-allauth asks of us.

Nobody signs up and nobody recovers by e-mail; accounts are made by a colleague. The secret of the
second factor is sealed with a key derived from the master key, so that a copy of the database
alone does not give it.
"""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from kmt.kernel.master_key import derive
from kmt.kernel.sealing import seal, unseal

_PLACE = "mfa_authenticator|data"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed sign-up; no mail, no message in the session."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are designated persons (BGS art. 1.11)."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages say it themselves, and messages would name the account."""

    def send_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing: no mail of the product tells that somebody has an account."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what allauth keeps of the second factor."""

    def encrypt(self, text: str) -> str:
        """Seal the secret before it is stored."""
        sealed = seal(derive("second factor"), text.encode(), bound_to=_PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open the secret to check a code."""
        sealed = base64.b64decode(encrypted_text)
        return unseal(derive("second factor"), sealed, bound_to=_PLACE).decode()
