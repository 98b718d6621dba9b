"""Where things go on a chart with rows: the narrow scale stacks, the wide one sets side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kmt.kernel.charts.drawing import NARROW, WIDE
from kmt.kernel.charts.shapes import Words

LINE_HEIGHT = 18
NARROW_LETTERS, WIDE_LETTERS, INSTEAD_LETTERS = 36, 28, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Narrow puts words above their mark, wide puts them on the left; they wrap to ``lines``."""

    name: str
    width: int
    left: float
    right: float
    ticks: tuple[float, ...]
    letters: int
    lines: int
    stacked: bool

    @property
    def row_height(self) -> int:
        """Room for the words, for the mark, and for air between the rows."""
        words = self.lines * LINE_HEIGHT
        return words + 40 if self.stacked else max(words, 2 * LINE_HEIGHT) + 14

    def x(self, value: float) -> float:
        """The place of a value on the axis."""
        return round(self.left + (self.right - self.left) * value / self.ticks[-1], 1)

    def y(self, index: int) -> float:
        """The middle of the mark of a row."""
        top = index * self.row_height
        return top + (self.lines * LINE_HEIGHT + 15 if self.stacked else self.row_height / 2)

    def label(self, words: Words, index: int) -> SafeString:
        """The label of a row: above its mark, or left of it, in as many lines as it needs."""
        lines = wrap(str(words), self.letters)
        above = (len(lines) - 1) * LINE_HEIGHT
        first = self.y(index) - 15 - above if self.stacked else self.y(index) + 5 - above / 2
        return written(lines, x=0, y=first, name="t-label")

    def instead(self, words: Words, index: int) -> SafeString:
        """Words where a mark would have been."""
        lines = wrap(str(words), self.letters if self.stacked else INSTEAD_LETTERS)
        above = 0 if self.stacked else (len(lines) - 1) * LINE_HEIGHT / 2
        return written(lines, x=self.left, y=self.y(index) + 5 - above, name="t-label t-soft")


def written(lines: Sequence[str], *, x: float, y: float, name: str) -> SafeString:
    """Lines of text under each other, the first standing on ``y``."""
    spans = ((x, y + step * LINE_HEIGHT, line) for step, line in enumerate(lines))
    return format_html(
        '<text class="{}">{}</text>',
        name,
        format_html_join(" ", '<tspan x="{}" y="{}">{}</tspan>', spans),
    )


def scales(
    top: float, labels: Sequence[Words], *, narrow_end: int, wide_end: int
) -> tuple[Scale, Scale]:
    """The narrow and the wide scale from zero to ``top``, each with room kept at its end."""
    ticks = ticks_to(top)

    def lines(letters: int) -> int:
        return max((len(wrap(str(one), letters)) for one in labels), default=1)

    narrow = Scale(
        name="narrow",
        width=NARROW,
        left=0,
        right=NARROW - narrow_end,
        ticks=ticks,
        letters=NARROW_LETTERS,
        lines=lines(NARROW_LETTERS),
        stacked=True,
    )
    wide = Scale(
        name="wide",
        width=WIDE,
        left=236,
        right=WIDE - wide_end,
        ticks=ticks,
        letters=WIDE_LETTERS,
        lines=lines(WIDE_LETTERS),
        stacked=False,
    )
    return narrow, wide


def ticks_to(top: float) -> tuple[float, ...]:
    """From zero to just above ``top``, at most five steps of 1, 2, 2.5 or 5 times a power of ten.

    Never in parts of one: these are people.
    """
    if top <= 0:
        return (0.0, 1.0)
    power = 10.0 ** floor(log10(top / 5))
    factors = (1, 2, 5, 10) if power <= 1 else (1, 2, 2.5, 5, 10)
    step = max(next(power * one for one in factors if power * one * 5 >= top), 1.0)
    return tuple(step * index for index in range(ceil(top / step) + 1))
