"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ScenariosConfig(AppConfig):
    """The room ``scenarios``."""

    name = "kmt.scenarios"
    label = "scenarios"

    def ready(self) -> None:
        """Give the record the words for what was done."""
        explain(
            {
                "scenario": "scenario",
                "budget_line": "begroting met versies en scenario’s",
                "scenario_name": "naam en uitleg",
                "scenario_change": "wijziging erbij",
                "scenario_change_dropped": "wijziging eraf",
            }
        )
