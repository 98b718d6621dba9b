"""Records that can be handed over: the room that keeps them says how they come back.

This room stands below those that keep reports and cases, so it knows them by this shape only.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kmt.kernel.actor import Actor


class Returned(Protocol):
    """Takes a record back in the list of its sender, in an act of its room."""

    def __call__(self, *, by: Actor, object_id: UUID, event: str) -> None:
        """``event`` is how it came back: refused or withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A kind of record: how it comes back, and the names of its pages for both sides."""

    object_type: str
    returned: Returned
    sender_page: str
    receiver_page: str


_kinds: dict[str, Handed] = {}


def hand_over_with(*kinds: Handed) -> None:
    """Use these from now on; called once, by the roof of the house."""
    _kinds.clear()
    _kinds.update({one.object_type: one for one in kinds})


def kind_of(object_type: str) -> Handed | None:
    """The room that keeps this kind of record, if it handed itself over."""
    return _kinds.get(object_type)
