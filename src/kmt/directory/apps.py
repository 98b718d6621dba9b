"""Tells Django that this room exists, and the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class DirectoryConfig(AppConfig):
    """The room ``directory``."""

    name = "kmt.directory"
    label = "directory"

    def ready(self) -> None:
        """The record gets the words of what is kept here."""
        from kmt.directory.wording import REASONS

        explain(REASONS)
