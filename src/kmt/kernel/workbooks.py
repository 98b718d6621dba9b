"""Rows that somebody brings in a workbook (.xlsx) or a text with commas (.csv), read in safety.

Nothing is changed here and nothing is guessed: every row comes back with its number, its values in
the type that was asked for, and what is wrong with it in a sentence. A room shows that as a dry run
first, and takes the rows over when somebody says so. Used by ``directory`` and ``finance``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from kmt.kernel.workbook_cells import Cells, Unreadable, cells_of

MOST_ROWS = 5000
MOST_LETTERS = 2000
_MOST_DIGITS = 15
#: More merged cells than these say the same thing over and over.
_MOST_MERGED = 20


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that is known: its title above the sheet, and what may stand under it.

    ``required``: the column must be there and every row must fill it. ``choices``: per code its
    words; both may be typed. Several choices in one cell are parted by a semicolon.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = MOST_LETTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong: in which row (0: with the file), in which column, in words."""

    row: int = 0
    column: str = ""
    sentence: str


Value: TypeAlias = str | int | Decimal | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as the sheet counts, its values per key of a column, its problems."""

    number: int
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()

    def text(self, key: str) -> str:
        """The text (or the code of a choice) of a column; empty where nothing stands."""
        found = self.values.get(key)
        return found if isinstance(found, str) else ""

    def whole(self, key: str) -> int | None:
        """The whole number of a column."""
        found = self.values.get(key)
        return found if isinstance(found, int) else None

    def decimal(self, key: str) -> Decimal | None:
        """The number of a column."""
        found = self.values.get(key)
        return found if isinstance(found, Decimal) else None

    def day(self, key: str) -> date | None:
        """The date of a column."""
        found = self.values.get(key)
        return found if isinstance(found, date) else None

    def codes(self, key: str) -> tuple[str, ...]:
        """The codes of a column in which several may stand."""
        found = self.values.get(key)
        return found if isinstance(found, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was read: the rows, and what is wrong with the file as a whole."""

    name: str
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Of the file first, then row by row."""
        return (*self.problems, *(one for row in self.rows for one in row.problems))

    @property
    def is_good(self) -> bool:
        """Whether there are rows, and nothing is wrong with any of them."""
        return bool(self.rows) and not self.all_problems


def read_rows(
    data: bytes, *, name: str, columns: Sequence[Column], most_rows: int = MOST_ROWS
) -> Sheet:
    """The rows of a file; whatever the file is, this answers, and never raises for what is in it.

    ``name`` is only shown again: what the file is, is seen from its contents. The first row that
    holds anything is the heading, in any order of columns and in any case.
    """
    try:
        cells = cells_of(data, most_rows=most_rows)
    except Unreadable as why:
        return Sheet(name=name, problems=(Problem(sentence=str(why)),))
    if not cells.rows:
        return _refused(name, _("There is nothing in this sheet. Choose the file again."))
    (heading, titles), *rows = cells.rows
    places, wrong = _places(titles, columns)
    wrong += _merged(cells, heading)
    if not rows and not wrong:
        return _refused(name, _("There are no rows under the heading. Add them, and try again."))
    if any(one.sentence for one in wrong if one.row in {0, heading}):
        return Sheet(name=name, problems=tuple(wrong))
    merged = {one.row: one for one in wrong}
    read = tuple(_row(number, found, places, cells, merged.get(number)) for number, found in rows)
    outside = merged.keys() - {one.number for one in read}
    return Sheet(name=name, rows=read, problems=tuple(merged[one] for one in sorted(outside)))


def _refused(name: str, sentence: str) -> Sheet:
    return Sheet(name=name, problems=(Problem(sentence=sentence),))


def _plain(title: object) -> str:
    return " ".join(str("" if title is None else title).split()).casefold()


def _places(
    titles: Sequence[object], columns: Sequence[Column]
) -> tuple[dict[int, Column], list[Problem]]:
    """Which column stands where, and which are unknown, double or missing."""
    known = {_plain(word): one for one in columns for word in (one.key, one.title)}
    all_titles = ", ".join(one.title for one in columns)
    places: dict[int, Column] = {}
    wrong: list[Problem] = []
    for place, title in enumerate(titles):
        shown = str("" if title is None else title).strip()[:80]
        column = known.get(_plain(title))
        if not shown:
            continue
        if column is None:
            said = _("The column “%(title)s” is unknown here. Known are: %(titles)s.")
            wrong.append(_of_file(said % {"title": shown, "titles": all_titles}, shown))
        elif column in places.values():
            said = _("The column “%(title)s” is there twice. Keep one of them.")
            wrong.append(_of_file(said % {"title": shown}, shown))
        else:
            places[place] = column
    for one in columns:
        if one.required and one not in places.values():
            said = _("The column “%(title)s” is missing. Add it, also where it stays empty.")
            wrong.append(_of_file(said % {"title": one.title}, one.title))
    return places, wrong


def _of_file(sentence: str, column: str = "") -> Problem:
    return Problem(column=column, sentence=sentence)


def _merged(cells: Cells, heading: int) -> list[Problem]:
    """One problem per row in which cells are merged; those above the heading do not matter."""
    said = _("The cells %(where)s are merged. Undo that: every row needs its own values.")
    found: dict[int, Problem] = {}
    for row, where in cells.merged:
        if row >= heading and len(found) < _MOST_MERGED:
            found.setdefault(row, Problem(row=row, sentence=said % {"where": where[:30]}))
    return list(found.values())


def _row(
    number: int,
    found: Sequence[object],
    places: Mapping[int, Column],
    cells: Cells,
    merged: Problem | None,
) -> Row:
    problems = [] if merged is None else [merged]
    values: dict[str, Value] = {}
    for place, column in places.items():
        raw = found[place] if place < len(found) else None
        where = (number, place + 1)
        try:
            if raw is None and where in cells.formulas:
                raise ValueError(
                    _("A formula without an outcome stands here. Paste it as a value.")
                )
            if where in cells.failed:
                raise ValueError(_("The formula in this cell failed. Repair it."))
            values[column.key] = _value(raw, column)
        except ValueError as why:
            problems.append(Problem(row=number, column=column.title, sentence=str(why)))
    if any(str(one or "").strip() for one in found[max(places, default=0) + 1 :]):
        said = _("There are more cells in this row than columns in the heading.")
        problems.append(Problem(row=number, sentence=said))
    return Row(number=number, values=values, problems=tuple(problems))


def _value(raw: object, column: Column) -> Value:
    """The cell in the type of its column; ``ValueError`` says in words why not."""
    empty = raw is None or not str(raw).strip()
    if empty and column.required:
        raise ValueError(_("This cell may not be empty."))
    if empty:
        return _EMPTY.get(column.kind)
    return _READERS[column.kind](raw, column)


def _text(raw: object, column: Column) -> Value:
    if isinstance(raw, str) and raw.lstrip().startswith("="):
        raise ValueError(_("A formula without an outcome stands here. Paste it as a value."))
    if isinstance(raw, datetime | date):
        raw = f"{raw:%d-%m-%Y}"
    elif isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = "".join(one for one in str(raw).strip() if one.isprintable() or one == "\n")
    if len(text) > column.most:
        said = _("This text has %(letters)s characters; %(most)s fit.")
        raise ValueError(said % {"letters": len(text), "most": column.most})
    return text


def _shown(raw: object) -> str:
    return " ".join(str(raw).split())[:40]


def _whole(raw: object, column: Column) -> Value:
    number = _decimal(raw, column)
    if not isinstance(number, Decimal) or number != number.to_integral_value():
        said = _("“%(text)s” is not a whole number.")
        raise ValueError(said % {"text": _shown(raw)})
    return int(number)


def _decimal(raw: object, _column: Column) -> Value:
    """A number, typed with a decimal comma or kept as one by the workbook."""
    if isinstance(raw, bool):
        raw = str(raw)
    # What the workbook shows is the shortest text of its number; a sum of cents stays one.
    kept = isinstance(raw, int | float | Decimal)
    number = Decimal(str(raw)) if kept else _typed(str(raw))
    if not number.is_finite() or abs(number) >= 10**_MOST_DIGITS:
        raise ValueError(_("This number is too large to be true."))
    return number


def _typed(raw: str) -> Decimal:
    text = re.sub(r"[\s€\u00a0\u202f]", "", raw).removesuffix(",-").replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text, re.ASCII):
        said = _("“%(text)s” can be two numbers. Leave the point out, or write a comma.")
        raise ValueError(said % {"text": _shown(raw)})
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text, re.ASCII):
        text = text.replace(".", "")
    if not re.fullmatch(r"-?\d+([.,]\d+)?", text, re.ASCII):
        said = _("“%(text)s” is text; a number belongs here, such as 1250,50.")
        raise ValueError(said % {"text": _shown(raw)})
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as wrong:
        raise ValueError(_("This number is too large to be true.")) from wrong


def _day(raw: object, _column: Column) -> Value:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    for shape in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    said = _("“%(text)s” is not a date. Write it as 31-12-2026.")
    raise ValueError(said % {"text": _shown(raw)})


def _choice(raw: object, column: Column) -> Value:
    return _code(str(raw), column)


def _choices(raw: object, column: Column) -> Value:
    parts = [one for one in re.split(r"[;\n|]", str(raw)) if one.strip()]
    return tuple(dict.fromkeys(_code(one, column) for one in parts))


def _code(typed: str, column: Column) -> str:
    by_word = {
        _plain(word): code for code, words in column.choices.items() for word in (words, code)
    }
    found = by_word.get(_plain(typed))
    if found is None:
        known = ", ".join(list(column.choices.values())[:12])
        said = _("“%(text)s” cannot be chosen here. Possible are: %(choices)s.")
        raise ValueError(said % {"text": _shown(typed), "choices": known})
    return found


_EMPTY: Mapping[Kind, Value] = {Kind.TEXT: "", Kind.CHOICE: "", Kind.CHOICES: ()}
_READERS: Mapping[Kind, Callable[[Any, Column], Value]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _day,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
