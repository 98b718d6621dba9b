"""Letters out of bytes, and words out of the head of a mail. Pure, and never raises.

The head of a mail is parsed here and not by the newer policies of the standard library: those read
every header by a grammar that takes the square of its length (2.4 s for a sender of 20 kB) and
raises for some. Here each is cut to a length first.
"""

import codecs
import re
import unicodedata
from binascii import Error as NotBase64
from datetime import date
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

#: Characters of one header that are looked at.
LONGEST_HEADER: Final = 2_000
_LONGEST_NAME = 120
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3 and its erratum 1690
_ADDRESS = re.compile(r"^[^\s@<>\"(),:;\\\[\]]{1,64}@[^\s@<>\"(),:;\\\[\]]{1,250}$")
#: Alphabets that mail is written in. Python has more (idna, punycode, unicode_escape, …), of which
#: some take time by the square of the length.
_ALPHABETS = re.compile(
    r"^(ascii|utf-8(-sig)?|utf-7|utf-16(-[bl]e)?|utf-32(-[bl]e)?|iso8859-\d+|cp\d+|koi8-[rtu]|"
    r"mac-\w+|gb2312|gbk|gb18030|hz|big5(hkscs)?|shift_jis\w*|euc_\w+|iso2022_\w+|johab|ptcp154|"
    r"tis-620)$"
)
_FAULTS = (AssertionError, HeaderParseError, LookupError, NotBase64, TypeError, ValueError)
LOST: Final = "\N{REPLACEMENT CHARACTER}"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
#: Control characters but tab and line end, halves of a pair, and what is no character at all.
_NO_LETTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def letters(content: bytes, charset: str = "") -> str:
    """Text out of bytes: in the alphabet that is named, else in the one that fits."""
    for one in (_known(charset), "utf-8"):
        try:
            return _clean(content.decode(one))
        except ValueError:
            continue
    named = _known(charset)
    return _clean(content.decode(named if named not in {"utf-8", "ascii"} else "cp1252", "replace"))


def header(raw: str) -> str:
    """The words of a header on one line; encoded words (RFC 2047) decoded, faults survived."""
    text = _as_sent(raw)[:LONGEST_HEADER]
    try:
        pieces = [
            piece if isinstance(piece, str) else letters(piece, charset or "")
            for piece, charset in decode_header(text)
        ]
    except _FAULTS:
        pieces = [text]
    return " ".join("".join(one for one in "".join(pieces) if _shown(one)).split())


def address(raw: str) -> tuple[str, str]:
    """Name and address out of a header like ``From``; each empty when it is not to be read."""
    try:
        name, found = parseaddr(_as_sent(raw)[:LONGEST_HEADER])
    except (*_FAULTS, RecursionError):
        return "", ""
    found = found.strip()
    fits = len(found) <= _LONGEST_ADDRESS and found.isprintable() and LOST not in found
    known = fits and _ADDRESS.match(found)
    said = header(name)[:_LONGEST_NAME]
    return ("" if said == found else said), (found if known else "")


def day(raw: str) -> date | None:
    """The day on which it was written, as the sender says; None when that is no date."""
    try:
        return parsedate_to_datetime(_as_sent(raw)[:200]).date()
    except (*_FAULTS, OverflowError):
        return None


def _shown(one: str) -> bool:
    """Not what turns the writing direction, or hides between letters."""
    return unicodedata.category(one) != "Cf"


def _known(charset: str) -> str:
    """The name of an alphabet as Python knows it; ASCII, which is narrow, for any other."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")[:40]).name if charset else "ascii"
    except (LookupError, ValueError, TypeError):
        return "ascii"
    return name if _ALPHABETS.match(name) else "ascii"


def _as_sent(raw: object) -> str:
    """A header as text: bytes that the parser put aside are read as letters after all."""
    text = str(raw)[:LONGEST_HEADER]
    try:
        return letters(text.encode("utf-8", "surrogateescape"))
    except ValueError:
        return letters(text.encode("utf-8", "replace"))


def _clean(text: str) -> str:
    """Without what no reader sees and no database takes; line ends alike."""
    return _NO_LETTER.sub(LOST, text.replace("\r\n", "\n").replace("\r", "\n")).replace(_MARK, "")
