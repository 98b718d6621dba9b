"""``./kmt manage verify_audit``: prove that the record is whole, or say which line is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.audit.queries import verify

SHOWN = 20


class Command(BaseCommand):
    """Check the chain, the noted heads and the signed heads."""

    help = "Controleert het logboek en noemt elke gewijzigde, verwijderde of ingevoegde regel."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence, or fail with every break, the first bad event on top."""
        outcome = verify()
        if outcome.warning:
            self.stderr.write(f"Let op: {outcome.warning}")
        if outcome.breaks:
            found = sorted(outcome.breaks, key=lambda one: one.seq)
            lines = [f"- {one.sentence}" for one in found[:SHOWN]]
            lines += [f"- en nog {len(found) - SHOWN}"] if len(found) > SHOWN else []
            raise CommandError(
                f"Het logboek is aangetast ({outcome.events} regels gelezen):\n"
                + "\n".join(lines)
                + "\nRaak niets aan, waarschuw de privacyfunctionaris en bewaar een kopie."
            )
        self.stdout.write(
            f"Het logboek is heel: {outcome.events} regels gecontroleerd, "
            f"vergeleken met {outcome.heads} dagkenmerken buiten de database "
            f"en {outcome.signed} ondertekende kenmerken."
        )
