"""Deciding per compartment what goes along, and doing what follows: correct, destroy, restrict."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, Refused
from kmt.rights import gathering, queries
from kmt.rights.models import Correction, PersonStatement, RightsRequest
from kmt.rights.reading import Compartment, Gathered, RequestRead
from kmt.rights.rules.asking import (
    TELLS_RECIPIENTS,
    Kind,
    age_of,
    may_ask,
    may_release,
    open_to,
)
from kmt.rights.rules.exceptions import GRANTED, REFUSED, Verdict, grounds_for, problems
from kmt.rights.sealing import STATEMENT, person_key, sealed
from kmt.rights.states import State
from kmt.rights.writing import (
    ASKED_FOR,
    ask_to_destroy,
    check_whole,
    end_restriction,
    handling,
    held,
    hold_as_they_are,
    keep,
    list_recipients,
    put_decision,
    put_withheld,
    restrict,
)
from kmt.vault.actions.own_rights import correct_on_request

_LIMITING = frozenset({Kind.RESTRICTION, Kind.OBJECTION})


def decide_compartment(
    *,
    by: Actor,
    request_id: UUID,
    version: int,
    compartment: str,
    verdict: Verdict,
    withheld: Mapping[str, str],
) -> None:
    """Decide about one compartment; ``withheld`` says per piece on what ground it stays behind.

    What tells who reported stays behind whatever was ticked. With the last compartment the request
    is decided. Raises ``Invalid`` when the decision is not whole, and ``Refused`` when anything
    would go to somebody who may not have it or is a danger.
    """
    with handling(by, request_id, verdict.ground or f"decided_{verdict.outcome}"):
        row = held(by, request_id, version)
        if row.state == State.DECIDED:
            keep(row, State.GATHERING)
        if row.state != State.GATHERING:
            raise Refused("Over dit verzoek kan nu niet worden besloten.")
        seen = queries.gather(by, queries.read(by, row))
        part = _part(seen, compartment)
        stays = _stays(seen, part, verdict, withheld)
        wrong = problems(Kind(row.kind), verdict, clock.today(), withheld=len(stays))
        check_whole(wrong)
        if verdict.outcome != REFUSED:
            _may_go(seen, compartment)
        put_withheld(row, compartment, stays)
        put_decision(by, row, compartment, verdict)
        _follow(by, row, seen, compartment, verdict)
        decided = {one.compartment for one in seen.request.decisions} | {compartment}
        done = all(one.code in decided for one in seen.compartments)
        keep(row, State.DECIDED if done else None)


def decide_nothing_held(*, by: Actor, request_id: UUID, version: int) -> None:
    """Close the search when nothing is held of anybody: that is an answer too."""
    with handling(by, request_id, "nothing_held"):
        row = held(by, request_id, version)
        if queries.gather(by, queries.read(by, row)).compartments:
            raise Refused("Er zijn wel gegevens.", "Besluit daarover per domein.")
        keep(row, State.DECIDED)


def correct(
    *, by: Actor, request_id: UUID, version: int, person: UUID, part: str, value: str
) -> None:
    """Have the vault put what the person says in one field of who they are (AVG 16)."""
    with handling(by, request_id, "corrected"):
        row, found = _correcting(by, request_id, version, person)
        may_release(found.danger, cleared=bool(found.cleared)).check()
        source = f"verzoek {row.number}"
        correct_on_request(by=by, person_id=person, part=part, value=value, source=source)
        Correction(request=row, person=person, part=part, by=by.id, at=clock.now()).save()
        list_recipients(by, row, found.persons)
        keep(row)


def state_words(*, by: Actor, request_id: UUID, version: int, person: UUID, words: str) -> None:
    """Add what the person says of their own file; it stands beside it from now on (AVG 16)."""
    with handling(by, request_id, "statement"):
        row, found = _correcting(by, request_id, version, person)
        may_release(found.danger, cleared=bool(found.cleared)).check()
        if not words.strip():
            raise Invalid("Schrijf op wat de persoon zegt.", fields={"words": "Vul dit in."})
        statement_id = new_id()
        PersonStatement(
            id=statement_id,
            request=row,
            person=person,
            words=sealed(by, person_key(person), STATEMENT, statement_id, words),
            by=by.id,
            at=clock.now(),
        ).save()
        keep(row)


def keep_exception(
    *,
    by: Actor,
    request_id: UUID,
    version: int,
    compartment: str,
    recheck_on: date | None,
    reasons: str,
) -> None:
    """An exception was looked at again and still holds, until another day."""
    with handling(by, request_id, "exception_kept"):
        row = held(by, request_id, version)
        before = queries.read(by, row).decision(compartment)
        if before is None or not before.ground:
            raise Refused("Hier is geen uitzondering gebruikt.")
        verdict = Verdict(
            outcome=before.outcome, ground=before.ground, reasons=reasons, recheck_on=recheck_on
        )
        check_whole(problems(Kind(row.kind), verdict, clock.today(), withheld=1))
        put_decision(by, row, compartment, verdict)
        keep(row)


def look_again(*, by: Actor, request_id: UUID, version: int) -> None:
    """An exception holds no more: the request is open again, with a new month from today."""
    with handling(by, request_id, "exception_over"):
        row = held(by, request_id, version)
        row.clock_from, row.extended_on, row.extension = clock.today(), None, ""
        row.closed_at = None
        keep(row, State.GATHERING)


def _correcting(
    by: Actor, request_id: UUID, version: int, person: UUID
) -> tuple[RightsRequest, RequestRead]:
    row = held(by, request_id, version)
    found = queries.read(by, row)
    if row.kind != Kind.CORRECTION or row.state != State.GATHERING:
        raise Refused("Verbeteren kan alleen tijdens een verzoek daarom.")
    if person not in found.persons:
        raise Refused("Dit verzoek gaat niet over deze persoon.")
    return row, found


def _part(seen: Gathered, compartment: str) -> Compartment:
    for one in seen.compartments:
        if one.code == compartment:
            return one
    raise Refused("In dit domein staat niets over deze persoon.", "Ververs de pagina.")


def _stays(
    seen: Gathered, part: Compartment, verdict: Verdict, withheld: Mapping[str, str]
) -> dict[str, str]:
    """The pieces that stay behind: what was ticked, what is barred, or all of a refusal."""
    fits = grounds_for(seen.request.kind)
    if verdict.outcome == REFUSED:
        return {one.piece.key: verdict.ground for one in part.held}
    return {
        one.piece.key: ground
        for one in part.held
        if (ground := withheld.get(one.piece.key, "")) in fits and not one.piece.barred
    }


def _may_go(seen: Gathered, compartment: str) -> None:
    """Whether anything of this compartment may go to who asks."""
    found = seen.request
    age = age_of(seen.years, found.age)
    may_release(found.danger, cleared=bool(found.cleared)).check()
    may_ask(found.asker, age, proof_seen=found.proof_seen).check()
    if compartment not in open_to(found.asker, age):
        raise Invalid(
            "Van dit domein kan deze aanvrager niets krijgen.",
            fields={"outcome": "Tot zestien jaar vraagt hierover een ouder of voogd (UAVG 5(4))."},
        )


def _follow(
    by: Actor, row: RightsRequest, seen: Gathered, compartment: str, verdict: Verdict
) -> None:
    """What a decision brings about in other rooms."""
    kind, persons = Kind(row.kind), seen.request.persons
    files = [one for one in gathering.files_of(by, persons) if one.compartment == compartment]
    granted = verdict.outcome == GRANTED
    if kind is Kind.ERASURE:
        ask_to_destroy(by, row, files, verdict)
    if kind in _LIMITING and granted:
        restrict(row, persons, ASKED_FOR)
        hold_as_they_are(by, row, files)
    granted_before = any(one.outcome == GRANTED for one in seen.request.decisions)
    if kind is Kind.OBJECTION and not (granted or granted_before):
        end_restriction(by, row)
    if kind in TELLS_RECIPIENTS and granted:
        list_recipients(by, row, persons)
