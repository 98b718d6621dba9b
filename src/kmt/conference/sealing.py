"""The sealed texts of this room: under the key of the file they are about, or of the conference."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from kmt.conference.models import AgendaItem, subject_of
from kmt.conference.rules import Who
from kmt.conference.workshops import workshop_of
from kmt.kernel.actor import Actor
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

Sealed = tuple[str, str, UUID, bytes | memoryview]


def file_key(item: AgendaItem) -> str:
    """The name of the key of the file of an item."""
    return workshop_of(item.kind).seal_subject(item.object_id)


def sealed(by: Actor, key: str, column: str, row_id: UUID, text: str) -> bytes:
    """A text, sealed for one column of one row; nothing stays nothing."""
    if not text.strip():
        return b""
    place = column_of(f"conference.{column}", row_id)
    return seal_text(by=by, subject=key, column=place, text=text.strip())


def sealed_who(by: Actor, conference_id: UUID, row_id: UUID, who: Who) -> bytes:
    """Who comes from outside, sealed under the key of the conference."""
    text = json.dumps(asdict(who), ensure_ascii=False)
    return sealed(by, subject_of(conference_id), "who", row_id, text)


def opened(found: Iterable[Sealed]) -> list[str]:
    """Texts (key, column, row, sealed) with one look for the keys; "" for nothing.

    The caller has checked who asks, and records the look.
    """
    rows = [(key, column, row_id, bytes(value)) for key, column, row_id, value in found]
    texts = iter(
        open_texts(
            [
                (key, column_of(f"conference.{column}", row_id), value)
                for key, column, row_id, value in rows
                if value
            ]
        )
    )
    return [next(texts) if value else "" for _key, _column, _row, value in rows]


def who_of(text: str) -> Who:
    """Who somebody is, of the opened text."""
    return Who(**json.loads(text)) if text else Who()
