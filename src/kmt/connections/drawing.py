"""Places the picture of one record among others: columns from left to right. Pure.

First the record itself, then what it names or whom it is about, then the other records, then what
those share with third ones, then those. Lines say "stands in", and nothing else.
"""

from dataclasses import dataclass, field

from kmt.connections.queries import Connections

ROW, COLUMN, MARGIN, TOP = 56, 230, 16, 34
LONGEST = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A word or a record on its place; ``url`` only for a record."""

    text: str
    sort: str
    x: int
    y: int
    url: str = ""


@dataclass(slots=True)
class Picture:
    """Boxes, and the lines between them as pairs of places."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)
    width: int = 0
    height: int = 0


def picture_of(found: Connections, words: dict[str, str]) -> Picture:
    """The picture of these connections; ``words`` are those for the kinds."""
    made = _Maker()
    made.put(0, found.record.number, "own", "")
    for one in found.shared:
        thing = made.put(1, one.value, words.get(one.kind, ""), "")
        made.join(made.put(0, found.record.number, "own", ""), thing)
        for other in one.others:
            made.join(thing, made.put(2, other.number, "record", other.url))
    for step in found.further:
        thing = made.put(3, step.value, words.get(step.kind, ""), "")
        made.join(made.put(2, step.between.number, "record", step.between.url), thing)
        for other in step.others:
            column = 2 if made.has(2, other.number) else 4
            made.join(thing, made.put(column, other.number, "record", other.url))
    return made.finished()


class _Maker:
    def __init__(self) -> None:
        self.places: dict[tuple[int, str], tuple[int, str, str]] = {}
        self.used: dict[int, int] = {}
        self.joins: list[tuple[tuple[int, str], tuple[int, str]]] = []

    def has(self, column: int, text: str) -> bool:
        return (column, text) in self.places

    def put(self, column: int, text: str, sort: str, url: str) -> tuple[int, str]:
        if (column, text) not in self.places:
            row = self.used.get(column, 0)
            self.used[column] = row + 1
            self.places[column, text] = (row, sort, url)
        return column, text

    def join(self, one: tuple[int, str], other: tuple[int, str]) -> None:
        if (one, other) not in self.joins and (other, one) not in self.joins:
            self.joins.append((one, other))

    def finished(self) -> Picture:
        tallest = max(self.used.values())
        at = {place: self._at(place, tallest) for place in self.places}
        boxes = [
            Box(text=_short(text), sort=sort, url=url, x=at[column, text][0], y=at[column, text][1])
            for (column, text), (_row, sort, url) in self.places.items()
        ]
        lines = [(*at[one], *at[other]) for one, other in self.joins]
        columns = max(column for column, _text in self.places) + 1
        return Picture(boxes, lines, columns * COLUMN + MARGIN, tallest * ROW + TOP)

    def _at(self, place: tuple[int, str], tallest: int) -> tuple[int, int]:
        """The middle of a column stands in the middle of the picture."""
        column = place[0]
        down = (tallest - self.used[column]) * ROW // 2
        return MARGIN + column * COLUMN, TOP + down + self.places[place][0] * ROW


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
