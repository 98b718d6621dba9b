"""Who shares people with whom: list sizes and the overlap of every pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import sqrt

from unlisted.errors import BadRequest
from unlisted.pictures.drawing import (
    ACCENT,
    BOLD,
    LINE,
    MARGIN,
    SMALL,
    WARNING,
    WIDTH,
    box,
    document,
    line,
    number,
    paragraph,
    shortened,
    text,
    width_of,
)

NAMES = 84.0  # room for the name of the last list, beside the matrix
SMALLEST = 34.0  # of a cell; with more lists than fit, the picture becomes wider
LARGEST = 56.0
DARKEST = 0.5

Pair = tuple[str, str]


def overlap_picture(
    lists: Sequence[str],
    sizes: Mapping[str, int],
    overlaps: Mapping[Pair, int],
    *,
    title: str,
) -> str:
    """Draw list sizes on a diagonal, and under it how many people each pair shares.

    Parameters
    ----------
    lists : sequence of str
        From top to bottom.
    sizes : mapping of list to int
        People on each list.
    overlaps : mapping of pair to int
        People on both lists, for every pair in either order.
    title : str
        What the picture shows.

    Returns
    -------
    str
        SVG; see `unlisted.pictures`. Pairs that share nobody are hatched, and named in words.

    Raises
    ------
    BadRequest
        A list has no size or a pair no overlap.

    Examples
    --------
    >>> shared = {("A", "B"): 4, ("A", "C"): 0, ("B", "C"): 7}
    >>> picture = overlap_picture("ABC", {"A": 10, "B": 20, "C": 30}, shared, title="Three lists")
    >>> "Nobody is on both A and C." in picture
    True
    """
    shared = _shared(lists, sizes, overlaps)
    cell = min(LARGEST, max(SMALLEST, (WIDTH - 2 * MARGIN - NAMES) / len(lists)))
    width = max(WIDTH, 2 * MARGIN + NAMES + cell * len(lists))
    parts = paragraph(MARGIN + 10, title, size=14, bold=True)
    top = MARGIN + LINE * len(parts) + 4
    parts += _matrix(lists, sizes, shared, cell=cell, top=top, right=width - MARGIN)
    y = top + cell * len(lists) + LINE + 2
    said = _sentences(lists, sizes, shared)
    for sentence in ("On the diagonal people on each list; below, on both.", *_empty(shared)):
        lines = paragraph(y, sentence, size=SMALL)
        parts += lines
        y += LINE * len(lines)
    return document(
        parts, title=title, description=" ".join(said), height=y - LINE + 10, width=width
    )


def _shared(
    lists: Sequence[str], sizes: Mapping[str, int], overlaps: Mapping[Pair, int]
) -> dict[Pair, int]:
    """Overlap of every pair in the order of the lists."""
    if not lists:
        raise BadRequest("no lists: nothing to draw")
    for name in lists:
        if name not in sizes:
            raise BadRequest(f"list {name!r} has no size")
    either = {**{(b, a): count for (a, b), count in overlaps.items()}, **overlaps}
    for pair in combinations(lists, 2):
        if pair not in either:
            raise BadRequest(f"lists {pair[0]!r} and {pair[1]!r} have no overlap, not even 0")
    return {pair: either[pair] for pair in combinations(lists, 2)}


def _empty(shared: Mapping[Pair, int]) -> list[str]:
    """Name the pairs that share nobody."""
    empty = [f"{a} and {b}" for (a, b), count in shared.items() if count == 0]
    return [f"Nobody is on both {'; '.join(empty)}."] if empty else []


def _sentences(
    lists: Sequence[str], sizes: Mapping[str, int], shared: Mapping[Pair, int]
) -> list[str]:
    return [
        *(f"{name}: {number(sizes[name])} people." for name in lists),
        *(f"{a} and {b}: {number(count)}." for (a, b), count in shared.items() if count),
        *_empty(shared),
    ]


def _matrix(
    lists: Sequence[str],
    sizes: Mapping[str, int],
    shared: Mapping[Pair, int],
    *,
    cell: float,
    top: float,
    right: float,
) -> Iterator[str]:
    most = max(shared.values(), default=0)
    for row, name in enumerate(lists):
        y = top + cell * row
        for column, other in enumerate(lists[:row]):
            corner = (MARGIN + cell * column, y)
            yield from _cell(corner, cell, shared[other, name], most)
        x = MARGIN + cell * row
        yield box((x, y), (cell, cell), stroke="currentColor")
        yield _figure((x, y), cell, number(sizes[name]), bold=True)
        beside = x + cell + 6
        label = shortened(name, (right - beside) / BOLD)
        yield text(beside, y + cell / 2 + 4, label, bold=True)


def _cell(corner: tuple[float, float], cell: float, count: int, most: int) -> Iterator[str]:
    """One pair: shaded by its number, or hatched and called none."""
    x, y = corner
    if count:
        shade = 0.06 + (DARKEST - 0.06) * sqrt(count / most)
        yield box(corner, (cell, cell), fill=ACCENT, opacity=shade, stroke="currentColor")
        yield _figure(corner, cell, number(count))
        return
    yield box((x + 1.5, y + 1.5), (cell - 3, cell - 3), stroke=WARNING, dashed=True)
    near, far = 3.0, 0.35 * cell
    yield line((x + near, y + far), (x + far, y + near), stroke=WARNING)
    yield line((x + cell - far, y + cell - near), (x + cell - near, y + cell - far), stroke=WARNING)
    yield _figure(corner, cell, "none")


def _figure(corner: tuple[float, float], cell: float, words: str, *, bold: bool = False) -> str:
    """Words in the middle of a cell, as large as fits."""
    size = min(12.0, 12.0 * (cell - 4) / (width_of(words, 12.0) * (BOLD if bold else 1.0)))
    x, y = corner[0] + cell / 2, corner[1] + cell / 2 + 4
    return text(x, y, words, size=round(size, 1), anchor="middle", bold=bold)
