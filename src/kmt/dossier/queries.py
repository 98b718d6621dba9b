"""Reading the dossier of a case: documents, their versions, assessment files, what left.

The page that is about to show this has opened the case and recorded the look; taking a made file
out is recorded here. The number of queries does not grow with the number of rows.
"""

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.access.queries import involved_in
from kmt.access.rows import GatedModel, GatedQuerySet
from kmt.attachments.owners import FileOwner
from kmt.attachments.queries import FileLine, files_of_each
from kmt.attachments.rules import REASONS
from kmt.audit.actions import read_of
from kmt.care.joining import CaseRef, open_all, within, within_own_data, within_retained
from kmt.care.rules import CARE_CASE
from kmt.dossier.models import (
    Assessment,
    Document,
    DocumentVersion,
    Entry,
    Export,
    HandedOut,
    SecondReading,
)
from kmt.dossier.reading import (
    AssessmentLine,
    AssessmentView,
    Decided,
    DocumentLine,
    DocumentView,
    DossierView,
    EntryLine,
    ExportLine,
    HandedOutLine,
    MadeFile,
    ReadingLine,
    VersionLine,
)
from kmt.dossier.rules import FILE, Draft, Finding, Part, digest_of
from kmt.dossier.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.lawfulness.expressions import CONSENTS
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.queries import standing_about
from kmt.partners.queries import names_of
from kmt.vault.queries import consent_facts

IDENTITY = "D01"
CARE = "R2"
M = TypeVar("M", bound=GatedModel)


def owner_of(case_id: UUID, version_id: UUID) -> FileOwner:
    """A version as the one that files belong to: sealed under the key of its case."""
    return FileOwner(object_type=FILE, object_id=version_id, subject=f"care_case:{case_id}")


def files_seen(actor: Actor) -> "QuerySet[DocumentVersion, UUID] | None":
    """The versions whose files this actor may see: those of cases they may open."""
    if not actor.may(Permission.CARE_CASE_READ):
        return None
    rows = DocumentVersion.objects.seen_by(actor, within(actor))
    return rows.filter(removed_at=None).values_list("id", flat=True)


def files_saved(actor: Actor) -> "QuerySet[DocumentVersion, UUID] | None":
    """Those of them that may leave the house: of cases they work on, not in an emergency only."""
    seen = files_seen(actor)
    return None if seen is None else seen.filter(involved_in(actor, CARE_CASE, "case_id"))


def where(actor: Actor, version_id: UUID) -> tuple[UUID, UUID]:
    """The case and the document of a version, to go back to from the page of a file."""
    row = DocumentVersion.objects.seen_by(actor, within(actor)).one(id=version_id)
    return row.case_id, row.document_id


def dossier(actor: Actor, case_id: UUID) -> DossierView:
    """Everything that is kept for a case, newest first; nothing of a file is opened."""
    rule = within(actor)
    rows = list(
        _here(Document, actor, rule, case_id)
        .annotate(
            number=Count("versions", distinct=True),
            last_at=Max("versions__at"),
            out=Count("versions__handed_out", distinct=True),
        )
        .order_by("-at")
    )
    texts = _opened(rows, ("title", "supplier"))
    documents = tuple(
        DocumentLine(
            id=row.id,
            kind=row.kind,
            title=texts[row.id]["title"],
            supplier=texts[row.id]["supplier"],
            dated=row.dated,
            at=row.at,
            versions=row.number,
            last_at=row.last_at or row.at,
            handed_out=row.out,
        )
        for row in rows
    )
    return DossierView(documents=documents, assessments=_assessments(actor, rule, case_id))


def _assessments(actor: Actor, rule: Q, case_id: UUID) -> tuple[AssessmentLine, ...]:
    rows = _here(Assessment, actor, rule, case_id).annotate(exported=Count("exports"))
    return tuple(
        AssessmentLine(
            id=row.id,
            number=row.number,
            state=State(row.state),
            at=row.at,
            adopted_at=row.adopted_at,
            exports=row.exported,
        )
        for row in rows.order_by("-number")
    )


