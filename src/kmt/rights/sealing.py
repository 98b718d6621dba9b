"""The sealed texts of this room: those of a request under a key of its own, what a person states
about themselves under the key of that person.
"""

from collections.abc import Sequence
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

TEXTS, CLEARED, REASONS, STATEMENT = (
    "rights.texts",
    "rights.cleared",
    "rights.reasons",
    "rights.statement",
)


def request_key(request_id: UUID) -> str:
    """The name of the key of a request."""
    return f"rights_request:{request_id}"


def person_key(person: UUID) -> str:
    """The name of the key of a person."""
    return f"person:{person}"


def sealed(by: Actor, key: str, column: str, row_id: UUID, text: str) -> bytes:
    """A text, sealed for one column of one row."""
    return seal_text(by=by, subject=key, column=column_of(column, row_id), text=text.strip())


def opened(rows: Sequence[tuple[str, str, UUID, bytes]]) -> list[str]:
    """Texts (key, column, row, sealed); the caller has checked who asks, and records the look."""
    return open_texts(
        [(key, column_of(column, row_id), bytes(text)) for key, column, row_id, text in rows]
    )


def opened_if_there(rows: Sequence[tuple[str, str, UUID, bytes]]) -> list[str]:
    """The same for texts of which the key may be destroyed: nothing for those."""
    return [_one(row) for row in rows]


def _one(row: tuple[str, str, UUID, bytes]) -> str:
    try:
        return opened([row])[0]
    except Refused:
        return ""
