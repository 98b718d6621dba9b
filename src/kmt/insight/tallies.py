"""Counting: reports by number, people by pseudonymous key. Pure: rows in, tables of numbers out.

Rules: reports and people are never added together. Somebody who was exploited in several forms
counts in each form, and once in every total. Unknown is always there, also when it is zero
(CoMensha counts in the same way). No key of a person leaves this module.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kmt.vocabulary.entries import UNKNOWN_FORM

UNKNOWN_PLACE = ""


class PlacedRow(Protocol):
    """Something of one form, place and year."""

    @property
    def form(self) -> str:
        """Code of the form of exploitation."""

    @property
    def municipality(self) -> str:
        """CBS code, empty when unknown."""

    @property
    def year(self) -> int:
        """Year of the (first) report."""


class ReportRow(PlacedRow, Protocol):
    """Reports of one form, place and year."""

    @property
    def number(self) -> int:
        """How many."""


class PersonRow(PlacedRow, Protocol):
    """One person in one form; somebody with two forms has two rows."""

    @property
    def person_key(self) -> Hashable:
        """Pseudonymous key, the same for the same person in every row."""


Row = TypeVar("Row", bound=PlacedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Numbers by place (rows) and form (columns), with a total per place, per form, and of all.

    For people a total is smaller than the sum of its cells when somebody has several forms.
    """

    places: tuple[str, ...]
    forms: tuple[str, ...]
    cells: dict[tuple[str, str], int]
    by_place: dict[str, int]
    by_form: dict[str, int]
    total: int

    def cell(self, place: str, form: str) -> int:
        """The number for a place and a form; nothing seen is zero."""
        return self.cells.get((place, form), 0)


def years_of(*groups: Iterable[PlacedRow]) -> tuple[int, ...]:
    """Every year that has a row in any group, newest first."""
    return tuple(sorted({row.year for rows in groups for row in rows}, reverse=True))


def tally_reports(rows: Iterable[ReportRow], *, places: Sequence[str], year: int | None) -> Tally:
    """Add up reports of a year (None: all years) over the given places."""
    one = [(row.municipality, row.form, row.number) for row in _in_year(rows, places, year)]
    cells: dict[tuple[str, str], int] = defaultdict(int)
    by_place: dict[str, int] = defaultdict(int)
    by_form: dict[str, int] = defaultdict(int)
    for place, form, number in one:
        cells[place, form] += number
        by_place[place] += number
        by_form[form] += number
    return Tally(
        places=tuple(places),
        forms=_forms(by_form),
        cells=dict(cells),
        by_place=_complete(by_place, places),
        by_form=_complete(by_form, _forms(by_form)),
        total=sum(number for _, _, number in one),
    )


def tally_people(rows: Iterable[PersonRow], *, places: Sequence[str], year: int | None) -> Tally:
    """Count different people of a year (None: all years) over the given places."""
    cells: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    by_place: dict[str, set[Hashable]] = defaultdict(set)
    by_form: dict[str, set[Hashable]] = defaultdict(set)
    for row in _in_year(rows, places, year):
        cells[row.municipality, row.form].add(row.person_key)
        by_place[row.municipality].add(row.person_key)
        by_form[row.form].add(row.person_key)
    return Tally(
        places=tuple(places),
        forms=_forms(by_form),
        cells={where: len(people) for where, people in cells.items()},
        by_place=_complete({place: len(people) for place, people in by_place.items()}, places),
        by_form=_complete({form: len(people) for form, people in by_form.items()}, _forms(by_form)),
        total=len(set().union(*by_place.values())),
    )


def _in_year(rows: Iterable[Row], places: Sequence[str], year: int | None) -> list[Row]:
    return [row for row in rows if row.municipality in places and year in {None, row.year}]


def _forms(seen: Iterable[str]) -> tuple[str, ...]:
    """The forms that occur, and unknown at the end."""
    return (*sorted(set(seen) - {UNKNOWN_FORM}), UNKNOWN_FORM)


def _complete(numbers: dict[str, int], keys: Iterable[str]) -> dict[str, int]:
    return {key: numbers.get(key, 0) for key in keys}
