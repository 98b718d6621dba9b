"""``./kmt manage scan_attachments``: have every file that waits looked at; run it often."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kmt.attachments.actions import UNREADABLE, WAITS, scan_waiting, scanner
from kmt.attachments.states import PASSED, REFUSED


class Command(BaseCommand):
    """Ask the scanner about what waits: after it was away, or where no worker runs."""

    help = "Laat meegestuurde bestanden die nog wachten op virussen onderzoeken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many passed, were refused and still wait; fails when the scanner is away."""
        found = scan_waiting(by=scanner())
        self.stdout.write(
            f"{found[PASSED]} zonder virus, {found[REFUSED]} met een virus en vernietigd, "
            f"{found[WAITS]} wachten nog, {found[UNREADABLE]} gaan niet meer open."
        )
        if found[WAITS] and settings.KMT_CLAMAV:
            raise CommandError("De virusscanner gaf niet overal antwoord op.")
