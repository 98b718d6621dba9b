"""Bringing together what the house holds of a person, piece by piece, without keeping any of it.

What lies below this room is asked directly; the rooms above hand over theirs
(:mod:`.disclosers`). Every look is recorded as one for the person's own request.
"""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import override

from kmt.audit.letter import letter
from kmt.audit.queries.looks import Look, looks_at
from kmt.kernel import clock
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.kernel.refusals import NotFound, Refused
from kmt.lawfulness.own_rights import shared_about
from kmt.persons import wording
from kmt.rights.disclosers import ANY, HeldFile, Line, Piece, disclosers
from kmt.sharing.own_rights import supplied_about
from kmt.sharing.rules.supplying import COMPARTMENT as ZVH
from kmt.vault.queries.own_rights import OwnConsent, OwnData, own_data
from kmt.vault.rules import PARTS

COVERED = frozenset({"bsn"})
NO_VALUE = "–"


def pieces_of(
    actor: Actor, persons: Collection[UUID], known: Collection[OwnData]
) -> tuple[Piece, ...]:
    """Everything held about these persons, in Dutch, by compartment and day."""
    with override("nl"):
        found = list(_own(known))
        for one in disclosers():
            found += one.pieces(actor, persons)
        found += [*_shared(actor, persons), *_supplied(actor, persons)]
    return tuple(sorted(found, key=lambda piece: (piece.compartment, str(piece.on))))


def files_of(actor: Actor, persons: Collection[UUID]) -> tuple[HeldFile, ...]:
    """The files about these persons."""
    return tuple(file for one in disclosers() for file in one.files(actor, persons))


def known_of(actor: Actor, persons: Collection[UUID]) -> tuple[OwnData, ...]:
    """What the vault has of these persons; nothing of who was erased meanwhile."""
    return tuple(_known(actor, persons))


def looks_letter(actor: Actor, persons: Collection[UUID], files: Collection[HeldFile]) -> str:
    """Who looked at these persons and these files, as a letter; empty when their key is gone.

    When somebody reported, to the minute, could tell who that was: it is left out.
    """
    which = [(one.object_type, str(one.object_id)) for one in files]
    found: list[Look] = []
    for person in sorted(persons):
        try:
            found += looks_at(actor, person, files=which if not found else ())
        except Refused:
            continue
    looks = [look for look in found if look.role != PUBLIC_ROLE]
    with override("nl"):
        return letter(sorted(looks, key=lambda look: look.at)) if looks else ""


def _known(actor: Actor, persons: Collection[UUID]) -> Iterator[OwnData]:
    for person in sorted(persons):
        try:
            yield own_data(actor, person)
        except NotFound:
            continue


def _own(known: Collection[OwnData]) -> Iterator[Piece]:
    for one in known:
        yield Piece(
            key=f"person:{one.person.id}:identiteit",
            compartment=ANY,
            kind=f"wie u bent ({one.person.label})",
            on=clock.local(one.registered_at).date(),
            lines=_identity(one),
        )
        yield from (_consent(each) for each in one.consents)


def _identity(one: OwnData) -> tuple[Line, ...]:
    found = [
        Line(
            label=str(wording.FIELDS[name]).lower() if name not in COVERED else "BSN",
            text=wording.value(name, one.identity),
            covered=name in COVERED,
        )
        for name in PARTS
    ]
    return tuple(line for line in found if line.text != NO_VALUE)


def _consent(one: OwnConsent) -> Piece:
    lines = (
        ("waarvoor", one.purpose),
        ("met wie", one.recipient),
        ("wat er is gezegd", str(wording.STATES[one.state])),
        ("door wie", str(wording.SPEAKERS.get(one.given_by, ""))),
        ("aantekening", one.note),
    )
    return Piece(
        key=f"consent:{one.id}",
        compartment=ANY,
        kind="toestemming",
        on=clock.local(one.at).date(),
        lines=tuple(Line(label=label, text=text) for label, text in lines if text),
    )


def _shared(actor: Actor, persons: Collection[UUID]) -> Iterator[Piece]:
    for one in shared_about(actor, persons):
        lines = (
            ("aan wie", one.to),
            ("waarvoor", one.purpose),
            ("welke gegevens", one.data),
        )
        yield Piece(
            key=f"disclosure:{one.id}",
            compartment=one.compartment,
            kind="gedeeld met een ander",
            on=one.on,
            lines=tuple(Line(label=label, text=text) for label, text in lines if text),
            delicate=not one.told,
        )


def _supplied(actor: Actor, persons: Collection[UUID]) -> Iterator[Piece]:
    for one in supplied_about(actor, persons):
        lines = (
            ("wat", one.label),
            ("soort gegeven", one.data),
            ("van wie", f"{one.supplier}, {one.organisation}"),
            ("waarvoor", one.purpose),
        )
        yield Piece(
            key=f"datum:{one.id}",
            compartment=ZVH,
            kind="gegeven van een deelnemer",
            on=one.received_on,
            lines=tuple(Line(label=label, text=text) for label, text in lines if text),
            delicate=True,
        )
