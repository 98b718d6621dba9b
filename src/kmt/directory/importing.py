"""From the rows of a file to entries of the social map: the columns, and what is wrong per row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kmt.directory import lists, wording
from kmt.directory.reading import CODES
from kmt.directory.rules import ANSWERS, SHORT, TEXT, Content, name_key
from kmt.directory.writing import wrong_with
from kmt.kernel.workbooks import Column, Kind, Problem, Row, Sheet, read_rows

Standing = Callable[[Sequence[str]], Mapping[str, Content]]
#: A social map of a region has some hundred organisations.
MOST_ROWS = 2000
_CHOICES = {
    "services": lists.SERVICE,
    "forms": lists.FORM,
    "sexes": lists.SEX,
    "places": lists.PLACE,
    "languages": lists.LANGUAGE,
    "contra": lists.CONTRA,
}
_ANSWERED = ("minors", "children", "no_status")
_KINDS = {"capacity": Kind.INTEGER, "capacity_on": Kind.DATE}
_MOST = {
    "name": 120,
    "about": TEXT,
    "hours": TEXT,
    "intake": TEXT,
    "contra_words": TEXT,
    "phone": 30,
}


def columns(on: date) -> tuple[Column, ...]:
    """The columns a file may have, in the order of the form; two of them must be filled."""
    return tuple(_column(name, on) for name in wording.FIELD_WORDS)


def _column(name: str, on: date) -> Column:
    kind = Kind.CHOICES if name in CODES else _KINDS.get(name, Kind.TEXT)
    choices = dict(lists.pairs(_CHOICES[name], on)) if name in CODES else {}
    if name in _ANSWERED:
        kind, choices = Kind.CHOICE, dict(lists.pairs(lists.ANSWER, on))
    return Column(
        key=name,
        title=wording.field_word(name),
        kind=kind,
        required=name in {"name", "services"},
        choices=choices,
        most=_MOST.get(name, SHORT),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of a file: the entries it holds, and everything that is wrong with it."""

    rows: tuple[tuple[int, Content], ...]
    problems: tuple[Problem, ...]

    @property
    def is_good(self) -> bool:
        """Whether all of it can be taken over."""
        return bool(self.rows) and not self.problems


def read(data: bytes, *, name: str, on: date, standing: Standing) -> Read:
    """The entries of a file with what is wrong with them, row by row; nothing is kept.

    ``standing`` gives what the map says now of organisations, by the key of their name: what has
    no column in the file stays as it is.
    """
    sheet = read_rows(data, name=name, columns=columns(on), most_rows=MOST_ROWS)
    return _checked(sheet, standing([row.text("name") for row in sheet.rows]))


def _checked(sheet: Sheet, now: Mapping[str, Content]) -> Read:
    problems, rows = list(sheet.problems), []
    first: dict[str, int] = {}
    for row in sheet.rows:
        problems += row.problems
        if row.problems:
            continue
        content = _content(row, now.get(name_key(row.text("name"))))
        rows.append((row.number, content))
        seen = first.setdefault(name_key(content.name), row.number)
        wrong = wrong_with(content)
        if seen != row.number:
            said = _("This organisation stands in row %(row)s too. Make it one row.")
            wrong = {**wrong, "name": said % {"row": seen}}
        problems += _sentences(row.number, wrong)
    return Read(rows=tuple(rows), problems=tuple(problems))


def _sentences(number: int, wrong: dict[str, str]) -> Sequence[Problem]:
    return [
        Problem(row=number, column=wording.field_word(field), sentence=sentence)
        for field, sentence in wrong.items()
    ]


def _content(row: Row, old: Content | None) -> Content:
    found: dict[str, Any] = {name: row.text(name) for name in wording.FIELD_WORDS}
    found |= {name: row.codes(name) for name in CODES}
    found |= {name: row.text(name) or ANSWERS[-1] for name in _ANSWERED}
    found |= {"capacity": row.whole("capacity"), "capacity_on": row.day("capacity_on")}
    there = {name: value for name, value in found.items() if name in row.values}
    return replace(old or Content(name=row.text("name")), **there)
