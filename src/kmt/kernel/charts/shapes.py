"""What goes into a chart and what comes out: frozen values, figures for people, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Words = str | Promise
Number = int | Decimal


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

    @property
    def has_band(self) -> bool:
        """Whether there is an estimate to draw."""
        return self.low is not None and self.high is not None


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
class Line:
    """One line over years; a year with ``None``, or without an entry, is a gap in it."""

    label: Words
    points: Mapping[int, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A moment that counts, in years (2021.5 lies between two values at the end of a year)."""

    at: Number
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing and the same data as a table; ``{% chart … %}`` renders both."""

    svg: SafeString
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: Words = ""
