"""Reading who a person is, only with a reason, and every look is recorded."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault.access import changes, person_of
from kmt.vault.keys import keys_of, open_sealed
from kmt.vault.models import IdentityChange, Person
from kmt.vault.rules import (
    PARTS,
    Identity,
    column_of,
    from_parts,
    may_look,
    old_part,
    part_place,
    place_of,
)

CORRECTION = "correction"


def open_identity(actor: Actor, person_id: UUID, *, reason: str) -> Identity:
    """Who this person is; ``reason`` is a code of ``LOOK_REASONS``.

    The look is recorded before anything opens, and so is a refused one. Without the right to hold
    it the citizen service number is left out. Raises ``NotFound`` outside the actor's world,
    ``NotPermitted`` without the permission, ``Refused`` without a reason.
    """
    return _looked(actor, person_id, Permission.VAULT_PERSON_OPEN, reason)[0]


def identity_to_amend(actor: Actor, person_id: UUID) -> tuple[Identity, int]:
    """Who this person is, to correct it, with the version to hand back."""
    return _looked(actor, person_id, Permission.VAULT_PERSON_AMEND, CORRECTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityBefore:
    """What an identity said in an earlier version, of the fields that were changed then."""

    version: int
    before: Identity
    changed: tuple[str, ...]
    source: str
    by_name: str
    at: datetime


def identity_history(actor: Actor, person_id: UUID) -> tuple[IdentityBefore, ...]:
    """What was changed, newest first, with the old values; for who may amend, and recorded."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.VAULT_PERSON_AMEND)
        person = person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason="history")
    rows = list(changes(actor, person.id))
    subject = f"person:{person.id}"
    if not rows:
        return ()
    key = keys_of([subject])[subject]
    sources = open_texts(
        [(subject, column_of("source", row.version), bytes(row.source)) for row in rows]
    )
    return tuple(_before(actor, row, key, said) for row, said in zip(rows, sources, strict=True))


def _before(actor: Actor, row: IdentityChange, key: bytes, source: str) -> IdentityBefore:
    hidden = set() if actor.may(Permission.VAULT_BSN_HOLD) else {"bsn"}
    parts = {
        name: open_sealed(key, b64decode(part), old_part(name, row.person_id, row.version))
        for name, part in row.before.items()
        if name not in hidden
    }
    return IdentityBefore(
        version=row.version,
        before=from_parts(parts),
        changed=tuple(name for name in PARTS if name in row.before),
        source=source,
        by_name=row.by_name,
        at=row.at,
    )


def open_texts(sealed: Sequence[tuple[str, str, bytes]]) -> list[str]:
    """Open texts (subject, column, sealed) with one query for their keys.

    The caller has checked who asks, and records the look.
    """
    keys = keys_of(subject for subject, _, _ in sealed)
    return [
        open_sealed(keys[subject], value, place_of("text", column, subject)).decode()
        for subject, column, value in sealed
    ]


def opened(person: Person) -> Identity:
    """The identity of a row; the caller has checked who asks, and records the look."""
    ((_person, identity),) = opened_many([person])
    return identity


def opened_many(persons: Iterable[Person]) -> list[tuple[Person, Identity]]:
    """The identities of rows, with one query for their keys; as :func:`opened`."""
    rows = list(persons)
    keys = keys_of(f"person:{person.id}" for person in rows)
    return [(person, _identity(person, keys[f"person:{person.id}"])) for person in rows]


def _identity(person: Person, key: bytes) -> Identity:
    version = person.identity_version
    return from_parts(
        {
            name: open_sealed(key, b64decode(sealed), part_place(name, person.id, version))
            for name, sealed in person.identity.items()
        }
    )


def _looked(
    actor: Actor, person_id: UUID, permission: Permission, reason: str
) -> tuple[Identity, int]:
    person, identity = _opened_for(actor, person_id, permission, reason)
    shown = identity if actor.may(Permission.VAULT_BSN_HOLD) else replace(identity, bsn="")
    return shown, person.identity_version


def _opened_for(
    actor: Actor, person_id: UUID, permission: Permission, reason: str
) -> tuple[Person, Identity]:
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, permission)
        person = person_of(actor, person_id)
        may_look(reason).check()
        count_opening(actor, "person", person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason=reason)
    return person, opened(person)
