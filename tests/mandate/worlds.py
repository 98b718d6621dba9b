"""What the addresses of the mandate name: a municipality goes by its code, an item by its own."""

from kmt.kernel.actor import Actor


def addresses(_adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """What each address of this room needs in this world."""
    place: dict[str, object] = {"municipality": municipality}
    return {
        "mandate:municipality": place,
        "mandate:sharing": place,
        "mandate:item": {**place, "item": "C01"},
        "mandate:obligation": {"item": "C01"},
    }
