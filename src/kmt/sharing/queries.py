"""Reading drafts of a share, what waits for agreement, and who supplied what.

A look at a draft or at a person's data is recorded once. Nothing here decides: the answer comes
from the sharing matrix, worked out anew at every look, so that a consent that was withdrawn
meanwhile counts at once.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.disclosing import agreed
from kmt.partners.queries import names_of
from kmt.sharing import access, origins
from kmt.sharing.models import ShareDraft, SuppliedDatum, SupplierStatement
from kmt.sharing.reading import (
    ApprovalLine,
    DatumLine,
    DraftLine,
    DraftView,
    Prepared,
    StatementLine,
    SuppliedView,
)
from kmt.sharing.rules.advising import advise
from kmt.sharing.rules.answers import NO, YES, Answers, Start, from_text
from kmt.sharing.rules.approving import Need, Outcome, needs
from kmt.sharing.rules.requesting import About, Known, asked_of
from kmt.sharing.rules.supplying import COMPARTMENT, Kind, Statement, Supplied
from kmt.sharing.sealing import ANSWERS, DATUM, REASON, WORDS, draft_key, opened, person_key
from kmt.sharing.states import State
from kmt.vault.queries import consent_facts

PAGE = 50
DECIDE = Permission.LAWFULNESS_DISCLOSURE_DECIDE
DRAFT, SUBJECT = "share_draft", "person"


def drafts(actor: Actor) -> tuple[DraftLine, ...]:
    """The actor's own drafts that are not decided, newest first; none for who prepares none."""
    if not actor.may(DECIDE):
        return ()
    rows = access.own_drafts(actor).exclude(state=State.DECIDED)[:PAGE]
    return _lines([row for row in rows if origins.sees(actor, row.object_type, row.object_id)])


def to_approve(actor: Actor) -> tuple[DraftLine, ...]:
    """The drafts of others that wait for this actor's agreement, oldest first."""
    if not actor.may(Permission.SHARING_APPROVAL_GIVE):
        return ()
    rows = ShareDraft.objects.seen_by(actor, access.to_approve(actor))
    return _lines(rows.order_by("made_at")[:PAGE])


def draft(actor: Actor, draft_id: UUID) -> DraftView:
    """One draft of the actor's own; the look is recorded."""
    with refusals_recorded(actor, object_type=DRAFT, object_id=str(draft_id)):
        check(actor, DECIDE)
        row = access.own_draft(actor, draft_id)
    read_of(actor, object_type=DRAFT, object_id=str(draft_id))
    return _view(actor, row, live=row.state != State.DECIDED)


def draft_to_approve(actor: Actor, draft_id: UUID) -> DraftView:
    """One draft that waits for this actor's agreement; the look is recorded."""
    with refusals_recorded(actor, object_type=DRAFT, object_id=str(draft_id)):
        check(actor, Permission.SHARING_APPROVAL_GIVE)
        row = access.waiting_draft(actor, draft_id)
    read_of(actor, object_type=DRAFT, object_id=str(draft_id), reason="approval")
    return _view(actor, row, live=False)


def supplied(actor: Actor, subject_id: UUID) -> SuppliedView:
    """The data about one person with their suppliers and what they said; the look is recorded."""
    with refusals_recorded(actor, object_type=SUBJECT, object_id=str(subject_id)):
        check(actor, Permission.SHARING_SUPPLY_READ)
        rows = list(access.data(actor).filter(subject_id=subject_id))
        if not rows:
            raise NotFound
    read_of(actor, object_type=SUBJECT, object_id=str(subject_id), reason="suppliers")
    said = list(access.statements(actor, {row.id for row in rows}))
    return SuppliedView(
        subject_id=subject_id,
        subject_label=rows[0].subject_label,
        data=_datum_lines(rows, said),
    )


def data_of(actor: Actor, subject_id: UUID) -> tuple[Supplied, ...]:
    """The same for a rule: what the matrix needs to know of each datum about this person."""
    return _supplied(actor, subject_id, municipality_rule(actor))


def answers_of(row: ShareDraft) -> Answers:
    """What was typed in a draft; the caller found it by the rules of access."""
    (text,) = opened([(draft_key(row.id), ANSWERS, row.id, bytes(row.answers))])
    return from_text(text)


def start_of(row: ShareDraft) -> Start:
    """Where a draft starts."""
    return Start(compartment=row.compartment, sender=row.sender, subject_role=row.subject_role)


