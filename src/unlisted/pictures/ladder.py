"""Intervals of several methods under each other, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unlisted.errors import BadRequest
from unlisted.pictures.drawing import (
    ACCENT,
    BOLD,
    LINE,
    MARGIN,
    SMALL,
    WIDTH,
    Scale,
    document,
    dot,
    group,
    line,
    number,
    paragraph,
    scale_over,
    text,
    width_of,
    wrapped,
)

INSIDE = WIDTH - 2 * MARGIN
BAR = 26.0  # height that an interval takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One method of the ladder.

    Attributes
    ----------
    label : str
    low, high, point : float or None
        All None when the method has no number; limits None when it has no interval.
    note : str
        Something to be said under it; the reason when there is no number.
    """

    label: str
    low: float | None = None
    high: float | None = None
    point: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Check that limits come in pairs and in order."""
        if (self.low is None) != (self.high is None):
            raise BadRequest(f"{self.label}: an interval has two limits")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadRequest(f"{self.label}: the lower limit is above the upper limit")

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers that it has."""
        return tuple(v for v in (self.low, self.point, self.high) if v is not None)

    @property
    def figures(self) -> str:
        """Its numbers in words, interval first."""
        if self.low is None or self.high is None:
            return "no number" if self.point is None else f"{number(self.point)}, no interval"
        between = f"{number(self.low)} to {number(self.high)}"
        return between if self.point is None else f"{between}, point {number(self.point)}"


def interval_ladder(rows: Sequence[Rung], *, title: str, log: bool = True) -> str:
    """Draw intervals, and the points in them, one method under the other.

    Parameters
    ----------
    rows : sequence of Rung
        From top to bottom. A rung without numbers shows its note as the reason.
    title : str
        What the picture shows.
    log : bool
        Logarithmic scale: equal ratios look equal. Ignored when a value is not positive.

    Returns
    -------
    str
        SVG; see `unlisted.pictures`.

    Raises
    ------
    BadRequest
        No rows.

    Examples
    --------
    >>> rows = [Rung(label="BIC", low=397, high=1505, point=981), Rung(label="lcm")]
    >>> "397 to 1,505, point 981" in interval_ladder(rows, title="New Orleans")
    True
    """
    if not rows:
        raise BadRequest("a ladder needs at least one rung")
    values = [value for row in rows for value in row.values]
    # Room for half a dot, and for half the label of a tick at either end.
    scale = (
        scale_over(values, start=MARGIN + 8, end=WIDTH - MARGIN - 8, log=log) if values else None
    )
    parts = paragraph(MARGIN + 10, title, size=14, bold=True)
    bottom = MARGIN + 10 + LINE * len(parts) + 8
    rungs: list[str] = []
    for row in rows:
        drawn, bottom = _rung(row, scale, bottom)
        rungs += drawn
    if scale is not None:
        rungs += _axis(scale, bottom)
        bottom += 2 * LINE
    return document(
        parts + rungs,
        title=title,
        description=" ".join(_said(row) for row in rows),
        height=bottom + 4,
    )


def _said(row: Rung) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{row.label}: {row.figures}{note}."


def _rung(row: Rung, scale: Scale | None, y: float) -> tuple[list[str], float]:
    """Words and interval of one method, and where the next begins."""
    parts, y = _words(row, y)
    if scale is None or not row.values:
        return parts, y + 8
    middle = y - 3
    parts += [_mark(scale.at(v), middle - 9, middle + 9) for v in scale.ticks]
    if row.low is not None and row.high is not None:
        left, right = scale.at(row.low), scale.at(row.high)
        parts.append(line((left, middle), (right, middle), stroke=ACCENT, width=7))
        parts += [
            line((x, middle - 6), (x, middle + 6), stroke=ACCENT, width=2) for x in (left, right)
        ]
    if row.point is not None:
        parts.append(group([dot(scale.at(row.point), middle, 4)], fill="currentColor"))
    return parts, y + BAR


def _words(row: Rung, y: float) -> tuple[list[str], float]:
    """Label and figures on one line where they fit, else under each other; then the note."""
    parts: list[str] = []
    note = f"{row.figures}: {row.note}" if row.note and not row.values else row.note
    figures = "" if note.startswith(row.figures) else row.figures
    if width_of(row.label) * BOLD + width_of(figures) + 8 <= INSIDE:
        parts.append(text(MARGIN, y, row.label, bold=True))
        if figures:
            parts.append(text(WIDTH - MARGIN, y, figures, anchor="end"))
        y += LINE
    else:
        for bold, all_words in ((True, row.label), (False, figures)):
            for words in wrapped(all_words, INSIDE / BOLD):
                parts.append(text(MARGIN, y, words, bold=bold))
                y += LINE
    for words in wrapped(note, INSIDE, SMALL):
        parts.append(text(MARGIN, y, words, size=SMALL))
        y += LINE - 2
    return parts, y


def _axis(scale: Scale, y: float) -> Iterator[str]:
    """Give the values under the ladder."""
    yield line((MARGIN, y), (WIDTH - MARGIN, y), opacity=0.6)
    for value in scale.ticks:
        x, label = scale.at(value), number(value)
        half = width_of(label, SMALL) / 2
        place = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
        yield _mark(x, y, y + 5)
        yield text(place, y + LINE, label, size=SMALL, anchor="middle")


def _mark(x: float, top: float, bottom: float) -> str:
    return line((x, top), (x, bottom), opacity=0.3)
