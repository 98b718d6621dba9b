"""Charts as safe SVG with the same data as a table: no library, no inline style, one or two kB.

Every chart is drawn twice from the same data, narrow and wide, because one drawing cannot be
legible at 320 px and fill a desk: text in an SVG shrinks with it. The style sheet shows the one
that fits its container. Sizes are in SVG units; at the smallest container (256 px) a unit of the
narrow drawing is 0.89 px, so that its text of 14 units stays above 12 px.

Colours are classes of the style sheet; names and descriptions are for those who do not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Words = str | Promise

NARROW, WIDE = 288, 640
TILE_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One row of a ladder: a band in people per year (or the unit of the caller).

    Without ``low`` and ``high`` there is no estimate and ``note`` says why; a ``point`` only where
    one number is honest. ``main`` rows stand out, the others are there to compare.
    """

    label: Words
    low: float | None = None
    high: float | None = None
    point: float | None = None
    note: Words = ""
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One area on a tile map: its place from the top left, counted from 1, and its value as text.

    ``step`` 0 to 4 chooses the colour. A ``hidden`` tile has a value too small to show: its text
    (for instance ``<5``) is all that anyone learns, and its colour is the same whatever it hides.
    """

    short: str
    name: str
    column: int
    row: int
    text: Words
    step: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; without a value it is hidden or unknown, and ``text`` says which."""

    label: Words
    value: float | None
    text: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing and the same data as a table; render with ``{% chart … %}``."""

    svg: SafeString
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: Words = ""


def interval_ladder(
    rows: Sequence[Interval], *, key: str, title: Words, source: Words = ""
) -> Chart:
    """Bands under each other on one axis from zero; ``key`` is unique on the page."""
    top = max((row.high or 0 for row in rows), default=0)
    columns = (_("What"), _("Low"), _("Middle"), _("High"), _("Note"))
    data = tuple(
        (
            str(row.label),
            _figure(row.low),
            _figure(row.point),
            _figure(row.high),
            str(row.note) if _has_band(row) else str(row.note) or _("no estimate"),
        )
        for row in rows
    )
    return _chart(
        key=key,
        title=title,
        said=[_say_interval(row) for row in rows],
        drawings=[
            (name, scale.size(len(rows)), _ladder(rows, scale))
            for name, scale in _scales(top).items()
        ],
        columns=columns,
        rows=data,
        source=source,
    )


def bars(
    rows: Sequence[Bar], *, key: str, title: Words, columns: tuple[str, str], source: Words = ""
) -> Chart:
    """Horizontal bars from zero, each with its value in words at its end."""
    top = max((row.value or 0 for row in rows), default=0)
    data = tuple((str(row.label), _bar_text(row)) for row in rows)
    return _chart(
        key=key,
        title=title,
        said=[f"{label}: {text}" for label, text in data],
        drawings=[
            (name, scale.size(len(rows), axis=False), _bars(rows, scale))
            for name, scale in _scales(top, room_for_text=64).items()
        ],
        columns=columns,
        rows=data,
        source=source,
    )


def tile_map(
    tiles: Sequence[Tile], *, key: str, title: Words, columns: tuple[str, str], source: Words = ""
) -> Chart:
    """Areas as equal tiles roughly where they lie; the value is text, the colour only helps."""
    across = max((tile.column for tile in tiles), default=1)
    down = max((tile.row for tile in tiles), default=1)
    data = tuple((tile.name, str(tile.text)) for tile in sorted(tiles, key=lambda one: one.name))
    return _chart(
        key=key,
        title=title,
        said=[f"{name}: {text}" for name, text in data],
        drawings=[
            ("narrow", (NARROW, down * 46), _tiles(tiles, NARROW / across, 46, full=False)),
            ("wide", (WIDE, down * 62), _tiles(tiles, WIDE / across, 62, full=True)),
        ],
        columns=columns,
        rows=data,
        source=source,
    )


# --- the two scales of ladder and bars -----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where things go: narrow puts the label above its band, wide puts it on the left."""

    left: float
    right: float
    width: int
    row_height: int
    top: float
    ticks: tuple[float, ...]
    label_above: bool

    def x(self, value: float) -> float:
        return round(self.left + (self.right - self.left) * value / (self.top or 1), 1)

    def label_y(self, index: int) -> float:
        return index * self.row_height + (15 if self.label_above else self.row_height / 2 + 5)

    def band_y(self, index: int) -> float:
        return index * self.row_height + (30 if self.label_above else self.row_height / 2)

    def size(self, count: int, *, axis: bool = True) -> tuple[int, int]:
        return self.width, count * self.row_height + (26 if axis else 0)


