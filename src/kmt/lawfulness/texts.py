"""The texts of a disclosure are sealed under a key of their own, by whoever keeps the keys.

The vault stands above this room, so it is handed over at the start of the program; until then
nothing can be kept. One key per disclosure: destroying it makes the texts dark everywhere.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused

COLUMN = "lawfulness.disclosure.texts"


class Sealer(Protocol):
    """Seals a text of a subject."""

    def __call__(self, *, by: Actor, subject: str, column: str, text: str) -> bytes:
        """The sealed text."""


Opener = Callable[[Sequence[tuple[str, str, bytes]]], list[str]]
_keepers: list[tuple[Sealer, Opener]] = []


def keep_with(sealer: Sealer, opener: Opener) -> None:
    """Use these from now on; called once, by the roof of the house."""
    _keepers[:] = [(sealer, opener)]


def sealed(by: Actor, disclosure_id: UUID, texts: Mapping[str, str]) -> bytes:
    """The texts of one disclosure, sealed."""
    sealer, _ = _keepers[0]
    subject = subject_of(disclosure_id)
    return sealer(by=by, subject=subject, column=COLUMN, text=json.dumps(dict(texts)))


def opened(rows: Sequence[tuple[UUID, bytes]]) -> list[dict[str, str]]:
    """The texts of several disclosures; nothing for one whose key is gone."""
    try:
        return _open(rows)
    except Refused:
        return [_open_one(row) for row in rows]


def sealed_words(by: Actor, disclosure_id: UUID, row_id: UUID, words: str) -> bytes:
    """What a receiver said, sealed under the key of the disclosure for one row of feedback."""
    return sealed_under(by, subject_of(disclosure_id), _feedback(row_id), words)


def opened_words(disclosure_id: UUID, rows: Sequence[tuple[UUID, bytes]]) -> list[str]:
    """What receivers said of one disclosure; empty when its key is gone."""
    subject = subject_of(disclosure_id)
    return opened_under([(subject, _feedback(one), bytes(words)) for one, words in rows])


def sealed_under(by: Actor, subject: str, column: str, words: str) -> bytes:
    """Words sealed under the key of any subject: those of a transfer under that of its record."""
    sealer, _ = _keepers[0]
    return sealer(by=by, subject=subject, column=column, text=words)


def opened_under(rows: Sequence[tuple[str, str, bytes]]) -> list[str]:
    """The words of subject, column and sealed value; all empty when a key is gone."""
    _, opener = _keepers[0]
    try:
        return opener(rows)
    except Refused:
        return [""] * len(rows)


def record_of(object_type: str, object_id: UUID) -> str:
    """The name of the key of a record that is handed over: that of the record itself."""
    return f"{object_type}:{object_id}"


def column_of(row_id: UUID) -> str:
    """The place of the words of a transfer or of one of its steps."""
    return f"lawfulness.transfer:{row_id}"


def _feedback(row_id: UUID) -> str:
    return f"lawfulness.feedback:{row_id}"


def subject_of(disclosure_id: UUID) -> str:
    """The name of the key."""
    return f"disclosure:{disclosure_id}"


def _open_one(row: tuple[UUID, bytes]) -> dict[str, str]:
    try:
        return _open([row])[0]
    except Refused:
        return {}


def _open(rows: Sequence[tuple[UUID, bytes]]) -> list[dict[str, str]]:
    _, opener = _keepers[0]
    found = opener([(subject_of(one), COLUMN, bytes(text)) for one, text in rows])
    return [json.loads(text) for text in found]
