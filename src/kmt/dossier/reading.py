"""What a reader of the dossier gets: frozen objects with texts opened, never database rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.attachments.queries import FileLine
from kmt.dossier.rules import Draft
from kmt.dossier.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A document in the list: what it is, from whom, and how many versions there are."""

    id: UUID
    kind: str
    title: str
    supplier: str
    dated: date | None
    at: datetime
    versions: int
    last_at: datetime
    handed_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOutLine:
    """That a version left: how, to whom, when."""

    way: str
    recipient: str
    on: date
    words: str
    by: str
    disclosure_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version with its files; ``made`` says that it is a PDF that was made here."""

    id: UUID
    number: int
    at: datetime
    by: str
    template: str
    made: bool
    sha256: str
    files: tuple[FileLine, ...]
    handed_out: tuple[HandedOutLine, ...]
    removed_at: datetime | None
    removed_by: str
    removed_reason: str
    removed_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """One document with its versions, newest first."""

    id: UUID
    case_id: UUID
    kind: str
    title: str
    supplier: str
    dated: date | None
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentLine:
    """A reasoned assessment file in the list."""

    id: UUID
    number: int
    state: State
    at: datetime
    adopted_at: datetime | None
    exports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """Everything of one case, as a list."""

    documents: tuple[DocumentLine, ...]
    assessments: tuple[AssessmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One part of a file as it holds now, or as it once was."""

    part: str
    key: str
    revision: int
    dropped: bool
    element: str
    code: str
    stance: str
    source_kind: str
    source: str
    seen_on: date | None
    document_id: UUID | None
    document: str
    text: str
    by: str
    by_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    """What a second person thought; ``of_this`` says whether it was of the text as it is now."""

    opinion: str
    words: str
    by: str
    at: datetime
    sha256: str
    of_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """That the file left the house."""

    id: UUID
    disclosure_id: UUID
    recipient: str
    named: bool
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """A whole file: what holds, what it was before, who read along, to whom it went."""

    id: UUID
    case_id: UUID
    number: int
    state: State
    at: datetime
    adopted_at: datetime | None
    adopted_by: str
    sha256: str
    entries: tuple[EntryLine, ...]
    history: tuple[EntryLine, ...]
    readings: tuple[ReadingLine, ...]
    exports: tuple[ExportLine, ...]
    draft: Draft

    def part(self, name: str) -> EntryLine | None:
        """One of the parts of which there is one, as it holds now."""
        return next((one for one in self.entries if one.key == name), None)

    @property
    def read_digest(self) -> str:
        """The hash of what the last second reader read; empty when nobody did."""
        return self.readings[0].sha256 if self.readings else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision to share about the person that holds today, in words."""

    id: UUID
    recipient_code: str
    recipient: str
    purpose: str
    basis: str
    expires_on: date
    identity: bool
    by_consent: bool
    purpose_code: str

    @property
    def number(self) -> str:
        """The short mark under which people name it."""
        return str(self.id)[:8].upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A PDF that was made here, with a name that tells nothing."""

    content: bytes
    save_as: str
