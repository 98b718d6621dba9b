"""To what files belong: the rooms above hand over whose files somebody may see.

This room stands below those that keep reports, messages and cases, so it knows them by this shape
only. A kind of owner that nobody handed over has files that nobody sees.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOwner:
    """What a file belongs to: its kind and id, and the name of its data key in the vault."""

    object_type: str
    object_id: UUID
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """A kind of owner.

    ``ids`` gives the ids of those whose files this actor may see, as a query of the room that
    keeps them (the gate of that room has been asked); None for nobody. ``page`` is the name of the
    address to go back to. ``saved_by`` gives those whose files may leave the house too; without it
    that is all that may be seen. ``paper``: a paper of the work and about nobody (evidence of an
    obligation, a paper for a meeting), which opens with a permission of its own and without the
    questions that stand before a file of somebody; it has no page, so ``page`` is empty.
    """

    object_type: str
    ids: Callable[[Actor], "QuerySet[Any, Any] | None"]
    page: str = ""
    paper: bool = False
    saved_by: Callable[[Actor], "QuerySet[Any, Any] | None"] | None = None


_owners: dict[str, Owners] = {}


def own_with(owners: Owners) -> None:
    """Know this kind of owner from now on; called once, at the start, by the room that keeps it."""
    _owners[owners.object_type] = owners


def seen_by(actor: Actor, *, papers: bool = False) -> Q:
    """Files of everything that this actor may see, over all rooms: those of people, or papers."""
    return _files((one.object_type, one.ids(actor)) for one in _kept(papers=papers))


def saved_by(actor: Actor) -> Q:
    """Files of everything that this actor may save outside the house, over all rooms."""
    return _files((one.object_type, (one.saved_by or one.ids)(actor)) for one in _kept())


def _kept(*, papers: bool = False) -> Iterator[Owners]:
    return (one for one in _owners.values() if one.paper is papers)


def _files(known: "Iterable[tuple[str, QuerySet[Any, Any] | None]]") -> Q:
    found = Q(pk__in=[])
    for object_type, ids in known:
        if ids is not None:
            found |= Q(object_type=object_type, object_id__in=ids)
    return found


def page_of(object_type: str) -> str:
    """The name of the page of such an owner."""
    return _owners[object_type].page


def opened_with(object_type: str) -> Permission:
    """What somebody needs to open a file of such an owner."""
    paper = _owners[object_type].paper
    return Permission.ATTACHMENTS_PAPER_OPEN if paper else Permission.ATTACHMENTS_FILE_OPEN
