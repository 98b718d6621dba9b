"""Pictures as SVG text, without a plotting package, script, style sheet or font of their own.

Functions take plain numbers and give an SVG element to be put into a page or notebook: lines and
words take the colour of the text around it, so that it can be read on light and dark. It is at
most 360 wide and shrinks to 320. Everything drawn is also said in words.
"""

from unlisted.pictures.ladder import Rung, interval_ladder
from unlisted.pictures.models import model_range
from unlisted.pictures.overlap import overlap_picture

__all__ = ["Rung", "interval_ladder", "model_range", "overlap_picture"]
