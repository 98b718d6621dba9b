"""The countries where something can have happened, as dated data with Dutch and English names.

Source: ISO 3166-1, names of the Unicode CLDR; a country that ends keeps its name in old entries.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from kmt.vocabulary.wording import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its code of two letters."""

    code: str
    dutch: str
    english: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether this country was there on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@cache
def _countries() -> dict[str, Country]:
    text = (files("kmt.situation") / "data" / "countries.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Country(
            code=row["code"],
            dutch=row["dutch"],
            english=row["english"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def countries_on(day: date) -> tuple[Country, ...]:
    """The countries of a day, by Dutch name."""
    return tuple(one for one in _countries().values() if one.valid_on(day))


def country_word(code: str) -> str:
    """The name of a country in the language of the page; empty for none."""
    if not code:
        return ""
    found = _countries()[code]
    return found.english if language() == "en" else found.dutch


def country_pairs(day: date) -> list[tuple[str, str]]:
    """The countries of a day as choices."""
    return [(one.code, country_word(one.code)) for one in countries_on(day)]
