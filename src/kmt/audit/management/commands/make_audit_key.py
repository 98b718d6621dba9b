"""``./kmt manage make_audit_key``: make the key that signs heads of the record, or a newer one."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kmt.audit.signing import public_lines, write_new


class Command(BaseCommand):
    """Write a fresh signing key after the ones that are there."""

    help = "Maakt de sleutel die kenmerken van het logboek ondertekent; oude versies blijven staan."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file or add a version, and print the public key."""
        if settings.KMT_AUDIT_KEY:
            raise CommandError(
                "Deze installatie leest de ondertekensleutel al uit KMT_AUDIT_KEY; er is niets "
                "gemaakt."
            )
        path = Path(settings.KMT_AUDIT_KEY_FILE)
        try:
            write_new(path)
        except OSError as error:
            raise CommandError(
                f"De ondertekensleutel kan niet naar {path}: {error.strerror}. "
                "Zet KMT_AUDIT_KEY_FILE op een plek waar dit programma mag schrijven."
            ) from error
        self.stdout.write(
            f"De ondertekensleutel staat op {path}, leesbaar voor alleen deze gebruiker. Bewaar "
            "een kopie bij de hoofdsleutel, niet bij de reservekopieën van de database.\n"
            "Geef deze openbare sleutel aan wie de kenmerken bewaart:\n" + public_lines()[-1]
        )
