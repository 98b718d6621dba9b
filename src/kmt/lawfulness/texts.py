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
