"""Handing over the answer, telling who received the data before, and closing a request."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, Refused
from kmt.retention.queries import certificate_of
from kmt.rights import access, gathering, packing, queries
from kmt.rights.models import FileStep, GivenCopy, RecipientNotice, Restriction, RightsRequest
from kmt.rights.queries import ERASE, REQUEST
from kmt.rights.rules.asking import may_release
from kmt.rights.states import State
from kmt.rights.writing import end_restriction, handling, held, keep, keep_certificates, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is handed over: a name for the file without anybody's name, and its bytes."""

    name: str
    content: bytes


def give_copy(*, by: Actor, request_id: UUID, version: int) -> Answer:
    """Make the answer in memory and hand it over once; a hash stays and nothing else.

    The letter goes always, with the data where those were asked. Refuses when anything in it would
    go to somebody who is a danger.
    """
    with handling(by, request_id, "own_rights", action="export"):
        row = held(by, request_id, version)
        if row.state != State.DECIDED:
            raise Refused("Er is nog niet over alles besloten.", "Besluit eerst per domein.")
        seen = queries.gather(by, queries.read(by, row))
        given = packing.given_of(seen)
        if given.pieces:
            may_release(seen.request.danger, cleared=bool(seen.request.cleared)).check()
        files = gathering.files_of(by, seen.request.persons)
        open_files = [one for one in files if one.compartment in given.compartments]
        looks = gathering.looks_letter(by, seen.request.persons, open_files) if given.pieces else ""
        content = packing.pack(seen, given, looks, on=clock.now())
        GivenCopy(
            request=row,
            sha256=sha256(content).hexdigest(),
            pieces=len(given.pieces),
            withheld=given.withheld,
            by=by.id,
            at=clock.now(),
        ).save()
        row.answered_at = clock.now()
        keep(row, State.ANSWERED)
    return Answer(name=f"antwoord-{row.number}.zip", content=content)


def tell_recipient(
    *, by: Actor, request_id: UUID, version: int, notice: UUID, told_on: date
) -> None:
    """Note that a recipient or supplier heard of it (AVG 19; BGS 1.7)."""
    with handling(by, request_id, "recipient_told"):
        row = held(by, request_id, version)
        if not row.received_on <= told_on <= clock.today():
            raise Invalid("Kijk de dag na.", fields={"told_on": "Kies vandaag of eerder."})
        tell(row, notice, told_on, by)
        keep(row)


def close(*, by: Actor, request_id: UUID, version: int) -> None:
    """Close a request that was answered; what must still be told or destroyed keeps it open."""
    with handling(by, request_id, "closed"):
        row = held(by, request_id, version)
        untold = access.under(by, RecipientNotice, row).filter(told_on=None).count()
        if untold:
            raise Refused(
                f"Nog niet iedereen heeft het gehoord: {untold} te gaan.",
                "Laat het hun weten en vink ze aan (AVG 19).",
            )
        keep_certificates(row, _gone(by, row))
        row.closed_at = clock.now()
        keep(row, State.CLOSED)


def lift_restriction(*, by: Actor, request_id: UUID, version: int) -> None:
    """The data can be used again; the person was told so before (AVG 18(3))."""
    with handling(by, request_id, "restriction_lifted"):
        row = held(by, request_id, version)
        end_restriction(by, row)
        keep(row)


def destroy_request(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy the rows of one request when its term is over; returns how many requests went."""
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=REQUEST,
        object_id=str(object_id),
        reason="retention",
    ):
        rows = RightsRequest.objects.seen_by(by, access.retained(by)).filter(id=object_id)
        if Restriction.objects.filter(request__in=rows, until=None).exists():
            raise Refused("Er geldt nog een beperking door dit verzoek.")
        return rows.delete()[1].get("rights.RightsRequest", 0)


def _gone(by: Actor, row: RightsRequest) -> dict[UUID, str]:
    """The files of this request that are destroyed, with their certificates."""
    found: dict[UUID, str] = {}
    for step in access.under(by, FileStep, row).filter(act=ERASE):
        if step.object_id is None:
            continue
        certificate = certificate_of(by, step.object_type, step.object_id)
        if certificate is not None:
            found[step.object_id] = certificate.digest
    return found
