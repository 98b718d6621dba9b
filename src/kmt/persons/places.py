"""Where a person is in view: the records of other rooms, named and linked by who keeps them.

Those rooms stand above the vault, so the roof hands over how to ask them; each of them shows only
what exists for who asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kmt.access.acts import refusals_recorded
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A record that a person is in: its number, its page, and when emergency access to it ends."""

    label: str
    url: str
    until: datetime | None = None


Finder = Callable[[Actor, UUID], Iterable[Place]]
_finders: list[Finder] = []


def ask(*finders: Finder) -> None:
    """Ask these from now on; called once, by the roof of the house."""
    _finders[:] = finders


def near(actor: Actor, person_id: UUID, *, changing: bool = False) -> tuple[Place, ...]:
    """The records this person is in, as far as they are open to the actor.

    Somebody of whom none is open does not exist on these pages, found in a search or not: who is
    not involved in the case has no business here. ``NotFound`` then, recorded like any refusal.
    ``changing``: emergency access alone is not enough (``NotPermitted``).
    """
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        found = tuple(place for finder in _finders for place in finder(actor, person_id))
        if not found:
            raise NotFound
        if changing and only_looking(found):
            raise NotPermitted(
                "Met noodtoegang kijk je alleen; gegevens van een persoon wijzig je niet.",
                "Vraag de coördinator of de teamleider om je bij de casus te betrekken.",
            )
    return found


def only_looking(found: Iterable[Place]) -> bool:
    """Whether all that opens this person is emergency access: enough to look, not to change."""
    return all(place.until for place in found)
