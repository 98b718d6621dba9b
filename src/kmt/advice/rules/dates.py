"""Dates of birth in all usual writings, and dates that may be one. Pure.

A date is one of birth when the text says so, or when it is too long ago to be an event that
somebody asks advice about today. What lies between is doubtful: the writer says what it is.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kmt.advice.rules.pieces import Kind, Page

#: Within so many years a date is rather an event; from so many on it is rather a birth.
EVENT_YEARS, BIRTH_YEARS = 4, 10
_LONGEST_LIFE = 110
_NUMERIC = re.compile(
    r"(?<![\w-])(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?['’]?((?:19|20)?\d{2})(?![\w-])"
)
_ISO = re.compile(r"(?<![\w-])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\w-])")
_BARE = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_SAYS_BIRTH = re.compile(
    r"\b(?:geb(?:oren|oorte\w*)?|jarig|verjaar\w*|born|birth\w*|dob|d\.o\.b|bday|ur(?:odz\w*)?|"
    r"nacid[oa]|nacimiento|născut\w*|született|geburts\w*|роден\w*|народ\w*)\b"
    r"[\s.:,(=]*(?:\w+[\s.:,(=]+){0,3}$|مواليد\W*$"
)
_SAYS_IT_AFTER = re.compile(r"\W*(?:\w+\W+){0,4}(?:geboren|geboorte\w*|jarig|born|birthday)\b")
_SAYS_ELSE = re.compile(r"(?:\b(?:art(?:ikel)?|versie|hoofdstuk|paragraaf|par|lid)\.?|§)\s*$")
_SAYS_EVENT = re.compile(r"\b(?:sinds|vanaf|tot|since|from|until|seit|od|desde)\s*(?:\w+\s+){0,1}$")


def dates_in(page: Page, months: Mapping[str, int], today: date) -> None:
    """Put the dates on the page that are of a birth, or may be."""
    for start, end, day in _dates(page.text, months, today):
        before = page.before(start)
        if _SAYS_BIRTH.search(before) or _SAYS_IT_AFTER.match(page.text[end : end + 40].casefold()):
            page.put(Kind.BIRTH_DATE, start, end, sure=True)
        elif day is None or _SAYS_ELSE.search(before):
            page.skip(start, end)
        else:
            _put_by_age(page, start, end, (today - day).days / 365.25, before)


def _put_by_age(page: Page, start: int, end: int, years: float, before: str) -> None:
    if years < EVENT_YEARS:
        page.skip(start, end)
    elif years < BIRTH_YEARS or _SAYS_EVENT.search(before):
        page.put(Kind.DATE, start, end, sure=False)
    else:
        page.put(Kind.BIRTH_DATE, start, end, sure=True)


def _dates(
    text: str, months: Mapping[str, int], today: date
) -> Iterator[tuple[int, int, date | None]]:
    """Start, end and day of everything that is a date; a day without a year has none."""
    for one in _ISO.finditer(text):
        yield from _one(one, one[1], int(one[3]), one[4], today)
    for one in _NUMERIC.finditer(text):
        yield from _one(one, one[4], int(one[3]), one[1], today)
    for one in _BARE.finditer(text):
        if _SAYS_BIRTH.search(text[max(0, one.start() - 30) : one.start()].casefold()):
            yield from _one(one, one[3], int(one[2]), one[1], today)
    for one in _in_words(months).finditer(text):
        number = months[(one["month"] or one["first"]).casefold().rstrip(".")]
        day = one["day"] or one["second"]
        year = one["year"] or one["other"]
        if year is None:
            yield one.start(), one.end(), None
        else:
            yield from _one(one, year.lstrip("'’"), number, day, today)


def _in_words(months: Mapping[str, int]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    year = r"(?:(?:19|20)\d{2}|['’]\d{2})"
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:e|ste|de|st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<month>{names})\b\.?"
        rf"(?:,?\s*(?:de\s+)?(?P<year>{year}))?"
        rf"|\b(?P<first>{names})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<other>{year})",
        re.IGNORECASE,
    )


def _one(
    found: re.Match[str], year: str, month: int, day: str, today: date
) -> Iterator[tuple[int, int, date | None]]:
    """The date, when it is one and lies in the past of a living person."""
    full = int(year) if len(year) > 2 else 2000 + int(year)
    full -= 100 if len(year) == 2 and full > today.year else 0
    for first, second in ((month, int(day)), (int(day), month)):
        try:
            when = date(full, first, second)
        except ValueError:
            continue
        if 0 <= today.year - full <= _LONGEST_LIFE:
            yield found.start(), found.end(), when
        return
