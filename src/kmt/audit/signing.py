"""The key that signs heads of the record: beside the master key, never in the database.

The file holds one line per version, ``<version> <base64 of 32 bytes>``; the last one signs, the
older ones are kept because heads of before are still checked with them. Losing the key loses no
event: a new one is made, and the public key of the old one stays with whoever keeps the heads.
"""

import binascii
from base64 import b64decode, b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kmt.audit.notes import public_line
from kmt.kernel.sealing import KEY_BYTES, new_key


def current() -> Ed25519PrivateKey:
    """The key that signs."""
    keys = _keys()
    return keys[max(keys)]


def public_keys() -> tuple[Ed25519PublicKey, ...]:
    """The public key of every version."""
    return tuple(key.public_key() for key in _keys().values())


def public_lines() -> tuple[str, ...]:
    """The public keys in words that tools for signed notes take, the oldest first."""
    return tuple(public_line(settings.KMT_AUDIT_ORIGIN, key) for key in public_keys())


def write_new(path: Path) -> None:
    """Make a key file, or add a version to it; readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    text = path.read_text()
    number = max(_parse(text), default=0) + 1 if text.strip() else 1
    with path.open("a") as file:
        file.write(f"{number} {b64encode(new_key()).decode()}\n")


def _keys() -> dict[int, Ed25519PrivateKey]:
    return _parse(settings.KMT_AUDIT_KEY or _read(settings.KMT_AUDIT_KEY_FILE))


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError as missing:
        raise ImproperlyConfigured(
            f"Geen ondertekensleutel van het logboek op {path!r}. Zet KMT_AUDIT_KEY_FILE op het "
            "sleutelbestand, of maak een nieuwe met: ./kmt manage make_audit_key"
        ) from missing


@lru_cache(maxsize=4)
def _parse(text: str) -> dict[int, Ed25519PrivateKey]:
    try:
        pairs = [line.split() for line in text.replace(";", "\n").splitlines() if line.strip()]
        seeds = {int(number): b64decode(seed, validate=True) for number, seed in pairs}
    except (ValueError, binascii.Error) as wrong:
        raise ImproperlyConfigured(
            "De ondertekensleutel van het logboek is niet leesbaar: elke regel is een nummer en "
            "een sleutel in base64."
        ) from wrong
    if not seeds or any(len(seed) != KEY_BYTES for seed in seeds.values()):
        raise ImproperlyConfigured("De ondertekensleutel van het logboek moet 32 bytes zijn.")
    return {number: Ed25519PrivateKey.from_private_bytes(seed) for number, seed in seeds.items()}
