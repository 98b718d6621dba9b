"""Blind tokens: keyed hashes of what a person is found by.

The key is a data key of its own in the database of keys, apart from every person's; per kind
another key is derived from it, so that the same text in two kinds has nothing in common. What few
values can have is cut short: two values may share a token, and a token proves nothing by itself.
"""

import hmac
from collections.abc import Iterable
from functools import cached_property

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kmt.kernel.sealing import KEY_BYTES
from kmt.vault.rules.tokens import Kind, Token

SUBJECT = "index:persons"
WORDS = "index:texts"
_FULL, _SHORT = 63, 32
_CUT_SHORT = frozenset(
    {Kind.WORD, Kind.SOUND, Kind.INITIAL, Kind.NICKNAME, Kind.AGE_NAMED, Kind.BORN}
)


class Blinder:
    """Makes blind tokens under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def blind(self, tokens: Iterable[Token]) -> set[tuple[Kind, int]]:
        """The blind form of each token, with its kind."""
        return {(token.kind, self._number(token)) for token in tokens}

    def _number(self, token: Token) -> int:
        digest = hmac.digest(self._keys[token.kind], token.text.encode(), "sha256")
        bits = _SHORT if token.kind in _CUT_SHORT else _FULL
        return int.from_bytes(digest[:8]) >> (64 - bits)

    @cached_property
    def _keys(self) -> dict[Kind, bytes]:
        return {kind: self._derived(kind) for kind in Kind}

    def _derived(self, kind: Kind) -> bytes:
        info = f"kmt:index:{int(kind)}".encode()
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self._key)


def blind_words(key: bytes, stems: Iterable[str]) -> dict[str, int]:
    """Per stem of a text its blind token, cut short; the key is that of the texts alone."""
    own = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"kmt:index:words").derive(key)
    digests = {stem: hmac.digest(own, stem.encode(), "sha256") for stem in stems}
    return {stem: int.from_bytes(one[:8]) >> (64 - _SHORT) for stem, one in digests.items()}


def blind_things(key: bytes, kind: str, forms: Iterable[str]) -> dict[str, int]:
    """Per form of a thing that records name its blind token; every kind has a key of its own."""
    own = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kmt:index:things:{kind}".encode()).derive(key)
    digests = {form: hmac.digest(own, form.encode(), "sha256") for form in forms}
    return {form: int.from_bytes(one[:8]) >> (64 - _FULL) for form, one in digests.items()}
