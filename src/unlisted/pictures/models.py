"""How far apart the models are that fit nearly as well as the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unlisted.errors import BadRequest
from unlisted.pictures.drawing import (
    ACCENT,
    LINE,
    MARGIN,
    SMALL,
    WARNING,
    WIDTH,
    Scale,
    box,
    document,
    dot,
    group,
    line,
    number,
    paragraph,
    ring,
    scale_over,
    text,
    width_of,
)

HEIGHT = 200.0  # of the plot itself
BEYOND = 1.5  # the plot goes on to this many times `within`

Points = Sequence[tuple[float, float]]


def model_range(points: Points, *, title: str, within: float = 10.0) -> str:
    """Draw the population of every model against how much worse it fits than the best.

    Parameters
    ----------
    points : sequence of (distance, population)
        BIC of the model less that of the best, and its population. Those further than one and a
        half times `within` are left out of the picture and counted in words.
    title : str
        What the picture shows.
    within : float
        Models up to this distance are shaded; their range is drawn and named.

    Returns
    -------
    str
        SVG; see `unlisted.pictures`.

    Raises
    ------
    BadRequest
        No point at a distance of `within` or less, or a distance below 0.

    Examples
    --------
    >>> picture = model_range([(0.0, 981.4), (1.2, 788.0), (4.0, 1342.0)], title="New Orleans")
    >>> "788 to 1,342" in picture
    True
    """
    if any(distance < 0.0 for distance, _ in points):
        raise BadRequest("the distance of a model to the best cannot be below 0")
    near = [(d, n) for d, n in points if d <= within]
    if not near:
        raise BadRequest(f"no model within {within:g} of the best: nothing to draw")
    shown = [(d, n) for d, n in points if d <= BEYOND * within]
    sentences = _sentences(points, near, shown, within)
    parts = paragraph(MARGIN + 10, title, size=14, bold=True)
    y = MARGIN + 10 + LINE * len(parts)
    for sentence in sentences:
        said = paragraph(y, sentence)
        parts += said
        y += LINE * len(said)
    parts += _plot(near, shown, within, y)
    return document(
        parts, title=title, description=" ".join(sentences), height=y + HEIGHT + 2 * LINE + 10
    )


def _sentences(points: Points, near: Points, shown: Points, within: float) -> list[str]:
    low, high = min(n for _, n in near), max(n for _, n in near)
    best = min(near)[1]
    said = [
        f"{number(low)} to {number(high)} over {_models(len(near))} within {within:g} of the "
        f"best BIC (shaded); the best gives {number(best)} (ring).",
    ]
    if len(points) > len(shown):
        said.append(f"{_models(len(points) - len(shown))} further away: not drawn.")
    return said


def _models(count: int) -> str:
    return "1 model" if count == 1 else f"{number(count)} models"


def _plot(near: Points, shown: Points, within: float, top: float) -> Iterator[str]:
    bottom = top + HEIGHT
    high = scale_over([n for _, n in shown], start=bottom, end=top, log=True)
    left = MARGIN + max(width_of(number(value), SMALL) for value in high.ticks) + 6
    across = Scale(low=0.0, high=BEYOND * within, start=left + 8, end=WIDTH - MARGIN)
    edge = across.at(within)
    yield box((left, top), (edge - left, HEIGHT), fill=ACCENT, opacity=0.14)
    for value in high.ticks:
        y = high.at(value)
        yield line((left, y), (WIDTH - MARGIN, y), opacity=0.18)
        yield text(left - 6, y + 4, number(value), size=SMALL, anchor="end")
    for value in (min(n for _, n in near), max(n for _, n in near)):
        y = high.at(value)
        yield line((left, y), (edge, y), stroke=ACCENT, width=1.5, dashed=True)
    yield from _axis(across, left, bottom)
    yield from _dots(shown, within, across, high)
    distance, population = min(near)
    x, y = across.at(distance), high.at(population)
    yield ring(x, y, 7, stroke=WARNING)


def _axis(across: Scale, left: float, bottom: float) -> Iterator[str]:
    yield line((left, bottom), (WIDTH - MARGIN, bottom), opacity=0.6)
    for value in across.ticks:
        x = across.at(value)
        yield line((x, bottom), (x, bottom + 4), opacity=0.6)
        yield text(x, bottom + LINE, f"{value:g}", size=SMALL, anchor="middle")
    middle = (left + WIDTH - MARGIN) / 2
    words = "BIC above the best model"
    yield text(middle, bottom + 2 * LINE, words, size=SMALL, anchor="middle")


def _dots(shown: Points, within: float, across: Scale, high: Scale) -> Iterator[str]:
    """One dot per place: thousands of models would be drawn over each other."""
    places = {
        (3 * round(across.at(d) / 3), 3 * round(high.at(n) / 3)): d <= within
        for d, n in sorted(shown, reverse=True)
    }
    for inside, opacity in ((False, 0.35), (True, 0.8)):
        here = (dot(x, y, 2.5) for (x, y), near in places.items() if near is inside)
        yield group(here, fill=ACCENT, opacity=opacity)
