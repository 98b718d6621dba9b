"""The parts of which the acts on terms are made; each runs inside an act of its caller."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.lawfulness.queries import disclosures_about
from kmt.lawfulness.texts import subject_of as disclosure_key
from kmt.retention.access import visible
from kmt.retention.certificates import digest_of, mark_of
from kmt.retention.keepers import Holding, unused
from kmt.retention.models import (
    DestroyedTally,
    DestructionCertificate,
    LegalHold,
    RetentionProposal,
)
from kmt.retention.queries import ALL_FORMS
from kmt.retention.rules.keeping import Outcome, Ruling
from kmt.retention.rules.proposing import due_day, first_night
from kmt.retention.states import OPEN, Choice, State
from kmt.vault.actions import erase_person, erase_subject
from kmt.vault.destroying import PERSON, destroyed

RUN = Permission.RETENTION_TERM_RUN
BY_LAW = "law"
_GROUNDS = {
    "T02": "not_necessary",
    "T03": "not_admitted",
    "T06": "not_necessary",
    "T11": "own_request",
    "T30": "own_request",
    "replay": "replayed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What went with a record: how many rows, which keys, which persons."""

    keys: tuple[str, ...]
    persons: frozenset[UUID]


def running(by: Actor, holding: Holding, rows: Iterable[str]) -> AbstractContextManager[None]:
    """The act of the job on one record; the line in the record names the rows of the table."""
    return act(
        by,
        RUN,
        action="update",
        object_type=holding.object_type,
        object_id=str(holding.object_id),
        reason="|".join(rows),
    )


def open_proposal(by: Actor, holding: Holding) -> RetentionProposal | None:
    """The proposal about this record that is not done with, held until the act is over."""
    rows = RetentionProposal.objects.seen_by(by, visible(by)).select_for_update()
    waits = Q(state__in=OPEN) | Q(state=State.DECIDED, choice=Choice.DESTROY)
    return rows.filter(_same(holding), waits).order_by("-proposed_on").first()


def _same(holding: Holding) -> Q:
    object_type, object_id, part = holding.which
    return Q(object_type=object_type, object_id=object_id, part=part)


def keep_proposal(by: Actor, holding: Holding, ruling: Ruling, today: date, wait: int) -> None:
    """Write what is proposed now: a new row, or the waiting one as it stands today."""
    row = open_proposal(by, holding) or RetentionProposal(proposed_on=today, state=State.PROPOSED)
    row.object_type, row.object_id, row.part = holding.which
    row.label, row.compartment = holding.label, holding.compartment
    row.rows = "|".join(ruling.rows)
    row.in_force = ruling.term.valid_from if ruling.term else None
    row.due_on = due_day(ruling, today)
    row.goes_on = first_night(ruling, row.proposed_on, today, wait)
    row.by_itself = ruling.outcome is Outcome.DESTROY
    row.reason = ruling.sentence
    if ruling.outcome is Outcome.HOLD:
        row.state = State.HELD
    row.save()


def is_held(by: Actor, object_type: str, object_id: UUID) -> bool:
    """Whether a legal hold keeps this record now."""
    rows = LegalHold.objects.seen_by(by, visible(by))
    return rows.filter(object_type=object_type, object_id=object_id, lifted_on=None).exists()


def to_erase(by: Actor, holding: Holding) -> Gone:
    """What else goes: keys of the record, and of persons that no record is about any more.

    Asked after the rows are gone. With a person go the texts of what was shared about them.
    """
    persons = unused(by, holding.persons) if holding.persons else frozenset()
    shared = disclosures_about(by, persons) if persons else ()
    return Gone(keys=(*holding.keys, *map(disclosure_key, shared)), persons=persons)


def certify(
    by: Actor, holding: Holding, proposal: RetentionProposal | None, ruling: Ruling, items: int
) -> DestructionCertificate:
    """The certificate of a destruction, not kept yet."""
    return DestructionCertificate(
        id=new_id(),
        object_type=holding.object_type,
        part=holding.part,
        compartment=holding.compartment,
        rows="|".join(ruling.rows),
        kept_until=ruling.keep_until,
        destroyed_at=clock.now(),
        decided_by=(proposal.decided_role if proposal else "") or BY_LAW,
        done_by=by.id,
        items=items,
        mark=mark_of(*holding.which),
    )


def keep_certificate(by: Actor, found: DestructionCertificate, gone: Gone) -> None:
    """Keep the certificate, bound by its digest; the record has that too."""
    found.keys = len(gone.keys) + len(gone.persons)
    found.digest = digest_of(vars(found))
    with act(
        by,
        RUN,
        action="create",
        object_type="destruction_certificate",
        object_id=str(found.id),
        reason=found.digest,
    ):
        found.save(force_insert=True)


def erase(by: Actor, gone: Gone, ground: str) -> None:
    """Destroy keys and persons: from here on every copy of what they sealed is dark."""
    for subject in gone.keys:
        if not destroyed(subject):
            erase_subject(by=by, subject=subject, ground=ground)
    for person_id in sorted(gone.persons):
        if not destroyed(f"{PERSON}{person_id}"):
            erase_person(by=by, person_id=person_id, ground=ground)


def ground_of(ruling: Ruling) -> str:
    """On what ground keys are destroyed, in a code of the vault."""
    return next((_GROUNDS[row] for row in ruling.rows if row in _GROUNDS), "term_over")


def tally(holding: Holding) -> None:
    """Count a record that goes: its year and forms, and nothing that points at anybody.

    And once whatever its forms, so that the total of a year can still be told from their sum.
    """
    for form in (*holding.forms, ALL_FORMS) if holding.forms else ():
        row, _ = DestroyedTally.objects.get_or_create(
            object_type=holding.object_type, year=holding.year, form=form
        )
        DestroyedTally.objects.filter(pk=row.pk).update(number=F("number") + 1)


def carried_out(proposal: RetentionProposal | None) -> None:
    """Close a proposal and let go of what it was about."""
    if proposal is None:
        return
    proposal.state = State.DESTROYED
    proposal.object_id, proposal.label = None, ""
    proposal.save()


def forget_about(by: Actor, holding: Holding) -> None:
    """Other proposals and lifted holds about a record that goes, no longer point at it."""
    if holding.part:
        return
    same = Q(object_type=holding.object_type, object_id=holding.object_id)
    rows = RetentionProposal.objects.seen_by(by, visible(by)).filter(same)
    rows.filter(state__in=OPEN).update(state=State.WITHDRAWN)
    rows.update(object_id=None, label="")
    LegalHold.objects.seen_by(by, visible(by)).filter(same).exclude(lifted_on=None).delete()
