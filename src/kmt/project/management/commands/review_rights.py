"""``./kmt manage review_rights``: how many roles have to be confirmed this month, as a reminder.

Closing needs no command: the door asks at every click whether the role was confirmed in time.
"""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.partners.queries.accounts import review_counts


class Command(BaseCommand):
    """Count, without names."""

    help = "Hoeveel rollen er deze maand bevestigd moeten worden, en hoeveel er dicht zijn."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say the two figures."""
        due, closed = review_counts()
        word = "rol" if due == 1 else "rollen"
        self.stdout.write(f"{due} {word} te bevestigen, waarvan {closed} gesloten")
