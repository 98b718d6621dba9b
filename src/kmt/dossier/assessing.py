"""Writing a reasoned assessment file: its parts with their versions, reading along, adopting.

No Dutch body issues such a finding any more (the pilot of the Schadefonds ended in 2019), so a
centre writes its own with sources. It is frozen when adopted, and leaves on a decision to share.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care.joining import note_event, working_on
from kmt.dossier import printing, queries
from kmt.dossier.models import Assessment, Document, Entry, Export, SecondReading
from kmt.dossier.reading import MadeFile
from kmt.dossier.rules import (
    ASSESSMENT,
    LISTS,
    Finding,
    Known,
    Part,
    Reading,
    digest_of,
    finding_problems,
    may_adopt,
    may_export,
    may_read_along,
    may_write,
    part_problems,
)
from kmt.dossier.states import State
from kmt.dossier.writing import refuse, sealed, sent_before, show
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.vault.queries import open_identity
from kmt.vocabulary.queries import values

BEGUN, ADOPTED, EXPORTED = "dossier.begun", "dossier.adopted", "dossier.exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Which part is written, over which revision the writer saw; ``key`` is empty for a new one."""

    part: Part
    key: str = ""
    revision: int = 0


def known_codes() -> Known:
    """The codes that can be chosen today."""
    today = clock.today()

    def codes(name: str) -> tuple[str, ...]:
        return tuple(one.code for one in values(name, today))

    return Known(
        elements={str(element): codes(name) for element, name in LISTS.items()},
        sources=codes("observation_source"),
        conclusions=codes("assessment_conclusion"),
    )


def begin(*, by: Actor, case_id: UUID, token: UUID) -> UUID:
    """Begin a file; one is written at a time, and an adopted one is never written in again."""
    if (sent := sent_before(by, Assessment, token)) is not None:
        return sent
    with working_on(by, case_id, reason="assessment_begun"):
        rows = Assessment.objects.filter(case_id=case_id)
        open_one = rows.filter(state=State.DRAFT).first()
        if open_one is not None:
            return UUID(str(open_one.id))
        row = Assessment(
            id=new_id(),
            case_id=case_id,
            number=rows.count() + 1,
            by=by.id,
            at=clock.now(),
            token=token,
        )
        row.save()
        note_event(by, case_id, BEGUN, text=f"Dossier {row.number}")
    return UUID(str(row.id))


def write_finding(
    *,
    by: Actor,
    case_id: UUID,
    assessment_id: UUID,
    written: Written,
    finding: Finding,
    token: UUID,
) -> None:
    """Write a finding with its source, or the next revision of one.

    Raises :class:`Invalid` for what is missing and :class:`Conflict` when somebody else wrote the
    same finding meanwhile.
    """
    refuse(finding_problems(finding, known_codes(), clock.today()))
    if sent_before(by, Entry, token) is not None:
        return
    with working_on(by, case_id, reason="assessment_written"):
        row = _held(case_id, assessment_id)
        document = UUID(finding.document) if finding.document else None
        if document and not Document.objects.filter(id=document, case_id=case_id).exists():
            raise Invalid("Kijk de gemarkeerde velden na.", fields={"document": "Kies opnieuw."})
        _entry(
            by,
            row,
            written,
            token,
            {"text": finding.text, "source": finding.source},
            element=finding.element,
            code=finding.code,
            stance=finding.stance,
            source_kind=finding.source_kind,
            seen_on=finding.seen_on,
            document_id=document,
        )


def write_part(
    *,
    by: Actor,
    case_id: UUID,
    assessment_id: UUID,
    written: Written,
    code: str,
    text: str,
    token: UUID,
) -> None:
    """Write one of the other parts: under 18 or not, other explanation, not known, conclusion."""
    refuse(part_problems(written.part, code, text, known_codes()))
    if sent_before(by, Entry, token) is not None:
        return
    with working_on(by, case_id, reason="assessment_written"):
        row = _held(case_id, assessment_id)
        single = Written(part=written.part, key=str(written.part), revision=written.revision)
        _entry(by, row, single, token, {"text": text}, code=code)


def drop_finding(
    *, by: Actor, case_id: UUID, assessment_id: UUID, key: str, revision: int, token: UUID
) -> None:
    """Leave a finding out; what it said stays in the history of the file."""
    if sent_before(by, Entry, token) is not None:
        return
    with working_on(by, case_id, reason="assessment_written"):
        row = _held(case_id, assessment_id)
        written = Written(part=Part.FINDING, key=key, revision=revision)
        if not row.entries.filter(key=key).exists():
            raise NotFound
        _entry(by, row, written, token, {}, dropped=True)


