"""Data keys: one per person, report or case, wrapped under the master key, in a database apart.

Only this module touches :class:`~kmt.vault.models.DataKey`. Keys are kept in memory for as long
as one call takes and nowhere longer.
"""

from collections.abc import Iterable

from django.db import transaction

from kmt.audit.actions import Event, record
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.kernel.sealing import SealBroken, new_key, seal, unseal, unwrap, wrap
from kmt.vault.destroying import destroyed
from kmt.vault.key_check import confirm
from kmt.vault.models import DataKey
from kmt.vault.routing import KEYS
from kmt.vault.rules import Unreadable

GONE = "De sleutel van deze gegevens is er niet meer; ze zijn vernietigd of niet teruggezet."
ADMINISTRATOR = "Waarschuw de beheerder en wijzig intussen niets."


def key_for(subject: str, *, by: Actor) -> bytes:
    """The key of a subject; made, and recorded, when it is the first thing sealed for it.

    The key is committed before the rows it seals: should those roll back, an unused key remains,
    never a row without its key.
    """
    found = DataKey.objects.filter(subject=subject).first()
    if found is not None:
        return _open(found)
    if destroyed(subject):
        raise Unreadable(GONE, ADMINISTRATOR)
    version, master = master_key.current()
    confirm(version, master)
    with transaction.atomic(using=KEYS):
        made, created = DataKey.objects.get_or_create(
            subject=subject,
            defaults={
                "wrapped": wrap(master, new_key()),
                "master_version": version,
                "made_at": clock.this_hour(),
            },
        )
    if created:
        record(Event(actor=by, action="key", object_type="data_key", object_id=subject))
    return _open(made)


def keys_of(subjects: Iterable[str]) -> dict[str, bytes]:
    """The keys of many subjects in one query; refuses when one of them is gone."""
    wanted = set(subjects)
    found = keys_if_any(wanted)
    if wanted - found.keys():
        raise Unreadable(GONE, ADMINISTRATOR)
    return found


def keys_if_any(subjects: Iterable[str]) -> dict[str, bytes]:
    """The keys of those of these subjects that have one, in one query."""
    rows = DataKey.objects.filter(subject__in=set(subjects))
    return {row.subject: _open(row) for row in rows}


def close(key: bytes, plaintext: bytes, place: str) -> bytes:
    """Seal for one place."""
    return seal(key, plaintext, bound_to=place)


def open_sealed(key: bytes, sealed: bytes, place: str) -> bytes:
    """Unseal in one place; a moved or changed value is refused in words."""
    try:
        return unseal(key, bytes(sealed), bound_to=place)
    except SealBroken as broken:
        raise Unreadable(
            "Deze gegevens zijn veranderd of verplaatst sinds ze zijn opgeslagen.", ADMINISTRATOR
        ) from broken


def _open(row: DataKey) -> bytes:
    try:
        return unwrap(master_key.version(row.master_version), bytes(row.wrapped))
    except SealBroken as broken:
        raise Unreadable(
            "De hoofdsleutel van deze installatie past niet op deze gegevens.",
            f"Zet het sleutelbestand terug waarmee ze zijn opgeslagen. {ADMINISTRATOR}",
        ) from broken
