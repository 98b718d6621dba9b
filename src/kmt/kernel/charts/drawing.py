"""The frame around every drawing: two sizes, a title, a description, figures in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from kmt.kernel.charts.shapes import Chart, Words

NARROW, WIDE = 288, 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One of the two drawings, with the class suffix by which the style sheet picks it."""

    name: str
    width: int
    height: int
    marks: SafeString


def chart_of(
    drawings: Iterable[Drawing],
    *,
    key: str,
    title: Words,
    said: Sequence[str],
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    source: Words,
) -> Chart:
    """Put drawings, names and table together; ``said`` is what the picture says, row by row."""
    description = "; ".join(said) + "."
    svg = format_html_join(
        "",
        '<svg class="chart-{0}" viewBox="0 0 {1} {2}" role="img" '
        'aria-labelledby="{3}-{0}-t {3}-{0}-d"><title id="{3}-{0}-t">{4}</title>'
        '<desc id="{3}-{0}-d">{5}</desc>{6}</svg>',
        ((one.name, one.width, one.height, key, title, description, one.marks) for one in drawings),
    )
    return Chart(
        svg=svg,
        title=str(title),
        description=description,
        columns=columns,
        rows=rows,
        source=source,
    )


def figure(value: float | None) -> str:
    """A figure as the reader writes it: 48.013 in Dutch; whole, for these are people."""
    return "" if value is None else str(number_format(round(value), force_grouping=True))


def joined(marks: Iterable[SafeString]) -> SafeString:
    """Marks one after the other."""
    return format_html_join("", "{}", ((mark,) for mark in marks))
