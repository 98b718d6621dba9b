"""Who acts: the one value that every read and every write asks for first.

The kernel knows only its shape. What a role may do, and which rows it may know of, is filled in
by the room ``access``; background work and the public entrance are actors with a name and a
purpose too, never "nobody".
"""

from dataclasses import dataclass

PUBLIC_ROLE = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or a named process that asks for something.

    ``world`` holds the codes of the municipalities whose rows the actor may know of; outside it a
    row does not exist for this actor. ``whole_region`` adds the rows of which no place is known.
    ``origin`` is the access point (an address), and is empty for everybody who reports: the
    address of an anonymous reporter is kept nowhere.
    """

    id: str
    name: str
    role: str
    organisation: str
    permissions: frozenset[str] = frozenset()
    world: frozenset[str] = frozenset()
    whole_region: bool = False
    purpose: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        """Refuse an address on the public entrance: a promise kept by construction."""
        if self.role == PUBLIC_ROLE and self.origin:
            raise ValueError("The public entrance never carries the address of a reporter.")

    def may(self, permission: str) -> bool:
        """Whether the actor holds this permission, for instance ``intake.report.read``."""
        return permission in self.permissions

    def knows(self, municipality: str) -> bool:
        """Whether a row of this municipality (CBS code, or empty) exists for the actor."""
        return municipality in self.world or (not municipality and self.whole_region)
