"""Which person an event is about, sealed under that person's own key.

What is hashed is the sealed value, so that the record stays whole and provable when the key is
destroyed; from then on nobody can tell any more that an event was about this person, and not even
that two events were about the same one. The keys are kept by a room above this one, which hands
over its keeper at the start of the program.

Events from before this was built hold the id in clear and stay as they are.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

#: Kinds of object whose id names a person, and what stands before that id.
PERSONAL = {"person": "", "data_key": "person:"}
#: The id of a person without a key: never there, or erased.
NO_KEY = "no key"
SEALED_LENGTH = 60
Recogniser = Callable[[bytes, str], bool]


class Keeper(Protocol):
    """Whoever keeps the keys of persons."""

    def seal(self, person: UUID, place: str) -> bytes | None:
        """The id of a person sealed for one place; None when there is no key."""

    def recogniser(self, person: UUID) -> Recogniser | None:
        """Tells whether a sealed id, in its place, is this person's; None when there is no key."""


_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Use this keeper from now on; called once, by the roof of the house."""
    _keepers[:] = [keeper]


def sealed_id(object_type: str, object_id: str, event_id: str) -> str:
    """The id as the event keeps it: sealed when it names a person, as it is otherwise."""
    person = _person(object_type, object_id)
    if person is None:
        return object_id
    sealed = _keeper().seal(person, _place(event_id))
    return NO_KEY if sealed is None else b64encode(sealed).decode()


def is_sealed(object_type: str, object_id: str) -> bool:
    """Whether the id of an event is a sealed one, or one of a person without a key."""
    return object_type in PERSONAL and (object_id == NO_KEY or len(object_id) == SEALED_LENGTH)


def finder(person: UUID) -> Callable[[str, str, str], bool] | None:
    """Tells of kind, id and event whether it is about this person; None when the key is gone."""
    recognise = _keeper().recogniser(person)
    if recognise is None:
        return None

    def is_about(object_type: str, object_id: str, event_id: str) -> bool:
        if not is_sealed(object_type, object_id):
            return _person(object_type, object_id) == person
        try:
            return recognise(b64decode(object_id, validate=True), _place(event_id))
        except (ValueError, binascii.Error):
            return False

    return is_about


def _person(object_type: str, object_id: str) -> UUID | None:
    before = PERSONAL.get(object_type)
    if before is None or not object_id.startswith(before):
        return None
    try:
        return UUID(object_id.removeprefix(before))
    except ValueError:
        return None


def _place(event_id: str) -> str:
    return f"audit.AuditEvent|object_id|{event_id}"


def _keeper() -> Keeper:
    if not _keepers:
        raise RuntimeError("Nobody has handed over the keys of persons yet.")
    return _keepers[0]
