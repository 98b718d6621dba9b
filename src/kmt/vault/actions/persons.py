"""Registering a person, correcting who it is, and sealing the free text of other rooms."""

from dataclasses import replace
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Decision
from kmt.vault.access import person_of
from kmt.vault.models import Person
from kmt.vault.queries.persons import opened
from kmt.vault.rules import Identity, PersonRef, may_register
from kmt.vault.writing import free_label, may_hold, put_identity, put_tokens, sealed_text


def register_person(*, by: Actor, identity: Identity, municipality: str) -> PersonRef:
    """Put a person in the vault under a key of their own; ``municipality`` empty when unknown.

    Raises :class:`~kmt.kernel.refusals.Refused` for an empty identity, a date that cannot be true,
    a number the actor may not hold or a municipality outside the actor's world.
    """
    person_id, today = new_id(), clock.today()
    decision = Decision.of(
        *may_register(identity, today).reasons,
        *may_hold(by, identity).reasons,
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
            label=free_label(),
            municipality=municipality,
            registered_at=clock.now(),
        )
        put_identity(by, person, identity)
        person.save(force_insert=True)
        put_tokens(by, person, identity, today)
    return PersonRef(id=person.id, label=person.label)


def amend_person(*, by: Actor, person_id: UUID, identity: Identity, version: int) -> None:
    """Correct or complete who a person is; ``version`` is the one that was read.

    Who may not hold a citizen service number leaves it as it is. Raises ``Conflict`` when somebody
    else was first.
    """
    person = person_of(by, person_id)
    may_hold_it = by.may(Permission.VAULT_BSN_HOLD)
    with act(
        by,
        Permission.VAULT_PERSON_AMEND,
        action="update",
        object_type="person",
        object_id=str(person_id),
        decision=Decision.of(
            *may_register(identity, clock.today()).reasons, *may_hold(by, identity).reasons
        ),
        reason="correction",
    ):
        before = opened(person)
        kept = identity if may_hold_it else replace(identity, bsn=before.bsn)
        put_identity(by, person, kept)
        _keep(person, version)
        same_age = kept.estimated_age == before.estimated_age
        on = clock.local(person.registered_at).date() if same_age else clock.today()
        put_tokens(by, person, kept, on)


def seal_text(*, by: Actor, subject: str, column: str, text: str) -> bytes:
    """Seal free text of another room under the key of its subject (``report:<id>``).

    The first text of a subject makes its key. The value opens only for this subject and column.
    """
    return sealed_text(by, subject, column, text)


def _keep(person: Person, version: int) -> None:
    """Write the identity over the version that was read, if it still is that one."""
    rows = Person.objects.filter(pk=person.pk, identity_version=version)
    if not rows.update(identity=person.identity, identity_version=person.identity_version):
        raise Conflict(
            "Iemand anders heeft deze persoon intussen gewijzigd.",
            "Bekijk de gegevens opnieuw; wat je typte staat er nog.",
        )
