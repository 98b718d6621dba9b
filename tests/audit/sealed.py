"""Whom a sealed event is about, for tests that hold every key."""

from uuid import UUID

from kmt.audit.subjects import finder
from kmt.vault.models import DataKey


def person_in(object_type: str, object_id: str, event_id: object) -> str:
    """The id of the person under whose key this opens; the id as it is when there is none."""
    for subject in DataKey.objects.values_list("subject", flat=True):
        kind, _, name = subject.partition(":")
        is_about = finder(UUID(name)) if kind == "person" else None
        if is_about and is_about(object_type, object_id, str(event_id)):
            return name
    return object_id
