"""The lists that finding needs, read from their tables once: names, words that are none, months.

Names of municipalities come from the region, short forms of names from the vault.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kmt.advice.rules.identifying import Known
from kmt.advice.rules.names import NameLists
from kmt.partners.region import region
from kmt.vault.rules.names import folded
from kmt.vault.wordlists import wordlists
from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"


@cache
def known() -> Known:
    """The project's own lists, read at first use and kept."""
    letters = wordlists().letters
    listed = _words()

    def fold(words: Iterable[str]) -> frozenset[str]:
        return frozenset(found for word in words if (found := folded(word, letters)))

    places = [name for _code, name in region().places]
    nicknames = wordlists().names_of
    short = {*nicknames, *(name for names in nicknames.values() for name in names)}
    return Known(
        names=NameLists(
            letters=letters,
            given=fold(_names("given_names.csv")) | short,
            family=fold(_names("family_names.csv")),
            words=fold(
                word
                for kind in ("place", "people", "faith", "organisation", "brand", "time", "english")
                for word in listed[kind]
            )
            | fold(one for one in places if " " not in one),
            beginnings=fold(listed["begin"]) | wordlists().common,
            ambiguous=fold(listed["ambiguous"]),
            titles=fold(listed["title"]),
            deeds=fold(listed["deed"]),
            phrases=tuple(
                [one.replace("_", " ") for one in listed["phrase"]]
                + [one for one in places if " " in one or "-" in one]
            ),
        ),
        months={
            form.casefold(): int(line.needed("number"))
            for line in rows(DATA, "months.csv", "number forms")
            for form in line.needed("forms").split()
        },
    )


def _names(file: str) -> list[str]:
    return [
        name for one in rows(DATA, file, "origin names") for name in one.needed("names").split()
    ]


def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in rows(DATA, "words.csv", "kind words"):
        found.setdefault(line.needed("kind"), []).extend(line.needed("words").split())
    return found
