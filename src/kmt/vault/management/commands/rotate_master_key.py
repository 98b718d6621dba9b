"""``./kmt manage rotate_master_key``: a new version of the master key, and every key under it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.access.actors import administrator
from kmt.kernel.refusals import Refused
from kmt.vault.rotation import rotate


class Command(BaseCommand):
    """Rotate, or finish a rotation that was cut off."""

    help = "Wisselt de hoofdsleutel terwijl alles open blijft; na een onderbreking: nog eens geven."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and say what must happen to the shares and the copies."""
        try:
            version, number = rotate(by=administrator())
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(
            f"Versie {version} van de hoofdsleutel is in gebruik; {number} sleutels liggen nu "
            "daaronder.\n"
            "Splits haar opnieuw (split_master_key) en vernietig de oude delen pas daarna: delen "
            "van voor de wissel missen deze versie.\n"
            "Haal oude versies niet uit het sleutelbestand: reservekopieën van de sleutels liggen "
            "er nog onder, en versie 1 blijft nodig voor het logboek en de ontvangstcodes."
        )
