"""A name as words that can be compared: small Latin letters, without particles and accents.

Which word is the family name is not asked: people from elsewhere write it first, have two, or
none. So a name is a handful of words, in any order.
"""

import re
import unicodedata
from collections.abc import Mapping

#: Words before a family name that are left out, forgotten or written differently.
PARTICLES = frozenset(
    (
        *("van", "de", "der", "den", "het", "t", "ter", "ten", "te", "op", "in", "aan", "bij"),
        *("von", "zu", "la", "le", "du", "des", "di", "da", "do", "dos", "del"),
        *("el", "al", "bin", "ibn", "bint", "ould", "abu"),
    )
)
#: The same, grown together with the name: Vandenberg, Elamrani.
_GROWN = ("vander", "vanden", "vande", "van", "el")
_SHORTEST_REST = 4
LONGEST = 8


def folded(text: str, letters: Mapping[str, str]) -> str:
    """Small Latin letters and digits, without accents; everything else becomes a space."""
    latin = "".join(letters.get(sign, sign) for sign in _plain(text))
    apart = unicodedata.normalize("NFKD", latin)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def words_of(name: str, letters: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a name in their order, without particles unless there is nothing else."""
    words = tuple(folded(re.sub(r"['’`]", "", name), letters).split())[:LONGEST]
    return tuple(word for word in words if word not in PARTICLES) or words


def variants(word: str) -> tuple[str, ...]:
    """The word, and what is left of it without a particle that has grown to it."""
    for grown in _GROWN:
        rest = word.removeprefix(grown)
        if rest != word and len(rest) >= _SHORTEST_REST:
            return (word, rest)
    return (word,)


def initial_of(word: str) -> str:
    """The first letter; one for letters that share a sound: Cees and Kees, Yusuf and Joesoef."""
    return _SAME_LETTER.get(word[0], word[0])


_SAME_LETTER = {"y": "j", "c": "k", "z": "s", "v": "f"}


def _plain(text: str) -> str:
    """Small letters, composed, so that a letter with its accent is found in the table."""
    return unicodedata.normalize("NFKC", text).casefold()
