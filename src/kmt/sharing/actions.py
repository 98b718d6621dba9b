"""Writing in sharing: begin a share, keep what is typed, agree, decide; what suppliers say.

The record of a decision is made by ``lawfulness.actions.decide_disclosure`` and nowhere else; here
is the way to it. The same form sent twice changes one thing: a draft makes one decision.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Decision, Invalid, NotFound, Refused
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.disclosing import agreed, problems
from kmt.sharing import access, origins, queries
from kmt.sharing.models import ShareDraft, SuppliedDatum, SupplierStatement
from kmt.sharing.rules.advising import leaving_out
from kmt.sharing.rules.answers import HOLDS_MONTHS, Answers
from kmt.sharing.rules.approving import APPROVES, Outcome, may_approve, waits_for
from kmt.sharing.rules.supplying import Kind, may_state, may_supply
from kmt.sharing.sealing import draft_key
from kmt.sharing.states import State
from kmt.sharing.writing import (
    SENDERS,
    check_version,
    check_whole,
    held_draft,
    keep,
    move,
    new_approval,
    new_datum,
    new_draft,
    new_statement,
    with_consent,
)
from kmt.vault.actions import erase_subject
from kmt.vault.queries.ages import known_band
from kmt.vocabulary.durations import add_months

DECIDE, DRAFT, PERSON = queries.DECIDE, queries.DRAFT, queries.SUBJECT


def begin_share(
    *,
    by: Actor,
    object_type: str,
    object_id: UUID,
    subject_id: UUID,
    subject_label: str,
    subject_role: str,
    municipality: str,
    compartment: str,
    sender: str = "",
    recipient: str = "",
    purpose: str = "",
) -> UUID:
    """Begin a share about one person from a record the actor sees; returns the id of the draft.

    A draft from the same record about the same person, begun for the same recipient, that is still
    untouched is taken up again.
    ``recipient`` and ``purpose`` are where it begins; both can be changed.
    The age is read from the vault where it knows a birth date, and asked where it does not.
    """
    draft_id = new_id()
    with act(by, DECIDE, action="create", object_type=DRAFT, object_id=str(draft_id)):
        if not origins.sees(by, object_type, object_id) or not by.knows(municipality):
            raise NotFound
        values = {
            "object_type": object_type,
            "object_id": object_id,
            "subject_id": subject_id,
            "subject_label": subject_label,
            "subject_role": subject_role,
            "municipality": municipality,
            "compartment": compartment,
            "sender": sender or SENDERS[compartment],
        }
        for untouched in access.own_drafts(by).filter(version=1, state=State.OPEN, **values):
            if queries.answers_of(untouched).recipient == recipient:
                return UUID(str(untouched.id))
        age = known_band(by, subject_id)
        until = add_months(clock.today(), HOLDS_MONTHS)
        answers = Answers(
            recipient=recipient,
            purpose=purpose,
            age=age,
            age_known=bool(age),
            expires_on=until,
        )
        new_draft(by, draft_id, values, answers)
    return draft_id


def save_draft(
    *, by: Actor, draft_id: UUID, version: int, answers: Answers, leave_out: bool = False
) -> None:
    """Keep what was typed; ``leave_out``: without the kinds of data that are denied.

    An answer about consent goes on record. Raises ``Conflict`` when the draft was changed since.
    """
    with act(by, DECIDE, action="update", object_type=DRAFT, object_id=str(draft_id)):
        row = held_draft(by, draft_id)
        before = queries.answers_of(row)
        if before.age_known:
            answers = replace(answers, age=before.age, age_known=True)
        answers = replace(answers, left_out=before.left_out, consent_facts=before.consent_facts)
        if row.version == version + 1 and answers == before and not leave_out:
            return
        check_version(row, version)
        if row.state != State.OPEN:
            raise Refused("Deze deling ligt bij een ander voor akkoord.", "Neem haar eerst terug.")
        if answers.chosen:
            answers = with_consent(by, row, answers)
            if leave_out:
                advice = queries.prepared(by, row, answers).advice
                answers = leaving_out(answers, advice)
        keep(by, row, answers)


def finish_draft(*, by: Actor, draft_id: UUID) -> UUID | None:
    """Decide, or put it before who must agree first; returns the decision when there is one.

    Raises ``Invalid`` when the record is not whole and ``Refused`` with the sentence of the matrix
    when it may not. A draft that was decided gives the decision it made.
    """
    with act(by, DECIDE, action="update", object_type=DRAFT, object_id=str(draft_id)):
        row = held_draft(by, draft_id)
        if row.disclosure_id is not None:
            return UUID(str(row.disclosure_id))
        answers = queries.answers_of(row)
        found = queries.prepared(by, row, answers)
        check_whole(found, answers, problems(found.asked, clock.today()))
        decision = found.advice.decision
        waiting = waits_for(decision.approval, agreed(found.asked, by.role))
        if decision.may and waiting:
            _put_before(row, waiting)
            return None
        made = decide_disclosure(by=by, asked=found.asked, token=row.id)
        move(row, State.DECIDED)
        row.disclosure_id, row.wanted = made, ""
        row.save()
    return made


def take_back(*, by: Actor, draft_id: UUID) -> None:
    """Take a draft back from who must agree, to change it; what was agreed then counts no more."""
    with act(by, DECIDE, action="update", object_type=DRAFT, object_id=str(draft_id)):
        row = held_draft(by, draft_id)
        if row.state == State.OPEN:
            return
        move(row, State.OPEN)
        row.wanted = ""
        row.version += 1
        row.save()


def drop_draft(*, by: Actor, draft_id: UUID) -> None:
    """Throw a draft away: it is over at once, and goes with its key in the night."""
    with act(by, DECIDE, action="delete", object_type=DRAFT, object_id=str(draft_id)):
        row = held_draft(by, draft_id)
        if row.state == State.DECIDED:
            raise Refused("Over deze deling is al besloten.", "Dat besluit blijft staan.")
        row.expires_on = clock.today() - timedelta(days=1)
        row.save()


def answer_draft(
    *, by: Actor, draft_id: UUID, outcome: Outcome, reason: str = "", version: int
) -> None:
    """Agree to a draft of a colleague, or refuse it with a reason; never one's own."""
    permission = Permission.SHARING_APPROVAL_GIVE
    with act(
        by,
        permission,
        action="update",
        object_type=DRAFT,
        object_id=str(draft_id),
        reason=outcome,
    ):
        access.waiting_draft(by, draft_id)
        rows = ShareDraft.objects.seen_by(by, access.to_approve(by)).select_for_update()
        row = rows.one(id=draft_id)
        _check_answer(by, row, outcome, reason=reason, version=version)
        new_approval(by, row, APPROVES[by.role], outcome, reason).save()
        left = [one for one in _wanted(row) if one != APPROVES[by.role]]
        if outcome is Outcome.REFUSED:
            move(row, State.OPEN)
            left = []
        row.wanted = _listed(left)
        row.save()


