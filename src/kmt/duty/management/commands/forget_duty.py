"""``./kmt manage forget_duty``: remove what is past its term; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.duty.rounds import forget, round_actor


class Command(BaseCommand):
    """Forget what is about colleagues and no longer needed (row T34)."""

    help = "Wist oude afwezigheid, oude overdrachten en kenmerken van oude berichten."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        self.stdout.write(f"{forget(by=round_actor())} regels over dienst gewist.")
