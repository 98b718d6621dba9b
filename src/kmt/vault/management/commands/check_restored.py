"""``./kmt manage check_restored``: whether what comes out of an old backup was erased."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.vault import restored


class Command(BaseCommand):
    """Compare what both databases know to be erased."""

    help = "Controleert of er geen oude reservekopie staat die al gewiste gegevens terugbrengt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that all is well, or fail with what to do."""
        wrong = restored.present()
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("Wat gewist is, is overal gewist.")
