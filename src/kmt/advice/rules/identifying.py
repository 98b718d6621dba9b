"""Finds in a text what tells who somebody is, so that advice can be asked without it. Pure.

Advice needs no personal data (sharing matrix, row M003), so the form refuses them. It finds what
has a shape (numbers, dates, addresses) and names as far as lists and capitals tell. It does not
find who can be known from the story itself: no machine does, and the page says so. How well it
does stands in ``docs/privacy/advice-recognition.md``, measured by a test.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kmt.advice.rules.dates import dates_in
from kmt.advice.rules.names import NameLists, names_in
from kmt.advice.rules.numbers import numbers_in, places_in
from kmt.advice.rules.pieces import Found, Kind, Page, in_order, still_open

__all__ = ["Found", "Kind", "Known", "find", "still_open", "with_neutral_words"]

#: Languages in which a capital says nothing about a name.
WITHOUT_CAPITALS = frozenset({"de", "ar"})
#: What can stand instead, in the text itself. Dutch, because the desk reads Dutch.
NEUTRAL = {
    Kind.NAME: "[iemand]",
    Kind.BSN: "[nummer]",
    Kind.BIRTH_DATE: "[leeftijd ongeveer …]",
    Kind.DATE: "[een tijd geleden]",
    Kind.PHONE: "[telefoonnummer]",
    Kind.MAIL: "[e-mailadres]",
    Kind.IBAN: "[rekening]",
    Kind.ADDRESS: "[adres]",
    Kind.POSTCODE: "[buurt]",
    Kind.PLATE: "[auto]",
    Kind.V_NUMBER: "[nummer]",
    Kind.NUMBER: "[nummer]",
    Kind.ONLINE: "[account]",
    Kind.LINK: "[website]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The lists that finding needs: names and words, and months in the languages of the public."""

    names: NameLists
    months: Mapping[str, int]


def find(text: str, known: Known, today: date, language: str = "nl") -> tuple[Found, ...]:
    """Every piece that can tell who somebody is, in the order of the text."""
    page = Page(text)
    numbers_in(page)
    dates_in(page, known.months, today)
    places_in(page)
    names_in(page, known.names, capitals_tell=language not in WITHOUT_CAPITALS)
    return in_order(page.found)


def with_neutral_words(text: str, found: Iterable[Found]) -> str:
    """The text with a neutral word in the place of every piece; the rest stays as it was."""
    parts, at = [], 0
    for one in in_order(found):
        parts += [text[at : one.start], NEUTRAL[one.kind]]
        at = one.end
    return "".join([*parts, text[at:]])


def without_marks(text: str) -> str:
    """The text without the neutral words: they are no data about anybody."""
    return re.sub("|".join(map(re.escape, set(NEUTRAL.values()))), " ", text)
