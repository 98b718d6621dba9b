"""``./kmt manage replay_erasures``: after a backup was put back, before the product goes online."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.project.keeping import night_watch
from kmt.retention.actions import replay


class Command(BaseCommand):
    """Destroy again what was destroyed since the backup was made."""

    help = "Vernietigt opnieuw wat sinds een teruggezette reservekopie al vernietigd was."

    def handle(self, *args: Any, **options: Any) -> None:
        """First the keys and persons of the vault, then the rows of every room."""
        keys, rows = replay(by=night_watch())
        self.stdout.write(f"{keys} sleutels en personen en {rows} dossiers opnieuw vernietigd.")
