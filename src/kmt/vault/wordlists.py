"""The lists that reading names needs, from their tables, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kmt.vault.rules.names import folded
from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Letters of other scripts in Latin letters, and per short form the names it may stand for."""

    letters: Mapping[str, str]
    names_of: Mapping[str, tuple[str, ...]]


@cache
def wordlists() -> Wordlists:
    """The project's own lists, read at first use and kept."""
    return load(DATA)


def load(folder: Path) -> Wordlists:
    """Read both tables; the refusal names file and row."""
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
    return Wordlists(MappingProxyType(letters), MappingProxyType(names))
