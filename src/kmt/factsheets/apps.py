"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class FactsheetsConfig(AppConfig):
    """The room ``factsheets``."""

    name = "kmt.factsheets"
    label = "factsheets"

    def ready(self) -> None:
        """Give the record the words of this room."""
        explain(
            {
                "council_sheet": "raadsfactsheet",
                "council_sheets": "raadsfactsheets van alle gemeenten gemaakt",
            }
        )
