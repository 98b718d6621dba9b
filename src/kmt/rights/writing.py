"""The parts of the acts on requests; each runs inside an act of its caller."""

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, random_number
from kmt.kernel.refusals import Conflict, Invalid, Refused
from kmt.lawfulness.own_rights import shared_about
from kmt.retention.actions import ask_destruction, decide, lift_hold, place_hold
from kmt.retention.rules.deciding import Verdict as Choosing
from kmt.retention.states import Choice
from kmt.rights import access
from kmt.rights.disclosers import HeldFile
from kmt.rights.models import (
    FileStep,
    RecipientNotice,
    RequestSubject,
    Restriction,
    RightsDecision,
    RightsRequest,
    WithheldPiece,
)
from kmt.rights.queries import ERASE, HANDLE, HOLD, REQUEST
from kmt.rights.rules.asking import Asked
from kmt.rights.rules.exceptions import GRANTED, GROUNDS, Verdict
from kmt.rights.sealing import REASONS, TEXTS, request_key, sealed
from kmt.rights.states import State, may_go
from kmt.sharing.own_rights import supplied_about
from kmt.vault.queries.own_rights import one_and_the_same
from kmt.vocabulary.durations import add_months

NOT_WHOLE = "Kijk de gemarkeerde velden na."
ASKED_FOR, OBJECTED = "requested", "objection"
HOLD_MONTHS = 12


def handling(
    by: Actor, request_id: UUID, reason: str, *, action: str = "update"
) -> AbstractContextManager[None]:
    """The act on one request; the reason is a code."""
    return act(
        by, HANDLE, action=action, object_type=REQUEST, object_id=str(request_id), reason=reason
    )


def check_whole(problems: Mapping[str, str]) -> None:
    """Refuse with each sentence at its field."""
    if problems:
        raise Invalid(NOT_WHOLE, fields=dict(problems))


def held(by: Actor, request_id: UUID, version: int) -> RightsRequest:
    """The request as it was read, held until the act is over."""
    row = access.requests(by).select_for_update().one(id=request_id)
    if row.version != version:
        raise Conflict(
            "Dit verzoek is gewijzigd sinds je de pagina opende.",
            "Kijk wat er nu staat; wat je typte staat er nog.",
        )
    return row


def keep(row: RightsRequest, to: State | None = None) -> None:
    """Write the request as its next version, in its next state."""
    if to is not None:
        if not may_go(row.state, to):
            raise Refused("Dit verzoek is al verder of nog niet zo ver.", "Ververs de pagina.")
        row.state = to
    row.version += 1
    row.save()


def new_request(by: Actor, request_id: UUID, asked: Asked, token: UUID) -> RightsRequest:
    """A request as it comes in, kept."""
    texts = {name: getattr(asked, name).strip() for name in _TEXTS}
    row = RightsRequest(
        id=request_id,
        number=_free_number(asked.received_on.year),
        token=token,
        kind=asked.kind,
        asker=asked.asker,
        age=asked.age,
        danger=asked.danger,
        proof_seen=asked.proof_seen,
        received_on=asked.received_on,
        clock_from=asked.received_on,
        state=State.RECEIVED,
        taken_by=by.id,
        taken_at=clock.now(),
        texts=sealed(by, request_key(request_id), TEXTS, request_id, json.dumps(texts)),
    )
    row.save(force_insert=True)
    return row


_TEXTS = ("requester", "about", "wish", "safe_way")


def _free_number(year: int) -> str:
    number = random_number("V", year)
    while RightsRequest.objects.filter(number=number).exists():
        number = random_number("V", year)
    return number


def put_subjects(by: Actor, row: RightsRequest, persons: Iterable[UUID]) -> frozenset[UUID]:
    """Tie these persons, and who is one with them, to the request."""
    refs = {ref.id: ref for person in persons for ref in one_and_the_same(by, person)}
    for ref in refs.values():
        RequestSubject(request=row, person=ref.id, label=ref.label).save()
    return frozenset(refs)


def put_decision(by: Actor, row: RightsRequest, compartment: str, verdict: Verdict) -> None:
    """Keep what was decided about one compartment, its reasons sealed."""
    decision_id = new_id()
    RightsDecision(
        id=decision_id,
        request=row,
        compartment=compartment,
        outcome=verdict.outcome,
        ground=verdict.ground,
        reasons=sealed(by, request_key(row.id), REASONS, decision_id, verdict.reasons),
        recheck_on=verdict.recheck_on if verdict.ground else None,
        by=by.id,
        at=clock.now(),
    ).save()


