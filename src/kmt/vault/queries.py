"""Reading from the vault: who a person is, only with a reason, and every look is recorded."""

from base64 import b64decode
from collections.abc import Sequence
from uuid import UUID

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault.keys import keys_of, open_sealed
from kmt.vault.models import Person
from kmt.vault.rules import Identity, from_parts, may_look, place_of

PERSON = "vault.Person"


def open_identity(actor: Actor, person_id: UUID, *, reason: str) -> Identity:
    """Who this person is; ``reason`` is a code of ``LOOK_REASONS``.

    The look is recorded before anything opens, and so is a refused one. Raises ``NotFound``
    outside the actor's world, ``NotPermitted`` without the permission, ``Refused`` without a
    reason.
    """
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        person = _visible(actor, person_id)
        check(actor, Permission.VAULT_PERSON_OPEN)
        may_look(reason).check()
    read_of(actor, object_type="person", object_id=str(person_id), reason=reason)
    return _open(person)


def open_texts(sealed: Sequence[tuple[str, str, bytes]]) -> list[str]:
    """Open texts (subject, column, sealed) with one query for their keys.

    The caller has checked who asks, and records the look.
    """
    keys = keys_of(subject for subject, _, _ in sealed)
    return [
        open_sealed(keys[subject], value, place_of("text", column, subject)).decode()
        for subject, column, value in sealed
    ]


def _visible(actor: Actor, person_id: UUID) -> Person:
    return Person.objects.seen_by(actor, municipality_rule(actor)).one(id=person_id)


def _open(person: Person) -> Identity:
    subject = f"person:{person.id}"
    key = keys_of([subject])[subject]
    return from_parts(
        {
            name: open_sealed(key, b64decode(sealed), place_of(PERSON, name, str(person.id)))
            for name, sealed in person.identity.items()
        }
    )
