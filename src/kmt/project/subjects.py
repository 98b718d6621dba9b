"""Hands the record the keys of persons: the record stands below the vault and may not know it."""

from uuid import UUID

from kmt.audit.subjects import Recogniser
from kmt.kernel.refusals import Refused
from kmt.kernel.sealing import SealBroken, seal, unseal
from kmt.vault.keys import keys_of


class PersonKeys:
    """Seals who an event is about under that person's own key, and recognises it with that key."""

    def seal(self, person: UUID, place: str) -> bytes | None:
        """The id sealed for one place; None when there is no key: never there, or erased."""
        key = _key_of(person)
        return None if key is None else seal(key, person.bytes, bound_to=place)

    def recogniser(self, person: UUID) -> Recogniser | None:
        """Tells whether a sealed id is this person's; the key is kept as long as it is asked."""
        key = _key_of(person)
        if key is None:
            return None

        def is_this_person(sealed: bytes, place: str) -> bool:
            try:
                return unseal(key, sealed, bound_to=place) == person.bytes
            except SealBroken:
                return False

        return is_this_person


def _key_of(person: UUID) -> bytes | None:
    subject = f"person:{person}"
    try:
        return keys_of([subject])[subject]
    except Refused:
        return None
