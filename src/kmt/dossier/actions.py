"""Everything that is written in a dossier: documents, versions, what left; one act each.

Each takes the ``token`` of the form it came from: sent twice, it is one thing. Assessment files are
written in :mod:`kmt.dossier.assessing`.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.attachments import actions as attachments
from kmt.attachments.files import SentFile
from kmt.care.joining import note_event, working_on
from kmt.dossier import printing, queries, wording
from kmt.dossier.letters import Letter
from kmt.dossier.models import (
    Assessment,
    Document,
    DocumentVersion,
    Entry,
    Export,
    HandedOut,
    SecondReading,
)
from kmt.dossier.rules import (
    FILE,
    Known,
    NewDocument,
    Way,
    document_problems,
    hand_out_problems,
    may_hand_out,
    may_remove,
    removal_problems,
)
from kmt.dossier.writing import refuse, sealed, sent_before, show
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.partners.region import region
from kmt.vocabulary.queries import codes_of, values

ADDED, NEXT_VERSION = "dossier.added", "dossier.next_version"
REMOVED, HANDED_OUT = "dossier.removed", "dossier.handed_out"


def known_kinds() -> Known:
    """The kinds of documents that can be chosen today."""
    return Known(kinds=tuple(one.code for one in values("document_kind", clock.today())))


def add_document(
    *, by: Actor, case_id: UUID, new: NewDocument, files: Sequence[SentFile], token: UUID
) -> UUID:
    """Keep a document that came in, with its first version; returns its id.

    The files are made anew and sealed by ``attachments``, and open after the scanner looked. Raises
    :class:`Invalid` with a sentence at each field that is wrong.
    """
    problems = document_problems(new, known_kinds(), clock.today())
    if not files:
        problems["attachment"] = "Kies een bestand."
    refuse(problems)
    if (sent := sent_before(by, Document, token)) is not None:
        return sent
    with working_on(by, case_id, reason="dossier_added"):
        document_id = _new_document(by, case_id, new, token)
        _new_version(by, case_id, document_id, token, files=files)
        note_event(by, case_id, ADDED, text=wording.kind_word(new.kind))
        show(by, case_id)
    return document_id


def add_version(
    *, by: Actor, case_id: UUID, document_id: UUID, files: Sequence[SentFile], token: UUID
) -> None:
    """Keep a newer file under the same document; the older ones stay readable."""
    if not files:
        raise Invalid("Kies een bestand.", fields={"attachment": "Kies een bestand."})
    if sent_before(by, DocumentVersion, token) is not None:
        return
    with working_on(by, case_id, reason="dossier_added"):
        row = _document(by, case_id, document_id)
        _new_version(by, case_id, document_id, token, files=files)
        note_event(by, case_id, NEXT_VERSION, text=wording.kind_word(row.kind))
        show(by, case_id)


def make_document(
    *,
    by: Actor,
    case_id: UUID,
    letter: Letter,
    typed: Mapping[str, str],
    document_id: UUID | None,
    token: UUID,
) -> UUID:
    """Make a letter or form into a PDF and keep it as a version; returns the document.

    ``document_id``: as a next version of that document. What was typed is kept sealed beside it, to
    change and make anew.
    """
    if (sent := sent_before(by, DocumentVersion, token)) is not None:
        return queries.where(by, sent)[1]
    with working_on(by, case_id, reason="dossier_made") as case:
        if document_id is None:
            title = typed.get("subject") or letter.name
            new = NewDocument(kind=letter.kind, title=title, supplier=region().centre_short)
            document_id, event = _new_document(by, case_id, new, token), ADDED
        else:
            document_id, event = _document(by, case_id, document_id).id, NEXT_VERSION
        made = printing.made(letter, case, typed, moment=clock.now())
        _new_version(by, case_id, document_id, token, made=_Made(letter, typed, made))
        note_event(by, case_id, event, text=letter.name)
        show(by, case_id)
    return document_id


def hand_out(
    *,
    by: Actor,
    case_id: UUID,
    version_id: UUID,
    way: str,
    on: date,
    words: str,
    disclosure_id: UUID | None,
    token: UUID,
) -> None:
    """Write down that a version left: to the person themself, or on a decision to share."""
    refuse(hand_out_problems(way, words, on, clock.today()))
    if sent_before(by, HandedOut, token) is not None:
        return
    with working_on(by, case_id, reason="dossier_handed_out") as case:
        version = _version(case_id, version_id)
        decided, gone = None, False
        if way == Way.SHARED:
            decided, gone = queries.decision(by, case, disclosure_id)
        removed, known = version.removed_at is not None, decided is not None
        may_hand_out(way, removed=removed, decided=known, consent_gone=gone).check()
        row_id = new_id()
        HandedOut(
            id=row_id,
            version=version,
            case_id=case_id,
            way=way,
            disclosure_id=decided.id if decided else None,
            recipient=decided.recipient_code if decided else "",
            on=on,
            by=by.id,
            at=clock.now(),
            token=token,
            **sealed(by, case_id, row_id, {"words": words}),
        ).save()
        to = decided.recipient if decided else wording.way_word(way)
        note_event(by, case_id, HANDED_OUT, text=to, happened_on=on)


def remove(*, by: Actor, case_id: UUID, version_id: UUID, reason: str, words: str) -> None:
    """Take away what is in a version, to correct (AVG 5(1)(d), 16, 17); that it was there stays."""
    refuse(removal_problems(reason, words, codes_of("document_removal")))
    with working_on(by, case_id, reason="dossier_removed"):
        row = _version(case_id, version_id)
        may_remove(row.removed_at is not None).check()
        attachments.correct_out(by=by, object_type=FILE, object_id=version_id)
        row.made, row.values = b"", b""
        row.removed_at, row.removed_by, row.removed_reason = clock.now(), by.id, reason
        row.removed_words = sealed(by, case_id, row.id, {"removed_words": words})["removed_words"]
        row.save()
        note_event(by, case_id, REMOVED, text=wording.removal_word(reason))


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove all that this room keeps of a case, with its files; inside the act that destroys."""
    check(by, Permission.RETENTION_TERM_RUN)
    versions = list(DocumentVersion.objects.filter(case_id=case_id).values_list("id", flat=True))
    gone = sum(
        attachments.take_out(by=by, object_type=FILE, object_id=version_id)
        for version_id in versions
    )
    return gone + sum(model.objects.filter(case_id=case_id).delete()[0] for model in _TABLES)


