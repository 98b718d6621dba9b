"""``./kmt manage propose_retention``: every night, what goes and what waits for a decision."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly

WORDS = {
    "finished": "afgemaakt van een vorige nacht",
    "propose": "voorgesteld",
    "withdraw": "ingetrokken",
    "destroy": "vernietigd",
    "failed": "niet gelukt, volgende nacht opnieuw",
}


class Command(BaseCommand):
    """Ask the terms of every record, propose, and destroy what is due."""

    help = "Bewaartermijnen: stelt voor wat weg moet, en vernietigt wat mag (elke nacht)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once, and say how many of each."""
        taken = run_nightly(by=night_watch(), wait=settings.KMT_RETENTION_WAIT)
        for step, words in WORDS.items():
            self.stdout.write(f"{taken[step]} {words}")