def prepared(actor: Actor, row: ShareDraft, answers: Answers, *, live: bool = True) -> Prepared:
    """A draft worked out today; ``live`` reads the consents of the person anew."""
    matrix, today = sharing_matrix(), clock.today()
    data = _data_for(actor, row)
    known = Known(
        consent=_consent(actor, row, answers) if live else frozenset(answers.consent_facts),
        agreed=_agreed(actor, row),
    )
    advice = advise(start_of(row), answers, known, data, matrix=matrix, on=today)
    if advice.supplied is not None:
        goes = advice.supplied.goes
        known = replace(known, supplied=advice.supplied.facts, limits=_limits(actor, row, goes))
        secret = YES if any(one.secrecy for one in goes) else NO
        stays = {f"{one.datum.data}": one.sentence for one in advice.supplied.stays}
        answers = replace(answers, secrecy=secret, left_out={**stays, **answers.left_out})
    elif not advice.asks_secrecy:  # it changes nothing, so nobody was asked
        answers = replace(answers, secrecy=answers.secrecy or NO)
    about = About(
        municipality=row.municipality,
        subject_id=row.subject_id,
        subject_label=row.subject_label,
    )
    asked = asked_of(about, start_of(row), answers, known, matrix=matrix, today=today)
    return Prepared(known=known, advice=advice, asked=asked)


def needs_of(prepared_draft: Prepared, role: str) -> tuple[Need, ...]:
    """Who must agree, and who did."""
    words = {code: each.dutch for code, each in sharing_matrix().codes["approval"].items()}
    done, asked = agreed(prepared_draft.asked, role), prepared_draft.asked
    return needs(prepared_draft.advice.decision.approval, done, asked.approved_by, words)


def _consent(actor: Actor, row: ShareDraft, answers: Answers) -> frozenset[str]:
    if not (answers.purpose and answers.recipient):
        return frozenset()
    return consent_facts(
        actor, row.subject_id, purpose=answers.purpose, recipient=answers.recipient
    )


def _view(actor: Actor, row: ShareDraft, *, live: bool) -> DraftView:
    matrix, answers = sharing_matrix(), answers_of(row)
    found = prepared(actor, row, answers, live=live) if answers.chosen else None
    role = actor.role if live else ""
    return DraftView(
        id=row.id,
        start=start_of(row),
        compartment=matrix.dutch("compartment", row.compartment),
        subject_id=row.subject_id,
        subject_label=row.subject_label,
        subject=matrix.dutch("subject", row.subject_role),
        municipality=row.municipality,
        object_type=row.object_type,
        object_id=row.object_id,
        made_by=names_of({row.made_by}).get(row.made_by, ""),
        expires_on=row.expires_on,
        state=State(row.state),
        version=row.version,
        disclosure_id=row.disclosure_id,
        recipient=matrix.dutch("actor", answers.recipient),
        purpose=matrix.dutch("purpose", answers.purpose),
        answers=answers,
        established=tuple(
            matrix.conditions[fact].dutch
            for fact, said in answers.known.items()
            if said == YES and fact in matrix.conditions
        ),
        prepared=found,
        needs=needs_of(found, role) if found else (),
        approvals=_approvals(actor, row),
    )


def _approvals(actor: Actor, row: ShareDraft) -> tuple[ApprovalLine, ...]:
    found = list(access.approvals(actor, row))
    reasons = [one for one in found if one.reason]
    texts = opened([(draft_key(row.id), REASON, one.id, bytes(one.reason)) for one in reasons])
    words = dict(zip((one.id for one in reasons), texts, strict=True))
    return tuple(
        ApprovalLine(
            approver=sharing_matrix().dutch("approval", one.approver),
            outcome=Outcome(one.outcome),
            reason=words.get(one.id, ""),
            by_name=one.by_name,
            at=clock.local(one.at),
            version=one.version,
        )
        for one in found
    )


def _agreed(actor: Actor, row: ShareDraft) -> dict[str, str]:
    """Who agreed to this very version, by approver."""
    found = access.approvals(actor, row).filter(version=row.version, outcome=Outcome.AGREED)
    return {one.approver: f"{one.by_name} ({clock.local(one.at):%d-%m-%Y})" for one in found}


