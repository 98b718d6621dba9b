"""Searching decisions by words: cut back to their Dutch stem, so that "besluiten" finds "besluit".

The stems stand in a column of the row; the same way on every database.
"""

import re
import unicodedata
from functools import cache

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+")


@cache
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("dutch").stemWord(word))


def stems(*texts: str) -> str:
    """The stems of these texts in order of the alphabet, each once, with a space on both sides."""
    found = {_stem(word) for text in texts for word in _words(text)}
    return f" {' '.join(sorted(found))} " if found else ""


def asked(words: str) -> tuple[str, ...]:
    """What to look for: the beginning of each stem, as it stands in :func:`stems`."""
    return tuple(sorted({f" {_stem(word)}" for word in _words(words)}))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))