def put_withheld(row: RightsRequest, compartment: str, withheld: Mapping[str, str]) -> None:
    """Which pieces of a compartment stay behind, in place of what was ticked before."""
    WithheldPiece.objects.filter(request=row, compartment=compartment).delete()
    WithheldPiece.objects.bulk_create(
        WithheldPiece(request=row, compartment=compartment, piece=piece, ground=ground)
        for piece, ground in withheld.items()
    )


def ask_to_destroy(
    by: Actor, row: RightsRequest, files: Iterable[HeldFile], verdict: Verdict
) -> None:
    """Have files destroyed the next night, or kept with the reason, by the road of retention."""
    choice = Choosing(choice=Choice.DESTROY)
    if verdict.outcome != GRANTED:
        keep_for = GROUNDS[verdict.ground].keep or "law_opposes"
        choice = Choosing(choice=Choice.KEEP, reason=keep_for)
    for file in files:
        proposal = ask_destruction(by=by, number=file.number, asked_on=row.received_on)
        decide(by=by, proposal_id=proposal, verdict=choice)
        _put_file(row, file, ERASE, proposal)


def hold_as_they_are(by: Actor, row: RightsRequest, files: Iterable[HeldFile]) -> None:
    """Nothing of these files is destroyed as long as they are restricted (AVG 18(1))."""
    done = FileStep.objects.filter(request=row, act=HOLD).values_list("object_id", flat=True)
    for file in files:
        if file.object_id in set(done):
            continue
        until = add_months(clock.today(), HOLD_MONTHS)
        hold = place_hold(by=by, number=file.number, reason="restriction", review_on=until)
        _put_file(row, file, HOLD, hold)


def _put_file(row: RightsRequest, file: HeldFile, what: str, ref: UUID) -> None:
    FileStep.objects.filter(request=row, act=what, object_id=file.object_id).delete()
    FileStep(
        request=row,
        compartment=file.compartment,
        act=what,
        object_type=file.object_type,
        object_id=file.object_id,
        label=file.number,
        ref=ref,
    ).save()


def restrict(row: RightsRequest, persons: Iterable[UUID], ground: str) -> None:
    """From today the data of these persons are only stored."""
    for person in persons:
        Restriction.objects.get_or_create(
            request=row,
            person=person,
            until=None,
            defaults={"ground": ground, "since": clock.today()},
        )


def end_restriction(by: Actor, row: RightsRequest) -> None:
    """The data of these persons can be used again; their files follow their term again."""
    Restriction.objects.filter(request=row, until=None).update(until=clock.today())
    for step in FileStep.objects.filter(request=row, act=HOLD):
        lift_hold(by=by, hold_id=step.ref)
        step.delete()


def list_recipients(by: Actor, row: RightsRequest, persons: Collection[UUID]) -> None:
    """Who received or supplied these data before, and must hear (AVG 19; BGS 1.7)."""
    found = {f"disclosure:{one.id}": one.to for one in shared_about(by, persons)}
    for datum in supplied_about(by, persons):
        found[f"supplier:{datum.supplier}"] = f"leverancier: {datum.organisation}"
    for source, recipient in found.items():
        RecipientNotice.objects.get_or_create(
            request=row, source=source[:64], defaults={"recipient": recipient[:120]}
        )


def tell(row: RightsRequest, notice: UUID, told_on: date, by: Actor) -> None:
    """Note that a recipient heard."""
    rows = RecipientNotice.objects.filter(request=row, id=notice)
    if not rows.update(told_on=told_on, told_by=by.id):
        raise Refused("Deze ontvanger staat niet in de lijst.", "Ververs de pagina.")


def keep_certificates(row: RightsRequest, found: Mapping[UUID, str]) -> None:
    """What is gone is let go of here too; the certificate stays."""
    for step in FileStep.objects.filter(request=row, act=ERASE):
        if step.object_id is not None and step.object_id in found:
            step.certificate = found[step.object_id]
            step.object_id, step.label = None, ""
            step.save()
