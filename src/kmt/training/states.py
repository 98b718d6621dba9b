"""How a place in a session stands, and what may become of it. Pure."""

from enum import StrEnum


class Place(StrEnum):
    """Where somebody who registered stands."""

    PLACED = "placed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


#: Those that still come, or would.
STANDING = frozenset({Place.PLACED, Place.WAITING})
