"""The plane of a chart over years: where a year and a value are, and which of them are named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kmt.kernel.charts.shapes import Number

LETTER = 8  # the width of a letter at 14 units
PLANE_HEIGHT = 180
STEPS = 5
FACTORS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A rectangle in SVG units with the first and last year, and the values of its lines."""

    first: int
    last: int
    ticks: tuple[Decimal, ...]
    left: float
    right: float
    top: float
    bottom: int

    def x(self, year: Number) -> float:
        """The place of a year, or of a moment between two years."""
        if self.last == self.first:
            return round((self.left + self.right) / 2, 1)
        # Half a label of room on both sides, so that no year sticks out.
        room = 2.5 * LETTER
        across = float(Decimal(year) - self.first) / (self.last - self.first)
        return round(self.left + room + (self.right - self.left - 2 * room) * across, 1)

    def y(self, value: Number) -> float:
        """The height of a value."""
        low, high = self.ticks[0], self.ticks[-1]
        return round(
            self.bottom - (self.bottom - self.top) * float((value - low) / (high - low)), 1
        )

    def holds(self, moment: Number) -> bool:
        """Whether a moment lies in these years, half a year around them counted in."""
        return self.first - Decimal("0.5") <= moment <= self.last + Decimal("0.5")

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years whose name fits: all of them, or every second, fifth, tenth."""
        if self.last < self.first:
            return ()
        fits = max(int((self.right - self.left) / (5.5 * LETTER)), 2)
        number = self.last - self.first + 1
        step = next((one for one in (1, 2, 5, 10) if number <= fits * one), 25)
        return tuple(range(self.first, self.last + 1, step))


def plane_of(
    span: Sequence[int], ticks: tuple[Decimal, ...], *, width: int, label: int, top: int
) -> Plane:
    """The plane of a drawing of this width, with room for labels of so many letters."""
    return Plane(
        first=span[0] if span else 0,
        last=span[-1] if span else -1,
        ticks=ticks,
        left=label * LETTER + 10,
        right=width,
        top=top,
        bottom=top + PLANE_HEIGHT,
    )


def value_ticks(values: Iterable[Number]) -> tuple[Decimal, ...]:
    """Round steps from zero, or from below it, past the largest; at most seven of them."""
    found = [Decimal(value) for value in values]
    low, high = min([Decimal(0), *found]), max([Decimal(0), *found])
    if low == high:
        return Decimal(0), Decimal(1)
    rough = (high - low) / STEPS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in FACTORS if power * factor >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * number for number in range(int(first), int(last) + 1))
