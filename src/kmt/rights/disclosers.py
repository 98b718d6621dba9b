"""What the rooms hold of a person: they hand it over at the start, in pieces with a day and a kind.

This room stands below those that keep files, so it knows them by these shapes only. A piece is
never stored here; it is read anew each time and put in the copy or left out.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.kernel.actor import Actor

R1, R2, R3, ANY = "R1", "R2", "R3", "ANY"
COMPARTMENTS: dict[str, str] = {
    ANY: "wie u bent, toestemmingen en wie er keek",
    R1: "meldpunt",
    R2: "zorgcoördinatie",
    R3: "Zorg- en Veiligheidshuis",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact in words; ``covered`` ones are in the copy but not on the officer's screen."""

    label: str
    text: str
    covered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something held about a person: its key, where, what kind, from which day, what it says.

    ``delicate``: words of somebody else, or a part in which the person is no victim; it starts as
    withheld until a human being has read it. ``barred``: it tells who reported, and is never given.
    """

    key: str
    compartment: str
    kind: str
    on: date | None
    lines: tuple[Line, ...]
    delicate: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file about a person, as ``retention`` knows it."""

    object_type: str
    object_id: UUID
    number: str
    compartment: str


Persons = Collection[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discloser:
    """A room that holds something of people; it checks who asks and records the look."""

    compartment: str
    pieces: Callable[[Actor, Persons], Iterable[Piece]]
    files: Callable[[Actor, Persons], Iterable[HeldFile]]


_disclosers: list[Discloser] = []


def disclose_with(*found: Discloser) -> None:
    """Use these from now on; called once, by the roof of the house."""
    _disclosers[:] = found


def disclosers() -> tuple[Discloser, ...]:
    """Every room that holds something of people."""
    return tuple(_disclosers)
