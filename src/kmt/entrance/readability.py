"""How hard a Dutch text is to read: the measure of the public side (level B1), as far as counted.

The measure is open: words per sentence, syllables per word (Flesch in the Dutch version of Douma,
1960: 206.84 - 0.93 x words per sentence - 77 x syllables per word; 65 and up is "standard") and a
list of words of offices. Counting is no proof: it stops the worst, and names the sentence. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Limits of the public side: words in one sentence, words in the mean one, ease of the whole.
MOST_WORDS, MEAN_WORDS, EASE = 20, 11, 65
#: Letters; longer words are known names or are listed here with why they stay.
LONG = 14
KNOWN = frozenset(
    {
        "arbeidsinspectie",  # the name of the office
        "autoriteit",
        "kenniscentrum",
        "persoonsgegevens",  # the name of the authority
        "schermafdrukken",  # what phones call them
        "toegankelijkheid",  # the legal name of that page
    }
)
OF_OFFICES = frozenset(
    re.findall(
        r"\w+",
        """aangaande aanvang alsmede alsook betreffende betrokkene conform derhalve desbetreffende
    desgewenst dient dienen doch echter evenals gelieve geschieden hetgeen hieromtrent indien
    inzake jegens middels mits navolgende nochtans omtrent onderhavige reeds slechts teneinde
    tevens thans trachten uiterlijk verstrekken vigerende voornoemd wegens zulks""",
    )
)
_NUCLEUS = re.compile(
    r"aai|ooi|oei|eeu|ieu|uu|aa|ee|oo|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyëïöüéè]", re.IGNORECASE
)
_ENDS = re.compile(r"(?<=[.?!:])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was counted in a text; ``ease`` is None when there are no words to count."""

    words: int
    mean: float
    ease: float | None
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]
    of_offices: tuple[str, ...]

    @property
    def easy(self) -> bool:
        """Whether it stays within every limit of the public side."""
        flowing = self.ease is None or (self.ease >= EASE and self.mean <= MEAN_WORDS)
        return flowing and not (self.long_sentences or self.of_offices)


def words_of(text: str) -> list[str]:
    """The words of a text: letters only."""
    return re.findall(r"[^\W\d_]+", text)


def sentences_of(pieces: Iterable[str]) -> list[str]:
    """The sentences of paragraphs, headings and items; each piece ends its last one."""
    return [one for piece in pieces for one in _ENDS.split(piece.strip()) if one]


def syllables(word: str) -> int:
    """How many syllables a Dutch word has when it is spoken; at least one."""
    return max(1, len(_NUCLEUS.findall(word)))


def ease(sentences: Sequence[str]) -> float:
    """Flesch-Douma of a text: higher is easier. Raises ZeroDivisionError without words."""
    words = [word for one in sentences for word in words_of(one)]
    per_word = sum(map(syllables, words)) / len(words)
    return 206.84 - 0.93 * len(words) / len(sentences) - 77 * per_word


def measure(pieces: Iterable[str], known: Iterable[str] = ()) -> Reading:
    """Count in a text of pieces; ``known`` are long words that stay beside those of the house."""
    sentences = [one for one in sentences_of(pieces) if words_of(one)]
    words = [word for one in sentences for word in words_of(one)]
    stay = KNOWN | {one.lower() for one in known}
    long = {one.lower() for one in words if len(one) > LONG} - stay
    return Reading(
        words=len(words),
        mean=sum(len(one.split()) for one in sentences) / len(sentences) if sentences else 0.0,
        ease=ease(sentences) if words else None,
        long_sentences=tuple(one for one in sentences if len(one.split()) > MOST_WORDS),
        long_words=tuple(sorted(long)),
        of_offices=tuple(sorted({one.lower() for one in words} & OF_OFFICES)),
    )
