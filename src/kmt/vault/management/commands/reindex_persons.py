"""``./kmt manage reindex_persons``: have everybody found by the lists and rules of today."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.access.actors import administrator
from kmt.vault.actions import reindex_persons


class Command(BaseCommand):
    """Make all search tokens anew; nothing is shown, and it may be given again."""

    help = "Maakt de zoeksleutels van alle personen opnieuw, bijvoorbeeld na een nieuwe namenlijst."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many."""
        done, shut = reindex_persons(by=administrator())
        self.stdout.write(f"{done} personen zijn weer te vinden met de regels van nu.")
        if shut:
            self.stdout.write(f"{shut} personen gaan niet open en zijn overgeslagen.")
