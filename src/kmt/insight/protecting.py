"""Counts for who works without files: small numbers hidden, and not to be found by subtraction.

Every number is a multiple of five; what is smaller than five is hidden, zero too. That alone is not
enough: beside a total of eight, two hidden parts are four each. So a total is withheld as well
whenever a reader who knows these rules could tell of a hidden part that it is somebody (it cannot
be 0), or that it is at most one (it cannot be 2). Parts and totals are those of a row, of a column,
of the sums, and of the years beside all years. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kmt.insight.rules import ROUNDING_BASE, SafeCount, safe_count
from kmt.insight.tallies import Tally

MOST_HIDDEN = ROUNDING_BASE - 1
WITHHELD = SafeCount(shown=None, withheld=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTally:
    """A tally as its reader may see it: exact numbers, or safe ones."""

    places: tuple[str, ...]
    forms: tuple[str, ...]
    cells: Mapping[tuple[str, str], SafeCount]
    by_place: Mapping[str, SafeCount]
    by_form: Mapping[str, SafeCount]
    total: SafeCount

    def cell(self, place: str, form: str) -> SafeCount:
        """The number for a place and a form."""
        return self.cells[place, form]


def exact(tally: Tally) -> ShownTally:
    """Every number as it is, for who reads the files themselves."""
    return _shown(
        tally,
        cells={where: SafeCount(shown=tally.cell(*where)) for where in _places_and_forms(tally)},
        by_place={place: SafeCount(shown=number) for place, number in tally.by_place.items()},
        by_form={form: SafeCount(shown=number) for form, number in tally.by_form.items()},
        total=SafeCount(shown=tally.total),
    )


def protected(tally: Tally, years: Sequence[Tally] = ()) -> ShownTally:
    """Every number safe; ``years``: the tallies per year of which this is the one of all years."""
    places = {
        place: _beside(
            number,
            [tally.cell(place, form) for form in tally.forms],
            [one.by_place.get(place, 0) for one in years],
        )
        for place, number in tally.by_place.items()
    }
    forms = {
        form: _beside(
            number,
            [tally.cell(place, form) for place in tally.places],
            [one.by_form.get(form, 0) for one in years],
        )
        for form, number in tally.by_form.items()
    }
    return _shown(
        tally,
        cells={
            where: _beside(tally.cell(*where), [one.cell(*where) for one in years])
            for where in _places_and_forms(tally)
        },
        by_place=places,
        by_form=forms,
        total=_beside(
            tally.total,
            list(tally.by_place.values()),
            list(tally.by_form.values()),
            [one.total for one in years],
        ),
    )


def may_stand(total: int, parts: Iterable[int]) -> bool:
    """Whether a total tells nothing of the hidden ones among its parts.

    Of each hidden part it stays possible that it is nobody, one, and more than one.
    """
    hidden, least, most = 0, 0, 0
    for low, high in map(between, parts):
        if high <= MOST_HIDDEN:
            hidden += 1
        else:
            least, most = least + low, most + high
    low, high = between(total)
    return not hidden or (low - most <= MOST_HIDDEN * (hidden - 1) and high - least > 1)


def between(number: int) -> tuple[int, int]:
    """What a reader knows of a number from what is shown of it: at least, at most."""
    shown = safe_count(number).shown
    if shown is None:
        return 0, MOST_HIDDEN
    return max(ROUNDING_BASE, shown - ROUNDING_BASE // 2), shown + ROUNDING_BASE // 2


def _beside(total: int, *lines: Sequence[int]) -> SafeCount:
    """A total beside its parts in one or more lines; a line without parts says nothing."""
    if total < ROUNDING_BASE or all(may_stand(total, line) for line in lines):
        return safe_count(total)
    return WITHHELD


def _places_and_forms(tally: Tally) -> list[tuple[str, str]]:
    return [(place, form) for place in tally.places for form in tally.forms]


def _shown(
    tally: Tally,
    *,
    cells: Mapping[tuple[str, str], SafeCount],
    by_place: Mapping[str, SafeCount],
    by_form: Mapping[str, SafeCount],
    total: SafeCount,
) -> ShownTally:
    return ShownTally(
        places=tally.places,
        forms=tally.forms,
        cells=cells,
        by_place=by_place,
        by_form=by_form,
        total=total,
    )
