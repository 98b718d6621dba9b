"""Reading everything the vault has of a person, to answer that person about their own data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.loading import sharing_matrix
from kmt.vault import access
from kmt.vault.queries.links import clusters
from kmt.vault.queries.persons import open_texts, opened
from kmt.vault.rules import Identity, PersonRef, column_of
from kmt.vault.rules.consenting import State
from kmt.vault.rules.identity import age_on

WHY = "own_rights"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConsent:
    """One step of one consent, in words; who wrote it down is not named."""

    id: UUID
    purpose: str
    recipient: str
    state: State
    given_by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What the vault has of one person."""

    person: PersonRef
    registered_at: datetime
    identity: Identity
    age: int | None
    consents: tuple[OwnConsent, ...]


def own_data(actor: Actor, person_id: UUID) -> OwnData:
    """Who a person is and what they consented to, all of it; the look is recorded first."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.RIGHTS_REQUEST_HANDLE)
        person = access.person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason=WHY)
    identity, today = opened(person), clock.today()
    return OwnData(
        person=PersonRef(id=person.id, label=person.label),
        registered_at=person.registered_at,
        identity=identity,
        age=age_on(identity, clock.local(person.registered_at).date(), today),
        consents=_consents(actor, person_id),
    )


def one_and_the_same(actor: Actor, person_id: UUID) -> tuple[PersonRef, ...]:
    """The person and the others that were called the same one."""
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    person = access.person_of(actor, person_id)
    others = clusters(actor, [person])[person.id]
    return (PersonRef(id=person.id, label=person.label), *others)


def _consents(actor: Actor, person_id: UUID) -> tuple[OwnConsent, ...]:
    rows, matrix = list(access.steps(actor, person_id)), sharing_matrix()
    noted = [row for row in rows if row.note]
    subject = f"person:{person_id}"
    texts = open_texts([(subject, column_of("consent", row.id), bytes(row.note)) for row in noted])
    notes = dict(zip((row.id for row in noted), texts, strict=True))
    return tuple(
        OwnConsent(
            id=row.id,
            purpose=matrix.dutch("purpose", row.consent.purpose),
            recipient=matrix.dutch("actor", row.consent.recipient),
            state=State(row.state),
            given_by=row.given_by,
            at=row.at,
            note=notes.get(row.id, ""),
        )
        for row in rows
    )
