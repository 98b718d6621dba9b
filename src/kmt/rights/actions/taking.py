"""Taking a request in, seeing who asks, finding about whom, and the ways out before an answer."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Decision, Invalid, Refused
from kmt.rights.models import RightsRequest
from kmt.rights.queries import REQUEST
from kmt.rights.rules.asking import REFUSALS, Age, Asked, Asker, Danger, Kind, may_check, problems
from kmt.rights.rules.clocks import may_extend
from kmt.rights.sealing import CLEARED, request_key, sealed
from kmt.rights.states import State
from kmt.rights.writing import (
    OBJECTED,
    check_whole,
    handling,
    held,
    keep,
    new_request,
    put_subjects,
    restrict,
)


def take_request(*, by: Actor, asked: Asked, token: UUID) -> str:
    """Keep what somebody asks; returns its number. The same form sent twice makes one request.

    Nothing is looked up, and who may not ask is not turned away: everybody gets an answer.
    """
    request_id = new_id()
    with act(
        by,
        Permission.RIGHTS_REQUEST_TAKE,
        action="create",
        object_type=REQUEST,
        object_id=str(request_id),
        reason=asked.kind,
    ):
        check_whole(problems(asked, clock.today()))
        sent = RightsRequest.objects.filter(token=token).first()
        return (sent or new_request(by, request_id, asked, token)).number


def check_identity(
    *, by: Actor, request_id: UUID, version: int, how: str, proof_seen: bool
) -> None:
    """Note how it was seen who asks. A copy of a document is looked at and never kept."""
    with handling(by, request_id, "identity"):
        row = held(by, request_id, version)
        proven = proof_seen or row.proof_seen
        decision = may_check(how, Asker(row.asker), Age(row.age), proof_seen=proven)
        if not decision.allowed:
            raise Invalid(" ".join(decision.reasons), fields={"how": " ".join(decision.reasons)})
        row.identity_how, row.identity_by, row.identity_at = how, by.id, clock.now()
        row.proof_seen = proven
        keep(row, State.IDENTITY_CHECKED)


def clear_danger(*, by: Actor, request_id: UUID, version: int, reasons: str) -> None:
    """Say why an answer is safe after all; a human being looked into it (UAVG 41(1)(i)).

    Whoever took the request in does not clear it: a second pair of eyes does.
    """
    with handling(by, request_id, "danger_cleared"):
        row = held(by, request_id, version)
        Decision.of(
            "" if row.danger != Danger.NO else "Er is geen gevaar gemeld bij dit verzoek.",
            ""
            if row.taken_by != by.id
            else "Je nam dit verzoek zelf aan: laat een collega kijken.",
        ).check()
        if not reasons.strip():
            raise Invalid("Schrijf op waarom het veilig is.", fields={"reasons": "Vul dit in."})
        row.cleared = sealed(by, request_key(row.id), CLEARED, row.id, reasons)
        keep(row)


def tie_persons(*, by: Actor, request_id: UUID, version: int, persons: Collection[UUID]) -> None:
    """Say whom the request is about, of who was found; nobody when nobody is known.

    While an objection is weighed the data are only stored (AVG 18(1)(d)).
    """
    with handling(by, request_id, "subjects"):
        row = held(by, request_id, version)
        keep(row, State.GATHERING)
        tied = put_subjects(by, row, persons)
        if row.kind == Kind.OBJECTION:
            restrict(row, tied, OBJECTED)


def extend(*, by: Actor, request_id: UUID, version: int, reason: str, told_on: date | None) -> None:
    """Take two months more, once, when the requester heard so within the first (AVG 12(3))."""
    with handling(by, request_id, "extended"):
        row = held(by, request_id, version)
        decision = may_extend(
            row.clock_from, told_on, reason, clock.today(), extended=row.extended_on is not None
        )
        if not decision.allowed:
            raise Invalid(" ".join(decision.reasons), fields={"told_on": decision.reasons[-1]})
        row.extension, row.extended_on = reason, told_on
        keep(row)


def refuse(*, by: Actor, request_id: UUID, version: int, ground: str) -> None:
    """Refuse a request as a whole; the requester hears why, and how to complain (AVG 12(4))."""
    with handling(by, request_id, ground):
        if ground not in REFUSALS:
            raise Invalid("Kies waarom.", fields={"ground": "Kies waarom."})
        row = held(by, request_id, version)
        row.refusal, row.answered_at = ground, clock.now()
        keep(row, State.REFUSED)


def withdraw(*, by: Actor, request_id: UUID, version: int) -> None:
    """The requester takes the request back."""
    with handling(by, request_id, "withdrawn"):
        check(by, Permission.RIGHTS_REQUEST_HANDLE)
        row = held(by, request_id, version)
        if row.state == State.DECIDED and row.kind == Kind.ERASURE:
            raise Refused("Het besluit om te wissen is al uitgevoerd of onderweg.")
        keep(row, State.WITHDRAWN)
