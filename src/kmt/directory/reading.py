"""What the pages of the social map get to read: plain values, no rows of a table."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kmt.directory.models import DirectoryEntry
from kmt.directory.rules import Content, Fit

CODES = ("services", "forms", "sexes", "places", "languages", "contra")
FIELDS = tuple(one.name for one in fields(Content))


def packed(codes: tuple[str, ...]) -> str:
    """Codes as they are kept: ``|a|b|``."""
    return f"|{'|'.join(codes)}|" if codes else ""


def unpacked(kept: str) -> tuple[str, ...]:
    """Codes as they are used."""
    return tuple(one for one in kept.split("|") if one)


def columns_of(content: Content) -> dict[str, Any]:
    """An entry as the columns of its table."""
    found = asdict(content)
    return found | {name: packed(found[name]) for name in CODES}


def content_of(columns: Mapping[str, Any]) -> Content:
    """What the columns of an entry say."""
    found = {name: columns[name] for name in FIELDS}
    return Content(**found | {name: unpacked(found[name]) for name in CODES})


def as_json(content: Content) -> dict[str, Any]:
    """An entry as it is kept in its history and in a draft."""
    found = columns_of(content)
    found["capacity_on"] = content.capacity_on.isoformat() if content.capacity_on else None
    return found


def from_json(kept: Mapping[str, Any]) -> Content:
    """The way back of :func:`as_json`."""
    on = kept["capacity_on"]
    return content_of({**kept, "capacity_on": date.fromisoformat(on) if on else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry in the list, with how it answers what was asked."""

    id: UUID
    content: Content
    fit: Fit
    checked_on: date
    look_by: date
    stale: bool
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a need: what may fit, best first, and how many say that they do not."""

    lines: tuple[EntryLine, ...]
    say_no: int
    total: int
    stale: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One step of the history: what was done, by whom, and which fields changed."""

    number: int
    what: str
    at: datetime
    by: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry with its history."""

    id: UUID
    content: Content
    version: int
    checked_on: date
    checked_by: str
    look_by: date
    stale: bool
    example: bool
    ended_on: date | None
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One row of a file that was read: new, changed (which fields) or the same."""

    number: int
    name: str
    what: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A file that waits for a yes."""

    id: UUID
    file_name: str
    at: datetime
    rows: tuple[DraftRow, ...]

    @property
    def new(self) -> int:
        """How many entries would be made."""
        return sum(one.what == "new" for one in self.rows)

    @property
    def changed(self) -> int:
        """How many entries would change."""
        return sum(one.what == "changed" for one in self.rows)

    @property
    def same(self) -> int:
        """How many rows say what the map says already."""
        return sum(one.what == "same" for one in self.rows)


def content_of_row(row: DirectoryEntry) -> Content:
    """What an entry of the table says."""
    return content_of({name: getattr(row, name) for name in FIELDS})
