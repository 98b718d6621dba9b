"""The lists of the social map: what is offered, to whom, and how soon it is looked at again.

Forms of exploitation come from the vocabulary; languages and contra-indications are those that
``shelter`` uses, so that a request for shelter and the map speak one language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kmt.partners.region import region
from kmt.shelter import lists as of_shelter
from kmt.vocabulary.durations import Duration
from kmt.vocabulary.queries import forms_on
from kmt.vocabulary.tables import rows
from kmt.vocabulary.wording import label, language

DATA = Path(__file__).parent / "data"
_CODES = "list code dutch english valid_from valid_to status source"
_TERMS = "term duration status source"
_STATUSES = frozenset({"source", "proposal", "verify"})
SERVICE, SEX, ANSWER = "service", "sex", "answer"
FORM, LANGUAGE, CONTRA, PLACE = "form", "language", "contra_indication", "place"
#: Places that are not one municipality: all of the region, the country, elsewhere.
WHOLE_REGION, NATION, ELSEWHERE = "region", "NL", "elsewhere"
#: Forms that are no form yet: an organisation does not offer help "for unknown".
_NO_FORM = frozenset({"UNK", "NONE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One code of a list with its names."""

    dutch: str
    english: str

    @property
    def shown(self) -> str:
        """The name in the language of the page; the pages of work are Dutch or English."""
        return self.english if language() == "en" else self.dutch


@cache
def _lists() -> Mapping[str, Mapping[str, Word]]:
    found: dict[str, dict[str, Word]] = {}
    for line in rows(DATA, "codes.csv", _CODES):
        line.one_of("status", _STATUSES)
        found.setdefault(line.needed("list"), {})[line.needed("code")] = Word(**line.names())
    return found


@cache
def term(name: str) -> Duration:
    """How long something holds, as the data of this room says."""
    found = {line.needed("term"): line for line in rows(DATA, "terms.csv", _TERMS)}
    return Duration.parse(found[name].needed("duration"))


def pairs(list_name: str, on: date) -> list[tuple[str, str]]:
    """The codes of a list that may be used on a day, with their names, for a form or filters."""
    if list_name == FORM:
        return [
            (one.code, label("exploitation_form", one.code))
            for one in forms_on(on)
            if one.code not in _NO_FORM
        ]
    if list_name in {LANGUAGE, CONTRA}:
        return of_shelter.pairs(list_name, on)
    if list_name == PLACE:
        return [*_wide(), *region().places]
    return [(code, one.shown) for code, one in _lists()[list_name].items()]


def word(list_name: str, code: str) -> str:
    """The name of one code; the code itself where the list no longer has it."""
    if list_name == FORM:
        return label("exploitation_form", code)
    if list_name in {LANGUAGE, CONTRA}:
        return of_shelter.word(list_name, code)
    if list_name == PLACE:
        return dict(_wide()).get(code) or region().municipality_name(code)
    found = _lists()[list_name].get(code)
    return found.shown if found else code


def words(list_name: str, codes: tuple[str, ...]) -> str:
    """The names of several codes, in the order of the list."""
    return ", ".join(word(list_name, one) for one in codes)


def _wide() -> list[tuple[str, str]]:
    english = language() == "en"
    here = region().name
    return [
        (WHOLE_REGION, f"all of {here}" if english else f"heel {here}"),
        (NATION, "all of the Netherlands" if english else "heel Nederland"),
        (ELSEWHERE, "outside the region" if english else "buiten de regio"),
    ]