def read_along(
    *,
    by: Actor,
    case_id: UUID,
    assessment_id: UUID,
    opinion: str,
    words: str,
    digest: str,
    token: UUID,
) -> None:
    """Say as a second person what one thinks of the file exactly as it was shown.

    ``digest`` is of what was on the page: when it changed meanwhile it is to be read again. Seeing
    it otherwise needs words; they go along in the file.
    """
    problems = {} if opinion in set(Reading) else {"opinion": "Kies een antwoord."}
    if opinion == Reading.OTHERWISE and not words.strip():
        problems["words"] = "Schrijf op wat je anders ziet: dat komt in het dossier."
    refuse(problems)
    if sent_before(by, SecondReading, token) is not None:
        return
    with working_on(by, case_id, reason="assessment_read", needs=Permission.CARE_CASE_READ):
        row = _held(case_id, assessment_id)
        view = queries.assessment(by, case_id, assessment_id)
        may_read_along(view.state, view.draft, by.id).check()
        if digest_of(view.draft) != digest:
            raise Conflict("Het dossier is intussen veranderd.", "Lees het nog een keer.")
        row_id = new_id()
        SecondReading(
            id=row_id,
            assessment=row,
            case_id=case_id,
            opinion=opinion,
            sha256=digest,
            by=by.id,
            at=clock.now(),
            token=token,
            **sealed(by, case_id, row_id, {"words": words}),
        ).save()


def adopt(*, by: Actor, case_id: UUID, assessment_id: UUID) -> None:
    """Adopt a file: from now on it is frozen, and its hash says what was adopted."""
    with working_on(by, case_id, reason="assessment_adopted"):
        row = _assessment(case_id, assessment_id)
        if row.state == State.ADOPTED:
            return
        view = queries.assessment(by, case_id, assessment_id)
        may_adopt(view.state, view.draft, view.read_digest).check()
        row.state, row.sha256 = State.ADOPTED, digest_of(view.draft)
        row.adopted_at, row.adopted_by = clock.now(), by.id
        row.save()
        note_event(by, case_id, ADOPTED, text=f"Dossier {row.number}")
        show(by, case_id)


def export(
    *,
    by: Actor,
    case_id: UUID,
    assessment_id: UUID,
    disclosure_id: UUID | None,
    look: str = "",
) -> MadeFile:
    """The PDF for who a decision to share names, with their mark on every page; it is listed.

    ``look`` is a reason to look at who the person is: then name and birth date stand in it, if the
    decision is about those. Raises ``Refused`` without a decision that holds.
    """
    with working_on(by, case_id, reason="assessment_exported") as case:
        row = _assessment(case_id, assessment_id)
        decided, gone = queries.decision(by, case, disclosure_id)
        may_export(row.state, decided=decided is not None, consent_gone=gone).check()
        if decided is None:
            raise NotFound
        if look and not decided.identity:
            words = "Dit besluit gaat niet over wie iemand is. Laat de naam weg."
            raise Invalid(words, fields={"look": words})
        identity = open_identity(by, case.person_id, reason=look) if look else None
        view = queries.assessment(by, case_id, assessment_id)
        moment = clock.now()
        content = printing.exported(view, case, decided, identity, moment=moment)
        made = Export(
            id=new_id(),
            assessment=row,
            case_id=case_id,
            disclosure_id=decided.id,
            recipient=decided.recipient_code,
            named=identity is not None,
            sha256=hashlib.sha256(content).hexdigest(),
            by=by.id,
            at=moment,
        )
        made.save()
        note_event(by, case_id, EXPORTED, text=f"{decided.recipient}, besluit {decided.number}")
        read_of(
            by,
            object_type=ASSESSMENT,
            object_id=str(assessment_id),
            action="export",
            reason="assessment_exported",
        )
    return MadeFile(content=content, save_as=f"signaaldossier-{str(made.id)[:8]}.pdf")


def _assessment(case_id: UUID, assessment_id: UUID) -> Assessment:
    row = Assessment.objects.filter(id=assessment_id, case_id=case_id).first()
    if row is None:
        raise NotFound
    return row


def _held(case_id: UUID, assessment_id: UUID) -> Assessment:
    """A file that may be written in; the row of its case is held."""
    row = _assessment(case_id, assessment_id)
    may_write(row.state).check()
    return row


def _entry(
    by: Actor,
    row: Assessment,
    written: Written,
    token: UUID,
    texts: dict[str, str],
    **facts: object,
) -> None:
    """The next revision of a part, when the writer saw the last one."""
    row_id, key = new_id(), written.key or str(new_id())
    last = row.entries.filter(key=key).order_by("-revision").first()
    now = last.revision if last else 0
    if now != written.revision:
        raise Conflict(
            "Een collega schreef dit deel intussen ook. Er is niets overschreven.",
            "Kijk wat er nu staat en voeg jouw woorden daarbij.",
        )
    Entry(
        id=row_id,
        assessment=row,
        case_id=row.case_id,
        part=written.part,
        key=key,
        revision=now + 1,
        by=by.id,
        at=clock.now(),
        token=token,
        **facts,
        **sealed(by, row.case_id, row_id, texts),
    ).save()
