"""Horizontal bars from zero, each with its value in words at its end."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kmt.kernel.charts.drawing import Drawing, chart_of, figure, joined
from kmt.kernel.charts.scales import Scale, scales
from kmt.kernel.charts.shapes import Bar, Chart, Words

STUB = 10  # the width of a bar whose value is hidden or unknown: the same for all of them


def bars(
    rows: Sequence[Bar], *, key: str, title: Words, columns: tuple[str, str], source: Words = ""
) -> Chart:
    """Draw the bars; a hidden one is a stub of one fixed width, so that it tells nothing."""
    top = max((row.value or 0 for row in rows), default=0)
    both = scales(top, [row.label for row in rows], narrow_end=84, wide_end=96)
    data = tuple((str(row.label), _words(row)) for row in rows)
    return chart_of(
        (_drawing(rows, scale) for scale in both),
        key=key,
        title=title,
        said=[f"{label}: {words}" for label, words in data],
        columns=columns,
        rows=data,
        source=source,
    )


def _drawing(rows: Sequence[Bar], scale: Scale) -> Drawing:
    return Drawing(
        name=scale.name,
        width=scale.width,
        height=len(rows) * scale.row_height,
        marks=joined(_bar(row, index, scale) for index, row in enumerate(rows)),
    )


def _bar(row: Bar, index: int, scale: Scale) -> SafeString:
    left, y = scale.left, scale.y(index)
    length = STUB if row.value is None else max(round(scale.x(row.value) - scale.left, 1), 2)
    return format_html(
        '{}<rect class="{}" x="{}" y="{}" width="{}" height="18" rx="3"/>'
        '<text class="t-value" x="{}" y="{}">{}</text>',
        scale.label(row.label, index),
        "c-hidden" if row.value is None else "c-bar",
        left,
        y - 9,
        length,
        round(left + length + 8, 1),
        y + 5,
        _words(row),
    )


def _words(row: Bar) -> str:
    return str(row.text) or figure(row.value) or _("unknown")
