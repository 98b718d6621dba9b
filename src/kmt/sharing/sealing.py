"""The sealed texts of this room: drafts under a key of their own, what suppliers said under that
of the person it is about.

So a draft that is forgotten goes dark by itself, and what is known about a person goes with them.
"""

from collections.abc import Sequence
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

ANSWERS, REASON, DATUM, WORDS = (
    "sharing.answers",
    "sharing.reason",
    "sharing.datum",
    "sharing.words",
)


def draft_key(draft_id: UUID) -> str:
    """The name of the key of a draft."""
    return f"share_draft:{draft_id}"


def person_key(subject_id: UUID) -> str:
    """The name of the key of a person."""
    return f"person:{subject_id}"


def sealed(by: Actor, key: str, column: str, row_id: UUID, text: str) -> bytes:
    """A text, sealed for one column of one row."""
    return seal_text(by=by, subject=key, column=column_of(column, row_id), text=text)


def opened(rows: Sequence[tuple[str, str, UUID, bytes]]) -> list[str]:
    """Texts (key, column, row, sealed); the caller has checked who asks, and records the look."""
    return open_texts(
        [(key, column_of(column, row_id), bytes(text)) for key, column, row_id, text in rows]
    )
