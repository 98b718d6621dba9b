"""``./kmt manage print_audit_key``: the public key, for whoever keeps the heads of the record."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from kmt.audit.signing import public_lines


class Command(BaseCommand):
    """Print every version of the public key."""

    help = "Toont de openbare sleutel waarmee kenmerken van het logboek zijn na te kijken."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per version, the oldest first."""
        try:
            lines = public_lines()
        except ImproperlyConfigured as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write("\n".join(lines))
