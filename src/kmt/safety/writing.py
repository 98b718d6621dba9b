"""The texts of a row, sealed under the key of the case; runs inside an act of its caller."""

from collections.abc import Mapping
from uuid import UUID

from kmt.care.joining import seal
from kmt.kernel.actor import Actor


def sealed(by: Actor, case_id: UUID, row_id: UUID, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The texts of one row by column, each sealed for its place; nothing stays nothing."""
    return {
        column: seal(by, case_id, column, row_id, text.strip()) for column, text in texts.items()
    }
