"""What colleagues carry: each room above says so for its own kind of work, once, at the start.

A room hands over one :class:`Carried` (``carry`` in its ``apps.ready``). It speaks of its work by
kind, id, number and moment only: nothing of what people told passes here. Whoever a function is
asked for gets what the rule of rows of that room gives them, never more.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How much of one kind somebody carries: plain numbers, never a score.

    ``due``: of those, late or due today. ``waits``: of those, where somebody wrote and nobody read
    it yet. ``acute_at``: when the newest came in that is acute and not handled; None without one.
    """

    open: int = 0
    due: int = 0
    waits: int = 0
    acute_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that somebody carries, as a list shows it: a number and when it is due.

    ``account`` is empty for what nobody carries yet. ``whole_day``: due on that day, at whatever
    hour. ``opens``: whether whoever asks can open it.
    """

    id: UUID
    number: str
    account: str
    due: datetime | None = None
    whole_day: bool = False
    waits: bool = False
    acute: bool = False
    opens: bool = True


class HandOver(Protocol):
    """Gives one thing to another colleague, in an act of its room that leaves a line in the record.

    Refuses with a sentence what the rule of the room does not allow. ``old`` is who must carry it
    now; ``reason`` is a code of :class:`kmt.access.rules.EndReason`.
    """

    def __call__(self, *, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
        """Raises ``Refused`` and changes nothing when it cannot be."""


class Cover(Protocol):
    """Lets a colleague open what an absent one carries, as a stand-in, until a moment.

    What is shielded, and what the colleague was taken off, stays closed to them. Harmless when it
    was done already; returns how many were opened now.
    """

    def __call__(self, *, by: Actor, absent: str, to: str, until: datetime) -> int:
        """Each is an act of the room with a line in the record."""


class Uncover(Protocol):
    """Ends what :class:`Cover` opened before its time; returns how many were closed."""

    def __call__(self, *, by: Actor, absent: str, to: str) -> int:
        """Only what was opened for a while: who is involved otherwise stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A kind of work.

    ``works`` is the permission that carrying it takes. ``page`` is the name of the address of one,
    ``list_page`` of the list where nobody's stand, which ``lists`` opens. ``tallies``: per account,
    with ``""`` for what nobody carries, of everything that is not closed. ``work_of``: what one
    account carries, as far as who asks may know of it. ``find``: some of them by id, likewise;
    closed ones are not there.
    ``personal`` is False for what waits for whoever takes it up first, and is handed to nobody.
    ``outside``: carried by people of other organisations, who are mailed but are not in the team.
    ``cover`` and ``uncover`` are None where colleagues in the same role read each other's work.
    """

    kind: str
    words: str | Promise
    works: Permission
    page: str
    list_page: str
    lists: Permission
    tallies: Callable[[Actor], Mapping[str, Tally]]
    work_of: Callable[[Actor, str], Sequence[Work]]
    find: Callable[[Actor, Collection[UUID]], Sequence[Work]]
    hand_over: HandOver
    personal: bool = True
    outside: bool = False
    cover: Cover | None = None
    uncover: Uncover | None = None


_carried: dict[str, Carried] = {}


def carry(carried: Carried) -> None:
    """Know this kind of work from now on; called once, at the start, by the room that keeps it."""
    _carried[carried.kind] = carried


def kinds() -> tuple[Carried, ...]:
    """Every kind of work that colleagues carry, in the order in which rooms handed theirs over."""
    return tuple(one for one in _carried.values() if one.personal)


def all_kinds() -> tuple[Carried, ...]:
    """The same, with what only waits for the first who takes it up."""
    return tuple(_carried.values())


def kind_of(code: str) -> Carried | None:
    """The kind of work with this code; None when no room handed it over."""
    return _carried.get(code)
