"""Codes and keys that the house gives out: how they look, when they open, what is kept. Pure.

A code is drawn by lot from 24 letters and digits that are not confused on the phone: 20 of them
are 91 bits, 256 for a key of a system. What is kept is a keyed SHA-256 (HMAC). Argon2 makes a
weak secret costly to guess; nobody guesses 91 bits, so it would only cost the server time, once
for every wrong one. Source: NIST SP 800-63B, 5.1.2 (look-up secrets of 64 bits and more).
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kmt.kernel.ids import LABEL_ALPHABET
from kmt.kernel.refusals import Decision

CODE_LENGTH, GROUP = 20, 5
#: How long a one-time code may hold, in hours; one of an organisation, and a key, in days.
HOURS = (2, 24, 72, 168, 336)
DAYS = (30, 90, 180, 365)
#: Who opened the page in time may finish what they type.
GRACE = timedelta(hours=2)
#: A name that is of no use any more goes this long after its code is over (row T37; proposal).
KEPT_AFTER = timedelta(days=30)
NAME_LIMIT, PURPOSE_LIMIT = 120, 300
_PREFIX, _PREFIX_LENGTH, _KEY_PARTS = "kmt", 8, 3


class State(StrEnum):
    """How a code stands."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What tells how a code stands: its end, and whether it was used or taken back."""

    expires_at: datetime
    used: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked:
    """What the desk says to give a code: to whom, of which organisation, for what, how long.

    ``standing``: it belongs to an organisation, opens more than once, and names nobody.
    """

    organisation: str
    purpose: str
    name: str = ""
    function: str = ""
    hours: int = 24
    days: int = 90
    standing: bool = False


def state_of(facts: LinkFacts, now: datetime, opened: datetime | None = None) -> State:
    """How a code stands; ``opened`` is when its page was opened: then what is typed comes in."""
    if facts.withdrawn:
        return State.WITHDRAWN
    if facts.used:
        return State.USED
    in_time = now < facts.expires_at
    begun = opened is not None and opened < facts.expires_at and now - opened <= GRACE
    return State.OPEN if in_time or begun else State.EXPIRED


def may_give(asked: LinkAsked, organisations: frozenset[str]) -> dict[str, str]:
    """What is missing to give this code, by field, in sentences; nothing when it may be given."""
    found = {
        "organisation": ""
        if asked.organisation in organisations
        else "Kies een organisatie uit de lijst van de regio.",
        "purpose": "" if asked.purpose.strip() else "Schrijf in een paar woorden waarvoor.",
        "name": ""
        if asked.standing or asked.name.strip()
        else "Schrijf voor wie de code is: een code zonder naam is niet na te gaan.",
        "hours": "" if asked.standing or asked.hours in HOURS else "Kies hoe lang hij geldt.",
        "days": "" if not asked.standing or asked.days in DAYS else "Kies hoe lang hij geldt.",
    }
    limits = {"name": NAME_LIMIT, "function": NAME_LIMIT, "purpose": PURPOSE_LIMIT}
    for name, limit in limits.items():
        if len(getattr(asked, name)) > limit:
            found[name] = f"Dit is te lang: hooguit {limit} tekens."
    return {name: sentence for name, sentence in found.items() if sentence}


def end_of(asked: LinkAsked, now: datetime) -> datetime:
    """When a code that is given now is over."""
    length = timedelta(days=asked.days) if asked.standing else timedelta(hours=asked.hours)
    return now + length


def code_from(secret: bytes, nonce: str) -> str:
    """The code of one page of the desk: a second click on it makes no second code."""
    drawn = int.from_bytes(hmac.digest(secret, nonce.encode(), "sha256"))
    letters = []
    for _place in range(CODE_LENGTH):
        drawn, at = divmod(drawn, len(LABEL_ALPHABET))
        letters.append(LABEL_ALPHABET[at])
    return "".join(letters)


def grouped(code: str) -> str:
    """The code as it is written and read aloud: groups of five."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """The code in what was typed: without spaces and dashes, in capitals; empty when it is none."""
    bare = "".join(one for one in typed.upper() if one.isalnum())
    right = len(bare) == CODE_LENGTH and set(bare) <= set(LABEL_ALPHABET)
    return bare if right else ""


def key_from(secret: bytes, nonce: str) -> str:
    """A key of a system: a name to find it by, and 256 bits that only its owner has."""
    drawn = hmac.digest(secret, nonce.encode(), hashlib.sha512)
    prefix = code_from(drawn[32:], nonce)[:_PREFIX_LENGTH].lower()
    secret_part = base64.urlsafe_b64encode(drawn[:32]).decode().rstrip("=").replace("_", "-")
    return f"{_PREFIX}_{prefix}_{secret_part}"


def prefix_of(key: str) -> str:
    """The part of a key that may be shown, by which it is found; empty when it is no key."""
    parts = key.split("_")
    whole = len(parts) == _KEY_PARTS and parts[0] == _PREFIX
    return parts[1] if whole and len(parts[1]) == _PREFIX_LENGTH and parts[1].isalnum() else ""


def digest(secret: bytes, text: str) -> str:
    """What is kept of a code or a key."""
    return hmac.digest(secret, text.encode(), "sha256").hex()


def same(kept: str, asked: str) -> bool:
    """Whether two digests are one, in a time that tells nothing."""
    return hmac.compare_digest(kept.encode(), asked.encode())


def key_opens(*, expires_on: date, revoked: bool, today: date) -> bool:
    """Whether a key of a system opens today; its last day is whole."""
    return not revoked and today <= expires_on


def may_make_key(*, organisation: str, days: int, organisations: frozenset[str]) -> Decision:
    """Whether a key can be made for this organisation, for so many days."""
    return Decision.of(
        "" if organisation in organisations else "Kies een organisatie uit de lijst van de regio.",
        "" if days in DAYS else "Kies hoe lang de sleutel geldt: hooguit een jaar.",
    )
