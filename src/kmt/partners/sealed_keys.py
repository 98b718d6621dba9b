"""Security keys are kept sealed, as the secret of the app is: django-allauth offers no hook for it.

What is stored of a key is public by design, but its name may say whose telephone it is, and whoever
can write in the database must not be able to hang a key of their own on somebody else's account:
the sealed text opens with that account only. Sealed just before it is saved, opened when read.
"""

import base64
import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, post_save, pre_save  # noqa: TID251 - see above
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from kmt.kernel.master_key import derive
from kmt.kernel.sealing import SealBroken, seal, unseal

SEALED = "sealed"
_NOTHING = b"\0" * 32


def _broken() -> dict[str, Any]:
    """What a key that does not open looks like: whole, but without a point on the curve.

    So the page of the log-in goes on working, and no answer in the world fits.
    """
    public = ES256({1: 2, 3: -7, -1: 1, -2: _NOTHING, -3: _NOTHING})
    attested = AttestedCredentialData.create(_NOTHING[:16], _NOTHING, public)
    flags = AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(_NOTHING, flags, 0, bytes(attested))
    client = {"type": "webauthn.create", "challenge": "", "origin": ""}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(client).encode()),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
    }
    credential = {"rawId": websafe_encode(_NOTHING), "type": "public-key", "response": response}
    return {"name": "?", "credential": credential | {"id": credential["rawId"]}}


def seal_keys() -> None:
    """Called once, at the start."""
    pre_save.connect(_seal, sender=Authenticator)
    post_save.connect(_open, sender=Authenticator)
    post_init.connect(_open, sender=Authenticator)


def _seal(instance: Authenticator, **kwargs: object) -> None:
    if _is_key(instance) and SEALED not in instance.data:
        text = json.dumps(instance.data).encode()
        sealed = seal(derive("security keys"), text, bound_to=_place(instance))
        instance.data = {SEALED: base64.b64encode(sealed).decode()}


def _open(instance: Authenticator, **kwargs: object) -> None:
    if not _is_key(instance) or SEALED not in instance.data:
        return
    try:
        sealed = base64.b64decode(instance.data[SEALED])
        text = unseal(derive("security keys"), sealed, bound_to=_place(instance))
    except (SealBroken, ValueError):
        instance.data = _broken()
        return
    instance.data = json.loads(text)


def _is_key(instance: Authenticator) -> bool:
    kept = instance.__dict__  # a deferred field stays where it is
    return kept.get("type") == Authenticator.Type.WEBAUTHN and isinstance(kept.get("data"), dict)


def _place(instance: Authenticator) -> str:
    return f"mfa_authenticator|data|{instance.user_id}"
