"""The receipt: sixteen digits that only the reporter has, and what the house keeps instead.

The digits follow from a nonce in the form and from what was told, under a key of the house. So a
double click gives the same digits and one report, while the same page sent with other words gives
another report.

Of the digits one Argon2id is made, under one salt for the house (without a name there is no other
way to find a report), and of that two values that say nothing of each other (HKDF-Expand, each for
its own purpose): ``find`` is kept and finds the conversation, ``open`` is kept nowhere and is part
of the key that opens it. Who guesses or steals what is kept can find, and read nothing with it.
16 digits are 53 bits; one try costs a full Argon2id.
Source: RFC 9106 (Argon2id), RFC 5869 (HKDF); GlobaLeaks and SecureDrop use the same shape.
"""

import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings
from django.core import signing

from kmt.kernel import clock, master_key

DIGITS = 16
TICKET_SECONDS = 30 * 60
_LENGTH = 32
_TICKET = "kmt.conversation.code"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What follows from a receipt: ``find`` (hex, is kept) and ``open`` (is kept nowhere)."""

    find: str
    open: bytes

    def __repr__(self) -> str:
        """Say nothing: this must not end up in a log."""
        return "Secrets(…)"


def receipt_for(nonce: str, told: Any, file_digest: str = "") -> str:
    """The sixteen digits of these words from this page; two reports share them once in 10^16.

    ``told`` is the frozen value (a dataclass) of what was sent, ``file_digest`` tells its files
    from others.
    """
    content = json.dumps([nonce, asdict(told), file_digest], sort_keys=True)
    digest = hmac.digest(master_key.derive("receipt"), content.encode(), hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"


def secrets_of(receipt: str) -> Secrets:
    """Both values of a receipt, from one Argon2id: as slow for a wrong receipt as for a right."""
    slow = hash_secret_raw(
        receipt.encode(),
        master_key.derive("receipt pepper"),
        **settings.KMT_ARGON2,
        hash_len=_LENGTH,
        type=Type.ID,
    )
    find, opens = _part(slow, b"kmt:receipt find"), _part(slow, b"kmt:receipt open")
    return Secrets(find=find.hex(), open=opens)


def digits_of(typed: str) -> str | None:
    """The sixteen digits in what was typed, with spaces, dots or dashes anywhere; else None."""
    bare = re.sub(r"[\s.\-\u2010-\u2015]", "", typed)
    return bare if re.fullmatch(rf"[0-9]{{{DIGITS}}}", bare) else None


def groups(receipt: str) -> tuple[str, ...]:
    """The digits in four groups of four, as they are shown and read aloud."""
    return tuple(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def new_ticket(receipt: str, wait: int = 0) -> str:
    """A signed note that this code may be tried after so many seconds; good for that code only.

    Without a wait it goes with a fresh receipt, to check in the same sitting that it was noted.
    """
    return signing.dumps([_mark(receipt), _seconds() + wait], salt=_TICKET)


def has_waited(ticket: str, receipt: str) -> bool:
    """Whether the ticket is ours, for this code, and its waiting time is over but not long ago."""
    try:
        mark, ready = signing.loads(ticket, salt=_TICKET)
    except signing.BadSignature:
        return False
    in_time = 0 <= _seconds() - ready <= TICKET_SECONDS
    return in_time and hmac.compare_digest(mark, _mark(receipt))


def _part(slow: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), _LENGTH, info=purpose).derive(slow)


def _mark(receipt: str) -> str:
    return hmac.new(master_key.derive("receipt ticket"), receipt.encode(), "sha256").hexdigest()


def _seconds() -> int:
    return int(clock.now().timestamp())
