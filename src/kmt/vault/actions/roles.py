"""In which part somebody is in view: given by who sees that part, ended and never rewritten."""

from collections.abc import Iterable
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, Refused
from kmt.vault.access import handed_over, person_of, roles
from kmt.vault.models import PersonRole
from kmt.vault.rules.roles import CARE, DESK, VICTIM, goes_along, may_give
from kmt.vault.writing import put_role


def give_role(*, by: Actor, person_id: UUID, role: str, compartment: str) -> None:
    """Say that somebody is in view in this part too, where ``by`` works; once, however often."""
    with act(
        by,
        Permission.VAULT_PERSON_AMEND,
        action="update",
        object_type="person",
        object_id=str(person_id),
        reason="role given",
    ):
        may_give(by.permissions, role, compartment).check()
        put_role(by, person_of(by, person_id), role, compartment)


def end_role(*, by: Actor, person_id: UUID, role_id: UUID) -> None:
    """Say that somebody is not in view in this part any more; it stays to be seen that they were.

    The last part stays: somebody without any would be found by nobody.
    """
    with act(
        by,
        Permission.VAULT_PERSON_AMEND,
        action="update",
        object_type="person",
        object_id=str(person_id),
        reason="role ended",
    ):
        person = person_of(by, person_id)
        row = roles(by, {person.id}).filter(id=role_id, until=None).first()
        if row is None:
            raise NotFound
        others = PersonRole.objects.filter(person=person, compartment=row.compartment, until=None)
        if others.count() == 1:
            raise Refused(
                "Dit is de enige rol van deze persoon hier; zonder rol vindt niemand de persoon "
                "terug.",
                "Geef eerst de rol die wel klopt, en beëindig daarna deze.",
            )
        PersonRole.objects.filter(pk=row.pk, until=None).update(until=clock.now())


def hand_to_care(*, by: Actor, person_ids: Iterable[UUID]) -> None:
    """The desk hands persons of a report to care: who is a victim, family or a child goes along.

    Who is only a suspect or a witness stays at the desk.
    """
    for person_id in person_ids:
        with act(
            by,
            Permission.VAULT_PERSON_REGISTER,
            action="update",
            object_type="person",
            object_id=str(person_id),
            reason="handed to care",
        ):
            person = person_of(by, person_id)
            for row in roles(by, {person.id}).filter(compartment=DESK, until=None):
                if goes_along(row.role):
                    put_role(by, person, row.role, CARE)


def leave_care(*, by: Actor, person_ids: Iterable[UUID]) -> None:
    """A hand-over came to nothing: these persons, of whom care has nothing, are out of its view."""
    for person_id in person_ids:
        with act(
            by,
            Permission.VAULT_PERSON_AMEND,
            action="update",
            object_type="person",
            object_id=str(person_id),
            reason="left care",
        ):
            person = person_of(by, person_id)
            here = PersonRole.objects.filter(person=person, compartment=CARE, until=None)
            here.update(until=clock.now())


def take_in_care(*, by: Actor, person_id: UUID) -> None:
    """Care opens a case for somebody of a report that was handed over: a victim there from now on.

    The report is what gives the right; somebody who is only known elsewhere is not found.
    """
    with act(
        by,
        Permission.CARE_CASE_OPEN,
        action="update",
        object_type="person",
        object_id=str(person_id),
        reason="taken in care",
    ):
        may_give(by.permissions, VICTIM, CARE).check()
        person = handed_over(by, person_id)
        here = PersonRole.objects.filter(person=person, compartment__in=(DESK, CARE), until=None)
        if not here.exists():
            raise NotFound
        put_role(by, person, VICTIM, CARE)
