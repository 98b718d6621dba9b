"""Documents that go along with a package by choice: the newest version of each that can be taken.

Taking a file out of the dossier is recorded there, with the reason "to hand over". A file that the
scanner has not looked at does not go. In the other region it is kept in the dossier anew, waits for
the scanner there, and a kind that we do not take is left out.
"""

import base64
from collections.abc import Collection, Iterator
from uuid import UUID

from kmt.attachments.files import SentFile, kind_of, safe_name
from kmt.attachments.queries import taken_file
from kmt.dossier.actions import add_document
from kmt.dossier.queries import document, dossier, made_file
from kmt.dossier.rules import NewDocument
from kmt.exchange.package import Document, File, Package
from kmt.exchange.rules.handing import DOCUMENT_DATA, OTHER_DATA
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.cleaning import cleaned
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, Refused
from kmt.vocabulary.queries import codes_of, label

REASON = "file_hand_over"


def offered(actor: Actor, case_id: UUID) -> list[tuple[str, str]]:
    """The documents of a case to choose from: what it is, and the name it was given."""
    found = dossier(actor, case_id).documents
    return [(str(one.id), f"{label('document_kind', one.kind)}: {one.title}") for one in found]


def enclosed(
    actor: Actor, case_id: UUID, wanted: Collection[UUID], data: Collection[str]
) -> tuple[Document, ...]:
    """The chosen documents with their files; each of a kind of data that was decided on."""
    return tuple(_enclosed(actor, case_id, one, data) for one in wanted)


def kept_here(by: Actor, case_id: UUID, found: Package) -> int:
    """Put the documents of a package in the dossier of the new case; how many there were."""
    for one in found.documents:
        files = [sent for file in one.files if (sent := _sent(file)) is not None]
        if not files:
            continue
        known = one.kind in codes_of("document_kind")
        new = NewDocument(
            kind=one.kind if known else "other",
            title=one.title or "document van de andere regio",
            supplier=one.supplier or found.sender.name,
            dated=one.dated if one.dated and one.dated <= clock.today() else None,
        )
        add_document(by=by, case_id=case_id, new=new, files=files, token=new_id())
    return len(found.documents)


def _enclosed(actor: Actor, case_id: UUID, wanted: UUID, data: Collection[str]) -> Document:
    seen = document(actor, case_id, wanted)
    if not DOCUMENT_DATA.get(seen.kind, OTHER_DATA) & set(data):
        raise Refused(
            f"Het besluit om te delen gaat niet over dit soort document "
            f"({label('document_kind', seen.kind)}).",
            "Laat het weg, of neem er een besluit over.",
        )
    return Document(
        kind=seen.kind,
        title=seen.title,
        supplier=seen.supplier,
        dated=seen.dated,
        files=tuple(_files(actor, case_id, wanted)),
    )


def _files(actor: Actor, case_id: UUID, wanted: UUID) -> Iterator[File]:
    """The files of the newest version that was not removed."""
    versions = document(actor, case_id, wanted).versions
    newest = next((one for one in versions if one.removed_at is None), None)
    if newest is None:
        return
    if newest.made:
        made = made_file(actor, case_id, newest.id, REASON)
        yield _file(made.save_as, made.content)
    for one in newest.files:
        taken = taken_file(actor, one.id, REASON)
        yield _file(taken.save_as, taken.content)


def _file(name: str, content: bytes) -> File:
    return File(name=name, content=base64.b64encode(content).decode())


def _sent(file: File) -> SentFile | None:
    """A file of another region as this house takes files in: known by its bytes, made anew."""
    content = base64.b64decode(file.content)
    kind = kind_of(content)
    if not kind:
        return None
    try:
        kind, content = cleaned(content)
        anew = True
    except Invalid:
        anew = False
    return SentFile(name=safe_name(file.name), kind=kind, content=content, cleaned=anew)
