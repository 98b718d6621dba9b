"""Shapes, words and scales: the few things that every picture is made of.

Attributes only, no style: a strict content security policy blocks inline style. Words are
escaped here and nowhere else.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360.0
MARGIN = 12.0
TEXT = 13.0
SMALL = 11.0
BOLD = 1.08  # how much wider bold words are
LINE = 17.0  # from one line of text to the next
ACCENT = "#3b82c4"  # at least 3.9 : 1 against white and against black
WARNING = "#c2571a"  # for marks; words have the colour of the text around the picture
MOST_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From values to places.

    Attributes
    ----------
    low, high : float
        Values at the two ends; `low` is positive for a logarithmic scale.
    start, end : float
        Places of the two ends.
    log : bool
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Place of a value, kept between the ends."""
        low, high, here = (
            (math.log(v) for v in (self.low, self.high, max(value, self.low)))
            if self.log
            else (self.low, self.high, value)
        )
        share = (here - low) / (high - low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round values between the ends, at most five."""
        found = log_ticks(self.low, self.high) if self.log else ()
        return found if len(found) > 1 else nice_ticks(self.low, self.high)


def scale_over(values: Sequence[float], *, start: float, end: float, log: bool = False) -> Scale:
    """Give a scale that holds all values with a little room; logarithmic only if they allow it."""
    low, high = min(values), max(values)
    log = log and low > 0.0
    if log:
        room = max((high / low) ** 0.05, 1.02)
        return Scale(low=low / room, high=high * room, start=start, end=end, log=True)
    span = (high - low) or abs(high) or 1.0
    return Scale(low=low - 0.05 * span, high=high + 0.05 * span, start=start, end=end)


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten, at most five.

    Examples
    --------
    >>> nice_ticks(0, 43)
    (0.0, 10.0, 20.0, 30.0, 40.0)
    """
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_TICKS))
    for step in (power * factor for factor in (1.0, 2.0, 5.0, 10.0, 20.0)):
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first < MOST_TICKS:
            return tuple(step * place for place in range(first, last + 1))
    raise AssertionError("unreachable: twenty steps of the power cover five ticks")


def log_ticks(low: float, high: float) -> tuple[float, ...]:
    """Powers of ten, with 2 and 5 times them where there is room, at most five.

    Examples
    --------
    >>> log_ticks(90, 2500)
    (100.0, 200.0, 500.0, 1000.0, 2000.0)
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [f * 10.0**p for p in powers for f in factors if low <= f * 10.0**p <= high]
        if len(found) <= MOST_TICKS:
            return tuple(found)
    return tuple(found[:: math.ceil(len(found) / MOST_TICKS)])


def number(value: float) -> str:
    """Give a number as people read it: whole, with thousands apart."""
    return f"{value:,.0f}"


def width_of(words: str, size: float = TEXT) -> float:
    """Estimate how wide words are in a common sans-serif font; rather too wide than too narrow."""
    return size * sum(_wide(letter) for letter in words)


def _wide(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in "mwMW@%":
        return 0.98
    if letter in "iljtfrI.,:;'|! ()[]":
        return 0.4
    return 0.76 if letter.isupper() else 0.6


def shortened(words: str, room: float, size: float = TEXT) -> str:
    """Cut words that do not fit, and show that they were cut."""
    if width_of(words, size) <= room:
        return words
    kept = words
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(words: str, room: float, size: float = TEXT) -> list[str]:
    """Break words into lines that fit; a word that is too long by itself is cut."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(word, room, size))
    return lines


def escaped(words: str) -> str:
    """Make words safe: no mark-up, and no control characters, which XML does not allow."""
    return escape(
        "".join(c if c.isprintable() or c == " " else "\N{REPLACEMENT CHARACTER}" for c in words)
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = TEXT,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Give words on one line; y is the line they stand on."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" '
        f'fill="currentColor"{weight}>{escaped(words)}</text>'
    )


def paragraph(y: float, words: str, *, size: float = TEXT, bold: bool = False) -> list[str]:
    """Give words over the whole width, on as many lines as they need, the first at y."""
    lines = wrapped(words, WIDTH - 2 * MARGIN, size * (BOLD if bold else 1.0))
    return [text(MARGIN, y + LINE * i, line, size=size, bold=bold) for i, line in enumerate(lines)]


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    stroke: str = "currentColor",
    width: float = 1.0,
    opacity: float = 1.0,
    dashed: bool = False,
) -> str:
    """Give a straight line."""
    dashes = ' stroke-dasharray="3 3"' if dashed else ""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{stroke}" stroke-width="{width:g}" stroke-opacity="{opacity:g}"{dashes}/>'
    )


def box(
    corner: tuple[float, float],
    size: tuple[float, float],
    *,
    fill: str = "none",
    opacity: float = 1.0,
    stroke: str = "none",
    dashed: bool = False,
) -> str:
    """Give a rectangle; `opacity` is that of what fills it."""
    dashes = ' stroke-dasharray="3 3"' if dashed else ""
    return (
        f'<rect x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{size[0]:.1f}" '
        f'height="{size[1]:.1f}" fill="{fill}" fill-opacity="{opacity:.2f}" '
        f'stroke="{stroke}"{dashes}/>'
    )


def dot(x: float, y: float, radius: float) -> str:
    """Give a dot, in the colour of the group it is in."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def ring(x: float, y: float, radius: float, *, stroke: str) -> str:
    """Give a ring."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="none" stroke="{stroke}" '
        'stroke-width="2.5"/>'
    )


def group(parts: Iterable[str], *, fill: str, opacity: float = 1.0) -> str:
    """Fill all parts alike."""
    return f'<g fill="{fill}" fill-opacity="{opacity:g}">{"".join(parts)}</g>'


def document(
    parts: Iterable[str], *, title: str, description: str, height: float, width: float = WIDTH
) -> str:
    """Put a picture together.

    Up to 360 wide it fits itself to a smaller page and does not grow on a larger one.
    """
    shown = "100%" if width <= WIDTH else f"{width:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{shown}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        'preserveAspectRatio="xMinYMin meet" font-family="sans-serif" fill="none">'
        f"<title>{escaped(title)}</title><desc>{escaped(description)}</desc>{''.join(parts)}</svg>"
    )