_TABLES = (Export, SecondReading, Entry, Assessment, HandedOut, DocumentVersion, Document)


def _new_document(by: Actor, case_id: UUID, new: NewDocument, token: UUID) -> UUID:
    row_id = new_id()
    texts = {"title": new.title, "supplier": new.supplier}
    Document(
        id=row_id,
        case_id=case_id,
        kind=new.kind,
        dated=new.dated,
        by=by.id,
        at=clock.now(),
        token=token,
        **sealed(by, case_id, row_id, texts),
    ).save()
    return row_id


def _new_version(
    by: Actor,
    case_id: UUID,
    document_id: UUID,
    token: UUID,
    *,
    files: Sequence[SentFile] = (),
    made: "_Made | None" = None,
) -> None:
    """The next version; the row of the case is held, so that two cannot have one number."""
    row = DocumentVersion(
        id=new_id(),
        document_id=document_id,
        case_id=case_id,
        number=DocumentVersion.objects.filter(document_id=document_id).count() + 1,
        by=by.id,
        at=clock.now(),
        token=token,
    )
    if made is not None:
        texts = sealed(by, case_id, row.id, made.texts)
        row.template, row.sha256 = made.letter.code, hashlib.sha256(made.content).hexdigest()
        row.made, row.values = texts["made"], texts["values"]
    row.save()
    attachments.keep(by=by, owner=queries.owner_of(case_id, row.id), files=files)


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF that was made here, with what it was made from."""

    letter: Letter
    typed: Mapping[str, str]
    content: bytes

    @property
    def texts(self) -> dict[str, str]:
        """What is sealed of it: the file, and what was typed."""
        kept = json.dumps(dict(self.typed), ensure_ascii=False)
        return {"made": b64encode(self.content).decode(), "values": kept}


def _document(by: Actor, case_id: UUID, document_id: UUID) -> Document:
    row = Document.objects.filter(id=document_id, case_id=case_id).first()
    if row is None:
        raise NotFound
    return row


def _version(case_id: UUID, version_id: UUID) -> DocumentVersion:
    """A version that is still there, of this case."""
    row = DocumentVersion.objects.filter(id=version_id, case_id=case_id).first()
    if row is None:
        raise NotFound
    return row
