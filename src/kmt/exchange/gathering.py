"""Puts a package together: each part from the room that holds it, and nothing that was not decided.

The citizen service number and the secret address of a shelter never go along. What no room holds in
words, the coordinator types for this package.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from kmt.care.queries import case as read_case
from kmt.exchange.enclosing import enclosed
from kmt.exchange.package import ConsentLine, OpenAction, Package, Person, Side
from kmt.exchange.prefill import agreed_for_safety
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.vault.queries import consents_now, open_identity
from kmt.vault.rules import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the coordinator writes for the colleague of the other region."""

    reason: str
    summary: str
    safety: str
    health: str = ""
    stay: str = ""
    documents: tuple[UUID, ...] = ()


def gather(
    actor: Actor,
    case_id: UUID,
    *,
    package_id: UUID,
    receiver: Side,
    parts: Collection[str],
    data: Collection[str],
    typed: Typed,
) -> Package:
    """The package of a case; the looks at case, person and consents are recorded by those rooms."""
    case = read_case(actor, case_id, emergency=False)
    identity = open_identity(actor, case.person_id, reason="handover")
    with_consents = "consents" in parts
    return Package(
        id=package_id,
        made_on=clock.today(),
        sender=Side(region=region().code, name=region().centre_short, contact=actor.name),
        receiver=receiver,
        case=case.number,
        reason=typed.reason.strip(),
        data=tuple(sorted(data)),
        parts=tuple(parts),
        residence=case.municipality,
        person=_person(identity) if "person" in parts else Person(),
        summary=typed.summary.strip(),
        safety=_safety(actor, case_id, typed) if "safety" in parts else "",
        safe_contact=identity.safe_contact if "safety" in parts else "",
        health=typed.health.strip() if "health" in parts else "",
        stay=typed.stay.strip() if "residence" in parts else "",
        forms=case.forms if "situation" in parts else (),
        actions=tuple(
            OpenAction(what=one.what, due=one.due.on, owner=one.owner, rule=one.rule)
            for one in case.actions
            if "actions" in parts
        ),
        consents=_consents(actor, case.person_id) if with_consents else (),
        documents=enclosed(actor, case_id, typed.documents, data),
    )


def identity_of(found: Package) -> Identity:
    """Who a package is about, for the vault of the region that takes over."""
    who = found.person
    return Identity(
        name=who.name,
        aliases=who.aliases,
        birth_date=who.birth_date,
        estimated_age=who.estimated_age,
        description=who.description or ("" if who.name else "overgedragen door een andere regio"),
        contact=who.contact,
        safe_contact=found.safe_contact,
        languages=who.languages,
        v_number=who.v_number,
    )


def _safety(actor: Actor, case_id: UUID, typed: Typed) -> str:
    """What the safety plan of the case says, and what the coordinator adds."""
    return "\n".join(filter(None, (agreed_for_safety(actor, case_id), typed.safety.strip())))


def _person(identity: Identity) -> Person:
    return Person(
        name=identity.name,
        aliases=identity.aliases,
        birth_date=identity.birth_date,
        estimated_age=identity.estimated_age,
        description=identity.description,
        contact=identity.contact,
        languages=identity.languages,
        v_number=identity.v_number,
    )


def _consents(actor: Actor, person_id: UUID) -> tuple[ConsentLine, ...]:
    return tuple(
        ConsentLine(
            purpose=one.purpose_words,
            recipient=one.recipient_words,
            state=one.state,
            until=one.valid_until,
        )
        for one in consents_now(actor, person_id)
    )
