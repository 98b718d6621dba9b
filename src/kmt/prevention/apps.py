"""Tells Django that this room exists, and the record what its things are called."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class PreventionConfig(AppConfig):
    """The room ``prevention``."""

    name = "kmt.prevention"
    label = "prevention"

    def ready(self) -> None:
        """Give the record the words for what is written here."""
        explain(
            {
                "campaign": "campagne",
                "lesson_set": "lessenset",
                "campaign_planned": "plan",
                "campaign_reach": "bereik",
                "campaign_reach_dropped": "bereik weggehaald",
                "campaign_evaluated": "evaluatie",
            }
        )
