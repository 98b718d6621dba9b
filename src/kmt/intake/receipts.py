"""The receipt: sixteen digits that only the reporter has, and what the house keeps instead.

The digits follow from a nonce in the form and from what was told, under a key of the house. So a
double click gives the same digits and one report, while the same page sent with other words gives
another report. What is kept is an Argon2id hash under one salt for the house (without a name there
is no other way to find a report). 16 digits are 53 bits; one try costs a full Argon2id.
Source: RFC 9106 (Argon2id); GlobaLeaks and SecureDrop use the same shape.
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.core import signing

from kmt.intake.rules import Told
from kmt.kernel import clock, master_key

DIGITS = 16
FORM_SECONDS = 2 * 60 * 60
TICKET_SECONDS = 10 * 60
_FORM, _TICKET = "kmt.intake.form", "kmt.intake.code"


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a genuine token says: which page it was, and whether it stood open too long."""

    nonce: str
    expired: bool


def new_token() -> str:
    """A signed token for one page with the form; nothing about it is kept on the server."""
    return signing.dumps([secrets.token_urlsafe(18), _seconds()], salt=_FORM)


def read_token(token: str) -> FormToken | None:
    """The nonce of a token of ours; None when it is missing, cut off or forged."""
    try:
        nonce, made = signing.loads(token, salt=_FORM)
    except signing.BadSignature:
        return None
    return FormToken(nonce, expired=_seconds() - made > FORM_SECONDS)


def receipt_for(nonce: str, told: Told, file_digest: str = "") -> str:
    """The sixteen digits of these words from this page; two reports share them once in 10^16."""
    content = json.dumps([nonce, asdict(told), file_digest], sort_keys=True)
    digest = hmac.digest(master_key.derive("receipt"), content.encode(), hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}d}"


def find_id(receipt: str) -> str:
    """What is kept of a receipt: 32 bytes of Argon2id as hex, salted with a secret of the house."""
    raw = hash_secret_raw(
        receipt.encode(),
        master_key.derive("receipt pepper"),
        **settings.KMT_ARGON2,
        hash_len=32,
        type=Type.ID,
    )
    return raw.hex()


def digits_of(typed: str) -> str | None:
    """The sixteen digits in what was typed, with spaces, dots or dashes anywhere; else None."""
    bare = re.sub(r"[\s.\-\u2010-\u2015]", "", typed)
    return bare if re.fullmatch(rf"[0-9]{{{DIGITS}}}", bare) else None


def groups(receipt: str) -> tuple[str, ...]:
    """The digits in four groups of four, as they are shown and read aloud."""
    return tuple(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def new_ticket(receipt: str, wait: int) -> str:
    """A signed note that this code may be tried after so many seconds; good for that code only."""
    return signing.dumps([_mark(receipt), _seconds() + wait], salt=_TICKET)


def has_waited(ticket: str, receipt: str) -> bool:
    """Whether the ticket is ours, for this code, and its waiting time is over but not long ago."""
    try:
        mark, ready = signing.loads(ticket, salt=_TICKET)
    except signing.BadSignature:
        return False
    in_time = 0 <= _seconds() - ready <= TICKET_SECONDS
    return in_time and hmac.compare_digest(mark, _mark(receipt))


def _mark(receipt: str) -> str:
    return hmac.new(master_key.derive("receipt ticket"), receipt.encode(), "sha256").hexdigest()


def _seconds() -> int:
    return int(clock.now().timestamp())
