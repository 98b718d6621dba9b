"""The lists of this room by date: codes with their names, and whom one can ask for shelter.

What kind of shelter there is, is a list of the vocabulary (``shelter_type``); these are the house's
own words beside it. ``status`` says how far a line is a fact of the field or our own proposal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kmt.vocabulary.tables import rows
from kmt.vocabulary.wording import language

DATA = Path(__file__).parent / "data"
_CODES = "list code dutch english valid_from valid_to status source"
_PLACES = "code name kinds recipient place web status source checked"
_STATUSES = frozenset({"source", "proposal", "verify"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One code of a list, with its names and the days on which it may be used."""

    code: str
    dutch: str
    english: str
    first: date | None
    last: date | None
    status: str
    source: str

    def valid_on(self, on: date) -> bool:
        """Whether it may be chosen on this day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Whom one can ask for shelter: for which kinds, and who it is to the sharing matrix.

    ``checked`` is the day on which the line was last compared with its source.
    """

    code: str
    name: str
    kinds: frozenset[str]
    recipient: str
    place: str
    web: str
    status: str
    source: str
    checked: date | None

    @property
    def words(self) -> str:
        """Its name, and where it is when the source says so."""
        return f"{self.name} ({self.place})" if self.place else self.name


@cache
def _lists() -> Mapping[str, Mapping[str, Word]]:
    found: dict[str, dict[str, Word]] = {}
    for line in rows(DATA, "codes.csv", _CODES):
        first, last = line.period()
        code = line.needed("code")
        known = found.setdefault(line.needed("list"), {})
        if code in known:
            raise line.broken(f"{code!r} stands here twice.")
        known[code] = Word(
            code=code,
            first=first,
            last=last,
            status=line.one_of("status", _STATUSES),
            source=line.text("source"),
            **line.names(),
        )
    return found


@cache
def organisations() -> Mapping[str, Organisation]:
    """Everybody of the list whom one can ask, by code."""
    return {
        line.needed("code"): Organisation(
            code=line.needed("code"),
            kinds=frozenset(line.needed("kinds").split("|")),
            status=line.one_of("status", _STATUSES),
            checked=line.day("checked"),
            **line.texts("name", "recipient", "place", "web", "source"),
        )
        for line in rows(DATA, "organisations.csv", _PLACES)
    }


def codes(list_name: str) -> tuple[str, ...]:
    """Every code that a list ever had."""
    return tuple(_lists()[list_name])


def word(list_name: str, code: str) -> str:
    """The name of a code, also of one that no longer holds; empty for no code."""
    if not code:
        return ""
    found = _lists()[list_name][code]
    return found.english if language() == "en" else found.dutch


def dutch(list_name: str, code: str) -> str:
    """The same in Dutch, for what is kept or sent."""
    return _lists()[list_name][code].dutch if code else ""


def pairs(list_name: str, on: date) -> list[tuple[str, str]]:
    """The codes of a list that may be used on a day, with their names, for a form."""
    return [
        (code, word(list_name, code))
        for code, one in _lists()[list_name].items()
        if one.valid_on(on)
    ]
