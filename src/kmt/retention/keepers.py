"""What the rooms above hold, and how it is destroyed: they hand it over at the start.

This room stands below those that keep records, so it knows them by these shapes only.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.retention.rules.keeping import Kept

Which = tuple[str, UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One record, or a part of it with a term of its own, as its room holds it.

    ``keys`` are the names of the data keys that go with it; ``persons`` whom it is about;
    ``year`` and ``forms`` are all that statistics keep of it (none: it is not counted).
    """

    object_type: str
    object_id: UUID
    label: str
    compartment: str
    kept: Kept
    keys: tuple[str, ...]
    part: str = ""
    persons: frozenset[UUID] = frozenset()
    year: int = 0
    forms: tuple[str, ...] = ()

    @property
    def which(self) -> Which:
        """What tells this record from every other."""
        return self.object_type, self.object_id, self.part


class Destroy(Protocol):
    """Destroys the rows of one record, in an act of its room; returns how many there were."""

    def __call__(self, *, by: Actor, object_id: UUID, part: str) -> int:
        """Zero when it was gone already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """A room that keeps records of one type.

    ``in_use`` says which of these persons its records are still about; ``find`` gives the id of a
    number. ``on_request`` is the kind of record that a client can ask to destroy (Wmo 5.3.5).
    ``parts`` names the parts with a term of their own.
    """

    object_type: str
    dutch: str
    compartment: str
    holdings: Callable[[Actor], Iterable[Holding]]
    destroy: Destroy
    in_use: Callable[[Actor, Collection[UUID]], frozenset[UUID]]
    find: Callable[[Actor, str], UUID | None]
    on_request: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


_keepers: dict[str, Keeper] = {}


def keep_with(*keepers: Keeper) -> None:
    """Use these from now on; called once, by the roof of the house."""
    _keepers.clear()
    _keepers.update({one.object_type: one for one in keepers})


def keepers() -> tuple[Keeper, ...]:
    """Every room that keeps records."""
    return tuple(_keepers.values())


def keeper_of(object_type: str) -> Keeper:
    """The room that keeps this type of record."""
    return _keepers[object_type]


def unused(by: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Those of these persons that no record in any room is about any more."""
    return frozenset(persons).difference(*(one.in_use(by, persons) for one in keepers()))