def document(actor: Actor, case_id: UUID, document_id: UUID) -> DocumentView:
    """One document with its versions. ``NotFound`` outside the actor's world."""
    rule = within(actor)
    row = Document.objects.seen_by(actor, rule).one(id=document_id, case_id=case_id)
    versions = list(
        DocumentVersion.objects.seen_by(actor, rule)
        .filter(document_id=document_id)
        .order_by("-number")
    )
    out = list(
        HandedOut.objects.seen_by(actor, rule)
        .filter(version__document_id=document_id)
        .order_by("at")
    )
    texts = _opened([row], ("title", "supplier"))[row.id]
    given = _opened(out, ("words",))
    removed = _opened(versions, ("removed_words",))
    people = {one.by for one in out} | {one.by for one in versions}
    names = names_of(people | {one.removed_by for one in versions})
    files = files_of_each(actor, FILE, [one.id for one in versions])
    lines: dict[UUID, list[HandedOutLine]] = defaultdict(list)
    for one in out:
        lines[one.version_id].append(
            HandedOutLine(
                way=one.way,
                recipient=_party(one.recipient),
                on=one.on,
                words=given[one.id]["words"],
                by=names.get(one.by, ""),
                disclosure_id=one.disclosure_id,
            )
        )
    return DocumentView(
        id=row.id,
        case_id=row.case_id,
        kind=row.kind,
        title=texts["title"],
        supplier=texts["supplier"],
        dated=row.dated,
        versions=tuple(
            _version(one, names, files[one.id], lines[one.id], removed[one.id]["removed_words"])
            for one in versions
        ),
    )


def _version(
    row: DocumentVersion,
    names: dict[str, str],
    files: tuple[FileLine, ...],
    out: list[HandedOutLine],
    words: str,
) -> VersionLine:
    return VersionLine(
        id=row.id,
        number=row.number,
        at=row.at,
        by=names.get(row.by, ""),
        template=row.template,
        made=bool(row.made),
        sha256=row.sha256,
        files=files,
        handed_out=tuple(out),
        removed_at=row.removed_at,
        removed_by=names.get(row.removed_by, ""),
        removed_reason=row.removed_reason,
        removed_words=words,
    )


def made_file(actor: Actor, case_id: UUID, version_id: UUID, reason: str) -> MadeFile:
    """A PDF that was made here, to save it with a code of ``REASONS``; recorded as taken out."""
    with refusals_recorded(actor, object_type=FILE, object_id=str(version_id), action="export"):
        check(actor, Permission.ATTACHMENTS_FILE_OPEN)
        rows = DocumentVersion.objects.seen_by(actor, within(actor)).exclude(made=b"")
        row = rows.one(id=version_id, case_id=case_id)
        if reason not in REASONS:
            raise Invalid("Kies waarom je dit bestand nodig hebt.", fields={"reason": "Kies."})
    read_of(actor, object_type=FILE, object_id=str(version_id), action="export", reason=reason)
    content = b64decode(open_all([(row.case_id, "made", row.id, bytes(row.made))])[0])
    return MadeFile(content=content, save_as=f"document-{str(row.id)[:8]}.pdf")


def typed_before(actor: Actor, case_id: UUID, version_id: UUID) -> tuple[str, UUID, str]:
    """Template, document and the values (JSON) from which a version was made, to change them."""
    rows = DocumentVersion.objects.seen_by(actor, within(actor)).exclude(values=b"")
    row = rows.one(id=version_id, case_id=case_id)
    values = open_all([(row.case_id, "values", row.id, bytes(row.values))])[0]
    return row.template, row.document_id, values


