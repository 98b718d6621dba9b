"""Scenarios laid out for pages and paper: side by side, contributions, closing, chances."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kmt.finance.pictures import key_words
from kmt.finance.reckoning import Coverage
from kmt.finance.wording import euros
from kmt.kernel.charts import Chart, Line, years
from kmt.scenarios import wording
from kmt.scenarios.chances import Chances
from kmt.scenarios.closing import Closing, WhatCloses
from kmt.scenarios.reading import Reckoned, ScenarioView, SideBySide
from kmt.scenarios.sensing import Sensed

Rows = list[tuple[str, ...]]
REFUSED = {
    "too_much": "De bovengrenzen laten samen niet meer toe dan %(limit)s.",
    "too_little": "De ondergrenzen vragen samen al %(limit)s.",
}


def name_of(one: Reckoned) -> str:
    """The name of a scenario, or that it is the budget itself."""
    return one.scenario.name if one.scenario else _("The budget as it is")


def coverage_chart(found: Sequence[Reckoned]) -> Chart:
    """Coverage over the years, one line each; a year without costs is a gap."""
    return years(
        [
            Line(label=name_of(one), points={year.year: year.ratio for year in one.coverage})
            for one in found
        ],
        key="coverage",
        title=_("Coverage per year"),
        unit=_("coverage; closed from 1"),
        decimals=2,
        source=_("Secured structural income divided by structural costs."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCell:
    """One scenario in one year."""

    name: str
    ratio: str
    gap: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """One scenario in the table side by side, with a cell per year."""

    id: object
    name: str
    words: str
    example: bool
    cells: tuple[YearCell, ...]
    closed: bool


def table_of(found: Sequence[Reckoned]) -> list[ScenarioRow]:
    """Every scenario with its coverage and gap per year."""
    return [
        ScenarioRow(
            id=one.scenario.id if one.scenario else None,
            name=name_of(one),
            words=one.scenario.words if one.scenario else "",
            example=bool(one.scenario and one.scenario.example),
            cells=tuple(_cell(year) for year in one.coverage),
            closed=one.closed,
        )
        for one in found
    ]


def _cell(found: Coverage) -> YearCell:
    return YearCell(
        name=str(found.year),
        ratio=wording.ratio(found.ratio),
        gap=wording.whole(euros(found.gap)) if found.gap else "",
        closed=found.closed,
    )


def year_rows(base: Reckoned, found: Reckoned) -> Rows:
    """Per year: income, costs, coverage and gap of a scenario, with the coverage of the budget."""
    return [
        (
            str(one.year),
            _euros(one.income.amount),
            _euros(one.cost.amount),
            wording.ratio(one.ratio),
            _euros(one.gap or None),
            wording.ratio(other.ratio),
        )
        for one, other in zip(found.coverage, base.coverage, strict=True)
    ]


def paid_rows(base: Reckoned, found: Sequence[Reckoned], codes: Sequence[str], year: int) -> Rows:
    """Per municipality what it pays in a year by the budget and each scenario, and the change.

    The last row adds up, to the cent.
    """
    rows: Rows = []
    for code in codes:
        own = base.of(year, code)
        cells = [wording.place(code), _euros(own)]
        for one in found:
            paid = one.of(year, code)
            cells += [_euros(paid), wording.more((paid or Decimal(0)) - (own or Decimal(0)))]
        rows.append(tuple(cells))
    total = _total(base, year)
    last = [_("Together"), _euros(total)]
    for one in found:
        sums = _total(one, year)
        last += [_euros(sums), wording.more(sums - total)]
    return [*rows, tuple(last)]


def paid_columns(found: Sequence[Reckoned]) -> tuple[str, ...]:
    """The heads of that table."""
    heads = [_("Municipality"), _("The budget as it is")]
    for one in found:
        heads += [name_of(one), _("change")]
    return tuple(heads)


def _total(one: Reckoned, year: int) -> Decimal:
    return sum((each.amount for each in one.contributions.get(year, ())), Decimal("0.00"))


def _euros(amount: Decimal | None) -> str:
    return "–" if amount is None else wording.whole(euros(amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSeen:
    """What one key makes of the rise, or why it cannot."""

    name: str
    rows: Rows
    refused: str


def closing_seen(found: WhatCloses) -> list[ClosingSeen]:
    """Per key what each municipality would pay more."""
    return [
        ClosingSeen(
            name=_("The key of this scenario: %(key)s") % {"key": key_words(one.key)}
            if one.own
            else key_words(one.key),
            rows=_rises(one),
            refused=_refused(one),
        )
        for one in found.closings
    ]


def _rises(found: Closing) -> Rows:
    rows: Rows = [
        (wording.place(one.municipality), _euros(one.now), _euros(one.then), wording.more(one.more))
        for one in found.rises
    ]
    if not rows:
        return rows
    now = sum((one.now for one in found.rises), Decimal(0))
    then = sum((one.then for one in found.rises), Decimal(0))
    return [*rows, (_("Together"), _euros(now), _euros(then), wording.more(then - now))]


def _refused(found: Closing) -> str:
    if not found.refused:
        return ""
    words = REFUSED.get(found.refused, "Met deze sleutel kan het bedrag niet worden verdeeld.")
    return words % {"limit": euros(found.limit)}


def sensed_rows(found: Sequence[Sensed]) -> list[tuple[str, str, str, bool, str, str, bool]]:
    """Per assumption how it moves and the lowest coverage then, worse and better."""
    rows = []
    for one in found:
        name, worse, better = wording.sensed_words(one)
        rows.append(
            (
                name,
                worse,
                wording.lowest_words(one.worse),
                one.worse.closed,
                better,
                wording.lowest_words(one.better),
                bool(one.better and one.better.closed),
            )
        )
    return rows


def chance_rows(found: Chances) -> Rows:
    """Per year the chance that it is closed; with its interval when it was drawn."""
    rows = []
    for one in (*found.years, found.every):
        name = str(one.year) if one.year else _("all years")
        cells = [name, wording.chance(one.closed)]
        if found.draws:
            cells.append(f"{wording.chance(one.low)} – {wording.chance(one.high)}")
        rows.append(tuple(cells))
    return rows


def change_lines(view: ScenarioView) -> list[tuple[str, str, str, bool]]:
    """Per change: its id, what it does, why, and whether it is about nothing any more."""
    names = {one.id: one.name for one in view.scenario.changes if one.name}
    lost = {one.id for one in view.reckoned.lost}
    return [
        (one.id, wording.change_words(view.budget, one, names), one.words, one.id in lost)
        for one in view.scenario.changes
    ]


def latest(found: SideBySide) -> int:
    """The year that is shown in detail unless another is chosen: the last."""
    return found.budget.last_year
