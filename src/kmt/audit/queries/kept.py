"""The signed heads that were kept: in the table, and in the folder outside the database."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.exceptions import ImproperlyConfigured

from kmt.audit import places, signing
from kmt.audit.models import HeadDelivery, TreeHead
from kmt.audit.notes import NotOurs, read
from kmt.audit.rules import FORGED, Break, Kept

IN_THE_TABLE = "bewaard in de database"


@dataclass(frozen=True, slots=True)
class _Note:
    """A note, where it was found, and what the table says of it (nothing for a file)."""

    where: str
    text: str
    size: int = 0
    root: str = ""


def kept_heads() -> tuple[tuple[Kept, ...], tuple[Break, ...]]:
    """Every kept head with a good signature, and what is wrong with the others."""
    notes = [*_in_table(), *_in_folder()]
    kept, strange = [], []
    for note in notes:
        try:
            kept.append(_opened(note, signing.public_keys()))
        except (NotOurs, ImproperlyConfigured) as wrong:
            strange.append(_strange(note, wrong))
    return tuple(kept), tuple(strange)


def missing_outside() -> str:
    """What the folder lacks of what was handed over to it, in one sentence; empty if nothing."""
    had = HeadDelivery.objects.filter(place=places.FOLDER, delivered=True)
    return places.gone(had.values_list("size", flat=True))


def _in_table() -> list[_Note]:
    rows = TreeHead.objects.order_by("size").values_list("note", "size", "root")
    return [_Note(IN_THE_TABLE, *row) for row in rows]


def _in_folder() -> list[_Note]:
    return [_Note(f"bestand {name}", text) for name, text in places.dropped().items()]


def _opened(note: _Note, keys: tuple[Ed25519PublicKey, ...]) -> Kept:
    head = read(note.text, keys)
    if note.root and (note.size, note.root) != (head.size, head.root.hex()):
        raise NotOurs("The table says something else than the note beside it.")
    return Kept(head.size, head.root, note.where)


def _strange(note: _Note, wrong: Exception) -> Break:
    if isinstance(wrong, ImproperlyConfigured):
        sentence = f"Een kenmerk ({note.where}) is niet na te kijken: {wrong}"
        return Break(note.size, FORGED, sentence)
    sentence = f"Een kenmerk ({note.where}) is beschadigd of niet met onze sleutel ondertekend."
    return Break(note.size, FORGED, sentence)
