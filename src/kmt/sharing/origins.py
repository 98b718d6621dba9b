"""From which records a share can start: the rooms above hand over who may see such a record.

This room stands below those that keep cases and reports, so it knows them by this shape only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A kind of record: whether this actor may see one, and the name of its page."""

    object_type: str
    seen: Callable[[Actor, UUID], bool]
    page: str


_origins: dict[str, Origin] = {}


def start_from(*origins: Origin) -> None:
    """Use these from now on; called once, by the roof of the house."""
    _origins.clear()
    _origins.update({one.object_type: one for one in origins})


def sees(actor: Actor, object_type: str, object_id: UUID) -> bool:
    """Whether this actor may see the record a share starts from; of an unknown kind nobody does."""
    found = _origins.get(object_type)
    return found is not None and found.seen(actor, object_id)


def page_of(object_type: str) -> str:
    """The name of the address of such a record."""
    found = _origins.get(object_type)
    return found.page if found else ""