def assessment(actor: Actor, case_id: UUID, assessment_id: UUID) -> AssessmentView:
    """A whole file. ``NotFound`` outside the actor's world."""
    row = Assessment.objects.seen_by(actor, within(actor)).one(id=assessment_id, case_id=case_id)
    return _whole(actor, within(actor), row)


def _whole(actor: Actor, rule: Q, row: Assessment) -> AssessmentView:
    here = Q(assessment_id=row.id)
    entries = list(Entry.objects.seen_by(actor, rule).filter(here).order_by("key", "-revision"))
    read = list(SecondReading.objects.seen_by(actor, rule).filter(here).order_by("-at"))
    left = list(Export.objects.seen_by(actor, rule).filter(here).order_by("-at"))
    people = {one.by for one in entries} | {one.by for one in read} | {one.by for one in left}
    people.add(row.adopted_by)
    names = names_of(people)
    lines = _entry_lines(actor, rule, row.case_id, entries, names)
    newest: dict[str, EntryLine] = {}
    for line in lines:
        newest.setdefault(line.key, line)
    now = tuple(sorted((one for one in newest.values() if not one.dropped), key=_order))
    draft = _draft(now)
    said = _opened(read, ("words",))
    digest = row.sha256 or digest_of(draft)
    return AssessmentView(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        state=State(row.state),
        at=row.at,
        adopted_at=row.adopted_at,
        adopted_by=names.get(row.adopted_by, ""),
        sha256=row.sha256,
        entries=now,
        history=tuple(line for line in lines if line not in now),
        readings=tuple(
            ReadingLine(
                opinion=one.opinion,
                words=said[one.id]["words"],
                by=names.get(one.by, ""),
                at=one.at,
                sha256=one.sha256,
                of_this=one.sha256 == digest,
            )
            for one in read
        ),
        exports=tuple(
            ExportLine(
                id=one.id,
                disclosure_id=one.disclosure_id,
                recipient=_party(one.recipient),
                named=one.named,
                sha256=one.sha256,
                by=names.get(one.by, ""),
                at=one.at,
            )
            for one in left
        ),
        draft=draft,
    )


_ELEMENTS = ("act", "means", "purpose", "")


def _order(line: EntryLine) -> tuple[int, int, str]:
    """By element, what speaks for it first, then by when it was first written."""
    return _ELEMENTS.index(line.element), line.stance == "against", line.key


def _entry_lines(
    actor: Actor, rule: Q, case_id: UUID, rows: Sequence[Entry], names: dict[str, str]
) -> list[EntryLine]:
    texts = _opened(rows, ("text", "source"))
    wanted = {one.document_id for one in rows if one.document_id}
    papers = list(_here(Document, actor, rule, case_id).filter(id__in=wanted)) if wanted else []
    titles = _opened(papers, ("title",))
    return [
        EntryLine(
            part=row.part,
            key=row.key,
            revision=row.revision,
            dropped=row.dropped,
            element=row.element,
            code=row.code,
            stance=row.stance,
            source_kind=row.source_kind,
            source=texts[row.id]["source"],
            seen_on=row.seen_on,
            document_id=row.document_id,
            document=titles.get(row.document_id, {}).get("title", "") if row.document_id else "",
            text=texts[row.id]["text"],
            by=names.get(row.by, ""),
            by_id=row.by,
            at=row.at,
        )
        for row in rows
    ]


def _draft(now: Iterable[EntryLine]) -> Draft:
    """What holds now, as the rules judge it."""
    parts = {one.key: one for one in now}
    concluded = parts.get(Part.CONCLUSION)
    minor, other, open_ = (
        parts.get(Part.MINOR),
        parts.get(Part.ALTERNATIVE),
        parts.get(Part.UNKNOWN),
    )
    return Draft(
        minor=minor.code if minor else "",
        findings=tuple(
            Finding(
                element=one.element,
                code=one.code,
                stance=one.stance,
                text=one.text,
                source_kind=one.source_kind,
                source=one.source,
                seen_on=one.seen_on,
                document=str(one.document_id or ""),
            )
            for one in now
            if one.part == Part.FINDING
        ),
        alternative=other.text if other else "",
        unknown=open_.text if open_ else "",
        conclusion=concluded.code if concluded else "",
        reasons=concluded.text if concluded else "",
        concluded_by=concluded.by_id if concluded else "",
    )


