"""The interval ladder: bands under each other on one axis from zero, and where there is none, why."""

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
    """Draw the bands; ``key`` is unique on the page and ``source`` is said under the chart."""
    top = max((row.high or 0 for row in rows), default=0)
    both = scales(top, [row.label for row in rows], narrow_end=14, wide_end=30)
    return chart_of(
        (_drawing(rows, scale) for scale in both),
        key=key,
        title=title,
        said=[_said(row) for row in rows],
        columns=(_("What"), _("Low"), _("Middle"), _("High"), _("Note")),
        rows=tuple(_table_row(row) for row in rows),
        source=source,
    )


def _table_row(row: Interval) -> tuple[str, ...]:
    note = str(row.note) or ("" if row.has_band else _("no estimate"))
    return str(row.label), figure(row.low), figure(row.point), figure(row.high), note


def _said(row: Interval) -> str:
    if not row.has_band:
        return f"{row.label}: " + _("no estimate") + (f" ({row.note})" if row.note else "")
    band = _("%(low)s to %(high)s") % {"low": figure(row.low), "high": figure(row.high)}
    if row.point is None:
        return f"{row.label}: {band}"
    return f"{row.label}: {band}, " + _("middle %(point)s") % {"point": figure(row.point)}


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
    ticks = scale.ticks
    shown = {0.0, ticks[len(ticks) // 2], ticks[-1]} if scale.label_above else set(ticks)
    return format_html_join(
        "",
        '<line class="c-axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
        '<text class="t-soft" x="{0}" y="{2}" text-anchor="{3}">{4}</text>',
        (
            (
                scale.x(tick),
                height,
                height + 20,
                _anchor(tick, scale),
                figure(tick) if tick in shown else "",
            )
            for tick in ticks
        ),
    )


def _anchor(tick: float, scale: Scale) -> str:
    """On the narrow drawing the outer figures stay inside it."""
    if not scale.label_above:
        return "middle"
    return "start" if tick == 0 else "end" if tick == scale.ticks[-1] else "middle"


def _rung(row: Interval, index: int, scale: Scale) -> SafeString:
    label, y = scale.label(row.label, index), scale.y(index)
    if row.low is None or row.high is None:
        return format_html(
            '{}<text class="t-none" x="{}" y="{}">{}</text>',
            label,
            scale.left,
            y + 5,
            _("no estimate"),
        )
    left, right = scale.x(row.low), scale.x(row.high)
    return format_html(
        '{}<rect class="{}" x="{}" y="{}" width="{}" height="12" rx="6"/>{}',
        label,
        "c-band" if row.main else "c-band-other",
        left,
        y - 6,
        max(round(right - left, 1), 6),
        _point(row, y, scale),
    )


def _point(row: Interval, y: float, scale: Scale) -> SafeString:
    if row.point is None:
        return SafeString("")
    return format_html('<circle class="c-point" cx="{}" cy="{}" r="7"/>', scale.x(row.point), y)
