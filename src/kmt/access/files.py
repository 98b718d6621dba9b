"""How a room speaks of one of its files here, where no file is known."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """One file: its kind and id, the number on screen, whom it is about, whether it is shielded."""

    object_type: str
    object_id: UUID
    label: str
    person_id: UUID
    shielded: bool = False


def of_file(file: FileRef) -> Q:
    """Rows about this file."""
    return Q(object_type=file.object_type, object_id=file.object_id)
