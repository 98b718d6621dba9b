"""Correcting an identity because the person asked for it (AVG 16)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.vault.access import person_of
from kmt.vault.actions.persons import change_identity
from kmt.vault.queries.persons import opened
from kmt.vault.rules import may_register
from kmt.vault.rules.own_rights import CORRECTABLE, value_of


def correct_on_request(*, by: Actor, person_id: UUID, part: str, value: str, source: str) -> None:
    """Put what the person says in one field; what it said before stays sealed, with the source.

    Raises :class:`~kmt.kernel.refusals.Refused` for a field that cannot be corrected like this, or
    a value that cannot be true.
    """
    with act(
        by,
        Permission.RIGHTS_REQUEST_HANDLE,
        action="update",
        object_type="person",
        object_id=str(person_id),
        reason="own_rights",
    ):
        if part not in CORRECTABLE:
            raise Refused(
                "Dit gegeven kan hier niet worden verbeterd.", "Kies er een uit de lijst."
            )
        person = person_of(by, person_id)
        before = opened(person)
        changed: dict[str, Any] = {part: value_of(part, value)}
        after = replace(before, **changed)
        may_register(after, clock.today()).check()
        change_identity(by, person, before, after, version=person.identity_version, source=source)
