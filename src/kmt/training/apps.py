"""Tells Django that this room exists, and the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class TrainingConfig(AppConfig):
    """The room ``training``."""

    name = "kmt.training"
    label = "training"

    def ready(self) -> None:
        """The record gets the words of what is kept here."""
        from kmt.training.wording import REASONS

        explain(REASONS)
