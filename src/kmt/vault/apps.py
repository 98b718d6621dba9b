"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain
from kmt.vault.rules import LOOK_REASONS


class VaultConfig(AppConfig):
    """The room ``vault``."""

    name = "kmt.vault"
    label = "vault"

    def ready(self) -> None:
        """Give the record the words for the reasons to look."""
        explain(LOOK_REASONS)