def _scales(top: float, room_for_text: int = 18) -> dict[str, _Scale]:
    ticks = _ticks(top)
    narrow = _Scale(
        left=8,
        right=NARROW - room_for_text,
        width=NARROW,
        row_height=52,
        top=ticks[-1],
        ticks=(ticks[0], ticks[len(ticks) // 2], ticks[-1]) if len(ticks) % 2 else ticks[::3],
        label_above=True,
    )
    wide = _Scale(
        left=236,
        right=WIDE - max(room_for_text, 28),
        width=WIDE,
        row_height=44,
        top=ticks[-1],
        ticks=ticks,
        label_above=False,
    )
    return {"narrow": narrow, "wide": wide}


def _ticks(top: float) -> tuple[float, ...]:
    """From zero to just above the largest value, in steps of 1, 2 or 5 times a power of ten."""
    if top <= 0:
        return (0.0, 1.0)
    rough = top / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return tuple(step * index for index in range(ceil(top / step) + 1))


# --- drawings ------------------------------------------------------------------------------


def _ladder(rows: Sequence[Interval], scale: _Scale) -> SafeString:
    bottom = len(rows) * scale.row_height
    axis = format_html_join(
        "",
        '<line class="c-axis" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
        '<text class="t-soft" x="{0}" y="{2}" text-anchor="{3}">{4}</text>',
        (
            (scale.x(tick), bottom, bottom + 20, _anchor(tick, scale), _figure(tick))
            for tick in scale.ticks
        ),
    )
    drawn = (_rung(row, index, scale) for index, row in enumerate(rows))
    return format_html("{}{}", axis, format_html_join("", "{}", ((one,) for one in drawn)))


def _anchor(tick: float, scale: _Scale) -> str:
    """The last figure under the axis ends at its line, so that a long one stays in the drawing."""
    return "end" if tick == scale.top else "start" if tick == 0 else "middle"


def _rung(row: Interval, index: int, scale: _Scale) -> SafeString:
    label = _label(row.label, index, scale)
    if row.low is None or row.high is None:
        return format_html(
            '{}<text class="t-none" x="{}" y="{}">{}</text>',
            label,
            scale.left,
            scale.band_y(index) + (8 if scale.label_above else 5),
            _("no estimate"),
        )
    return format_html(
        '{}<rect class="{}" x="{}" y="{}" width="{}" height="10" rx="5"/>{}',
        label,
        "c-band" if row.main else "c-band-other",
        scale.x(row.low),
        scale.band_y(index) - 5,
        max(round(scale.x(row.high) - scale.x(row.low), 1), 4),
        _point(row, index, scale),
    )


def _point(row: Interval, index: int, scale: _Scale) -> SafeString:
    if row.point is None:
        return SafeString("")
    return format_html(
        '<circle class="c-point" cx="{}" cy="{}" r="6"/>', scale.x(row.point), scale.band_y(index)
    )


def _label(label: Words, index: int, scale: _Scale) -> SafeString:
    return format_html('<text x="0" y="{}">{}</text>', scale.label_y(index), label)


def _bars(rows: Sequence[Bar], scale: _Scale) -> SafeString:
    return format_html_join("", "{}", ((_bar(row, i, scale),) for i, row in enumerate(rows)))


def _bar(row: Bar, index: int, scale: _Scale) -> SafeString:
    left = 0 if scale.label_above else scale.left
    length = 0.0 if row.value is None else max(scale.x(row.value) - scale.left, 2)
    return format_html(
        '{}<rect class="{}" x="{}" y="{}" width="{}" height="16" rx="2"/>'
        '<text class="t-value" x="{}" y="{}">{}</text>',
        _label(row.label, index, scale),
        "c-hidden" if row.value is None else "c-bar",
        left,
        scale.band_y(index) - 8,
        round(length, 1) or 10,
        round(left + (length or 10) + 8, 1),
        scale.band_y(index) + 5,
        _bar_text(row),
    )


def _tiles(
    tiles: Sequence[Tile], width: float, height: int, *, full: bool
) -> SafeString:
    return format_html_join(
        "",
        '<g class="tile {}"><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>'
        '<text class="t-name" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="t-value" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        (_tile(tile, width, height, full=full) for tile in tiles),
    )


def _tile(tile: Tile, width: float, height: int, *, full: bool) -> tuple[object, ...]:
    left, top = (tile.column - 1) * width, (tile.row - 1) * height
    middle = round(left + width / 2, 1)
    step = min(max(tile.step, 0), TILE_STEPS - 1)
    return (
        "c-hidden" if tile.hidden else f"c-step-{step}",
        round(left + 1.5, 1),
        top + 1.5,
        round(width - 3, 1),
        height - 3,
        middle,
        round(top + height * 0.42, 1),
        tile.name if full else tile.short,
        middle,
        round(top + height * 0.8, 1),
        tile.text,
    )


# --- words ---------------------------------------------------------------------------------


def _chart(
    *,
    key: str,
    title: Words,
    said: Sequence[str],
    drawings: Sequence[tuple[str, tuple[int, int], SafeString]],
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    source: Words,
) -> Chart:
    description = ". ".join(said) + "."
    svg = format_html_join(
        "",
        '<svg class="chart-{0}" viewBox="0 0 {1} {2}" role="img" '
        'aria-labelledby="{3}-{0}-t {3}-{0}-d"><title id="{3}-{0}-t">{4}</title>'
        '<desc id="{3}-{0}-d">{5}</desc>{6}</svg>',
        (
            (name, width, height, key, title, description, drawing)
            for name, (width, height), drawing in drawings
        ),
    )
    return Chart(
        svg=svg,
        title=str(title),
        description=description,
        columns=columns,
        rows=rows,
        source=source,
    )


def _has_band(row: Interval) -> bool:
    return row.low is not None and row.high is not None


def _say_interval(row: Interval) -> str:
    if not _has_band(row):
        return f"{row.label}: " + _("no estimate") + (f" ({row.note})" if row.note else "")
    band = _("%(low)s to %(high)s") % {"low": _figure(row.low), "high": _figure(row.high)}
    middle = "" if row.point is None else ", " + _("middle %(point)s") % {
        "point": _figure(row.point)
    }
    return f"{row.label}: {band}{middle}"


def _bar_text(row: Bar) -> str:
    return str(row.text) or _figure(row.value) or _("unknown")


def _figure(value: float | None) -> str:
    """A figure as the reader writes it: 48.013 in Dutch; whole, for these are people."""
    return "" if value is None else str(number_format(round(value), force_grouping=True))
