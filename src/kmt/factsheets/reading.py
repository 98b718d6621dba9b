"""What the queries of the factsheets hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.factsheets.content import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """The newest factsheet of one place; without ``made_at`` there is none yet."""

    place: str
    name: str
    whole_region: bool
    on: date | None = None
    made_at: datetime | None = None
    kilobytes: int = 0
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetList:
    """The factsheets that this reader may see, the region first."""

    lines: tuple[SheetLine, ...]
    may_make: bool

    @property
    def made(self) -> bool:
        """Whether any was made."""
        return any(one.made_at for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One factsheet as a page: the content that its PDF was made from."""

    id: UUID
    place: str
    name: str
    on: date
    made_at: datetime
    kilobytes: int
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """A file to send."""

    name: str
    content: bytes
