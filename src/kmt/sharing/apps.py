"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class SharingConfig(AppConfig):
    """The room ``sharing``."""

    name = "kmt.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Give the record the words for its reasons."""
        explain(
            {
                "approval": "akkoord op een deling van een ander",
                "expired": "concept dat verliep",
                "suppliers": "van wie een gegeven komt",
            }
        )
