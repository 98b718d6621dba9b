"""What a text names, offered to the desk to put down or leave. Pure; it decides nothing.

Only what has a shape of its own is recognised: telephone numbers, e-mail addresses, postcodes with
a house number, Dutch number plates, names and pages online. Businesses and street names are not.
"""

import re
from collections.abc import Iterator

from kmt.connections.rules.kinds import Kind, same_form

MOST = 20
_SHAPES = (
    (Kind.EMAIL, r"[^\s<>,;:()@]+@[^\s<>,;:()@]+\.[A-Za-z]{2,}"),
    (
        Kind.ONLINE,
        r"(?:https?://)?(?:www\.|m\.)?(?:instagram|facebook|tiktok|snapchat|telegram|t|x|twitter)"
        r"\.(?:com|me|org)/@?[\w.-]{2,}\w",
    ),
    (Kind.ONLINE, r"(?<![\w@.])@[A-Za-z][\w.]{2,}\w"),
    (Kind.ADDRESS, r"\b[1-9]\d{3}\s?[A-Z]{2}\s+(?:nr\.?\s*)?\d{1,5}\s?[a-zA-Z]?\b"),
    (Kind.ADDRESS, r"\b[A-Z]\w+(?:straat|weg|laan|plein|kade|dijk|hof|singel|gracht)\s+\d{1,5}\b"),
    (Kind.PHONE, r"(?<![\w-])(?:\+\d{2}|00\d{2}|0)(?:[\s().-]{0,2}\d){8,12}(?!\d)"),
    (
        Kind.VEHICLE,
        r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
        r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"
        r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}"
        r"|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)\b",
    ),
)


def recognised(text: str) -> tuple[tuple[Kind, str], ...]:
    """Kind and words of each different thing a text names, in order of kind; at most ``MOST``."""
    found: dict[tuple[Kind, str], str] = {}
    for kind, words in _found(text):
        form = same_form(kind, words)
        if form:
            found.setdefault((kind, form), " ".join(words.split()))
    return tuple((kind, words) for (kind, _form), words in found.items())[:MOST]


def _found(text: str) -> Iterator[tuple[Kind, str]]:
    for kind, shape in _SHAPES:
        for match in re.finditer(shape, text):
            yield kind, match[0]
            # One piece of text is one thing: an e-mail address is not a name online as well.
        text = re.sub(shape, " ", text)
