"""``./kmt manage split_master_key``: the master key as shares for the safes of several people."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kmt.access.actors import administrator
from kmt.audit.actions import Event, record
from kmt.kernel import master_key
from kmt.kernel.key_shares import Share, SharesDoNotFit, split_keys
from kmt.vault import key_check

AFTER = (
    "Geef ieder deel aan een andere houder, op papier, in een eigen kluis. {threshold} van de "
    "{shares} delen samen maken de hoofdsleutel; minder zeggen niets.\n"
    "Wis nu dit scherm en wat ervan bewaard is. Werkwijze: docs/privacy/key-ceremony.md"
)


class Command(BaseCommand):
    """Show the shares once; a file is written only where it is asked for."""

    help = "Splitst de hoofdsleutel in delen op papier; een deel alleen zegt niets."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many shares, how many are needed, and whether they go to files."""
        parser.add_argument("--shares", type=int, default=5, help="aantal delen")
        parser.add_argument("--threshold", type=int, default=3, help="hoeveel er nodig zijn")
        parser.add_argument("--to", type=Path, help="map voor een bestand per deel")

    def handle(self, *args: Any, **options: Any) -> None:
        """Split the key that is here, once it is known to be the right one."""
        numbers = {name: options[name] for name in ("shares", "threshold")}
        shares = self._split(numbers)
        if options["to"]:
            _write(shares, options["to"])
            self.stdout.write(f"De delen staan in {options['to']}, een bestand per deel.")
        else:
            self.stdout.write("\n".join(share.line for share in shares) + "\n")
        self.stdout.write(AFTER.format(**numbers))

    def _split(self, numbers: dict[str, int]) -> tuple[Share, ...]:
        if wrong := key_check.present():
            raise CommandError("\n".join(wrong))
        try:
            shares = split_keys(master_key.versions(), **numbers)
        except (SharesDoNotFit, ImproperlyConfigured) as refused:
            raise CommandError(str(refused)) from refused
        said = f"split {shares[0].set_id}: {numbers['threshold']}/{numbers['shares']}"
        record(
            Event(actor=administrator(), action="key", object_type="master_key", reason_text=said)
        )
        return shares


def _write(shares: tuple[Share, ...], folder: Path) -> None:
    """One file per share, for its owner only; nothing is overwritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for share in shares:
            path = folder / f"{share.set_id}-{share.number}.txt"
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(f"{share.line}\n")
    except OSError as error:
        raise CommandError(f"De delen kunnen niet naar {folder}: {error.strerror}.") from error
