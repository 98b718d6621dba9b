"""The small picture of the scores of one domain over time, with the same as a table.

It shows how a domain of somebody's life went, by whose judgement; no line through several domains,
no sum and no mean: that would be a score of a person.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kmt.kernel.charts import Chart
from kmt.kernel.charts.drawing import NARROW, WIDE, Drawing, chart_of, joined
from kmt.plan import wording
from kmt.plan.reading import DomainRead, ScoreRead
from kmt.plan.rules import JudgedBy

_LEFT, _TOP, _STEP, _BELOW = 22, 12, 22, 34
_HEIGHT = _TOP + 4 * _STEP + _BELOW
#: More than these would not be told apart on a phone; the table has them all.
_SHOWN = 12


def picture(domain: DomainRead) -> Chart | None:
    """The scores of a domain that hold; None when there is none."""
    if not domain.counting:
        return None
    shown = domain.counting[-_SHOWN:]
    rows = tuple(
        (
            date_format(one.on, "j b Y"),
            f"{one.value} · {wording.score_word(one.value)}",
            wording.judged_word(one.judged_by) + (_(", taken back") if one.taken_back else ""),
            one.words,
        )
        for one in domain.scores
    )
    return chart_of(
        (_drawing("narrow", NARROW, shown), _drawing("wide", WIDE, shown)),
        key=f"score-{domain.place}",
        title=_("How it is: %(domain)s") % {"domain": domain.label},
        said=[f"{row[0]}: {row[1]} ({row[2]})" for row in rows],
        columns=(_("Day"), _("How it is"), _("Says who"), _("In a few words")),
        rows=rows,
        source="",
    )


def _drawing(name: str, width: int, shown: Sequence[ScoreRead]) -> Drawing:
    first, last = shown[0].on, shown[-1].on
    points = [(_x(one.on, first, last, width), _y(one.value), one) for one in shown]
    pairs = (
        pair
        for judge in JudgedBy
        for pair in pairwise(one for one in points if one[2].judged_by == judge)
    )
    lines = (
        format_html(
            '<line class="c-axis" stroke-width="3" x1="{}" y1="{}" x2="{}" y2="{}"/>',
            one[0],
            one[1],
            two[0],
            two[1],
        )
        for one, two in pairs
    )
    return Drawing(
        name=name,
        width=width,
        height=_HEIGHT,
        marks=joined([*_grid(width), *lines, *map(_mark, points), *_days(first, last, width)]),
    )


def _x(day: date, first: date, last: date, width: int) -> float:
    span = (last - first).days
    place = (day - first).days / span if span else 0.5
    return round(_LEFT + 14 + place * (width - _LEFT - 28), 1)


def _y(value: int) -> int:
    return _TOP + (4 - value) * _STEP


def _grid(width: int) -> list[SafeString]:
    return [
        format_html(
            '<line class="c-axis" x1="{}" y1="{}" x2="{}" y2="{}"/>'
            '<text class="t-soft" x="2" y="{}">{}</text>',
            _LEFT,
            _y(value),
            width,
            _y(value),
            _y(value) + 5,
            value,
        )
        for value in range(5)
    ]


def _mark(point: tuple[float, int, ScoreRead]) -> SafeString:
    """A full mark is the judgement of the person, an open one that of the coordinator."""
    x, y, one = point
    mine = one.judged_by == JudgedBy.VICTIM
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="6"/>', "c-bar" if mine else "c-point", x, y
    )


def _days(first: date, last: date, width: int) -> list[SafeString]:
    y = _y(0) + 26
    if first == last:
        middle = _x(first, first, last, width)
        return [_day(first, middle, y, "middle")]
    return [_day(first, _LEFT, y, "start"), _day(last, width, y, "end")]


def _day(day: date, x: float, y: int, anchor: str) -> SafeString:
    return format_html(
        '<text class="t-soft" x="{}" y="{}" text-anchor="{}">{}</text>',
        x,
        y,
        anchor,
        date_format(day, "j b Y"),
    )
