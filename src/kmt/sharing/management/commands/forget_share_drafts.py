"""``./kmt manage forget_share_drafts``: remove drafts of a share that are over; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.sharing.actions import forget_drafts


class Command(BaseCommand):
    """Forget what nobody decided on in time, with its key, so that backups go dark too."""

    help = "Wist concepten om te delen waarover niet op tijd is besloten."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        wanted = {Permission.SHARING_DRAFT_FORGET, Permission.VAULT_DATA_ERASE}
        by = system_actor("sharing", purpose="retention", permissions=frozenset(wanted))
        self.stdout.write(f"{forget_drafts(by=by)} verlopen concepten om te delen gewist.")