def _lines(rows: Iterable[ShareDraft]) -> tuple[DraftLine, ...]:
    found, matrix = list(rows), sharing_matrix()
    names = names_of({row.made_by for row in found})
    texts = opened([(draft_key(row.id), ANSWERS, row.id, bytes(row.answers)) for row in found])
    answers = [from_text(text) for text in texts]
    return tuple(
        DraftLine(
            id=row.id,
            subject_label=row.subject_label,
            compartment=matrix.dutch("compartment", row.compartment),
            recipient=matrix.dutch("actor", said.recipient),
            purpose=matrix.dutch("purpose", said.purpose),
            made_at=clock.local(row.made_at),
            made_by=names.get(row.made_by, ""),
            expires_on=row.expires_on,
            state=State(row.state),
        )
        for row, said in zip(found, answers, strict=True)
    )


def _data_for(actor: Actor, row: ShareDraft) -> tuple[Supplied, ...]:
    """The data about the person of a draft, which the actor was allowed to see before."""
    if row.compartment != COMPARTMENT:
        return ()
    return _supplied(actor, row.subject_id, Q(municipality=row.municipality))


def _supplied(actor: Actor, subject_id: UUID, rule: Q) -> tuple[Supplied, ...]:
    rows = list(SuppliedDatum.objects.seen_by(actor, rule).filter(subject_id=subject_id))
    said = _by_datum(
        SupplierStatement.objects.seen_by(actor, Q(datum__in={row.id for row in rows}))
    )
    labels = _datum_texts(rows)
    return tuple(
        Supplied(
            id=row.id,
            label=labels[row.id]["label"],
            data=row.data,
            supplier=row.supplier,
            secrecy=row.secrecy,
            statements=_statements(said.get(row.id, [])),
        )
        for row in rows
    )


def _statements(rows: Sequence[SupplierStatement]) -> tuple[Statement, ...]:
    gone = {row.withdraws_id for row in rows}
    return tuple(
        Statement(kind=Kind(row.kind), about=row.about, withdrawn=row.id in gone)
        for row in rows
        if row.withdraws_id is None
    )


def _by_datum(rows: Iterable[SupplierStatement]) -> dict[UUID, list[SupplierStatement]]:
    found: dict[UUID, list[SupplierStatement]] = {}
    for row in rows:
        found.setdefault(row.datum_id, []).append(row)
    return found


def _datum_texts(rows: Sequence[SuppliedDatum]) -> dict[UUID, dict[str, str]]:
    texts = opened([(person_key(row.subject_id), DATUM, row.id, bytes(row.texts)) for row in rows])
    return {row.id: json.loads(text) for row, text in zip(rows, texts, strict=True)}


def _limits(actor: Actor, row: ShareDraft, goes: Sequence[Supplied]) -> str:
    """The words of the suppliers who limited what goes; withdrawn ones do not count."""
    said = SupplierStatement.objects.seen_by(actor, Q(datum__in={one.id for one in goes}))
    found = [
        one
        for one in said
        if one.kind == Kind.LIMITS
        and one.withdraws_id is None
        and not any(other.withdraws_id == one.id for other in said)
    ]
    key = person_key(row.subject_id)
    return "\n".join(opened([(key, WORDS, one.id, bytes(one.words)) for one in found]))


def _datum_lines(
    rows: Sequence[SuppliedDatum], said: Sequence[SupplierStatement]
) -> tuple[DatumLine, ...]:
    matrix, texts = sharing_matrix(), _datum_texts(rows)
    key = person_key(rows[0].subject_id)
    words = opened([(key, WORDS, one.id, bytes(one.words)) for one in said])
    spoken = dict(zip((one.id for one in said), words, strict=True))
    by_datum = _by_datum(said)
    return tuple(
        DatumLine(
            id=row.id,
            label=texts[row.id]["label"],
            data=matrix.dutch("data", row.data),
            supplier=matrix.dutch("actor", row.supplier),
            organisation=texts[row.id]["organisation"],
            purpose=matrix.dutch("purpose", row.purpose),
            received_on=row.received_on,
            secrecy=row.secrecy,
            statements=_statement_lines(by_datum.get(row.id, []), spoken),
        )
        for row in rows
    )


def _statement_lines(
    rows: Sequence[SupplierStatement], spoken: dict[UUID, str]
) -> tuple[StatementLine, ...]:
    ends = {row.withdraws_id: row.said_on for row in rows if row.withdraws_id}
    return tuple(
        StatementLine(
            id=row.id,
            kind=Kind(row.kind),
            about=sharing_matrix().dutch("purpose", row.about) if row.about else "",
            words=spoken[row.id],
            said_on=row.said_on,
            by_name=row.by_name,
            withdrawn_on=ends.get(row.id),
        )
        for row in rows
        if row.withdraws_id is None
    )