def forget_drafts(*, by: Actor) -> int:
    """Remove drafts that are over, with their keys; for the job of the night. How many went."""
    check(by, Permission.SHARING_DRAFT_FORGET)
    over = ShareDraft.objects.seen_by(by, access.expired(by)).filter(expires_on__lt=clock.today())
    ids = list(over.values_list("id", flat=True))
    for draft_id in ids:
        with act(
            by,
            Permission.SHARING_DRAFT_FORGET,
            action="delete",
            object_type=DRAFT,
            object_id=str(draft_id),
            reason="expired",
        ):
            over.filter(id=draft_id).delete()
            erase_subject(by=by, subject=draft_key(draft_id), ground="not_necessary")
    return len(ids)


def supply(
    *,
    by: Actor,
    subject_id: UUID,
    subject_label: str,
    municipality: str,
    data: str,
    supplier: str,
    organisation: str,
    label: str,
    purpose: str,
    received_on: date,
    secrecy: bool = False,
    disclosure_id: UUID | None = None,
    token: UUID | None = None,
) -> UUID:
    """Put down a datum in the ZVH compartment with who supplied it; returns its id (BGS 1.7)."""
    token = token or new_id()
    sent = access.data(by).filter(token=token).values_list("id", flat=True).first()
    if sent is not None:
        return UUID(str(sent))
    matrix, today = sharing_matrix(), clock.today()
    decision = may_supply(data, supplier, received_on, matrix, today)
    empty = {"organisation": organisation, "label": label}
    wrong = {name: "Vul dit in." for name, text in empty.items() if not text.strip()}
    if wrong:
        raise Invalid("Er ontbreekt nog iets. Bij elk veld staat wat.", fields=wrong)
    with act(
        by,
        Permission.SHARING_SUPPLY_WRITE,
        action="create",
        object_type=PERSON,
        object_id=str(subject_id),
        decision=Decision.of(
            *decision.reasons,
            "" if by.knows(municipality) else "Deze gemeente hoort niet bij jouw werkgebied.",
            "" if purpose in matrix.codes["purpose"] else "Kies waarvoor het is geleverd.",
        ),
        reason=f"supplied|{data}|{supplier}",
    ):
        row = new_datum(
            by,
            {
                "token": token,
                "subject_id": subject_id,
                "subject_label": subject_label,
                "municipality": municipality,
                "data": data,
                "supplier": supplier,
                "purpose": purpose,
                "secrecy": secrecy,
                "received_on": received_on,
                "disclosure_id": disclosure_id,
            },
            {"organisation": organisation.strip(), "label": label.strip()},
        )
        row.save()
    return UUID(str(row.id))


