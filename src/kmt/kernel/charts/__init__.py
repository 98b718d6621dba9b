"""Charts as safe SVG with the same data as a table: no library, no inline style, one or two kB.

Every chart is drawn twice from the same data, narrow and wide, because one drawing cannot be
legible at 320 px and fill a desk: text in an SVG shrinks with it. The style sheet shows the one
that fits its container. Sizes are in SVG units; in the smallest container (256 px on a phone of
320 px) a unit of the narrow drawing is 0.89 px, so that text of 14 units stays above 12 px.

Colours are classes of the style sheet; names and descriptions are for those who do not see it.
"""

from kmt.kernel.charts.bars import bars
from kmt.kernel.charts.ladder import interval_ladder
from kmt.kernel.charts.shapes import Bar, Chart, Deadline, Interval, Line, Tile
from kmt.kernel.charts.tiles import tile_map
from kmt.kernel.charts.years import years

__all__ = [
    "Bar",
    "Chart",
    "Deadline",
    "Interval",
    "Line",
    "Tile",
    "bars",
    "interval_ladder",
    "tile_map",
    "years",
]
