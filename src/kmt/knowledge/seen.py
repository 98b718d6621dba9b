"""What the pages of the knowledge base get to see: values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """A published article in a list, in the language that was found for the reader."""

    slug: str
    title: str
    summary: str
    language: str
    kind: str
    audience: str
    forms: tuple[str, ...]
    sector: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSeen:
    """A published article to read; ``languages``: in which ones it is there."""

    line: ArticleLine
    body: str
    number: int
    reviewed_on: date
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    article_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, the best first; ``tried``: whether there was a word to search."""

    lines: tuple[ArticleLine, ...]
    tried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageKept:
    """One language of an article for who writes: how far, which version is out, which is newest."""

    language: str
    state: str
    published: int | None
    newest: int

    @property
    def waits(self) -> bool:
        """Whether something was written that nobody reads yet."""
        return self.newest != (self.published or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """An article in the list of who writes."""

    id: UUID
    slug: str
    title: str
    kind: str
    audience: str
    owner: str
    review_due: date
    due: bool
    languages: tuple[LanguageKept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSeen:
    """A version: what it says, who wrote it when, and why."""

    id: UUID
    number: int
    title: str
    summary: str
    body: str
    why: str
    by: str
    at: datetime
    shipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """Something that was done with an article."""

    what: str
    language: str
    number: int | None
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSeen:
    """One language of an article with all its versions, the newest first (without their bodies)."""

    kept: LanguageKept
    versions: tuple[VersionSeen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """An article as who writes sees it."""

    line: KeptLine
    forms: tuple[str, ...]
    sector: str
    sources: tuple[str, ...]
    owner_id: str
    review_after: str
    reviewed_on: date
    reviewed_by: str
    version: int
    languages: tuple[LanguageSeen, ...]
    steps: tuple[StepSeen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What somebody who writes begins from: the newest text, or nothing yet (``number`` 0)."""

    article_id: UUID
    slug: str
    language: str
    newest: VersionSeen | None
    dutch: VersionSeen | None

    @property
    def number(self) -> int:
        """The version that a new one comes after."""
        return self.newest.number if self.newest else 0
