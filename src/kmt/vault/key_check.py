"""Whether the master key that is here is the one of this installation.

The database of keys holds one sealed word per version of the master key. A key is never wrapped
under a master key that does not open it, and nothing starts with one: a wrong key would make two
installations out of one without anybody noticing.
"""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from kmt.kernel import clock, master_key
from kmt.kernel.sealing import SealBroken, seal, unseal, unwrap
from kmt.vault.models import DataKey, MasterKeyCheck
from kmt.vault.routing import KEYS
from kmt.vault.rules import Unreadable

_WORD = b"master key of this installation"
WRONG_KEY = (
    "De hoofdsleutel (versie {}) past niet op de sleutels van deze installatie: hij is van een "
    "andere installatie, of de database van sleutels is dat."
)
PUT_BACK = "Zet het sleutelbestand terug waarmee de gegevens zijn opgeslagen."


def confirm(version: int, master: bytes) -> None:
    """Refuse a master key that is not the one of this installation; the first one is noted."""
    row = MasterKeyCheck.objects.filter(version=version).first() or _note(version, master)
    if not _opens(row, master):
        raise Unreadable(WRONG_KEY.format(version), PUT_BACK)


def present() -> list[str]:
    """What is wrong with the master key that is here, in sentences; empty when it is the right one.

    Empty too where no key has been made yet, so that a fresh installation can begin.
    """
    try:
        return problems(master_key.versions())
    except ImproperlyConfigured as wrong:
        return [str(wrong)] if _needed() else []


def problems(found: Mapping[int, bytes]) -> list[str]:
    """What is wrong with these versions of the master key for this installation."""
    sentences = (_problem(version, found.get(version)) for version in sorted(_needed()))
    return [sentence for sentence in sentences if sentence]


def _note(version: int, master: bytes) -> MasterKeyCheck:
    sealed = seal(master, _WORD, bound_to=_place(version))
    with transaction.atomic(using=KEYS):
        row, _ = MasterKeyCheck.objects.get_or_create(
            version=version, defaults={"sealed": sealed, "noted_at": clock.now()}
        )
    return row


def _needed() -> set[int]:
    """The versions that something here lies under; none when there are no tables yet."""
    noted = MasterKeyCheck.objects.values_list("version", flat=True)
    used = DataKey.objects.order_by().values_list("master_version", flat=True).distinct()
    try:
        return {*noted, *used}
    except DatabaseError:
        return set()


def _problem(version: int, master: bytes | None) -> str:
    if master is None:
        return f"De hoofdsleutel mist versie {version}. {PUT_BACK}"
    row = MasterKeyCheck.objects.filter(version=version).first()
    right = _opens(row, master) if row else _unwraps_one(version, master)
    return "" if right else f"{WRONG_KEY.format(version)} {PUT_BACK}"


def _opens(row: MasterKeyCheck, master: bytes) -> bool:
    try:
        return unseal(master, bytes(row.sealed), bound_to=_place(row.version)) == _WORD
    except SealBroken:
        return False


def _unwraps_one(version: int, master: bytes) -> bool:
    """For keys made before there was a check: whether one of them opens."""
    row = DataKey.objects.filter(master_version=version).first()
    try:
        return row is None or bool(unwrap(master, bytes(row.wrapped)))
    except SealBroken:
        return False


def _place(version: int) -> str:
    return f"master_key|check|{version}"
