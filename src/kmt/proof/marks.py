"""Words that nobody types, planted as names, numbers and stories, and found wherever they leak.

Every planted word carries one of a few marks, so that a file of any size is read once. A file is
read in several ways, because a leak is seldom plain: as it is, with the zero bytes of UTF-16 left
out, and with everything decoded that looks like base64 (from each of its four beginnings), like
hexadecimal, or like the escapes of an address. Capitals and small letters are the same. Pure.
"""

import base64
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kmt.vault.rules import Address, Identity

NAME, STREET, STORY = "Xquzvakil", "Zwyqvoxerweg", "Vlomqyzende"
PHONE, DOCUMENT = "0697315528", "QZX88264471"
#: The numbers of citizens cannot carry a long mark: four digits, five more, and the check on nine.
BSN_START = "9997"
MARKS = {
    "name": NAME,
    "address": STREET,
    "story": STORY,
    "phone": PHONE,
    "document": DOCUMENT,
}
_PLAIN = tuple((kind, mark.lower().encode()) for kind, mark in MARKS.items())
_BSN = re.compile(rb"(?<!\d)" + BSN_START.encode() + rb"\d{5}(?!\d)")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{11,}")
_HEX = re.compile(rb"[0-9A-Fa-f]{18,}")
_ESCAPED = re.compile(rb"(?:%[0-9A-Fa-f]{2}){9,}")
#: An id is written as 32 signs of hexadecimal, with or without dashes.
RUN = 32
_HEX_BEFORE, _HEX_AFTER = re.compile(rb"[0-9a-fA-F-]+\Z"), re.compile(rb"[0-9a-fA-F-]+")
_WEB_SAFE = bytes.maketrans(b"-_", b"+/")
SYLLABLES = ("ba", "de", "ro", "ka", "li", "mo", "ne", "su", "ti", "vo", "wa", "ze", "ha", "jo")
PIECE, OVERLAP = 8_000_000, 4096


def person(number: int) -> Identity:
    """An invented person of whom every field that takes words or digits carries a mark."""
    word = spelled(number)
    return Identity(
        name=f"{NAME} {word}",
        aliases=(f"{word} {NAME}",),
        birth_date=date(1960, 1, 1) + timedelta(days=number % 18_000),
        description=f"{STORY} jas, {word}",
        contact=f"{PHONE} {number:06d}",
        safe_contact=f"{word}@{NAME.lower()}.example",
        languages=("nl", f"{STORY.lower()}taal"),
        bsn=bsn(number),
        v_number=f"{DOCUMENT}{number:06d}",
        documents=(f"paspoort {DOCUMENT}-{number:06d}",),
        addresses=(Address(text=f"{STREET} {number}, Hengelo", kind="home"),),
    )


def story(number: int) -> str:
    """What somebody tells about that person, with everything in it."""
    who = person(number)
    return (
        f"{who.name} ({who.bsn}) werkt {STORY} aan de {STREET} {number}. "
        f"Bellen kan op {who.contact}; {STORY.lower()} rode jas, pas {DOCUMENT}{number:06d}."
    )


def spelled(number: int) -> str:
    """A number as syllables, one word per number."""
    word = ""
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        word += SYLLABLES[rest]
        if not number:
            return word.capitalize()


def bsn(number: int) -> str:
    """Nine digits that begin as ours do and pass the check on nine (Besluit BSN, elfproef).

    There are some nine thousand of them, so that persons share them.
    """
    free = number % 9000
    while True:
        digits = f"{BSN_START}{free:04d}"
        if check := bsn_check(digits):
            return f"{digits}{check}"
        free = (free + 1) % 10_000


def found_in(data: bytes) -> Counter[str]:
    """Which marks stand in these bytes, by kind, and how often over all ways of reading them."""
    found: Counter[str] = Counter()
    for read in _readings(data):
        low = read.lower()
        found.update({kind: n for kind, mark in _PLAIN if (n := low.count(mark))})
        if number := sum(_is_bsn(read, one) for one in _BSN.finditer(read)):
            found["bsn"] += number
    return found


def _is_bsn(read: bytes, found: re.Match[bytes]) -> bool:
    """Whether nine digits are one of ours, and no piece of a hash or an id that is written in hex.

    In a gigabyte with ids there are some tens of millions of such signs, in which any nine digits
    that begin as ours do stand a few times by chance: between two letters, in a run as long as an
    id. What such a run spells is read apart.
    """
    digits = found[0].decode()
    if digits[8] != bsn_check(digits[:8]):
        return False
    first, last = found.start(), found.end()
    before = _HEX_BEFORE.search(read[max(first - RUN, 0) : first])
    after = _HEX_AFTER.match(read[last : last + RUN])
    left, right = len(before[0]) if before else 0, len(after[0]) if after else 0
    return not (left and right and left + len(digits) + right >= RUN)


def bsn_check(digits: str) -> str:
    """The last digit that goes with eight (Besluit BSN, elfproef); empty when there is none."""
    check = sum(int(one) * (9 - place) for place, one in enumerate(digits)) % 11
    return str(check) if check < 10 else ""


def found_in_pieces(pieces: Iterable[bytes]) -> Counter[str]:
    """The same over something too large for the memory; what lies on a border is seen too."""
    found: Counter[str] = Counter()
    tail = b""
    for piece in pieces:
        found += found_in(tail + piece)
        tail = piece[-OVERLAP:]
    return found


def ways(text: str) -> dict[str, bytes]:
    """One text in every way in which a leak is recognised: to prove that it is."""
    plain = text.encode()
    return {
        "utf-8": plain,
        "capitals": text.upper().encode(),
        "small letters": text.lower().encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "hexadecimal": plain.hex().encode(),
        "hexadecimal, odd": b"a" + plain.hex().upper().encode(),
        "in an address": "".join(f"%{one:02X}" for one in plain).encode(),
        **{f"base64 + {n}": base64.b64encode(b"#" * n + plain) for n in range(3)},
        "base64 in an address": base64.urlsafe_b64encode(b">>?" + plain),
    }


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    if b"\0" in data:
        yield data.replace(b"\0", b"")
    yield b"\n".join(_from_base64(data))
    yield b"\n".join(_from_hex(data))
    yield b"\n".join(bytes.fromhex(one.replace(b"%", b"").decode()) for one in _escapes(data))


def _escapes(data: bytes) -> list[bytes]:
    return _ESCAPED.findall(data) if b"%" in data else []


def _from_base64(data: bytes) -> Iterator[bytes]:
    for run in _BASE64.findall(data):
        text = run.translate(_WEB_SAFE)
        for start in range(4):
            rest = (len(text) - start) % 4
            last = len(text) - (rest == 1)  # a sign alone is less than a byte
            yield base64.b64decode(text[start:last] + b"=" * (-(last - start) % 4))


def _from_hex(data: bytes) -> Iterator[bytes]:
    for run in _HEX.findall(data):
        text = run.decode()
        for start in range(2):
            yield bytes.fromhex(text[start : len(text) - (len(text) - start) % 2])
