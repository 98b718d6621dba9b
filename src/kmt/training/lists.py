"""The lists of this room: subjects and levels of trainings, departments of who is trained."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kmt.vocabulary.tables import rows
from kmt.vocabulary.wording import language

DATA = Path(__file__).parent / "data"
_CODES = "list code dutch english valid_from valid_to status source"
_STATUSES = frozenset({"source", "proposal", "verify"})
SUBJECT, LEVEL, DEPARTMENT = "subject", "level", "department"
#: Who works outside a municipality counts in no share of a municipality.
PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One code of a list with its names."""

    dutch: str
    english: str


@cache
def _lists() -> Mapping[str, Mapping[str, Word]]:
    found: dict[str, dict[str, Word]] = {}
    for line in rows(DATA, "codes.csv", _CODES):
        line.one_of("status", _STATUSES)
        found.setdefault(line.needed("list"), {})[line.needed("code")] = Word(**line.names())
    return found


def codes(list_name: str) -> tuple[str, ...]:
    """Every code of a list, in its order."""
    return tuple(_lists()[list_name])


def word(list_name: str, code: str) -> str:
    """The name of a code in the language of the page; the code itself where it is unknown."""
    found = _lists()[list_name].get(code)
    if found is None:
        return code
    return found.english if language() == "en" else found.dutch


def pairs(list_name: str) -> list[tuple[str, str]]:
    """The codes of a list with their names, for a form."""
    return [(code, word(list_name, code)) for code in codes(list_name)]
