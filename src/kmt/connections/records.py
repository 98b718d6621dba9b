"""The records that name things, as the rooms that keep them hand them over at the start."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A record as it is shown beside another: its number, when it came in, and no text of it."""

    id: UUID
    number: str
    at: datetime
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A kind of record.

    ``ids``: those whose text this actor reads, as a query of the room that keeps them; None for
    nobody. ``lines``: id, number and moment of some of them; ``page``: the name of their page.
    ``texts``: what one says, to be recognised. ``persons``: whom one is about, with the label on
    screen. ``about``: which records are about any of these persons. ``subject``: the name of its
    data key in the vault.
    """

    object_type: str
    page: str
    ids: Callable[[Actor], "QuerySet[Any, Any] | None"]
    lines: Callable[[Actor, Collection[UUID]], Iterable[tuple[UUID, str, datetime]]]
    texts: Callable[[Actor, UUID], str]
    persons: Callable[[Actor, UUID], Mapping[UUID, str]]
    about: Callable[[Actor, Collection[UUID]], Mapping[UUID, frozenset[UUID]]]
    subject: Callable[[UUID], str]


_records: dict[str, Records] = {}


def connect(records: Records) -> None:
    """Know this kind of record from now on; called once, by the room that keeps it."""
    _records[records.object_type] = records


def kind_of(object_type: str) -> Records:
    """The kind of record of this name, as a room handed it over."""
    return _records[object_type]


def kinds() -> tuple[Records, ...]:
    """Every kind of record that names things."""
    return tuple(_records.values())
