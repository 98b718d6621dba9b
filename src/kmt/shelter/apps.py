"""Tells Django that this room exists, and ``care`` what it keeps with cases."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ShelterConfig(AppConfig):
    """The room ``shelter``."""

    name = "kmt.shelter"
    label = "shelter"

    def ready(self) -> None:
        """Shelter is shown, told and destroyed with its case; the record gets its words."""
        from kmt.care.beside import keep_beside
        from kmt.shelter.beside import BESIDE
        from kmt.shelter.wording import REASONS

        keep_beside(BESIDE)
        explain(REASONS)
