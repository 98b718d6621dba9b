"""The factsheet as a tagged PDF: what stands in the content, and nothing besides."""

from datetime import UTC, date, datetime, time
from importlib.resources import files

from kmt.factsheets.content import Content
from kmt.kernel.typesetting import typeset


def render(content: Content, *, on: date) -> bytes:
    """Typeset; the day of the standing is the only time in it: the same input, the same bytes."""
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    return typeset(files("kmt.factsheets") / "typst" / "council.typ", content, moment=moment)
