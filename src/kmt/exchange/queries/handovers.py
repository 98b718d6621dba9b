"""Reading handovers: what went out of the reader's cases, what came in, and the keys of regions."""

from dataclasses import dataclass
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care.joining import open_all, within
from kmt.exchange import access, package
from kmt.exchange.envelope import Kind, NotOpened, Opened, open_file
from kmt.exchange.models import Handover, PartnerRegion, ReceivedHandover
from kmt.exchange.package import Package
from kmt.exchange.reading import HandoverView, ReceivedLine, RegionLine
from kmt.exchange.region_keys import all_own_keys, public_of, signed_by
from kmt.exchange.rules.handing import PURPOSE, RECIPIENT
from kmt.exchange.states import Coming, Going
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.lawfulness.decided import Decided, decided_to
from kmt.partners.queries import names_of
from kmt.partners.region import region

RECEIVED = "received_handover"


def handovers(actor: Actor, case_id: UUID | None = None) -> tuple[HandoverView, ...]:
    """The packages that went out, newest first: of one case that the caller opened, or of a list.

    In a list no text is opened.
    """
    rows = Handover.objects.seen_by(actor, within(actor))
    found = list(rows.filter(case_id=case_id) if case_id else rows[:200])
    names = names_of({one.made_by for one in found})
    sealed = [
        (one.case_id, column, one.id, bytes(getattr(one, column)) if case_id else b"")
        for one in found
        for column in ("reason", "answer")
    ]
    texts = iter(open_all(sealed))
    today = clock.today()
    return tuple(
        HandoverView(
            id=one.id,
            case_id=one.case_id,
            to_region=one.to_region,
            to_name=one.to_name,
            state=Going(one.state),
            parts=tuple(one.parts.split("|")),
            reason=next(texts),
            answer=next(texts),
            digest=one.digest,
            due=one.due,
            late=one.state == Going.WAITING and one.due < today,
            made_at=clock.local(one.made_at),
            made_by=names.get(one.made_by, ""),
            answered_at=clock.local(one.answered_at) if one.answered_at else None,
            answer_code=one.answer_code,
            has_file=bool(one.file),
        )
        for one in found
    )


def decided_for_handover(actor: Actor, person_id: UUID) -> Decided | None:
    """The decision to share with a care coordinator elsewhere that holds today."""
    if not actor.may(Permission.LAWFULNESS_DISCLOSURE_READ):
        return None
    return decided_to(actor, person_id, recipient=RECIPIENT, purpose=PURPOSE)


def received(actor: Actor) -> tuple[ReceivedLine, ...]:
    """The packages that came in, without what is in them; none for who opens no cases."""
    if not actor.may(Permission.CARE_CASE_OPEN):
        return ()
    rows = ReceivedHandover.objects.seen_by(actor, access.incoming(actor))
    return tuple(_line(one) for one in rows.order_by("-received_at")[:200])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedView:
    """One package that came in; ``content`` is None when it was refused and is gone."""

    line: ReceivedLine
    content: Package | None


def received_package(actor: Actor, package_id: UUID) -> ReceivedView:
    """One package with what is in it; the look is recorded."""
    with refusals_recorded(actor, object_type=RECEIVED, object_id=str(package_id)):
        check(actor, Permission.CARE_CASE_OPEN)
        rows = ReceivedHandover.objects.seen_by(actor, access.incoming(actor))
        row = rows.one(id=package_id)
    read_of(actor, object_type=RECEIVED, object_id=str(package_id))
    waits = row.state == Coming.RECEIVED
    return ReceivedView(line=_line(row), content=content_of(row) if waits else None)


def content_of(row: ReceivedHandover) -> Package:
    """What is in a package that waits: opened anew each time with the key of this region."""
    return package.read_package(unsealed(Kind.PACKAGE, bytes(row.file)).content)


def unsealed(kind: Kind, file: bytes) -> Opened:
    """A file opened with the newest key of this region that it was made for."""
    keys = all_own_keys()
    if not keys:
        raise Refused(
            "Deze regio heeft nog geen sleutel om mee te ontvangen.",
            "Vraag de functioneel beheerder om er een te maken.",
        )
    refused: NotOpened | None = None
    for one in keys:
        try:
            return open_file(
                kind, file, receiver=one, known=lambda signer: signed_by(signer) is not None
            )
        except NotOpened as wrong:
            refused = refused or wrong
    raise refused or NotOpened("Dit bestand gaat niet open.")


def receipt_of(actor: Actor, package_id: UUID) -> bytes:
    """The receipt to send back, as it was made when the package was answered."""
    check(actor, Permission.CARE_CASE_OPEN)
    rows = ReceivedHandover.objects.seen_by(actor, access.incoming(actor))
    row = rows.one(id=package_id)
    read_of(actor, object_type=RECEIVED, object_id=str(package_id), reason="receipt")
    return bytes(row.receipt)


def regions(actor: Actor) -> tuple[RegionLine, ...]:
    """The regions whose keys are known here, for who manages them."""
    check(actor, Permission.EXCHANGE_KEY_MANAGE)
    rows = list(PartnerRegion.objects.filter(home=region().code))
    names = names_of({one.checked_by for one in rows})
    return tuple(
        RegionLine(
            id=one.id,
            code=one.code,
            name=one.name,
            fingerprint=public_of(one).fingerprint,
            checked_at=clock.local(one.checked_at),
            checked_by=names.get(one.checked_by, ""),
            ended=one.ended_at is not None,
        )
        for one in rows
    )


def _line(row: ReceivedHandover) -> ReceivedLine:
    return ReceivedLine(
        id=row.id,
        from_region=row.from_region,
        from_name=row.from_name,
        state=Coming(row.state),
        received_at=clock.local(row.received_at),
        decided_at=clock.local(row.decided_at) if row.decided_at else None,
        answer_code=row.answer_code,
        case_id=row.case_id,
        has_receipt=bool(row.receipt),
    )
