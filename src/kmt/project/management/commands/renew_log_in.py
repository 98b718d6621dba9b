"""``./kmt manage renew_log_in``: after a lost phone, a forgotten password, a stolen laptop."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.access.actors import administrator
from kmt.kernel.refusals import Refused
from kmt.partners.actions import renew_log_in


class Command(BaseCommand):
    """A code for a new password and second factor; every session ended."""

    help = "Geeft een code voor een nieuwe log-in; wachtwoord, tweede stap en sessies vervallen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose log-in."""
        parser.add_argument("email", help="e-mailadres van de collega")

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew, and print the code once."""
        try:
            code = renew_log_in(by=administrator(), email=options["email"])
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(
            f"Code voor een nieuwe log-in: {code}\nHij werkt een uur, één keer: op de inlogpagina "
            "onder 'Ik heb een code gekregen'. Alle sessies van dit account zijn beëindigd."
        )
