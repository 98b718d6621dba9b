"""A result in the form in which people read it: headline, facts, grids and notes.

One description serves the terminal and the notebook, so the two can never say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import fill

WIDTH = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table: a caption, a heading per column, rows of text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is said of a result, in reading order.

    Attributes
    ----------
    title : str
        What was done, on what.
    headline : str
        The one sentence to take away.
    facts : tuple of (label, value)
    grids : tuple of Grid
    notes : tuple of str
        What a reader has to know: a sentence each.
    pictures : tuple of str
        SVG documents, shown in HTML only.
    """

    title: str
    headline: str
    facts: tuple[tuple[str, str], ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()

    def text(self) -> str:
        """For a terminal: plain lines of at most 88 characters where words allow it."""
        return "\n".join(self._lines()).rstrip() + "\n"

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield "=" * len(self.title)
        yield fill(self.headline, WIDTH)
        if self.facts:
            yield ""
        width = max((len(label) for label, _ in self.facts), default=0)
        for label, value in self.facts:
            yield fill(f"{label:<{width}}  {value}", WIDTH, subsequent_indent=" " * (width + 2))
        for grid in self.grids:
            yield ""
            yield from _grid_lines(grid)
        if self.notes:
            yield ""
        for note in self.notes:
            yield fill(f"- {note}", WIDTH, subsequent_indent="  ")

    def html(self) -> str:
        """For a notebook or page: no style, no script, everything escaped."""
        facts = "".join(
            f"<tr><th scope='row'>{escape(label)}</th><td>{escape(value)}</td></tr>"
            for label, value in self.facts
        )
        parts = [
            f"<h3>{escape(self.title)}</h3>",
            f"<p><strong>{escape(self.headline)}</strong></p>",
            *self.pictures,
            f"<table><tbody>{facts}</tbody></table>" if facts else "",
            *(_grid_html(grid) for grid in self.grids),
            f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in self.notes)}</ul>"
            if self.notes
            else "",
        ]
        return f"<section class='unlisted'>{''.join(parts)}</section>"


def _grid_lines(grid: Grid) -> Iterator[str]:
    rows = [grid.columns, *grid.rows]
    widths = [max(len(row[j]) for row in rows) for j in range(len(grid.columns))]
    yield grid.caption
    for row in rows:
        yield "  " + _spaced(row, widths).rstrip()


def _spaced(row: Sequence[str], widths: Sequence[int]) -> str:
    """First column to the left, the others to the right, as figures stand."""
    return "  ".join(
        f"{cell:<{width}}" if j == 0 else f"{cell:>{width}}"
        for j, (cell, width) in enumerate(zip(row, widths, strict=True))
    )


def _grid_html(grid: Grid) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in grid.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid.rows
    )
    return (
        f"<table><caption>{escape(grid.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )
