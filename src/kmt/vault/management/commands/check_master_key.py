"""``./kmt manage check_master_key``: whether the master key that is here is the right one."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from kmt.kernel import master_key
from kmt.vault import key_check
from kmt.vault.rotation import waiting


class Command(BaseCommand):
    """Compare the key with what the database of keys says of it."""

    help = "Controleert of de hoofdsleutel die er is, bij deze installatie hoort."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that it fits, or fail with every reason why not."""
        wrong = key_check.present()
        if wrong:
            raise CommandError("\n".join(wrong))
        try:
            version, _ = master_key.current()
        except ImproperlyConfigured as missing:
            raise CommandError(str(missing)) from missing
        self.stdout.write(f"De hoofdsleutel past; versie {version} is in gebruik.")
        if left := waiting():
            self.stdout.write(
                f"{left} sleutels liggen nog onder een oudere versie: geef rotate_master_key."
            )
