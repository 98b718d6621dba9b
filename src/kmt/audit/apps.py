"""Tells Django that this room exists, and the record its own reasons."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class AuditConfig(AppConfig):
    """The room ``audit``."""

    name = "kmt.audit"
    label = "audit"

    def ready(self) -> None:
        """Give the record the words for the reasons of this room."""
        from kmt.audit.direct import REASONS

        explain(REASONS)
