"""The lists of this room by date: for whom a campaign is, and what kind of thing it is.

The house's own words beside the vocabulary. ``status`` says how far a line is a fact of the field
or our own proposal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kmt.vocabulary.tables import rows
from kmt.vocabulary.wording import language

DATA = Path(__file__).parent / "data"
AUDIENCE, KIND = "audience", "kind"
_CODES = "list code dutch english valid_from valid_to status source"
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


def codes(list_name: str, on: date) -> frozenset[str]:
    """The codes of a list that may be chosen on this day."""
    return frozenset(one.code for one in _lists()[list_name].values() if one.valid_on(on))


def word(list_name: str, code: str) -> str:
    """The name of a code in the language of the page; the code itself when it is not known."""
    found = _lists()[list_name].get(code)
    if found is None:
        return code
    return found.english if language() == "en" else found.dutch


def choices(list_name: str, on: date) -> list[tuple[str, str]]:
    """Code and name of what may be chosen on this day, in the order of the list."""
    return [
        (one.code, word(list_name, one.code))
        for one in _lists()[list_name].values()
        if one.valid_on(on)
    ]
