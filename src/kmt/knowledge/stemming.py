"""What a word is found by: its stems, the same when a text is kept and when somebody searches.

Dutch words get two stems, of Kraaij and Pohlmann and of Porter, because each misses forms that the
other knows (gemeld, loverboys). Languages without a stemmer are found by the word itself. Pure:
no database has a part in it, so both databases find the same.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from threading import Lock
from unicodedata import combining, normalize

import snowballstemmer

#: Per language the stemmers that know it (snowball); others: the word as it is.
_STEMMERS = {
    "nl": ("dutch", "dutch_porter"),
    "en": ("english",),
    "de": ("german",),
    "ro": ("romanian",),
    "hu": ("hungarian",),
    "es": ("spanish",),
    "ar": ("arabic",),
}
#: Dutch words that stand in every text.
_EVERYWHERE = frozenset(
    re.findall(
        r"\w+",
        """de het een en of van in op te ten ter is zijn was wat wie hoe dat die dit met voor aan er
    als om bij ook maar je ik we wij jij u men niet nog naar uit over door""",
    )
)
LONGEST_WORD, MOST_WORDS = 40, 8
_WORD = re.compile(r"[^\W_]+")
#: A stemmer keeps the word it works on: two requests at once would mix theirs.
_ONE_AT_A_TIME = Lock()


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without accents that many leave out."""
    bare = "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
    return [one[:LONGEST_WORD] for one in _WORD.findall(normalize("NFC", bare))]


@lru_cache(maxsize=50_000)
def stems(word: str, language: str) -> frozenset[str]:
    """The stems of one word (as :func:`words_in` gives it)."""
    with _ONE_AT_A_TIME:
        found = {one.stemWord(word) for one in _stemmers(language)} or {word}
    return frozenset(one for one in found if one) or frozenset({word})


def asked(text: str, language: str) -> tuple[frozenset[str], ...]:
    """What somebody searches, as the stems of each word; the words that every text has left out."""
    words = list(dict.fromkeys(words_in(text)))
    telling = [one for one in words if language != "nl" or one not in _EVERYWHERE]
    return tuple(stems(one, language) for one in (telling or words)[:MOST_WORDS])


def weighed(parts: Mapping[str, int], language: str, most: int = 3) -> dict[str, int]:
    """The stems of texts with what they weigh: each text counts its weight, ``most`` times at most.

    ``parts``: text → weight of one word in it.
    """
    total: Counter[str] = Counter()
    for text, weight in parts.items():
        counted: Counter[str] = Counter()
        for word in words_in(text):
            counted.update(stems(word, language))
        for stem, times in counted.items():
            total[stem] += weight * min(times, most)
    return dict(total)


@cache
def _stemmers(language: str) -> tuple[snowballstemmer.stemmer, ...]:
    return tuple(snowballstemmer.stemmer(name) for name in _STEMMERS.get(language, ()))
