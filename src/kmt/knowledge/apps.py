"""Tells Django that this room exists, and the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class KnowledgeConfig(AppConfig):
    """The room ``knowledge``."""

    name = "kmt.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """The record gets the words of this room."""
        from kmt.knowledge.wording import REASONS

        explain(REASONS)
