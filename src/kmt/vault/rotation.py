"""Rotating the master key: a new version, and every data key wrapped anew under it.

The work is done in small transactions, each whole; while it runs the house stays open, because
both versions are there and every data key says under which it lies. Killed at any moment it can be
started again: what still lies under an older version is what is left to do.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import Event, record
from kmt.kernel import master_key
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.kernel.sealing import unwrap, wrap
from kmt.vault import key_check
from kmt.vault.models import DataKey
from kmt.vault.routing import KEYS

BATCH = 2000


def rotate(*, by: Actor) -> tuple[int, int]:
    """Add a version, unless an earlier rotation is not done yet, and wrap every key under it.

    Returns the version and how many keys were wrapped anew. Raises ``Refused`` with a sentence
    when the master key that is here is not the right one, or cannot be added to.
    """
    check(by, Permission.VAULT_KEY_MANAGE)
    wrong = key_check.present()
    if wrong:
        raise Refused(" ".join(wrong), "Er is niets gewijzigd.")
    if not waiting():
        _add_version()
    version, master = master_key.current()
    key_check.confirm(version, master)
    record(Event(actor=by, action="key", object_type="master_key", object_id=str(version)))
    return version, sum(_batches(version, master))


def waiting() -> int:
    """How many keys still lie under an older version than the newest that is here."""
    return _older(master_key.current()[0]).count()


def _add_version() -> None:
    if settings.KMT_MASTER_KEY:
        raise Refused(
            "Deze installatie leest de hoofdsleutel uit KMT_MASTER_KEY, en die kan dit programma "
            "niet wijzigen.",
            "Zet daar zelf een regel met een nieuwe versie bij, start alles opnieuw en geef deze "
            "opdracht nog eens.",
        )
    master_key.add_version(Path(settings.KMT_MASTER_KEY_FILE))


def _older(version: int) -> models.QuerySet[DataKey]:
    return DataKey.objects.filter(master_version__lt=version)


def _batches(version: int, master: bytes) -> Iterator[int]:
    """Wrap batch after batch; each is committed before the next begins."""
    masters = master_key.versions()
    while True:
        with transaction.atomic(using=KEYS):
            rows = list(_older(version).select_for_update()[:BATCH])
            for row in rows:
                opened = unwrap(masters[row.master_version], bytes(row.wrapped))
                row.wrapped, row.master_version = wrap(master, opened), version
            _keep(rows)
        if not rows:
            return
        yield len(rows)


def _keep(rows: list[DataKey]) -> None:
    """Write the rows over themselves; they are locked, so none can have gone meanwhile."""
    DataKey.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["wrapped", "master_version"],
    )
