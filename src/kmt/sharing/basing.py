"""On what basis somebody may be there while a person is discussed: nobody is without one.

A colleague sits there as an actor of the sharing matrix, which is asked. Who comes from outside
needs a decision to share that holds today: the share assistant makes it, and nothing else does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.entries import Matrix, Row, Verdict
from kmt.lawfulness.expressions import CONSENTS
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.queries import Standing, standing_about
from kmt.lawfulness.rules.ages import may_share_at
from kmt.lawfulness.rules.asking import ShareDecision, ShareRequest
from kmt.vault.queries import consent_facts

#: What is at least told about somebody at a table: who it is (D01).
LEAST = frozenset({"D01"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesAs:
    """As what one shares at some table, in the codes of the sharing matrix.

    ``colleagues`` says per role as which actor a colleague sits there; who is not in it does not.
    The first of the ``purposes`` is what the table is for. ``joint``: who takes part has one joint
    processing (WGS 2.27), so that what the matrix allows between them needs no decision per share.
    ``established`` are the conditions that hold for every file that is talked about there.
    """

    compartment: str
    sender: str
    subject_role: str
    purposes: tuple[str, ...]
    colleagues: Mapping[str, str]
    joint: bool = False
    established: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Whether there is a basis, which rows it is, and in words why not or what is missing.

    ``share``: the way to a basis is the share assistant.
    """

    allowed: bool
    sentence: str
    rows: tuple[str, ...] = ()
    disclosure_id: UUID | None = None
    until: date | None = None
    share: bool = False


def parties(place: SharesAs) -> tuple[tuple[str, str], ...]:
    """With whom the matrix lets this place share anything, as code and words, by name."""
    matrix = sharing_matrix()
    codes = {
        one
        for purpose in place.purposes
        for row in _giving(matrix, place, purpose)
        for one in row.recipients
    }
    codes -= {place.sender, *place.colleagues.values()}
    return tuple(
        sorted(((one, matrix.dutch("actor", one)) for one in codes), key=lambda each: each[1])
    )


def party_words(code: str) -> str:
    """What kind of organisation it is, in words."""
    return sharing_matrix().dutch("actor", code)


def purpose_for(place: SharesAs, party: str) -> str:
    """The purpose for which this place shares with a party, to begin the share with."""
    matrix = sharing_matrix()
    found = (
        purpose
        for purpose in place.purposes
        if any(party in row.recipients for row in _giving(matrix, place, purpose))
    )
    return next(found, "")


def comes_once(place: SharesAs, party: str) -> bool:
    """Whether such a party always comes as an incidental third party: no deelnemer (BGS 2.21)."""
    return place.compartment == "R3" and not sharing_matrix().is_a(party, "participant")


def colleague_basis(place: SharesAs, role: str) -> Basis:
    """The basis of a colleague with this role: what the matrix says to the actor they sit as."""
    party = place.colleagues.get(role)
    if party is None:
        return Basis(
            allowed=False,
            sentence="De deelmatrix kent geen grondslag voor een collega met deze rol aan deze "
            "tafel. Vraag wie in dit dossier werkt.",
        )
    return _by_matrix(place, party)


def standing(actor: Actor, persons: Iterable[UUID]) -> tuple[Standing, ...]:
    """The decisions to share about these persons, to look in with :func:`outside_basis`."""
    return standing_about(actor, set(persons))


def outside_basis(
    place: SharesAs, person_id: UUID, party: str, decisions: Iterable[Standing]
) -> Basis:
    """The basis of who comes from outside: the newest decision to share that holds."""
    if place.joint and (joint := _by_matrix(place, party)).allowed:
        return joint
    found = next(
        (
            one
            for one in decisions
            if one.subject_id == person_id
            and one.compartment == place.compartment
            and one.recipient == party
            and one.purpose in place.purposes
        ),
        None,
    )
    if found is None:
        return _none_yet(place, party)
    return Basis(
        allowed=True,
        sentence=f"Besluit om te delen, geldig tot en met {found.expires_on:%d-%m-%Y}.",
        rows=found.rows,
        disclosure_id=found.id,
        until=found.expires_on,
    )


def holds_now(actor: Actor, place: SharesAs, person_id: UUID, party: str) -> Basis:
    """The basis asked anew at the moment itself: a consent can have been withdrawn meanwhile."""
    decisions = standing(actor, {person_id})
    found = outside_basis(place, person_id, party, decisions)
    decision = next((one for one in decisions if one.id == found.disclosure_id), None)
    if decision is None or not decision.by_consent:
        return found
    facts = consent_facts(actor, person_id, purpose=decision.purpose, recipient=decision.recipient)
    if facts & CONSENTS:
        return found
    return Basis(
        allowed=False,
        sentence="De toestemming waarop dit rustte, is er niet meer. Vraag haar opnieuw, of laat "
        "deze deelnemer weg.",
        share=True,
    )


def why_not_here(place: SharesAs, party: str, data: str) -> str:
    """Why a kind of datum may not be brought in at this table by this party; empty when it may.

    What is denied for good has no place in the compartment; a condition that is still open is for
    who supplies it.
    """
    found = _asked(place, party, place.sender, frozenset({data}))
    return found.sentence if found.outcome is Verdict.DENY else ""


def _by_matrix(place: SharesAs, party: str) -> Basis:
    answer = _asked(place, place.sender, party, LEAST)
    return Basis(allowed=answer.may, sentence=answer.sentence, rows=answer.rows)


def _asked(place: SharesAs, sender: str, party: str, data: frozenset[str]) -> ShareDecision:
    return may_share_at(
        ShareRequest(
            compartment=place.compartment,
            sender=sender,
            recipient=party,
            purpose=place.purposes[0],
            data=data,
            subject=place.subject_role,
            facts=place.established,
        ),
        sharing_matrix(),
        clock.today(),
    )


def _none_yet(place: SharesAs, party: str) -> Basis:
    purpose = purpose_for(place, party)
    if not purpose:
        return Basis(
            allowed=False,
            sentence=f"De deelmatrix kent geen grondslag om met {party_words(party)} over deze "
            "persoon te spreken. Bespreek de vraag zonder persoonsgegevens.",
        )
    return Basis(
        allowed=False,
        sentence=f"Er is nog geen besluit om over deze persoon te delen met {party_words(party)}.",
        share=True,
    )


def _giving(matrix: Matrix, place: SharesAs, purpose: str) -> list[Row]:
    rows = matrix.index.get((place.compartment, purpose), ())
    today = clock.today()
    return [
        row
        for row in rows
        if row.decision is not Verdict.DENY and place.sender in row.senders and row.valid_on(today)
    ]
