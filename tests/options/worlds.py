"""A weighing that addresses can name, for the table of who may open what."""

from kmt.kernel.actor import Actor
from tests.options.conftest import make_draft


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A draft of a weighing; it belongs to no municipality."""
    named: dict[str, object] = {"weighing_id": make_draft(adviser)}
    pages = ("weighing", "setup", "judgements", "scores", "advice", "paper")
    return {f"options:{page}": named for page in pages}
