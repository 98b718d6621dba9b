"""``./kmt manage forget_log_ins``: remove log-ins that have had their six months; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.audit.actions.log_ins import forget_log_ins


class Command(BaseCommand):
    """Forget what is older than six months (Selectielijst gemeenten 2020, 19.1.24)."""

    help = "Verwijdert inloggegevens van meer dan zes maanden oud."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        self.stdout.write(f"{forget_log_ins()} inlogregels van meer dan zes maanden verwijderd.")
