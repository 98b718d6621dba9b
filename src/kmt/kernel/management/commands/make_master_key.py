"""``./kmt manage make_master_key``: make the key that every other key is locked with, once."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kmt.kernel.master_key import write_new


class Command(BaseCommand):
    """Write a fresh master key; never over an old one."""

    help = "Maakt de hoofdsleutel van deze installatie; overschrijft nooit een bestaande."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file, and say where it is and how to keep it."""
        if settings.KMT_MASTER_KEY:
            raise CommandError(
                "Deze installatie leest de hoofdsleutel al uit KMT_MASTER_KEY; er is niets gemaakt."
            )
        path = Path(settings.KMT_MASTER_KEY_FILE)
        try:
            write_new(path)
        except FileExistsError as exists:
            raise CommandError(
                f"Er staat al een hoofdsleutel op {path}. Hij is niet aangeraakt: zonder hem gaat "
                "niets wat is versleuteld nog open."
            ) from exists
        except OSError as error:
            raise CommandError(
                f"De hoofdsleutel kan niet naar {path}: {error.strerror}. "
                "Zet KMT_MASTER_KEY_FILE op een plek waar dit programma mag schrijven."
            ) from error
        self.stdout.write(
            f"De hoofdsleutel staat op {path}, leesbaar voor alleen deze gebruiker.\n"
            "Bewaar nu twee kopieën: niet op deze machine en niet bij de reservekopieën van de "
            "database, bijvoorbeeld op papier in de kluis van de organisatie.\n"
            "Zonder deze sleutel is alles wat is versleuteld voorgoed onleesbaar; met deze sleutel "
            "en de database kan iedereen het lezen."
        )
