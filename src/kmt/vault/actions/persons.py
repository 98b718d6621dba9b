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
from kmt.vault.rules.roles import DESK, VICTIM, may_give
from kmt.vault.writing import (
    free_label,
    keep_before,
    may_hold,
    put_identity,
    put_role,
    put_tokens,
    sealed_text,
)


def register_person(
    *,
    by: Actor,
    identity: Identity,
    municipality: str,
    role: str = VICTIM,
    compartment: str = DESK,
) -> PersonRef:
    """Put a person in the vault under a key of their own; ``municipality`` empty when unknown.

    ``role`` is the part in which they are in view (code list ``person_role``), in a compartment.
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
        may_give(by.permissions, role, compartment).check()
        person = Person(
            id=person_id,
            label=free_label(),
            municipality=municipality,
            registered_at=clock.now(),
        )
        put_identity(by, person, identity)
        person.save(force_insert=True)
        put_role(by, person, role, compartment)
        put_tokens(by, person, identity, today)
    return PersonRef(id=person.id, label=person.label)


def amend_person(
    *, by: Actor, person_id: UUID, identity: Identity, version: int, source: str = ""
) -> None:
    """Correct or complete who a person is; ``version`` is the one that was read.

    What it said before is kept sealed, with ``source``: where the new comes from, in words.
    Who may not hold a citizen service number leaves it as it is. Raises ``Conflict`` when somebody
    else was first.
    """
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
        person = person_of(by, person_id)
        before = opened(person)
        kept = identity if may_hold_it else replace(identity, bsn=before.bsn)
        change_identity(by, person, before, kept, version=version, source=source)


def seal_text(*, by: Actor, subject: str, column: str, text: str) -> bytes:
    """Seal free text of another room under the key of its subject (``report:<id>``).

    The first text of a subject makes its key. The value opens only for this subject and column.
    """
    return sealed_text(by, subject, column, text)


def change_identity(
    by: Actor, person: Person, before: Identity, kept: Identity, *, version: int, source: str
) -> None:
    """Put another identity in the place of the one that was read; inside an act of its caller."""
    if kept == before:
        return
    put_identity(by, person, kept)
    _keep(person, version)
    keep_before(by, person, version=version, before=before, after=kept, source=source)
    same_age = kept.estimated_age == before.estimated_age
    on = clock.local(person.registered_at).date() if same_age else clock.today()
    put_tokens(by, person, kept, on)


def _keep(person: Person, version: int) -> None:
    """Write the identity over the version that was read, if it still is that one."""
    rows = Person.objects.filter(pk=person.pk, identity_version=version)
    if not rows.update(identity=person.identity, identity_version=person.identity_version):
        raise Conflict(
            "Iemand anders heeft deze persoon intussen gewijzigd.",
            "Bekijk de gegevens opnieuw; wat je typte staat er nog.",
        )
