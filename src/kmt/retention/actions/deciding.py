"""What people decide: about a proposal, about a legal hold, and that a client asked to destroy.

Reasons are codes: what is kept here says something about a procedure, never about a person.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.retention.access import visible
from kmt.retention.keepers import Keeper, keepers
from kmt.retention.models import LegalHold, RetentionProposal
from kmt.retention.rules.deciding import (
    Verdict,
    decision_problems,
    hold_problems,
    request_problems,
)
from kmt.retention.rules.keeping import Kept
from kmt.retention.rules.proposing import due_day
from kmt.retention.rules.ruling import rule_on
from kmt.retention.states import OPEN, State, may_go
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event

DECIDE = Permission.RETENTION_TERM_DECIDE
NOT_WHOLE = "Kijk de gemarkeerde velden na."


def decide(*, by: Actor, proposal_id: UUID, verdict: Verdict) -> None:
    """Choose for a record that waits: destroy it the next night, or keep it with a reason."""
    with _deciding(by, "retention_proposal", proposal_id, verdict.reason or verdict.choice):
        rows = RetentionProposal.objects.seen_by(by, visible(by)).select_for_update()
        row = rows.one(id=proposal_id)
        if not may_go(row.state, State.DECIDED):
            raise Conflict("Hierover is al besloten.", "Ververs de pagina.")
        today = clock.today()
        asked = row.asked_on is not None
        _check(decision_problems(verdict, by_itself=row.by_itself, asked=asked, today=today))
        row.state, row.choice = State.DECIDED, verdict.choice
        row.decided_reason, row.keep_until = verdict.reason, verdict.until
        row.decided_by, row.decided_role, row.decided_at = by.id, by.role, clock.now()
        row.save()


def place_hold(*, by: Actor, number: str, reason: str, review_on: date | None) -> UUID:
    """Keep the record with this number, whatever its term says, until the hold is lifted."""
    hold_id, today = new_id(), clock.today()
    with _deciding(by, "legal_hold", hold_id, reason):
        _check(hold_problems(reason, review_on, today))
        keeper, object_id = _found(by, number)
        LegalHold(
            id=hold_id,
            object_type=keeper.object_type,
            object_id=object_id,
            label=number,
            reason=reason,
            placed_on=today,
            placed_by=by.id,
            review_on=review_on or today,
        ).save(force_insert=True)
        _about(by, keeper, object_id).filter(state__in=(State.PROPOSED, State.DECIDED)).exclude(
            choice="keep"
        ).update(state=State.HELD)
    return hold_id


def lift_hold(*, by: Actor, hold_id: UUID) -> None:
    """End a hold: what waited is proposed anew, with a whole waiting time."""
    with _deciding(by, "legal_hold", hold_id, "lifted"):
        row = LegalHold.objects.seen_by(by, visible(by)).select_for_update().one(id=hold_id)
        if row.lifted_on is not None:
            raise Conflict("Deze bewaarplicht is al opgeheven.")
        row.lifted_on, row.lifted_by = clock.today(), by.id
        row.save()
        same = LegalHold.objects.filter(object_type=row.object_type, object_id=row.object_id)
        if not same.filter(lifted_on=None).exists():
            _propose_anew(by, row)


def ask_destruction(*, by: Actor, number: str, asked_on: date | None) -> UUID:
    """Note that a client asked in writing to destroy their file (Wmo 5.3.5): three months."""
    proposal_id, today = new_id(), clock.today()
    with _deciding(by, "retention_proposal", proposal_id, "own_request"):
        keeper, object_id = _found(by, number)
        _check(request_problems(asked_on, today, keeper.on_request))
        asked = asked_on or today
        kept = Kept(kind=keeper.on_request, events={Event.REQUEST: (asked,)})
        ruling = rule_on(kept, retention_terms(), today)
        if _about(by, keeper, object_id).filter(part="", state__in=OPEN).exists():
            raise Conflict(
                "Over dit dossier wacht al een besluit.", "Neem dat besluit op deze pagina."
            )
        RetentionProposal(
            id=proposal_id,
            object_type=keeper.object_type,
            object_id=object_id,
            label=number,
            compartment=keeper.compartment,
            rows="|".join(ruling.rows),
            due_on=due_day(ruling, today),
            by_itself=False,
            reason=ruling.sentence,
            state=State.PROPOSED,
            asked_on=asked,
            proposed_on=today,
        ).save(force_insert=True)
    return proposal_id


def _deciding(
    by: Actor, object_type: str, object_id: UUID, reason: str
) -> AbstractContextManager[None]:
    return act(
        by,
        DECIDE,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason=reason,
    )


def _check(problems: Mapping[str, str]) -> None:
    if problems:
        raise Invalid(NOT_WHOLE, fields=dict(problems))


def _found(by: Actor, number: str) -> tuple[Keeper, UUID]:
    check(by, DECIDE)
    for keeper in keepers():
        found = keeper.find(by, number)
        if found is not None:
            return keeper, found
    raise Invalid(NOT_WHOLE, fields={"number": "Dit kenmerk vinden we niet."})


def _about(by: Actor, keeper: Keeper, object_id: UUID) -> GatedQuerySet[RetentionProposal]:
    rows = RetentionProposal.objects.seen_by(by, visible(by))
    return rows.filter(object_type=keeper.object_type, object_id=object_id)


def _propose_anew(by: Actor, hold: LegalHold) -> None:
    """What was held waits again from today; a choice made before the hold no longer counts."""
    rows = RetentionProposal.objects.seen_by(by, visible(by))
    rows.filter(object_type=hold.object_type, object_id=hold.object_id, state=State.HELD).update(
        state=State.PROPOSED,
        proposed_on=clock.today(),
        choice="",
        decided_reason="",
        decided_by="",
        decided_role="",
        decided_at=None,
    )
