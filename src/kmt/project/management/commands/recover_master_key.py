"""``./kmt manage recover_master_key``: make the master key again from typed or piped shares."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kmt.access.actors import administrator
from kmt.audit.actions import Event, record
from kmt.kernel.key_shares import Share, SharesDoNotFit, combine_lines
from kmt.kernel.master_key import write_all
from kmt.vault import key_check


class Command(BaseCommand):
    """Read shares until there are enough; write the key only when it is the right one."""

    help = "Maakt de hoofdsleutel terug uit de delen die de houders invoeren, een per regel."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Recover, compare with this installation, write; never over a key that is there."""
        path = _free_place()
        try:
            keys = combine_lines(self._lines())
        except SharesDoNotFit as refused:
            raise CommandError(f"{refused} Er is niets geschreven.") from refused
        if wrong := key_check.problems(keys):
            raise CommandError(
                "Deze delen maken wel een hoofdsleutel, maar niet die van nu:\n"
                + "\n".join(wrong)
                + "\nEr is niets geschreven."
            )
        write_all(path, keys)
        self.stdout.write(f"De hoofdsleutel staat weer op {path} (versies 1 tot {max(keys)}).")
        record(
            Event(
                actor=administrator(),
                action="key",
                object_type="master_key",
                reason_text="recovered from shares",
            )
        )

    def _lines(self) -> list[str]:
        """Lines until there are enough different shares; a mistyped one may be typed again."""
        found: dict[int, str] = {}
        for line in filter(str.strip, sys.stdin):
            share = self._read(line)
            if share is None:
                continue
            found[share.number] = line
            self.stdout.write(f"Deel {share.number} gelezen: {len(found)} van {share.threshold}.")
            if len(found) >= share.threshold:
                break
        return list(found.values())

    def _read(self, line: str) -> Share | None:
        try:
            return Share.read(line)
        except SharesDoNotFit as refused:
            if not sys.stdin.isatty():
                raise
            self.stdout.write(str(refused))
            return None


def _free_place() -> Path:
    if settings.KMT_MASTER_KEY:
        raise CommandError(
            "Deze installatie leest de hoofdsleutel uit KMT_MASTER_KEY. Haal die instelling weg; "
            "dan komt de sleutel in een bestand terug."
        )
    path = Path(settings.KMT_MASTER_KEY_FILE)
    if path.exists():
        raise CommandError(
            f"Er staat al een hoofdsleutel op {path}; er is niets gewijzigd. Kijk met "
            "check_master_key of hij past, en verplaats hem als dat niet zo is."
        )
    return path
