"""Tells Django that this room exists, and ``intake`` what it keeps with reports."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """The room ``triage``."""

    name = "kmt.triage"
    label = "triage"

    def ready(self) -> None:
        """Weighings go, are found and are told together with their report."""
        from kmt.intake.beside import keep_beside
        from kmt.triage.beside import BESIDE

        keep_beside(BESIDE)
