"""A head of the record as a signed note: text that anybody can keep, and check without us.

The form is that of C2SP ``signed-note`` and ``tlog-checkpoint``, which other tools read: the name
of the record, the number of events, the root in base64, the moment; an empty line; a signature
with Ed25519 (RFC 8032). Pure: keys and heads come in as values.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "\u2014"
ROOT_BYTES, KEY_ID_BYTES = 32, 4
LONGEST = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is signed: so many events have this root, at this moment (ISO 8601, UTC)."""

    origin: str
    size: int
    root: bytes
    moment: str


class NotOurs(Exception):
    """A note that is damaged, or not signed with one of the keys."""


def signed(head: Head, key: Ed25519PrivateKey) -> str:
    """The note of a head."""
    text = _text(head)
    signature = _key_id(head.origin, key.public_key()) + key.sign(text.encode())
    return f"{text}\n{DASH} {head.origin} {b64encode(signature).decode()}\n"


def read(note: str, keys: Iterable[Ed25519PublicKey]) -> Head:
    """The head in a note; raises :class:`NotOurs` unless one of the keys signed it."""
    text, divider, signatures = note.rpartition("\n\n")
    text, known = f"{text}\n", tuple(keys)
    if not divider or not any(_fits(text, line, known) for line in signatures.splitlines()):
        raise NotOurs("No signature of ours under this note.")
    return _head(text)


def public_line(name: str, key: Ed25519PublicKey) -> str:
    """The public key in the form that tools for signed notes take (a ``vkey``)."""
    encoded = b64encode(ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{_key_id(name, key).hex()}+{encoded}"


def _text(head: Head) -> str:
    lines = (head.origin, str(head.size), b64encode(head.root).decode(), head.moment)
    if any(not line or "\n" in line for line in lines) or " " in head.origin:
        raise ValueError("A head cannot be written as a note with these values.")
    return "\n".join(lines) + "\n"


def _fits(text: str, line: str, keys: tuple[Ed25519PublicKey, ...]) -> bool:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    try:
        signature = b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return False
    return dash == DASH and any(_is_by(key, name, text, signature) for key in keys)


def _is_by(key: Ed25519PublicKey, name: str, text: str, signature: bytes) -> bool:
    if signature[:KEY_ID_BYTES] != _key_id(name, key):
        return False
    try:
        key.verify(signature[KEY_ID_BYTES:], text.encode())
    except InvalidSignature:
        return False
    return True


def _head(text: str) -> Head:
    lines = text.removesuffix("\n").split("\n")
    try:
        origin, size, root, moment = lines
        digest = b64decode(root, validate=True)
    except (ValueError, binascii.Error) as strange:
        raise NotOurs("A signed note that holds no head.") from strange
    if not size.isdecimal() or len(size) > LONGEST or len(digest) != ROOT_BYTES:
        raise NotOurs("A signed note that holds no head.")
    return Head(origin=origin, size=int(size), root=digest, moment=moment)


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    content = name.encode() + b"\n" + ED25519 + key.public_bytes_raw()
    return sha256(content).digest()[:KEY_ID_BYTES]
