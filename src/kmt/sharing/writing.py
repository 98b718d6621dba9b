"""The parts of the acts on drafts and on what suppliers said; each runs inside an act."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.lawfulness.expressions import INCAPABLE
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.ages import AGE_OF
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.sharing import access
from kmt.sharing.models import ShareApproval, ShareDraft, SuppliedDatum, SupplierStatement
from kmt.sharing.reading import Prepared
from kmt.sharing.rules.answers import (
    ANSWERED,
    DRAFT_DAYS,
    GIVEN,
    YES,
    Answers,
    Said,
    to_text,
)
from kmt.sharing.rules.requesting import recorded_consent, unsaid
from kmt.sharing.rules.supplying import Kind
from kmt.sharing.sealing import ANSWERS, DATUM, REASON, WORDS, draft_key, person_key, sealed
from kmt.sharing.states import NEXT, State
from kmt.vault.actions import record_consent
from kmt.vault.queries import consent_facts
from kmt.vault.rules.consenting import Said as Step
from kmt.vault.rules.consenting import State as ConsentStep

#: Whose place a share out of a compartment takes, as an actor of the matrix.
SENDERS = {"R1": "kmt_intake", "R2": "care_coordinator"}


def held_draft(by: Actor, draft_id: UUID) -> ShareDraft:
    """The draft, held until the act is over."""
    access.own_draft(by, draft_id)
    return access.own_drafts(by).select_for_update().one(id=draft_id)


def check_version(row: ShareDraft, version: int) -> None:
    """``Conflict`` when the draft is not the one that was read."""
    if row.version != version:
        raise Conflict(
            "Deze deling is gewijzigd sinds je de pagina opende, misschien in een ander venster.",
            "Kijk wat er nu staat; wat je typte staat er nog.",
        )


def move(row: ShareDraft, to: State) -> None:
    """Bring a draft to its next state; what is decided stays as it is."""
    if to not in NEXT[State(row.state)]:
        raise Refused("Deze deling is al verder dan dat.", "Open haar opnieuw.")
    row.state = to


def keep(by: Actor, row: ShareDraft, answers: Answers) -> None:
    """Write what was typed as the next version: nobody agreed to this one yet."""
    row.version += 1
    row.answers = sealed(by, draft_key(row.id), ANSWERS, row.id, to_text(answers))
    row.save()


def new_draft(by: Actor, draft_id: UUID, values: dict[str, object], answers: Answers) -> None:
    """A fresh draft, kept."""
    row = ShareDraft(id=draft_id, made_by=by.id, made_at=clock.now(), state=State.OPEN, **values)
    row.expires_on = clock.today() + timedelta(days=DRAFT_DAYS)
    row.answers = sealed(by, draft_key(row.id), ANSWERS, row.id, to_text(answers))
    row.save(force_insert=True)


def with_consent(by: Actor, row: ShareDraft, answers: Answers) -> Answers:
    """Put an answer about consent on record, if it is a new one, and note what the record says.

    Nobody can share on a consent that is only ticked: it stands among the consents of the person,
    where it can be withdrawn.
    """
    where = {"purpose": answers.purpose, "recipient": answers.recipient}
    facts = consent_facts(by, row.subject_id, **where)
    said = Said(answers.consent) if answers.consent in set(Said) else None
    if said in ANSWERED and said is not None and said.state is not recorded_consent(facts):
        if not by.may(Permission.VAULT_CONSENT_WRITE):
            raise Invalid(
                "De toestemming is nog niet vastgelegd.",
                fields={"consent": "Laat een zorgcoördinator eerst vastleggen wat er is gezegd."},
            )
        try:
            record_consent(
                by=by,
                person_id=row.subject_id,
                purpose=answers.purpose,
                recipient=answers.recipient,
                said=_step(said, facts, answers),
            )
        except NotFound:
            raise
        except Refused as refused:
            raise Invalid(refused.sentence, fields={"consent": refused.words}) from refused
        facts = consent_facts(by, row.subject_id, **where)
    return replace(answers, consent_facts=tuple(sorted(facts)))


def check_whole(prepared: Prepared, answers: Answers, problems: dict[str, str]) -> None:
    """Refuse a record that is not whole, each sentence at its field."""
    wrong = {**unsaid(answers, prepared.known), **problems}
    unsure = prepared.advice.unanswered(answers.known, sharing_matrix())
    wrong |= {f"fact_{fact}": "Kies ja of nee; zo staat het nog niet vast." for fact in unsure}
    if wrong:
        raise Invalid("Er ontbreekt nog iets. Bij elk veld staat wat.", fields=wrong)


def new_approval(
    by: Actor, row: ShareDraft, approver: str, outcome: str, reason: str
) -> ShareApproval:
    """What a colleague said of this version, not kept yet."""
    row_id, said = new_id(), reason.strip()
    return ShareApproval(
        id=row_id,
        draft=row,
        version=row.version,
        approver=approver,
        outcome=outcome,
        reason=sealed(by, draft_key(row.id), REASON, row_id, said) if said else b"",
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )


def new_datum(by: Actor, values: dict[str, object], texts: dict[str, str]) -> SuppliedDatum:
    """A datum with its supplier, not kept yet."""
    row = SuppliedDatum(id=new_id(), by=by.id, at=clock.now(), **values)
    key = person_key(row.subject_id)
    row.texts = sealed(by, key, DATUM, row.id, json.dumps(texts))
    return row


def new_statement(
    by: Actor, datum: SuppliedDatum, kind: Kind, words: str, values: dict[str, object]
) -> SupplierStatement:
    """What was said of a datum, not kept yet."""
    row_id = new_id()
    return SupplierStatement(
        id=row_id,
        datum=datum,
        kind=kind,
        words=sealed(by, person_key(datum.subject_id), WORDS, row_id, words.strip()),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
        **values,
    )


def _step(said: Said, facts: frozenset[str], answers: Answers) -> Step:
    """The answer as a step of a consent; taking back follows on having given."""
    given = recorded_consent(facts) in {ConsentState.SELF, ConsentState.REPRESENTATIVE}
    no = ConsentStep.WITHDRAWN if given else ConsentStep.REFUSED
    return Step(
        state=ConsentStep.GIVEN if said in GIVEN else no,
        given_by="self" if said.by_self else "representative",
        age=AGE_OF.get(answers.age, min(AGE_OF.values())),
        capable=answers.known.get(INCAPABLE) != YES,
        form=("written" if said.endswith("written") else "spoken") if said in GIVEN else "",
    )
