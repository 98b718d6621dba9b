"""A link above a list that narrows it; ``{% filters %}`` shows a row of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """What it is called, where it leads, whether it is chosen, how many it keeps (or "9+")."""

    label: str
    url: str
    current: bool = False
    count: int | str | None = None
