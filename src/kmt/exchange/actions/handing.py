"""Every write of a handover: make a package, take it back, take one in, answer it, load the answer.

The region that sends stays responsible until a signed receipt says that the other one accepted;
only then its case goes to "handed over". A file that is not whole, not for us, not signed by a
region we know, or here already, is refused with a sentence of its own, and nothing of it is kept.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.care.joining import (
    drop_due,
    move_on,
    note_event,
    seal,
    within,
    working_on,
)
from kmt.care.states import WORKING, State
from kmt.exchange import access, codes, gathering, package, wording
from kmt.exchange.envelope import Kind, NotOpened, close, digest_of
from kmt.exchange.gathering import Typed
from kmt.exchange.models import Handover, PartnerRegion, ReceivedHandover
from kmt.exchange.package import ACCEPTED, REFUSED, Receipt, Side
from kmt.exchange.queries.handovers import (
    RECEIVED,
    content_of,
    decided_for_handover,
    unsealed,
)
from kmt.exchange.region_keys import needed_keys, public_of, signed_by, trusted
from kmt.exchange.rules import handing as rules
from kmt.exchange.states import Coming, Going
from kmt.exchange.taking import Taken, take_over
from kmt.exchange.writing import ANSWER, ROOM, require_code, show, show_waiting
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Decision, Invalid, NotFound
from kmt.lawfulness.decided import Decided
from kmt.partners.region import region
from kmt.teamwork.known import know
from kmt.teamwork.rules import KnownKind

REASON = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAsked:
    """A wish to hand a case over: to whom, what goes along, and before when an answer is due."""

    to: UUID
    parts: tuple[str, ...]
    due: date | None
    typed: Typed


def make_package(
    *, by: Actor, case_id: UUID, asked: HandoverAsked, token: UUID | None = None
) -> UUID:
    """Make the package of a case for another region; sent twice, one is made.

    It needs a decision to share with a care coordinator that holds today and covers every part.
    """
    token = token or new_id()
    sent = Handover.objects.seen_by(by, within(by)).filter(token=token).first()
    if sent is not None:
        return sent.id
    _check_typed(asked)
    package_id = new_id()
    with working_on(by, case_id, reason=REASON) as case:
        to = next((one for one in trusted() if one.id == asked.to), None)
        decided = decided_for_handover(by, case.person_id)
        data = decided.data if decided else frozenset()
        waits = Handover.objects.filter(case_id=case_id, state=Going.WAITING).exists()
        rules.may_make(
            parts=asked.parts,
            data=data,
            trusted=to is not None,
            waits=waits,
            works=case.state in WORKING,
        ).check()
        if to is None or decided is None:
            raise NotFound
        row = _sealed_for(by, case_id, package_id, asked=asked, to=to, decided=decided)
        row.token = token
        row.save(force_insert=True)
        know(
            by,
            case_id,
            KnownKind.HANDOVER,
            receiver=to.name,
            data=sorted(decided.data),
        )
        show_waiting(by, row)
        show(by, case)
    return package_id


def _sealed_for(
    by: Actor,
    case_id: UUID,
    package_id: UUID,
    *,
    asked: HandoverAsked,
    to: PartnerRegion,
    decided: Decided,
) -> Handover:
    """The package, gathered and sealed for the region it goes to; not kept yet."""
    parts = rules.covered(asked.parts, decided.data)
    found = gathering.gather(
        by,
        case_id,
        package_id=package_id,
        receiver=Side(region=to.code, name=to.name),
        parts=parts,
        data=decided.data,
        typed=asked.typed,
    )
    if not found.safety.strip():
        none = "Er is nog geen veiligheidsplan. Schrijf hier wat er is afgesproken."
        raise Invalid(none, fields={"safety": none})
    content = package.written(found)
    file = close(Kind.PACKAGE, content, sender=needed_keys(), receiver=public_of(to))
    return Handover(
        id=package_id,
        case_id=case_id,
        to_region=to.code,
        to_name=to.name,
        signing=to.signing,
        state=Going.WAITING,
        parts="|".join(parts),
        disclosure_id=decided.id,
        reason=seal(by, case_id, "reason", package_id, asked.typed.reason),
        digest=digest_of(file),
        file=file,
        due=asked.due or clock.today(),
        made_at=clock.now(),
        made_by=by.id,
    )


def package_file(*, by: Actor, case_id: UUID, package_id: UUID) -> bytes:
    """The file to send, as long as it waits for an answer; that it was taken is in the record."""
    with working_on(by, case_id, reason="handover_file"):
        row = Handover.objects.filter(case_id=case_id, pk=package_id).first()
        if row is None or not row.file:
            raise NotFound
        return bytes(row.file)


def withdraw_package(*, by: Actor, case_id: UUID, package_id: UUID, reason: str) -> None:
    """Take a package back that nobody answered; a receipt that comes later changes nothing."""
    if not reason.strip():
        raise Invalid("Schrijf op waarom.", fields={"reason": "Schrijf op waarom."})
    with working_on(by, case_id, reason=REASON) as case:
        row = _waiting(by, case_id, package_id, Going.WITHDRAWN)
        _end(by, row, Going.WITHDRAWN, words=reason)
        show(by, case)
        note_event(by, case_id, "exchange.handover_withdrawn", text=row.to_name)


def load_receipt(*, by: Actor, case_id: UUID, file: bytes) -> Going:
    """Load the answer of the other region: accepted moves the case, refused leaves it here."""
    found = unsealed(Kind.RECEIPT, file)
    receipt = package.read_receipt(found.content)
    accepted = receipt.answer == ACCEPTED
    to = Going.ACCEPTED if accepted else Going.REFUSED
    with working_on(by, case_id, reason="handover_answer") as case:
        row = _waiting(by, case_id, receipt.package, to)
        _check_answer(row, receipt, found.signer)
        words = " · ".join(filter(None, (wording.refusal_word(receipt.code), receipt.words)))
        _end(by, row, to, code=receipt.code, words=receipt.case if accepted else receipt.words)
        show(by, case)
        text = f"{row.to_name}: {receipt.case if accepted else words}"
        note_event(by, case_id, f"exchange.handover_{receipt.answer}", text=text)
        if accepted:
            move_on(by, case_id, State.HANDED_OVER, f"Aanvaard door {row.to_name}")
    return to


def take_in(*, by: Actor, file: bytes) -> UUID:
    """Take in a package of another region, as it came; the same one comes in once."""
    found = unsealed(Kind.PACKAGE, file)
    content = package.read_package(found.content)
    sender = signed_by(found.signer)
    if sender is None or sender.code != content.sender.region:
        raise NotOpened(
            "De afzender in dit pakket is niet de regio die het heeft ondertekend.",
            "Bel de regio die je het stuurde, en laad het niet.",
        )
    with act(
        by,
        Permission.CARE_CASE_OPEN,
        action="create",
        object_type=RECEIVED,
        object_id=str(content.id),
        decision=_in_the_region(by),
    ):
        if ReceivedHandover.objects.filter(pk=content.id).exists():
            raise Conflict(
                "Dit pakket is hier al binnen.", "Zoek het op in de lijst van overdrachten."
            )
        ReceivedHandover(
            id=content.id,
            from_region=sender.code,
            from_name=sender.name,
            state=Coming.RECEIVED,
            digest=digest_of(file),
            file=file,
            received_at=clock.now(),
            received_by=by.id,
        ).save(force_insert=True)
    return content.id


def accept(*, by: Actor, package_id: UUID, taken: Taken) -> UUID:
    """Take the case over: a report with its origin, and a case of it, with you as coordinator.

    From now on this region is responsible, as soon as the receipt is with the other one.
    """
    with _answering(by, package_id, ACCEPTED):
        row = _incoming(by, package_id)
        content = content_of(row)
        case_id = take_over(by, content, taken)
        row.state, row.case_id = Coming.ACCEPTED, case_id
        with working_on(by, case_id, reason=REASON) as case:
            row.content = seal(
                by,
                case_id,
                "content",
                row.id,
                package.written(replace(content, documents=())).decode(),
            )
            note_event(by, case_id, "exchange.handover_received", text=row.from_name)
            _keep_answer(by, row, answer=ACCEPTED, case=case.number)
    return case_id


def refuse(*, by: Actor, package_id: UUID, code: str, words: str = "") -> None:
    """Do not take the case over, with a reason; what was in the package is gone at once."""
    known = dict(codes.choices(codes.REFUSAL, clock.today()))
    require_code(code, known, "code", "Kies een reden uit de lijst.")
    with _answering(by, package_id, REFUSED):
        row = _incoming(by, package_id)
        row.state, row.answer_code = Coming.REFUSED, code
        _keep_answer(by, row, answer=REFUSED, code=code, words=words.strip())


def _answering(by: Actor, package_id: UUID, answer: str) -> AbstractContextManager[None]:
    """The act of answering a package."""
    return act(
        by,
        Permission.CARE_CASE_OPEN,
        action="update",
        object_type=RECEIVED,
        object_id=str(package_id),
        decision=_in_the_region(by),
        reason=f"handover_{answer}",
    )


def _incoming(by: Actor, package_id: UUID) -> ReceivedHandover:
    rows = ReceivedHandover.objects.seen_by(by, access.incoming(by)).select_for_update()
    row = rows.one(id=package_id)
    if row.state != Coming.RECEIVED:
        raise Conflict(
            f"Over dit pakket is al besloten: {wording.coming_word(row.state)}.",
            "Kijk wat er nu staat.",
        )
    return row


def _keep_answer(
    by: Actor,
    row: ReceivedHandover,
    *,
    answer: str,
    code: str = "",
    words: str = "",
    case: str = "",
) -> None:
    """Sign the receipt for the sender, and let go of the file as it came."""
    sender = next((one for one in trusted() if one.code == row.from_region), None)
    if sender is None:
        raise Conflict(
            "De sleutel van deze regio is hier ingetrokken.",
            "Vraag de beheerder om de nieuwe sleutel vast te leggen.",
        )
    receipt = Receipt(
        package=row.id,
        digest=row.digest,
        sender=Side(region=region().code, name=region().centre_short, contact=by.name),
        answer=answer,
        on=clock.today(),
        code=code,
        words=words,
        case=case,
    )
    row.receipt = close(
        Kind.RECEIPT, package.written(receipt), sender=needed_keys(), receiver=public_of(sender)
    )
    row.file, row.decided_at, row.decided_by = b"", clock.now(), by.id
    row.save()


def _waiting(by: Actor, case_id: UUID, package_id: UUID, to: Going) -> Handover:
    rows = Handover.objects.seen_by(by, within(by)).select_for_update()
    row = rows.filter(pk=package_id, case_id=case_id).first()
    if row is None:
        raise NotOpened(
            "Dit antwoord hoort niet bij een pakket van deze casus.",
            "Kijk bij welke casus je het pakket maakte.",
        )
    rules.may_answer(Going(row.state), to).check()
    return row


def _check_answer(row: Handover, receipt: Receipt, signer: bytes) -> None:
    """The receipt is of the region it was sent to, and about this file and no other."""
    if bytes(row.signing) != signer or receipt.sender.region != row.to_region:
        raise NotOpened(
            "Dit ontvangstbewijs is niet ondertekend door de regio waaraan je overdroeg.",
            "Bel die regio. De casus blijft hier.",
        )
    if receipt.digest != row.digest:
        raise NotOpened(
            "Dit ontvangstbewijs gaat over een ander bestand dan je maakte.",
            "Vraag welk bestand de andere regio laadde. De casus blijft hier.",
        )


def _end(by: Actor, row: Handover, to: Going, *, code: str = "", words: str = "") -> None:
    """The package is answered or taken back: the file goes, and the line that waited."""
    row.state, row.answer_code, row.file = to, code, b""
    row.answered_at = clock.now()
    row.answer = seal(by, row.case_id, "answer", row.id, words) if words.strip() else b""
    row.save()
    drop_due(by, row.case_id, room=ROOM, key=ANSWER, done=to is not Going.WITHDRAWN)


def _check_typed(asked: HandoverAsked) -> None:
    wrong = {"due": rules.answer_by(asked.due, clock.today())}
    for name in ("reason", "summary"):
        if not getattr(asked.typed, name).strip():
            wrong[name] = "Vul dit in."
    wrong = {name: sentence for name, sentence in wrong.items() if sentence}
    if wrong:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=wrong)


def _in_the_region(by: Actor) -> Decision:
    return Decision.of("" if by.whole_region else "Dit is voor wie voor de hele regio werkt.")
