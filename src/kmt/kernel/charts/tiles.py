"""The tile map: areas as equal tiles roughly where they lie, so that small ones count as much."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kmt.kernel.charts.drawing import NARROW, WIDE, Drawing, chart_of, joined
from kmt.kernel.charts.shapes import Chart, Tile, Words

STEPS = 5
NARROW_HEIGHT, WIDE_HEIGHT = 48, 66


def tile_map(
    tiles: Sequence[Tile], *, key: str, title: Words, columns: tuple[str, str], source: Words = ""
) -> Chart:
    """Draw the tiles: short names on a phone, full names on a desk; the value is always text."""
    across = max((tile.column for tile in tiles), default=1)
    down = max((tile.row for tile in tiles), default=1)
    data = tuple(sorted((tile.name, str(tile.text)) for tile in tiles))
    return chart_of(
        (
            Drawing(
                name="narrow",
                width=NARROW,
                height=down * NARROW_HEIGHT,
                marks=_tiles(tiles, NARROW / across, NARROW_HEIGHT, full=False),
            ),
            Drawing(
                name="wide",
                width=WIDE,
                height=down * WIDE_HEIGHT,
                marks=_tiles(tiles, WIDE / across, WIDE_HEIGHT, full=True),
            ),
        ),
        key=key,
        title=title,
        said=[f"{name}: {text}" for name, text in data],
        columns=columns,
        rows=data,
        source=source,
    )


def _tiles(tiles: Sequence[Tile], width: float, height: int, *, full: bool) -> SafeString:
    return joined(_tile(tile, width, height, full=full) for tile in tiles)


def _tile(tile: Tile, width: float, height: int, *, full: bool) -> SafeString:
    left, top = (tile.column - 1) * width, (tile.row - 1) * height
    step = min(max(tile.step, 0), STEPS - 1)
    return format_html(
        '<g class="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="5"/>'
        '<text class="t-name" x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="t-value" x="{}" y="{}" text-anchor="middle">{}</text></g>',
        "c-hidden" if tile.hidden else f"c-step-{step}",
        round(left + 1.5, 1),
        top + 1.5,
        round(width - 3, 1),
        height - 3,
        round(left + width / 2, 1),
        round(top + height * 0.43, 1),
        tile.name if full else tile.short,
        round(left + width / 2, 1),
        round(top + height * 0.8, 1),
        tile.text,
    )
