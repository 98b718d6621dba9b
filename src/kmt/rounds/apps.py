"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class RoundsConfig(AppConfig):
    """The room ``rounds``."""

    name = "kmt.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Give the record the words of this room."""
        from kmt.rounds.wording import REASONS

        explain(REASONS)
