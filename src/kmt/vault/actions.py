"""Writing in the vault: registering a person, and sealing the free text of other rooms."""

from base64 import b64encode
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, new_label
from kmt.kernel.refusals import Decision
from kmt.vault.keys import close, key_for
from kmt.vault.models import Person
from kmt.vault.rules import Identity, PersonRef, may_register, place_of, to_parts

PERSON = "vault.Person"


def register_person(*, by: Actor, identity: Identity, municipality: str) -> PersonRef:
    """Put a person in the vault under a key of their own; ``municipality`` empty when unknown.

    Raises :class:`~kmt.kernel.refusals.Refused` for an empty identity, a date that cannot be true
    or a municipality outside the actor's world.
    """
    person_id = new_id()
    decision = Decision.of(
        *may_register(identity, clock.today()).reasons,
        "" if by.knows(municipality) else "Deze gemeente hoort niet bij jouw werkgebied.",
    )
    with act(
        by,
        Permission.VAULT_PERSON_REGISTER,
        action="create",
        object_type="person",
        object_id=str(person_id),
        decision=decision,
    ):
        person = Person(
            id=person_id,
            label=_free_label(),
            municipality=municipality,
            identity=_sealed(identity, person_id, by),
            registered_at=clock.now(),
        )
        person.save(force_insert=True)
    return PersonRef(id=person.id, label=person.label)


def seal_text(*, by: Actor, subject: str, column: str, text: str) -> bytes:
    """Seal free text of another room under the key of its subject (``report:<id>``).

    The first text of a subject makes its key. The value opens only for this subject and column.
    """
    key = key_for(subject, by=by)
    return close(key, text.encode(), place_of("text", column, subject))


def _sealed(identity: Identity, person_id: UUID, by: Actor) -> dict[str, str]:
    key = key_for(f"person:{person_id}", by=by)
    return {
        name: b64encode(close(key, part, place_of(PERSON, name, str(person_id)))).decode()
        for name, part in to_parts(identity).items()
    }


def _free_label() -> str:
    label = new_label()
    while Person.objects.filter(label=label).exists():
        label = new_label()
    return label
