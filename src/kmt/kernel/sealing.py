"""Sealing: AES-256-GCM envelopes that open only in the place they were made for.

Every sealed value is bound to its place (model, column, row) by associated data, so that a
ciphertext moved to another row or column does not open. Keys are wrapped with RFC 3394 under a
master key that lives outside the database (:mod:`kmt.kernel.master_key`).
Source: NIST SP 800-38D (GCM), RFC 3394 (key wrap).
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

FORMAT = b"\x01"
_NONCE = 12
KEY_BYTES = 32


class SealBroken(Exception):
    """The sealed value was changed, moved, or sealed under another key."""


def new_key() -> bytes:
    """A fresh random key of 256 bits."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, *, bound_to: str) -> bytes:
    """Encrypt ``plaintext`` for one place; the first byte is the format, then nonce, then text."""
    nonce = os.urandom(_NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plaintext, bound_to.encode())


def unseal(key: bytes, sealed: bytes, *, bound_to: str) -> bytes:
    """Decrypt a value made by :func:`seal`; raises :class:`SealBroken` for any change."""
    if sealed[:1] != FORMAT:
        raise SealBroken("Unknown format of a sealed value.")
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, body, bound_to.encode())
    except (InvalidTag, ValueError) as broken:
        raise SealBroken("A sealed value does not open in this place.") from broken


def wrap(master: bytes, key: bytes) -> bytes:
    """Wrap a key under the master key (RFC 3394)."""
    return aes_key_wrap(master, key)


def unwrap(master: bytes, wrapped: bytes) -> bytes:
    """Unwrap a key; raises :class:`SealBroken` under the wrong master key."""
    try:
        return aes_key_unwrap(master, wrapped)
    except (InvalidUnwrap, ValueError) as broken:
        raise SealBroken("A key does not open under this master key.") from broken
