"""The table of the region as its page shows it: columns by theme, a row per municipality."""

from collections.abc import Iterable
from dataclasses import dataclass

from kmt.mandate import wording
from kmt.mandate.reading import SHOWN_THEMES, Cell, ItemTally, Obligation, RegionRow, RegionView
from kmt.mandate.rules import Code

#: In this order everywhere: in the legend and in the list of a municipality.
ORDER = (Code.MET, Code.UNDER_WAY, Code.NOT_STARTED, Code.EXPIRED, Code.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeColumns:
    """A theme over its columns."""

    words: str
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The items of one municipality that stand alike, for a narrow screen."""

    code: Code
    words: str
    letter: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A municipality with its cells in the order of the columns, and grouped by standing."""

    row: RegionRow
    cells: tuple[tuple[Cell, bool], ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """The table; the boolean beside a cell or total: a theme begins here."""

    themes: tuple[ThemeColumns, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[tuple[ItemTally, bool], ...]
    legend: tuple[Group, ...]


def heat_of(seen: RegionView) -> Heat:
    """The table of what is shown; who keeps their details is left out of it."""
    themes = tuple(
        ThemeColumns(words=wording.theme_word(theme), obligations=found)
        for theme in SHOWN_THEMES
        if (found := tuple(one for one in seen.obligations if one.theme == theme))
    )
    order = [one.item for theme in themes for one in theme.obligations]
    first = {theme.obligations[0].item for theme in themes}
    totals = {one.obligation.item: one for one in seen.per_item}
    return Heat(
        themes=themes,
        rows=tuple(_row(one, order, first) for one in seen.rows if one.shown),
        totals=tuple((totals[item], item in first) for item in order),
        legend=tuple(_group(code, ()) for code in ORDER),
    )


def _row(row: RegionRow, order: Iterable[str], first: set[str]) -> HeatRow:
    cells = {one.item: one for one in row.cells}
    return HeatRow(
        row=row,
        cells=tuple((cells[item], item in first) for item in order),
        groups=tuple(
            _group(code, found)
            for code in ORDER
            if (found := tuple(one.item for one in row.cells if one.code == code))
        ),
    )


def _group(code: Code, items: tuple[str, ...]) -> Group:
    return Group(
        code=code, words=wording.standing_word(code), letter=wording.letter(code), items=items
    )
