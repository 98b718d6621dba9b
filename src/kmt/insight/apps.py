"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class InsightConfig(AppConfig):
    """The room ``insight``."""

    name = "kmt.insight"
    label = "insight"

    def ready(self) -> None:
        """Give the record the words for how far a computation is."""
        explain(
            {
                "queued": "in de wachtrij",
                "running": "begonnen",
                "finished": "klaar",
                "reused": "zelfde gegevens, niet opnieuw gerekend",
                "failed": "mislukt",
            }
        )