def state_of_supplier(
    *,
    by: Actor,
    datum_id: UUID,
    kind: Kind,
    words: str,
    said_on: date,
    about: str = "",
    withdraws: UUID | None = None,
    token: UUID | None = None,
) -> None:
    """Write down what a supplier said of a datum, or was told of it; only added.

    ``withdraws`` takes an earlier statement back, which then counts no more.
    """
    token = token or new_id()
    if access.statements(by, {datum_id}).filter(token=token).exists():
        return
    if not words.strip():
        raise Invalid("Schrijf op wat er is gezegd.", fields={"words": "Vul dit in."})
    datum = access.datum_of(by, datum_id)
    with act(
        by,
        Permission.SHARING_SUPPLY_WRITE,
        action="update",
        object_type=PERSON,
        object_id=str(datum.subject_id),
        decision=may_state(kind, about, said_on, sharing_matrix(), clock.today()),
        reason=f"supplier|{kind}{'|withdrawn' if withdraws else ''}",
    ):
        taken = _withdrawn(by, datum, withdraws)
        values = {
            "token": token,
            "about": taken.about if taken else about,
            "said_on": said_on,
            "withdraws": taken,
        }
        new_statement(by, datum, Kind(taken.kind) if taken else kind, words, values).save()


def _withdrawn(by: Actor, datum: SuppliedDatum, withdraws: UUID | None) -> SupplierStatement | None:
    """The statement that is taken back: of this datum, once, and itself no withdrawal."""
    if withdraws is None:
        return None
    rows = access.statements(by, {datum.id})
    row = rows.filter(withdraws=None).one(id=withdraws)
    if rows.filter(withdraws=row).exists():
        raise Refused("Dit is al ingetrokken.", "Kijk wat er nu staat.")
    return row


def _put_before(row: ShareDraft, waiting: tuple[str, ...]) -> None:
    if row.state != State.WAITING:
        move(row, State.WAITING)
    row.wanted = _listed(waiting)
    row.save()


def _check_answer(
    by: Actor, row: ShareDraft, outcome: Outcome, *, reason: str, version: int
) -> None:
    if row.version != version:
        raise Refused("Deze deling is intussen gewijzigd.", "Lees haar opnieuw.")
    decision = may_approve(
        state=State(row.state),
        made_by=row.made_by,
        asked_by=by.id,
        role=by.role,
        wanted=_wanted(row),
        reason=reason,
        outcome=outcome,
    )
    if outcome is Outcome.REFUSED and not reason.strip():
        raise Invalid(decision.reasons[-1], fields={"reason": decision.reasons[-1]})
    decision.check()


def _wanted(row: ShareDraft) -> tuple[str, ...]:
    return tuple(row.wanted.strip("|").split("|"))


def _listed(codes: "list[str] | tuple[str, ...]") -> str:
    return f"|{'|'.join(codes)}|" if codes else ""
