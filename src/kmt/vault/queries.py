"""Reading from the vault: who a person is, only with a reason, and every look is recorded."""

from base64 import b64decode
from collections.abc import Iterable, Sequence
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


def label_of(actor: Actor, person_id: UUID) -> str:
    """The label that names a person on screen without naming them."""
    return _visible(actor, person_id).label


def labels_of(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The labels of many persons in one query; persons outside the actor's world are left out."""
    rows = Person.objects.seen_by(actor, municipality_rule(actor))
    found = rows.filter(id__in=list(person_ids)).values_list("id", "label")
    return dict(found)


def open_text(subject: str, column: str, sealed: bytes) -> str:
    """Open one text sealed by ``seal_text``; the caller has checked and records the look."""
    return open_texts([(subject, column, sealed)])[0]


def open_texts(sealed: Sequence[tuple[str, str, bytes]]) -> list[str]:
    """Open many texts (subject, column, sealed) with one query for their keys."""
    keys = keys_of(subject for subject, _, _ in sealed)
    return [
        open_sealed(keys[subject], value, place_of("text", column, subject)).decode()
        for subject, column, value in sealed
    ]


def _visible(actor: Actor, person_id: UUID) -> Person:
    return Person.objects.seen_by(actor, municipality_rule(actor)).one(id=person_id)


def _open(person: Person) -> Identity:
    subject, id = f"person:{person.id}", str(person.id)  # noqa: A001
    key = keys_of([subject])[subject]
    return from_parts(
        {
            name: open_sealed(key, b64decode(sealed), place_of(PERSON, name, id))
            for name, sealed in person.identity.items()
        }
    )
