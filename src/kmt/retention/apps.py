"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class RetentionConfig(AppConfig):
    """The room ``retention``."""

    name = "kmt.retention"
    label = "retention"

    def ready(self) -> None:
        """Give the record the word for what ends a file by its term."""
        explain({"retention": "bewaartermijn"})
