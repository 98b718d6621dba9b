"""``./kmt manage forget_reporting_links``: remove codes that are over; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.professionals.actions import forget_links


class Command(BaseCommand):
    """Forget for whom a code was, a month after it was over; with its key, so backups go dark."""

    help = "Wist codes voor professionals die een maand voorbij zijn."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        wanted = {Permission.PROFESSIONALS_LINK_FORGET, Permission.VAULT_DATA_ERASE}
        by = system_actor("professionals", purpose="retention", permissions=frozenset(wanted))
        self.stdout.write(f"{forget_links(by=by)} voorbije codes voor professionals gewist.")
