"""Reading who a person is, only with a reason, and every look is recorded."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault.access import person_of
from kmt.vault.keys import keys_of, open_sealed
from kmt.vault.models import Person
from kmt.vault.rules import Identity, from_parts, may_look, part_place, place_of

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
    subject = f"person:{person.id}"
    key, version = keys_of([subject])[subject], person.identity_version
    return from_parts(
        {
            name: open_sealed(key, b64decode(sealed), part_place(name, person.id, version))
            for name, sealed in person.identity.items()
        }
    )


def _looked(
    actor: Actor, person_id: UUID, permission: Permission, reason: str
) -> tuple[Identity, int]:
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        person = person_of(actor, person_id)
        check(actor, permission)
        may_look(reason).check()
    read_of(actor, object_type="person", object_id=str(person_id), reason=reason)
    identity = opened(person)
    shown = identity if actor.may(Permission.VAULT_BSN_HOLD) else replace(identity, bsn="")
    return shown, person.identity_version
