"""The refusal of a text in which somebody can be recognised: it names every piece."""

from collections.abc import Mapping

from kmt.advice.rules.asking import refusal
from kmt.advice.rules.pieces import Found
from kmt.kernel.refusals import Invalid


class Identifies(Invalid):
    """A text tells who somebody is; ``pieces`` says, by field, what does."""

    def __init__(self, pieces: Mapping[str, tuple[Found, ...]]) -> None:
        """Take the pieces by field; the sentence of a field names them."""
        super().__init__(
            "Advies vragen kan zonder dat wij weten om wie het gaat.",
            "Haal weg wat iemand herkenbaar maakt. Je tekst staat er nog.",
            fields={name: refusal(found) for name, found in pieces.items()},
        )
        self.pieces = pieces
