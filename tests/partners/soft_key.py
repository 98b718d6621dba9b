"""A security key made of software, for tests without a browser: ES256, verifies its user or not.

It answers as a browser would hand it on (WebAuthn level 2, section 5.1), with fido2's own types.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


@dataclass
class SoftKey:
    """One key for one site; ``verifies``: whether it asks for a finger, a face or a PIN."""

    host: str = "testserver"
    verifies: bool = True
    id: bytes = b"soft key of the tests"
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any], origin: str = "") -> str:
        """What ``navigator.credentials.create`` would give for these options."""
        public = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(self._site(), self._flags | ATTESTED, 0, bytes(attested))
        answer = {
            "clientDataJSON": text(self._client("webauthn.create", options, origin)),
            "attestationObject": text(bytes(AttestationObject.create("none", data, {}))),
        }
        return self._answer(answer)

    def get(self, options: dict[str, Any], origin: str = "") -> str:
        """What ``navigator.credentials.get`` would give for these options."""
        client = self._client("webauthn.get", options, origin)
        data = bytes(AuthenticatorData.create(self._site(), self._flags, 1))
        signed = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        answer = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(signed),
        }
        return self._answer(answer)

    @property
    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _site(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _client(self, kind: str, options: dict[str, Any], origin: str) -> bytes:
        told = {
            "type": kind,
            "challenge": options["publicKey"]["challenge"],
            "origin": origin or f"https://{self.host}",
        }
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": text(self.id),
                "rawId": text(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
