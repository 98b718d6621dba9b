"""Reading about terms: what waits for a decision, what goes, what is held, what is gone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.retention.access import visible
from kmt.retention.certificates import digest_of, mark_of
from kmt.retention.keepers import Which, keepers
from kmt.retention.models import (
    DestroyedTally,
    DestructionCertificate,
    LegalHold,
    RetentionProposal,
)
from kmt.retention.rules.deciding import HOLD_REASONS
from kmt.retention.rules.keeping import Hold
from kmt.retention.rules.proposing import Standing
from kmt.retention.states import OPEN, Choice, State

READ = Permission.RETENTION_TERM_READ
PAGE = 50
#: In a tally: every record once, whatever its forms.
ALL_FORMS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A record of which the term ends; ``asked`` when its client asked to destroy it."""

    id: UUID
    what: str
    label: str
    rows: str
    reason: str
    due_on: date
    goes_on: date
    late: bool
    asked: bool
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLine:
    """A legal hold that is on; ``late`` when it should have been looked at again."""

    id: UUID
    what: str
    label: str
    reason: str
    placed_on: date
    placed_by: str
    review_on: date
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    """That something was destroyed; ``whole`` when nobody changed the certificate since."""

    id: UUID
    what: str
    compartment: str
    rows: str
    kept_until: date | None
    destroyed_at: datetime
    decided_by: str
    items: int
    keys: int
    digest: str
    whole: bool

    @property
    def decided_words(self) -> str:
        """Who decided it, in words: the term by itself, or a role."""
        role = ROLES.get(self.decided_by)
        return role.dutch if role else "volgens de bewaartermijn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """How many records of a type, year and form are gone; form empty: whatever their forms."""

    object_type: str
    year: int
    form: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionView:
    """Everything the page of terms shows."""

    to_decide: tuple[ProposalLine, ...]
    coming: tuple[ProposalLine, ...]
    holds: tuple[HoldLine, ...]
    certificates: tuple[CertificateLine, ...]


def overview(actor: Actor) -> RetentionView:
    """What waits, what goes, what is held, and the newest certificates; the look is recorded."""
    check(actor, READ)
    read_of(actor, object_type="retention_proposal", action="search")
    today = clock.today()
    found = RetentionProposal.objects.seen_by(actor, visible(actor))
    waits = found.filter(state=State.PROPOSED, by_itself=False)[:PAGE]
    goes = found.filter(state__in=(State.PROPOSED, State.DECIDED)).exclude(
        state=State.PROPOSED, by_itself=False
    )
    return RetentionView(
        to_decide=tuple(_proposal(row, today) for row in waits),
        coming=tuple(_proposal(row, today) for row in goes.exclude(choice=Choice.KEEP)[:PAGE]),
        holds=_holds(actor, today),
        certificates=tuple(map(_certificate, DestructionCertificate.objects.all()[:PAGE])),
    )


def certificate_of(
    actor: Actor, object_type: str, object_id: UUID, part: str = ""
) -> CertificateLine | None:
    """The certificate of a record whose id one still has; None when it was not destroyed."""
    check(actor, READ)
    rows = DestructionCertificate.objects.filter(mark=mark_of(object_type, object_id, part))
    found = rows.first()
    return None if found is None else _certificate(found)


def destroyed_tallies(actor: Actor) -> tuple[Destroyed, ...]:
    """What is gone, for the counts of who works region-wide: where it was is not kept."""
    check(actor, Permission.INSIGHT_COUNT_READ)
    rows = DestroyedTally.objects.order_by("object_type", "year", "form")
    return tuple(
        Destroyed(object_type=row.object_type, year=row.year, form=row.form, number=row.number)
        for row in (rows if actor.whole_region else ())
    )


@dataclass(frozen=True, slots=True)
class Situations:
    """What people decided about the records of one type, for the job; one question each."""

    holds: Mapping[UUID, tuple[Hold, ...]]
    standings: Mapping[Which, Standing]
    requests: Mapping[Which, tuple[date, ...]]
    answers: Mapping[Which, bool]


@dataclass(slots=True)
class _Told:
    proposed_on: date | None = None
    said: str = ""
    decided: bool | None = None
    kept_until: date | None = None
    asked: list[date] = field(default_factory=list)
    granted: bool | None = None


def situations(actor: Actor, object_type: str) -> Situations:
    """Holds, proposals, choices and requests about the records of one type."""
    rule = visible(actor)
    holds: dict[UUID, list[Hold]] = defaultdict(list)
    for row in LegalHold.objects.seen_by(actor, rule).filter(object_type=object_type):
        holds[row.object_id].append(_hold(row))
    told: dict[Which, _Told] = defaultdict(_Told)
    rows = RetentionProposal.objects.seen_by(actor, rule).filter(object_type=object_type)
    for one in rows.order_by("proposed_on", "id"):
        if one.object_id is not None:
            _tell(told[object_type, one.object_id, one.part], one)
    return Situations(
        holds={which: tuple(found) for which, found in holds.items()},
        standings={
            which: Standing(
                proposed_on=one.proposed_on,
                said=one.said,
                decided=one.decided,
                kept_until=one.kept_until,
            )
            for which, one in told.items()
        },
        requests={which: tuple(one.asked) for which, one in told.items() if one.asked},
        answers={which: one.granted for which, one in told.items() if one.granted is not None},
    )


def kept_for_now(actor: Actor, object_type: str, object_id: UUID) -> bool:
    """Whether a person chose to keep this record longer; nothing more of the choice is shown."""
    chosen = Q(state=State.DECIDED, choice=Choice.KEEP, keep_until__gte=clock.today())
    rows = RetentionProposal.objects.seen_by(actor, chosen)
    return rows.filter(object_type=object_type, object_id=object_id, part="").exists()


def _tell(told: _Told, row: RetentionProposal) -> None:
    if row.asked_on:
        told.asked.append(row.asked_on)
        told.granted = None if not row.choice else row.choice == Choice.DESTROY
    if row.state in OPEN:
        told.proposed_on, told.said = row.proposed_on, row.reason
    if row.state == State.DECIDED and row.choice == Choice.DESTROY:
        told.decided = True
    if row.state == State.DECIDED and row.choice == Choice.KEEP and row.keep_until:
        told.kept_until = max(row.keep_until, told.kept_until or row.keep_until)


def _hold(row: LegalHold) -> Hold:
    return Hold(
        reason=HOLD_REASONS.get(row.reason, row.reason),
        placed_on=row.placed_on,
        review_on=row.review_on,
        lifted_on=row.lifted_on,
    )


def _holds(actor: Actor, today: date) -> tuple[HoldLine, ...]:
    rows = list(LegalHold.objects.seen_by(actor, visible(actor)).filter(lifted_on=None))
    names = names_of({row.placed_by for row in rows})
    return tuple(
        HoldLine(
            id=row.id,
            what=_what(row.object_type, ""),
            label=row.label,
            reason=HOLD_REASONS.get(row.reason, row.reason),
            placed_on=row.placed_on,
            placed_by=names.get(row.placed_by, ""),
            review_on=row.review_on,
            late=row.review_on < today,
        )
        for row in rows
    )


def _proposal(row: RetentionProposal, today: date) -> ProposalLine:
    return ProposalLine(
        id=row.id,
        what=_what(row.object_type, row.part),
        label=row.label,
        rows=row.rows.replace("|", ", "),
        reason=row.reason,
        due_on=row.due_on,
        goes_on=row.goes_on or row.due_on,
        late=row.due_on < today,
        asked=row.asked_on is not None,
        chosen=row.choice,
    )


def _certificate(row: DestructionCertificate) -> CertificateLine:
    return CertificateLine(
        id=row.id,
        what=_what(row.object_type, row.part),
        compartment=row.compartment,
        rows=row.rows.replace("|", ", "),
        kept_until=row.kept_until,
        destroyed_at=clock.local(row.destroyed_at),
        decided_by=row.decided_by,
        items=row.items,
        keys=row.keys,
        digest=row.digest,
        whole=digest_of(vars(row)) == row.digest,
    )


def _what(object_type: str, part: str) -> str:
    """What kind of record it is, in words."""
    found = next((one for one in keepers() if one.object_type == object_type), None)
    name = found.dutch if found else object_type
    return f"{name}: {found.parts.get(part, part)}" if found and part else name