def decided(actor: Actor, case: CaseRef) -> tuple[Decided, ...]:
    """The decisions to share about the person of a case that hold today; none who may not know."""
    if not actor.may(Permission.LAWFULNESS_DISCLOSURE_READ):
        return ()
    matrix = sharing_matrix()
    return tuple(
        Decided(
            id=one.id,
            recipient_code=one.recipient,
            recipient=_party(one.recipient),
            purpose=matrix.dutch("purpose", one.purpose),
            basis="; ".join(one.basis),
            expires_on=one.expires_on,
            identity=IDENTITY in one.data,
            by_consent=one.by_consent,
            purpose_code=one.purpose,
        )
        for one in standing_about(actor, {case.person_id})
        if one.compartment == CARE
    )


def decision(actor: Actor, case: CaseRef, wanted: UUID | None) -> tuple[Decided | None, bool]:
    """One of them, and whether the consent that it rests on was withdrawn since."""
    found = next((one for one in decided(actor, case) if one.id == wanted), None)
    if found is None or not found.by_consent:
        return found, False
    facts = consent_facts(
        actor, case.person_id, purpose=found.purpose_code, recipient=found.recipient_code
    )
    return found, not facts & CONSENTS


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """The case and the day of each piece: for the job that guards the terms."""
    rule = within_retained(actor)
    for model in (Document, DocumentVersion, HandedOut, Assessment, Entry, SecondReading, Export):
        rows = model.objects.seen_by(actor, rule).values_list("case_id", "at")
        yield from ((case_id, clock.local(at).date()) for case_id, at in rows)


def documents_asked_about(actor: Actor, case_id: UUID) -> tuple[DocumentLine, ...]:
    """The documents of a case, for who answers people about their own data."""
    rule = within_own_data(actor)
    rows = list(_here(Document, actor, rule, case_id).order_by("at"))
    versions = Counter(
        _here(DocumentVersion, actor, rule, case_id)
        .filter(removed_at=None)
        .values_list("document_id", flat=True)
    )
    texts = _opened(rows, ("title", "supplier"))
    return tuple(
        DocumentLine(
            id=row.id,
            kind=row.kind,
            title=texts[row.id]["title"],
            supplier=texts[row.id]["supplier"],
            dated=row.dated,
            at=row.at,
            versions=versions[row.id],
            last_at=row.at,
            handed_out=0,
        )
        for row in rows
    )


def assessments_asked_about(actor: Actor, case_id: UUID) -> tuple[AssessmentView, ...]:
    """The assessment files of a case, for who answers people about their own data."""
    rule = within_own_data(actor)
    rows = _here(Assessment, actor, rule, case_id).order_by("number")
    return tuple(_whole(actor, rule, row) for row in rows)


def _here(model: type[M], actor: Actor, rule: Q, case_id: UUID) -> "GatedQuerySet[M]":
    return model.objects.seen_by(actor, rule).filter(case_id=case_id)


def _opened(rows: Sequence[object], columns: tuple[str, ...]) -> dict[UUID, dict[str, str]]:
    """The sealed texts of rows by id and column, with one look for the keys."""
    places = [(row, column) for row in rows for column in columns]
    texts = open_all(
        (row.case_id, column, row.id, bytes(getattr(row, column)))  # type: ignore[attr-defined]
        for row, column in places
    )
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for (row, column), text in zip(places, texts, strict=True):
        found[row.id][column] = text  # type: ignore[attr-defined]
    return found


def _party(code: str) -> str:
    return sharing_matrix().dutch("actor", code) if code else ""
