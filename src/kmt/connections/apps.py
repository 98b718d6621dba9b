"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ConnectionsConfig(AppConfig):
    """The room ``connections``."""

    name = "kmt.connections"
    label = "connections"

    def ready(self) -> None:
        """Give the record the words for looking at connections and putting them down."""
        explain(
            {
                "connection": "verbanden van een melding",
                "connections": "bekeken wat meldingen gemeen hebben",
                "mention_noted": "vastgelegd wat de melding noemt",
                "mention_removed": "weggehaald wat de melding niet noemt",
            }
        )
