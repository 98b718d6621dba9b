"""Which municipality is responsible for the help: a rule, not a field. Pure.

Four places are kept apart (code list ``geography``): where a victim lives, was found, was
exploited, and where the reporter is. Only the first two decide.
"""

from dataclasses import dataclass
from enum import StrEnum

from kmt.intake.rules import ELSEWHERE
from kmt.kernel.refusals import ALLOWED, Decision


class Basis(StrEnum):
    """On what ground a municipality is responsible."""

    RESIDENCE = "residence"
    PLACE_FOUND = "place_found"
    OVERRIDE = "override"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a victim lives and was found, and another municipality chosen with a reason.

    CBS codes; empty when unknown, ``elsewhere`` for a place outside the region.
    """

    residence: str = ""
    place_found: str = ""
    override: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """The responsible municipality (empty: unknown), its ground, and whether that holds."""

    municipality: str
    basis: Basis
    decision: Decision = ALLOWED


def responsible_municipality(places: Places) -> Responsible:
    """Which municipality is responsible for the help, and pays for it.

    The municipality of residence; without one, the municipality where the victim was found.
    Another choice than the rule's takes a reason. Source: National Rapporteur on Lenferink (2015),
    to be verified against current law in a dispute; the override is our own proposal.
    """
    by_rule = _by_rule(places.residence, places.place_found)
    if places.override in {"", by_rule.municipality}:
        return by_rule
    return Responsible(
        municipality=places.override,
        basis=Basis.OVERRIDE,
        decision=Decision.of("" if places.reason.strip() else _WHY_OTHER),
    )


def _by_rule(residence: str, place_found: str) -> Responsible:
    place, basis = (residence, Basis.RESIDENCE) if residence else (place_found, Basis.PLACE_FOUND)
    if not place:
        return Responsible(municipality="", basis=Basis.UNKNOWN)
    if place == ELSEWHERE:
        return Responsible(municipality="", basis=basis, decision=Decision.refuse(_OTHER_REGION))
    return Responsible(municipality=place, basis=basis)


_WHY_OTHER = "Leg uit waarom je van de regel afwijkt."
_OTHER_REGION = (
    "Volgens de regel is een gemeente buiten de regio verantwoordelijk. Draag over aan de "
    "zorgcoördinator daar, of kies met een reden een gemeente in de regio."
)
