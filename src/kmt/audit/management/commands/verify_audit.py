"""``./kmt manage verify_audit``: prove that the record is whole, or say which line is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.audit.queries import verify


class Command(BaseCommand):
    """Check the chain and the noted heads."""

    help = "Controleert het logboek en noemt elke gewijzigde, verwijderde of ingevoegde regel."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence, or fail with every break."""
        outcome = verify()
        if outcome.breaks:
            lines = "\n".join(f"- {found.sentence}" for found in outcome.breaks)
            raise CommandError(
                f"Het logboek is aangetast ({outcome.events} regels gelezen):\n{lines}\n"
                "Raak niets aan, waarschuw de privacyfunctionaris en bewaar een kopie."
            )
        self.stdout.write(
            f"Het logboek is heel: {outcome.events} regels gecontroleerd, "
            f"vergeleken met {outcome.heads} dagkenmerken buiten de database."
        )
