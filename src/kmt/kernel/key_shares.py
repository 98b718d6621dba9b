"""Shares of the master key as lines of text that can be printed, kept in a safe and typed again.

``KMT1-7Q4M-3-2-XXXXX-…-XXXXXXX``: format, set, how many are needed, number of this share, the
share itself and a check on typing. The alphabet is Crockford's: no I, L, O or U, and what looks
like them is read as the digit that was meant.
"""

import base64
import binascii
import hashlib
import re
import secrets
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kmt.kernel.sealing import KEY_BYTES
from kmt.kernel.secret_sharing import combine, split

FORMAT = "KMT1"
MOST_SHARES = 16
_DIGEST = 8
_CHECK = 7
_GROUP = 5
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_PAPER = str.maketrans(_RFC4648, _CROCKFORD)
_FROM_PAPER = str.maketrans(_CROCKFORD, _RFC4648)
_MEANT = str.maketrans("OIL", "011")


class SharesDoNotFit(Exception):
    """These lines do not make a master key; the message is the sentence for who typed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One share: its set, how many are needed, its number and its bytes."""

    set_id: str
    threshold: int
    number: int
    data: bytes

    @property
    def line(self) -> str:
        """The share as it is printed."""
        text = _to_text(self.data)
        groups = [text[at : at + _GROUP] for at in range(0, len(text), _GROUP)]
        return "-".join((self._opening, *groups, self._check))

    @property
    def _opening(self) -> str:
        return f"{FORMAT}-{self.set_id}-{self.threshold}-{self.number}"

    @property
    def _check(self) -> str:
        return _to_text(hashlib.sha256(f"{self._opening}-".encode() + self.data).digest())[:_CHECK]

    @classmethod
    def read(cls, line: str) -> "Share":
        """The share of a typed line; spaces, small letters and O for 0 do no harm."""
        words = re.split(r"[\s-]+", line.strip().upper())
        try:
            found = cls._of(words)
        except (ValueError, binascii.Error, IndexError) as wrong:
            raise SharesDoNotFit(_UNREADABLE.format(_shown(words))) from wrong
        if found._check != words[-1].translate(_MEANT):
            raise SharesDoNotFit(_UNREADABLE.format(_shown(words)))
        return found

    @classmethod
    def _of(cls, words: list[str]) -> "Share":
        opening, set_id, threshold, number, *groups, _ = words
        if opening != FORMAT:
            raise ValueError(opening)
        return cls(
            set_id=set_id.translate(_MEANT),
            threshold=int(threshold.translate(_MEANT)),
            number=int(number.translate(_MEANT)),
            data=_to_bytes("".join(groups).translate(_MEANT)),
        )


def split_keys(keys: Mapping[int, bytes], *, shares: int, threshold: int) -> tuple[Share, ...]:
    """Shares of every version of the master key, as one new set.

    Raises :class:`SharesDoNotFit` with a sentence when the numbers make no sense.
    """
    if not 2 <= threshold <= shares <= MOST_SHARES:
        raise SharesDoNotFit(
            f"Kies 2 tot {MOST_SHARES} delen, en een aantal dat nodig is van 2 tot het aantal "
            "delen: met één deel alleen mag niemand de sleutel kunnen maken."
        )
    set_id = _to_text(secrets.token_bytes(3))[:4]
    parts = split(_packed(keys), shares=shares, threshold=threshold)
    return tuple(
        Share(set_id=set_id, threshold=threshold, number=number, data=data)
        for number, data in parts.items()
    )


def combine_lines(lines: Iterable[str]) -> dict[int, bytes]:
    """Every version of the master key from typed lines; empty lines do not count.

    Raises :class:`SharesDoNotFit` with a sentence for a typing error, shares of different sets,
    too few of them, or shares that do not make a key together.
    """
    found = [Share.read(line) for line in lines if line.strip()]
    if not found:
        raise SharesDoNotFit("Er is nog geen deel ingevoerd.")
    _one_set(found)
    parts = {share.number: share.data for share in found}
    needed = found[0].threshold
    if len(parts) < needed:
        raise SharesDoNotFit(
            f"Er zijn {needed} verschillende delen nodig en er zijn er {len(parts)}. "
            "Vraag de andere houders om hun deel."
        )
    return _unpacked(combine(parts))


def _one_set(found: list[Share]) -> None:
    """Refuse lines that were not printed together."""
    sets = sorted({share.set_id for share in found})
    if len(sets) > 1:
        raise SharesDoNotFit(
            f"Deze delen horen niet bij elkaar: ze zijn van de splitsingen {' en '.join(sets)}. "
            "Gebruik delen met hetzelfde kenmerk."
        )
    shapes = {(share.threshold, len(share.data)) for share in found}
    by_number = {(share.number, share.data) for share in found}
    if len(shapes) > 1 or len(by_number) > len({number for number, _ in by_number}):
        raise SharesDoNotFit(_NO_KEY)


def _packed(keys: Mapping[int, bytes]) -> bytes:
    body = b"".join(struct.pack(">H", number) + key for number, key in sorted(keys.items()))
    return hashlib.sha256(body).digest()[:_DIGEST] + body


def _unpacked(secret: bytes) -> dict[int, bytes]:
    digest, body = secret[:_DIGEST], secret[_DIGEST:]
    size = 2 + KEY_BYTES
    if hashlib.sha256(body).digest()[:_DIGEST] != digest or not body or len(body) % size:
        raise SharesDoNotFit(_NO_KEY)
    versions = (body[at : at + size] for at in range(0, len(body), size))
    return {struct.unpack(">H", one[:2])[0]: one[2:] for one in versions}


def _to_text(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").translate(_TO_PAPER)


def _to_bytes(text: str) -> bytes:
    """The bytes of a text; ``ValueError`` for one that no bytes are written as.

    The last sign holds bits that mean nothing: unchecked, several signs would read as the same.
    """
    padding = "=" * (-len(text) % 8)
    found = base64.b32decode(text.translate(_FROM_PAPER) + padding)
    if _to_text(found) != text:
        raise ValueError("a sign that is never printed")
    return found


def _shown(words: list[str]) -> str:
    """Which line it is, as far as that can be read, and nothing of the share itself."""
    number = words[3] if len(words) > 3 and words[3].isdecimal() and len(words[3]) < 3 else ""
    return f"Deel {number}" if number else "Een deel"


_UNREADABLE = (
    "{} is niet leesbaar: er zit een typefout in of er ontbreekt iets. "
    "Lees het nog eens van het papier, van KMT1 tot en met de laatste groep."
)
_NO_KEY = (
    "Deze delen vormen samen geen hoofdsleutel: een van de delen is niet van deze splitsing of is "
    "veranderd."
)
