"""Log-in: what django-allauth and django-axes ask of us.

Nobody signs up and nobody recovers by e-mail; accounts are made by a colleague. The secret of the
second factor is sealed with a key derived from the master key, so that a copy of the database
alone does not give it. Every log-in is recorded, the failed ones too, and never what was typed, in
a log of its own that lives six months.
"""

import base64
import hmac
import json
import time
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.app_settings import TOTP_ISSUER as ISSUER
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.audit.actions import ALLOWED, DENIED
from kmt.audit.actions import log_ins as log_in_log
from kmt.audit.queries import failed_log_ins_since
from kmt.kernel import clock
from kmt.kernel.master_key import derive
from kmt.kernel.sealing import seal, unseal
from kmt.partners.actions.log_ins import news_for
from kmt.partners.devices import device_of
from kmt.partners.models import Account
from kmt.partners.session_store import DEVICE

SECOND_FACTOR, CONFIRMED = "second_factor", "confirmed"
WRONG_CODES, WRONG_CODES_WITHIN = 10, timedelta(minutes=30)
USED = "used_step"
_PLACE = "mfa_authenticator|data"
WRONG_CODE = _("This code is not right, or was used already. Wait for the next one.")
WRONG_KEY = _("This security key is not one of yours, or it waited too long. Try again.")
KEY_NOT_ADDED = _("The key was not added: it waited too long, or answered in a way we cannot use.")
TOO_OFTEN = _("Too many attempts. Wait half an hour and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed sign-up; no mail, no message in the session; every log-in recorded."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail address and password do not fit each other."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are designated persons (BGS art. 1.11)."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Never: the one page that asks, setting up the second factor, lives minutes only."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: our pages say it themselves, and messages would name the account."""

    def send_mail(self, *args: object, **kwargs: object) -> None:
        """Send nothing: no mail of the product tells that somebody has an account."""

    def login(self, request: HttpRequest, user: Account) -> None:
        """Log in, after password and second factor where there is one."""
        super().login(request, user)
        request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
        record_log_in(request, user, ALLOWED)
        for sentence in news_for(user):
            messages.warning(request, sentence)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a wrong password under the account that it was tried on, if there is one."""
        email = str(credentials.get("email", ""))
        record_log_in(request, Account.objects.filter(email=email.lower()).first(), DENIED)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what allauth keeps of the second factor, and draws the code to scan."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret before it is stored."""
        sealed = seal(derive("second factor"), text.encode(), bound_to=_PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open the secret to check a code."""
        sealed = base64.b64decode(encrypted_text)
        return unseal(derive("second factor"), sealed, bound_to=_PLACE).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a security key shows when it asks whether to go on: the host, and our short name."""
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}

    def build_totp_svg(self, url: str) -> str:
        """The code to scan as an element for inside a page: black on white in dark mode too."""
        from qrcode.image.svg import SvgPathFillImage
        from qrcode.main import QRCode

        code = QRCode(image_factory=SvgPathFillImage, box_size=10, border=4)
        code.add_data(url)
        text = code.make_image().to_string(encoding="unicode")
        return str(text).replace("<svg ", '<svg role="img" aria-labelledby="qr-title" ', 1)


def key_options(account: Account) -> str:
    """What a security key is asked, as text for the script; the challenge waits in the session."""
    return json.dumps(begin_authentication(account), cls=DjangoJSONEncoder)


def address_of(request: HttpRequest) -> str:
    """Where a colleague logs in or works from, for the record; no public page asks for it.

    Each of the ``KMT_PROXIES`` web servers in front adds its caller at the end of the list; what
    stands before that was written by the caller and is not believed.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    noted = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.KMT_PROXIES
    if not 0 < proxies <= len(noted):
        return direct
    try:
        return str(ip_address(noted[-proxies].strip()))
    except ValueError:
        return direct


def log_in_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name that failed attempts are counted under: the address typed, made unreadable.

    Without it all failures from one office would count as one person (django-axes reads the key
    of the form, and django-allauth sends another). What is typed there by mistake is often the
    password: of that nothing is kept that can be read.
    """
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return hmac.digest(
        derive("log-in attempts"), str(typed).strip().lower().encode(), "sha256"
    ).hex()


def hold_second_factor(account: Account) -> None:
    """One attempt at a time, ten in half an hour: counted in the record, for all processes alike.

    Inside a transaction. Raises ``ValidationError`` when there were too many.
    """
    list(Authenticator.objects.select_for_update().filter(user=account))
    since = clock.now() - WRONG_CODES_WITHIN
    if failed_log_ins_since(since, str(account.id), SECOND_FACTOR) >= WRONG_CODES:
        raise ValidationError(TOO_OFTEN)


def use_up(authenticator: Authenticator) -> None:
    """A code of the app opens once, whichever process took it first (RFC 6238, section 5.2).

    Inside the transaction of :func:`hold_second_factor`. Raises ``ValidationError``.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    step = int(time.time()) // TOTP_PERIOD
    if authenticator.data.get(USED, -1) >= step:
        raise ValidationError(WRONG_CODE)
    authenticator.data[USED] = step
    authenticator.save(update_fields=["data"])


def record_log_in(
    request: HttpRequest, account: Account | None, result: str, reason: str = ""
) -> None:
    """Record that someone logged in or tried to; an unknown address is recorded as unknown."""
    log_in_log.record_log_in(
        account_id=str(account.id) if account else "",
        result=result,
        step=reason,
        origin=address_of(request),
    )
