"""The interval ladder: bands on one axis from zero, and where there is no band, why not."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kmt.kernel.charts.drawing import Drawing, chart_of, figure, joined
from kmt.kernel.charts.scales import Scale, scales
from kmt.kernel.charts.shapes import Chart, Interval, Words

AXIS_HEIGHT = 26


def interval_ladder(
    rows: Sequence[Interval], *, key: str, title: Words, source: Words = ""
) -> Chart:
    """Draw the bands; ``key`` is unique on the page and ``source`` is said under the chart.

    Where a row has no band its note is written in the drawing: keep it under 60 letters.
    """
    top = max((row.high or 0 for row in rows), default=0)
    both = scales(top, [row.label for row in rows], narrow_end=116, wide_end=132)
    return chart_of(
        (_drawing(rows, scale) for scale in both),
        key=key,
        title=title,
        said=[_said(row) for row in rows],
        columns=(_("What"), _("Low"), _("Middle"), _("High"), _("Explanation")),
        rows=tuple(_table_row(row) for row in rows),
        source=source,
    )


def _table_row(row: Interval) -> tuple[str, ...]:
    note = str(row.note) or ("" if row.has_band else _("no estimate"))
    return str(row.label), figure(row.low), figure(row.point), figure(row.high), note


def _said(row: Interval) -> str:
    if not row.has_band:
        return f"{row.label}: {_why_not(row)}"
    if row.low == row.high:
        return f"{row.label}: {figure(row.low)}"
    band = _("%(low)s to %(high)s") % {"low": figure(row.low), "high": figure(row.high)}
    if row.point is None:
        return f"{row.label}: {band}"
    return f"{row.label}: {band}, " + _("middle %(point)s") % {"point": figure(row.point)}


def _why_not(row: Interval) -> str:
    return _("no estimate") + (f": {row.note}" if row.note else "")


def _drawing(rows: Sequence[Interval], scale: Scale) -> Drawing:
    height = len(rows) * scale.row_height
    rungs = joined(_rung(row, index, scale) for index, row in enumerate(rows))
    return Drawing(
        name=scale.name,
        width=scale.width,
        height=height + AXIS_HEIGHT,
        marks=format_html("{}{}", _axis(height, scale), rungs),
    )


def _axis(height: int, scale: Scale) -> SafeString:
    """Lines at every step; on the narrow drawing figures only where they keep apart."""
    ticks = scale.ticks
    shown = {ticks[0], ticks[-1]} if scale.stacked else set(ticks)
    return format_html_join(
        "",
        '<line class="c-axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
        '<text class="t-soft" x="{0}" y="{2}" text-anchor="{3}">{4}</text>',
        (
            (
                scale.x(tick),
                height,
                height + 20,
                "start" if scale.stacked and tick == 0 else "middle",
                figure(tick) if tick in shown else "",
            )
            for tick in ticks
        ),
    )


def _rung(row: Interval, index: int, scale: Scale) -> SafeString:
    label, y = scale.label(row.label, index), scale.y(index)
    if row.low is None or row.high is None:
        return format_html("{}{}", label, scale.instead(_why_not(row), index))
    left, right = scale.x(row.low), scale.x(row.high)
    length = max(round(right - left, 1), 6)
    return format_html(
        '{}<rect class="{}" x="{}" y="{}" width="{}" height="12" rx="6"/>{}'
        '<text class="t-label t-value" x="{}" y="{}">{}</text>',
        label,
        "c-band" if row.main else "c-band-other",
        left,
        y - 6,
        length,
        _point(row, y, scale),
        round(left + length + 12, 1),
        y + 5,
        figure(row.low) if row.low == row.high else f"{figure(row.low)}–{figure(row.high)}",
    )


def _point(row: Interval, y: float, scale: Scale) -> SafeString:
    if row.point is None:
        return SafeString("")
    return format_html('<circle class="c-point" cx="{}" cy="{}" r="7"/>', scale.x(row.point), y)
