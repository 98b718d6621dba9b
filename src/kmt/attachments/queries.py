"""Every read of files: a list by name, one file by its facts, and what is in it.

What is in a file is opened for one purpose at a time, and every opening is recorded.
"""

from base64 import b64decode
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.db.models import QuerySet

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.attachments import access, owners
from kmt.attachments.files import KINDS
from kmt.attachments.models import Attachment
from kmt.attachments.rules import REASONS, may_show, may_take
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotPermitted
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file as it stands in a list: what it is called and what became of it, not what is in it."""

    id: UUID
    object_type: str
    object_id: UUID
    name: str
    kind: str
    size: int
    cleaned: bool
    state: str
    virus: str

    @property
    def shown(self) -> bool:
        """Whether it can be looked at on screen."""
        return may_show(self.state, self.kind, cleaned=self.cleaned).allowed

    @property
    def taken(self) -> bool:
        """Whether it can be saved."""
        return may_take(self.state).allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """What is in a file, with its media type and the name to save it under."""

    content: bytes
    media_type: str
    save_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A file for the scanner: its bytes, and what they were said to be."""

    kind: str
    cleaned: bool
    content: bytes


def files_of(actor: Actor, object_type: str, object_id: UUID) -> tuple[FileLine, ...]:
    """The files of one owner, in the order in which they were sent; nothing of them is opened.

    The caller records that the owner was read.
    """
    rows = Attachment.objects.seen_by(actor, access.listed(actor))
    rows = rows.filter(object_type=object_type, object_id=object_id)
    return _lines(list(rows.defer("content").order_by("position")))


def files_of_each(
    actor: Actor, object_type: str, object_ids: Collection[UUID]
) -> dict[UUID, tuple[FileLine, ...]]:
    """The files of several owners of one kind, with one query; nothing of them is opened."""
    rows = Attachment.objects.seen_by(actor, access.listed(actor))
    rows = rows.filter(object_type=object_type, object_id__in=object_ids)
    found: dict[UUID, tuple[FileLine, ...]] = dict.fromkeys(object_ids, ())
    for line in _lines(list(rows.defer("content").order_by("position"))):
        found[line.object_id] = (*found[line.object_id], line)
    return found


def number_asked_about(actor: Actor, object_type: str, object_id: UUID) -> int:
    """How many files there are, for who answers a person about their own data."""
    rows = Attachment.objects.seen_by(actor, access.asked_by_the_person(actor))
    return rows.filter(object_type=object_type, object_id=object_id).count()


def kept_by(actor: Actor, object_type: str) -> "QuerySet[Attachment, UUID]":
    """The ids of the owners of one kind that have files, for the process that guards the terms."""
    check(actor, Permission.RETENTION_TERM_RUN)
    rows = Attachment.objects.seen_by(actor, access.retained(actor))
    return rows.filter(object_type=object_type).values_list("object_id", flat=True).distinct()


def one_file(actor: Actor, file_id: UUID) -> FileLine:
    """The facts of one file. ``NotFound`` outside the actor's world; recorded."""
    with refusals_recorded(actor, object_type=ATTACHMENT, object_id=str(file_id)):
        check(actor, Permission.ATTACHMENTS_FILE_OPEN)
        rows = Attachment.objects.seen_by(actor, access.visible(actor)).defer("content")
        row = rows.one(pk=file_id)
    read_of(actor, object_type=ATTACHMENT, object_id=str(file_id), reason="file_facts")
    return _lines([row])[0]


def shown_file(actor: Actor, file_id: UUID) -> FileContent:
    """A picture to look at on screen; recorded as a look. ``Refused`` for anything else."""
    with refusals_recorded(actor, object_type=ATTACHMENT, object_id=str(file_id)):
        row = _row(actor, file_id)
        may_show(row.state, row.kind, cleaned=row.cleaned).check()
    read_of(actor, object_type=ATTACHMENT, object_id=str(file_id), reason="file_shown")
    return _opened(row)


def taken_file(actor: Actor, file_id: UUID, reason: str) -> FileContent:
    """A file to save, with a code of ``REASONS``; recorded as taken out of the house."""
    with refusals_recorded(actor, object_type=ATTACHMENT, object_id=str(file_id), action="export"):
        row = _row(actor, file_id)
        if not Attachment.objects.seen_by(actor, owners.saved_by(actor)).filter(pk=row.pk).exists():
            raise NotPermitted(
                "Met noodtoegang kun je een bestand bekijken, niet bewaren.",
                "Vraag de coördinator of de teamleider om je bij de casus te betrekken.",
            )
        if reason not in REASONS:
            raise Invalid("Kies waarom je dit bestand nodig hebt.")
        may_take(row.state).check()
    read_of(actor, object_type=ATTACHMENT, object_id=str(file_id), action="export", reason=reason)
    return _opened(row)


def opened_paper(actor: Actor, file_id: UUID) -> FileContent:
    """A paper, to read; recorded. ``Refused`` as long as no scanner looked at it."""
    with refusals_recorded(actor, object_type=ATTACHMENT, object_id=str(file_id)):
        check(actor, Permission.ATTACHMENTS_PAPER_OPEN)
        row = Attachment.objects.seen_by(actor, access.papers(actor)).one(pk=file_id)
        may_take(row.state).check()
    read_of(actor, object_type=ATTACHMENT, object_id=str(file_id), reason="file_paper")
    return _opened(row, _lines([row])[0].name)


def waiting_files(actor: Actor) -> tuple[UUID, ...]:
    """Every file that waits for the scanner, for the process that asks it; in no order of time."""
    check(actor, Permission.ATTACHMENTS_FILE_SCAN)
    rows = Attachment.objects.seen_by(actor, access.waiting(actor))
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def waiting_file(actor: Actor, file_id: UUID) -> WaitingFile | None:
    """What the scanner is to look at; None when it does not wait any more."""
    check(actor, Permission.ATTACHMENTS_FILE_SCAN)
    row = Attachment.objects.seen_by(actor, access.waiting(actor)).filter(pk=file_id).first()
    if row is None:
        return None
    return WaitingFile(kind=row.kind, cleaned=row.cleaned, content=_content_of(row))


def _row(actor: Actor, file_id: UUID) -> Attachment:
    check(actor, Permission.ATTACHMENTS_FILE_OPEN)
    return Attachment.objects.seen_by(actor, access.visible(actor)).one(pk=file_id)


def _lines(rows: Sequence[Attachment]) -> tuple[FileLine, ...]:
    """Names opened with one query for the keys; whoever asks has been asked."""
    names = open_texts(
        [(row.subject, column_of("file_name", row.id), bytes(row.name)) for row in rows]
    )
    return tuple(
        FileLine(
            id=row.id,
            object_type=row.object_type,
            object_id=row.object_id,
            name=name,
            kind=row.kind,
            size=row.size,
            cleaned=row.cleaned,
            state=row.state,
            virus=row.virus,
        )
        for row, name in zip(rows, names, strict=True)
    )


def _opened(row: Attachment, name: str = "") -> FileContent:
    """A paper is saved under its name, a file of somebody under one that tells nothing.

    It ends as what it is, whatever it was called.
    """
    media, ending = KINDS[row.kind]
    stem = PurePath(name).stem or f"bestand-{str(row.id)[:8]}"
    return FileContent(content=_content_of(row), media_type=media, save_as=f"{stem}.{ending}")


def _content_of(row: Attachment) -> bytes:
    """The bytes of a file: the vault seals text, so they are kept as base64."""
    sealed = [(row.subject, column_of("file", row.id), bytes(row.content))]
    return b64decode(open_texts(sealed)[0])
