"""``./kmt manage renew_log_in``: after a lost phone, a forgotten password, a stolen laptop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.access.actors import administrator
from kmt.kernel.refusals import Refused
from kmt.partners.actions import renew_log_in


class Command(BaseCommand):
    """New password, second factor to be set up again, every session ended."""

    help = "Geeft een collega een nieuw wachtwoord; sessies en tweede stap vervallen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose log-in."""
        parser.add_argument("email", help="e-mailadres van de collega")

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, and print the password once."""
        try:
            password = renew_log_in(by=administrator(), email=options["email"])
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(
            f"Nieuw wachtwoord: {password}\nAlle sessies van dit account zijn beëindigd; bij het "
            "inloggen stelt de collega de tweede stap opnieuw in."
        )
