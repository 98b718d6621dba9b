"""Reading transfers: what comes in, what went out, where one stands, and why one came back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.access import ACTS_FOR, sides_of, visible
from kmt.lawfulness.handing import kind_of
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Transfer, TransferStep
from kmt.lawfulness.states import OPEN, REFUSED, possible
from kmt.lawfulness.texts import column_of, opened_under, record_of
from kmt.partners.queries import names_of

PAGE = 50
INCOMING, OUTGOING, ALL = "incoming", "outgoing", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step: what was done, by whom, when; ``words`` say why it came back."""

    event: str
    by: str
    at: datetime
    words: str
    disclosure_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """One transfer in a list, in words; ``waits`` as long as neither side is done with it."""

    id: UUID
    label: str
    object_id: UUID
    sender: str
    recipient: str
    purpose: str
    data: str
    state: str
    waits: bool
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """One transfer with its steps; ``may`` are the events open to this actor, the pages theirs."""

    line: TransferLine
    from_compartment: str
    to_compartment: str
    necessity: str
    left_out: str
    steps: tuple[StepLine, ...]
    may: frozenset[str]
    sender_page: str
    receiver_page: str


def transfers(actor: Actor, shown: str = "") -> tuple[TransferLine, ...]:
    """The transfers of the actor's world, waiting ones first, then newest; the look is recorded.

    ``shown``: what comes in for the parts the actor acts for, what went out of them, or all.
    """
    check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
    read_of(actor, object_type="transfer", action="search", reason=shown)
    rows = Transfer.objects.seen_by(actor, visible(actor) & _shown(actor, shown))
    found = list(rows.annotate(state=_newest(actor))[: 4 * PAGE])
    found.sort(key=lambda one: one.state not in OPEN)
    return tuple(_line(one, one.state) for one in found[:PAGE])


def acts_for(actor: Actor) -> tuple[str, ...]:
    """The compartments that this actor acts for."""
    return tuple(code for code, needed in ACTS_FOR.items() if actor.may(needed))


def transfer(actor: Actor, transfer_id: UUID) -> TransferView:
    """One transfer with all its steps; the look is recorded."""
    with refusals_recorded(actor, object_type="transfer", object_id=str(transfer_id)):
        check(actor, Permission.LAWFULNESS_DISCLOSURE_READ)
        rows = Transfer.objects.seen_by(actor, visible(actor)).annotate(state=_newest(actor))
        row = rows.one(id=transfer_id)
    read_of(actor, object_type="transfer", object_id=str(row.id), purpose=row.purpose)
    (words,) = opened_under(
        [(record_of(row.object_type, row.object_id), column_of(row.id), bytes(row.texts))]
    )
    necessity, _, left_out = words.partition("\n")
    sides = sides_of(actor, row.compartment, row.to_compartment)
    kind, matrix = kind_of(row.object_type), sharing_matrix()
    return TransferView(
        line=_line(row, row.state),
        from_compartment=matrix.dutch("compartment", row.compartment),
        to_compartment=matrix.dutch("compartment", row.to_compartment),
        necessity=necessity,
        left_out=left_out,
        steps=_steps(actor, row),
        may=possible(row.state, sides),
        sender_page=kind.sender_page if kind else "",
        receiver_page=kind.receiver_page if kind else "",
    )


def waiting_transfer(actor: Actor, object_type: str, object_id: UUID) -> UUID | None:
    """The transfer of a record that still waits to be taken, to link to; nothing of it is read."""
    rows = Transfer.objects.seen_by(actor, visible(actor)).annotate(state=_newest(actor))
    found = rows.filter(object_type=object_type, object_id=object_id, state__in=OPEN)
    return found.values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """That a record was handed over, to whom, when, and whether it was taken; no text opened."""

    id: UUID
    recipient: str
    data: tuple[str, ...]
    state: str
    proposed_at: datetime
    proposed_by: str


def handed_on(actor: Actor, records: Collection[UUID]) -> tuple[HandedOn, ...]:
    """The transfers of these records as far as the actor sees them, oldest first.

    For the page of a record that is itself recorded as read.
    """
    rows = Transfer.objects.seen_by(actor, visible(actor)).annotate(state=_newest(actor))
    return tuple(
        HandedOn(
            id=row.id,
            recipient=row.recipient,
            data=tuple(filter(None, row.data.split("|"))),
            state=row.state,
            proposed_at=row.proposed_at,
            proposed_by=row.proposed_by,
        )
        for row in rows.filter(object_id__in=records).order_by("proposed_at")
    )


def why_back(actor: Actor, object_type: str, object_id: UUID) -> str:
    """Why the last transfer of a record was refused; empty when it was not, or the words are gone.

    Part of a look at the record itself, which is recorded there.
    """
    rows = Transfer.objects.seen_by(actor, visible(actor)).annotate(state=_newest(actor))
    row = rows.filter(object_type=object_type, object_id=object_id).first()
    if row is None or row.state != REFUSED:
        return ""
    return _steps(actor, row)[-1].words


def _shown(actor: Actor, shown: str) -> Q:
    mine = acts_for(actor)
    return {INCOMING: Q(to_compartment__in=mine), OUTGOING: Q(compartment__in=mine)}.get(shown, Q())


def _newest(actor: Actor) -> Subquery:
    steps = TransferStep.objects.seen_by(actor, Q(transfer=OuterRef("pk"))).order_by("-number")
    return Subquery(steps.values("state")[:1])


def _steps(actor: Actor, row: Transfer) -> tuple[StepLine, ...]:
    found = list(TransferStep.objects.seen_by(actor, Q(transfer=row)).order_by("number"))
    names, words = names_of({one.by for one in found}), _words(row, found)
    return tuple(
        StepLine(
            event=one.event,
            by=names.get(one.by, one.by),
            at=clock.local(one.at),
            words=words.get(one.id, ""),
            disclosure_id=one.disclosure_id,
        )
        for one in found
    )


def _words(row: Transfer, steps: Sequence[TransferStep]) -> dict[UUID, str]:
    said = [one for one in steps if bytes(one.words)]
    texts = opened_under(
        [
            (record_of(row.object_type, row.object_id), column_of(one.id), bytes(one.words))
            for one in said
        ]
    )
    return {one.id: text for one, text in zip(said, texts, strict=True)}


def _line(row: Transfer, state: str) -> TransferLine:
    matrix = sharing_matrix()
    return TransferLine(
        id=row.id,
        label=row.label,
        object_id=row.object_id,
        sender=matrix.dutch("actor", row.sender),
        recipient=matrix.dutch("actor", row.recipient),
        purpose=matrix.dutch("purpose", row.purpose),
        data=", ".join(matrix.dutch("data", code) for code in row.data.split("|")),
        state=state,
        waits=state in OPEN,
        proposed_at=clock.local(row.proposed_at),
    )
