"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain
from kmt.vocabulary.queries import codes_of, label


class CareConfig(AppConfig):
    """The room ``care``."""

    name = "kmt.care"
    label = "care"

    def ready(self) -> None:
        """Give the record the words for the reasons of closing."""
        reasons = codes_of("closing_reason")
        explain({code: f"gesloten: {label('closing_reason', code, 'nl')}" for code in reasons})
