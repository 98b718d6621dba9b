"""Lines over years: each with its own dash and marker, a gap where nothing is known, one deadline.

Colour carries nothing: the lines are told apart by their dash and by the shape of their marks, and
the key below the drawing shows both. Values are whole or :class:`~decimal.Decimal`, never binary
fractions, and may be below zero.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kmt.kernel.charts.drawing import NARROW, WIDE, Drawing, chart_of, joined
from kmt.kernel.charts.plane import LETTER, Plane, plane_of, value_ticks
from kmt.kernel.charts.scales import LINE_HEIGHT, written
from kmt.kernel.charts.shapes import Chart, Deadline, Line, Number, Words

#: Per line in turn: its dash and its mark. More lines than these are refused.
STROKES = (
    ("", "circle"),
    ("8 4", "square"),
    ("2 4", "triangle"),
    ("12 4 2 4", "diamond"),
    ("5 3", "ring"),
    ("1 3", "bar"),
)
KEY_HEIGHT = 26
AXIS_ROOM = 30
Say = Callable[[Number], str]


def years(
    lines: Sequence[Line],
    *,
    key: str,
    title: Words,
    unit: Words = "",
    deadline: Deadline | None = None,
    decimals: int = 0,
    say: Say | None = None,
    source: Words = "",
) -> Chart:
    """Draw one to six lines over years; ``key`` is unique on the page.

    ``unit`` says what the values are ("van 28 opgaven"); it stands with every figure in the
    description and once above the axis. ``say`` writes a value (for money: with its sign); without
    it a value is written with ``decimals`` digits. Raises ``ValueError`` for more lines than can be
    told apart without colour.
    """
    if not 1 <= len(lines) <= len(STROKES):
        raise ValueError(f"A chart over years has one to {len(STROKES)} lines.")
    write = say or _writer(decimals)
    span = _span(lines)
    return chart_of(
        (
            _drawing(lines, span, name=name, width=width, deadline=deadline, unit=unit, say=write)
            for name, width in (("narrow", NARROW), ("wide", WIDE))
        ),
        key=key,
        title=title,
        said=[*(_said(line, span, write, unit) for line in lines), *_said_deadline(deadline)],
        columns=(_("Year"), *(str(line.label) for line in lines)),
        rows=tuple(
            (str(year), *(_words(line.points.get(year), write) for line in lines)) for year in span
        ),
        source=source,
    )


def _span(lines: Sequence[Line]) -> tuple[int, ...]:
    """Every year from the first to the last that is named, those without a value too."""
    named = [year for line in lines for year in line.points]
    return tuple(range(min(named), max(named) + 1)) if named else ()


def _writer(decimals: int) -> Say:
    """Rounded half up, as people round by hand; Django would cut off."""
    step = Decimal(1).scaleb(-decimals)

    def write(value: Number) -> str:
        rounded = Decimal(value).quantize(step, ROUND_HALF_UP)
        return str(number_format(rounded, decimal_pos=decimals, force_grouping=True))

    return write


def _words(value: Number | None, say: Say) -> str:
    return _("unknown") if value is None else say(value)


def _said(line: Line, span: Sequence[int], say: Say, unit: Words) -> str:
    told = ", ".join(f"{year} {_words(line.points.get(year), say)}" for year in span)
    return f"{line.label}: {told} {unit}".strip()


def _said_deadline(deadline: Deadline | None) -> list[str]:
    return [str(deadline.words)] if deadline else []


def _drawing(
    lines: Sequence[Line],
    span: Sequence[int],
    *,
    name: str,
    width: int,
    deadline: Deadline | None,
    unit: Words,
    say: Say,
) -> Drawing:
    values = [value for line in lines for value in line.points.values() if value is not None]
    ticks = value_ticks(values)
    plane = plane_of(
        span, ticks, width=width, label=max(len(say(tick)) for tick in ticks), top=AXIS_ROOM
    )
    keys = _keys(lines, plane)
    return Drawing(
        name=name,
        width=width,
        height=plane.bottom + AXIS_ROOM + len(keys) * KEY_HEIGHT,
        marks=format_html(
            '<text class="t-soft" x="0" y="14">{}</text>{}{}{}{}{}',
            unit,
            _value_axis(plane, say),
            _year_axis(plane),
            _deadline(deadline, plane),
            joined(_line(line, index, plane) for index, line in enumerate(lines)),
            joined(keys),
        ),
    )


def _value_axis(plane: Plane, say: Say) -> SafeString:
    return format_html_join(
        "",
        '<line class="c-axis" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text class="t-soft" x="{3}" y="{4}" text-anchor="end">{5}</text>',
        (
            (plane.left, plane.right, y, plane.left - 8, y + 5, say(tick))
            for tick in plane.ticks
            for y in (plane.y(tick),)
        ),
    )


def _year_axis(plane: Plane) -> SafeString:
    return format_html_join(
        "",
        '<text class="t-soft" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((plane.x(year), plane.bottom + 22, year) for year in plane.named_years),
    )


def _deadline(deadline: Deadline | None, plane: Plane) -> SafeString:
    """A line from top to bottom, its words on the side where there is room."""
    if deadline is None or not plane.holds(deadline.at):
        return SafeString("")
    x = plane.x(deadline.at)
    after = x < (plane.left + plane.right) / 2
    return format_html(
        '<g><line x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="currentColor" stroke-width="2" '
        'stroke-dasharray="4 4"/><text class="t-label t-value" x="{3}" y="{4}" '
        'text-anchor="{5}">{6}</text></g>',
        x,
        plane.top - 12,
        plane.bottom,
        round(x + (6 if after else -6), 1),
        plane.top - 2,
        "start" if after else "end",
        deadline.words,
    )


def _line(line: Line, index: int, plane: Plane) -> SafeString:
    """Strokes between neighbouring years that both have a value, and a mark at every value."""
    known = {year: value for year, value in line.points.items() if value is not None}
    places = {year: (plane.x(year), plane.y(known[year])) for year in sorted(known)}
    dash, mark = STROKES[index]
    strokes = joined(
        _stroke(places[year], places[year + 1], dash) for year in places if year + 1 in places
    )
    return format_html("<g>{}{}</g>", strokes, joined(_mark(mark, *one) for one in places.values()))


def _stroke(start: tuple[float, float], end: tuple[float, float], dash: str) -> SafeString:
    drawn = format_html(' stroke-dasharray="{}"', dash) if dash else SafeString("")
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="currentColor" stroke-width="2.5"{}/>',
        *start,
        *end,
        drawn,
    )


def _mark(shape: str, x: float, y: float) -> SafeString:
    if shape in {"circle", "ring"}:
        return format_html(
            '<circle class="{}" cx="{}" cy="{}" r="5"/>',
            "c-bar" if shape == "circle" else "c-point",
            x,
            y,
        )
    corners = {
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
        "triangle": ((0, -6), (6, 5), (-6, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
        "bar": ((-2, -8), (2, -8), (2, 8), (-2, 8)),
    }[shape]
    return format_html(
        '<polygon class="c-band-other" points="{}"/>',
        " ".join(f"{round(x + right, 1)},{round(y + down, 1)}" for right, down in corners),
    )


def _keys(lines: Sequence[Line], plane: Plane) -> list[SafeString]:
    """One row per line: its stroke with its mark, and its name in at most two lines of text."""
    letters = int((plane.right - 60) / LETTER)
    rows: list[SafeString] = []
    for index, line in enumerate(lines):
        told = wrap(str(line.label), letters)[:2] or [""]
        y = plane.bottom + AXIS_ROOM + len(rows) * KEY_HEIGHT + 18
        dash, mark = STROKES[index]
        rows.append(
            format_html(
                "<g>{}{}{}</g>",
                _stroke((0, y - 5), (44, y - 5), dash),
                _mark(mark, 22, y - 5),
                written(told, x=54, y=y, name="t-label"),
            )
        )
        # A second line of text takes the room of a row of its own.
        rows += [SafeString("")] * ((len(told) - 1) * LINE_HEIGHT > 0)
    return rows
