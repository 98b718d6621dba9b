"""Persons that care sees: put down at the desk and handed over, as a report would do it."""

from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.vault.actions import hand_to_care


def in_care(desk: Actor, person_id: UUID) -> UUID:
    """Hand this person to care."""
    hand_to_care(by=desk, person_ids=[person_id])
    return person_id
