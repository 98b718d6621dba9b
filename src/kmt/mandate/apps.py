"""Tells Django that this room exists, and the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class MandateConfig(AppConfig):
    """The room ``mandate``."""

    name = "kmt.mandate"
    label = "mandate"

    def ready(self) -> None:
        """The record gets the words of this room."""
        from kmt.mandate.wording import RECORD

        explain(RECORD)
