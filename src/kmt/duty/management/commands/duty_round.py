"""``./kmt manage duty_round``: stand-ins get what they need, and colleagues hear that work waits.

Run it by a timer every five minutes: whatever was done already is not done twice.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.duty.rounds import UNREACHABLE, mail_round, round_actor, stand_in_round
from kmt.duty.rules import Sent


class Command(BaseCommand):
    """One round."""

    help = "Opent en sluit waarneming, en mailt wie werk heeft liggen, zonder inhoud."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many of each, without names; fails when a mail did not go."""
        by = round_actor()
        opened, ended = stand_in_round(by=by)
        mails = mail_round(by=by)
        self.stdout.write(
            f"{opened} dossiers geopend voor wie waarneemt, {ended} waarnemingen voorbij, "
            f"{mails[Sent.SENT]} berichten verstuurd."
        )
        if mails[UNREACHABLE]:
            raise CommandError("De mailserver is niet bereikbaar; de volgende ronde probeert het.")
        if mails[Sent.REFUSED] or mails[Sent.GOING]:
            raise CommandError(
                f"{mails[Sent.REFUSED]} berichten geweigerd, {mails[Sent.GOING]} onzeker."
            )
