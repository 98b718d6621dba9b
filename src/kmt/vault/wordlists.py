"""The lists that reading names and texts needs, from their tables, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import snowballstemmer

from kmt.vault.rules.names import folded
from kmt.vault.rules.words import Stemmer
from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Letters of other scripts in Latin letters, what short forms may stand for, common words."""

    letters: Mapping[str, str]
    names_of: Mapping[str, tuple[str, ...]]
    common: frozenset[str]


@cache
def wordlists() -> Wordlists:
    """The project's own lists, read at first use and kept."""
    return load(DATA)


@cache
def stemmer() -> Stemmer:
    """Cuts a Dutch word back to its stem (Snowball)."""
    cut: Stemmer = snowballstemmer.stemmer("dutch").stemWord
    return cut


def load(folder: Path) -> Wordlists:
    """Read the tables; the refusal names file and row."""
    letters = {
        line.needed("letter"): line.text("latin")
        for line in rows(folder, "transliteration.csv", "script letter latin")
    }
    found: dict[str, set[str]] = {}
    for line in rows(folder, "nicknames.csv", "language name forms"):
        name = folded(line.needed("name"), letters)
        for form in line.needed("forms").split():
            found.setdefault(folded(form, letters), set()).add(name)
    names = {form: tuple(sorted(groups)) for form, groups in found.items()}
    lines = rows(folder, "stopwords.csv", "words")
    common = frozenset(word for line in lines for word in line.needed("words").split())
    return Wordlists(MappingProxyType(letters), MappingProxyType(names), common)
