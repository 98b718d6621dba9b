"""``./kmt manage forget_saved_views``: remove the views of who is not here any more; run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.desk.actions.saving import forget_views


class Command(BaseCommand):
    """Forget what colleagues kept for themselves when their account is closed."""

    help = "Wist de bewaarde weergaven van de werklijst van wie hier niet meer werkt."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        wanted = frozenset({Permission.RETENTION_TERM_RUN})
        by = system_actor("triage", purpose="retention", permissions=wanted)
        self.stdout.write(f"{forget_views(by=by)} weergaven gewist.")
