"""Seals why a file was opened in an emergency; the vault stands above this room.

The words live as long as the row: under a key of the house, bound to the row.
"""

from uuid import UUID

from kmt.kernel.master_key import derive
from kmt.kernel.sealing import seal, unseal


def sealed(row_id: UUID, words: str) -> bytes:
    """The words of one emergency access, sealed."""
    return seal(derive("emergency access"), words.encode(), bound_to=f"emergency|{row_id}")


def opened(row_id: UUID, words: bytes) -> str:
    """The words again."""
    return unseal(derive("emergency access"), words, bound_to=f"emergency|{row_id}").decode()
