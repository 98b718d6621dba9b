"""``./kmt manage reindex_texts``: every report is found by the words of its texts again."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.access.actors import administrator
from kmt.intake.actions import reindex_texts


class Command(BaseCommand):
    """Make the words of all reports anew; nothing is shown, and it may be given again."""

    help = "Maakt de zoekwoorden van alle meldingen opnieuw, bijvoorbeeld na een bijwerking."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many."""
        done, shut = reindex_texts(by=administrator())
        self.stdout.write(f"{done} meldingen zijn weer te vinden op hun woorden.")
        if shut:
            self.stdout.write(f"{shut} meldingen gaan niet open en zijn overgeslagen.")
