"""The words of a text by which its record is found again: stems, without the very common ones.

Pure. A word is cut back to its stem (Snowball, Dutch), so that "kamers" finds "kamer". What nearly
every text holds is left out: it finds nothing, and how often it occurs would tell what it is.
"""

from collections.abc import Callable, Collection, Mapping

from kmt.kernel.refusals import Decision
from kmt.vault.rules.names import folded

SHORTEST, LONGEST = 3, 32
#: So many different stems of one text are kept; a longer text is found by what it begins with.
MOST_OF_TEXT = 1500
MOST_ASKED = 6
MOST_FOUND = 25
#: Why one may search in what people told: only to see whether reports belong together, or a right.
WORD_PURPOSES: dict[str, str] = {
    "P_SIGNAL": "nagaan of meldingen bij elkaar horen",
    "P_RIGHTS": "een verzoek van de persoon zelf: inzage, correctie of verwijdering",
}
Stemmer = Callable[[str], str]


def stems_of(
    text: str, letters: Mapping[str, str], common: Collection[str], stem: Stemmer
) -> tuple[str, ...]:
    """The different stems of a text in their order, without what is too common or too short."""
    words = (word[:LONGEST] for word in folded(text, letters).split())
    kept = (stem(word) for word in words if len(word) >= SHORTEST and word not in common)
    return tuple(dict.fromkeys(kept))[:MOST_OF_TEXT]


def may_search_words(purpose: str, asked: Collection[str]) -> Decision:
    """Nobody searches without a purpose, and never with everyday words alone."""
    return Decision.of(
        "" if purpose in WORD_PURPOSES else "Kies eerst waarvoor je zoekt.",
        "" if asked else "Vul een woord in dat niet in bijna elke melding staat.",
        f"Zoek met ten hoogste {MOST_ASKED} woorden." if len(asked) > MOST_ASKED else "",
    )


def enough(asked: int) -> int:
    """How many of the asked words a record must share: half of them, rounded up."""
    return (asked + 1) // 2
