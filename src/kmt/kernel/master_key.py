"""The master key: read from a file or the environment, never from the database.

The file holds one line per version, ``<version> <base64 of 32 bytes>``; the highest is the
current one, older lines still open what was wrapped under them. The file is read at every use, so
that a new version is known to every process at once. Keys for other uses (receipts, sealing of
settings) are derived from the first version with HKDF (RFC 5869), so that adding a version changes
no derived key.
"""

import base64
import binascii
import fcntl
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kmt.kernel.sealing import KEY_BYTES, new_key


def current() -> tuple[int, bytes]:
    """The version and the key under which new keys are wrapped."""
    keys = _keys()
    version = max(keys)
    return version, keys[version]


def versions() -> dict[int, bytes]:
    """Every version that is here, by number."""
    return dict(_keys())


def version(number: int) -> bytes:
    """The master key of an older version; an unknown version is a setting that is wrong."""
    keys = _keys()
    if number not in keys:
        raise ImproperlyConfigured(
            f"De hoofdsleutel mist versie {number}: zet het volledige sleutelbestand terug."
        )
    return keys[number]


def derive(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, the same at every start."""
    keys = _keys()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kmt:{purpose}".encode()).derive(
        keys[min(keys)]
    )


def write_new(path: Path) -> None:
    """Make a key file with one fresh version, readable by its owner only; never overwrites."""
    write_all(path, {1: new_key()})


def write_all(path: Path, keys: Mapping[int, bytes]) -> None:
    """Make a key file with these versions, readable by its owner only; never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(path, keys)
    try:
        os.link(fresh, path)
    finally:
        fresh.unlink()
    _settle(path.parent)


def add_version(path: Path) -> int:
    """Add a fresh version to the key file and return its number.

    The file is replaced whole: at any moment there is the old one or the new one on the disk. Two
    who add at once do so one after the other, so that neither version is lost.
    """
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        keys = _parse(_read(str(path)))
        number = max(keys) + 1
        os.replace(_beside(path, keys | {number: new_key()}), path)
        _settle(path.parent)
    return number


def _beside(path: Path, keys: Mapping[int, bytes]) -> Path:
    """A file with these keys next to the real one, safely on the disk."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    lines = (f"{number} {base64.b64encode(key).decode()}\n" for number, key in keys.items())
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("".join(lines))
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk: a new name in it is not lost when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keys() -> dict[int, bytes]:
    return _parse(settings.KMT_MASTER_KEY or _read(settings.KMT_MASTER_KEY_FILE))


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError as missing:
        raise ImproperlyConfigured(
            f"Geen hoofdsleutel op {path!r}. Zet KMT_MASTER_KEY_FILE op het sleutelbestand, "
            "of maak een nieuwe met: ./kmt manage make_master_key"
        ) from missing


@lru_cache(maxsize=4)
def _parse(text: str) -> dict[int, bytes]:
    try:
        pairs = [line.split() for line in text.replace(";", "\n").splitlines() if line.strip()]
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in pairs}
    except (ValueError, binascii.Error) as wrong:
        raise ImproperlyConfigured(
            "De hoofdsleutel is niet leesbaar: elke regel is een nummer en een sleutel in base64."
        ) from wrong
    if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise ImproperlyConfigured("De hoofdsleutel moet uit 32 bytes bestaan.")
    return keys
